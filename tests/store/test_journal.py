"""One mechanism for undo and history: every change has its record, every undo its limits."""

import uuid
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from sqlalchemy import select

from stagecoach import clock
from stagecoach.domain.evaluations import Conclusion, Kind, Party
from stagecoach.domain.hours import Kind as HourKind
from stagecoach.domain.tasks import Status
from stagecoach.errors import StageCoachError
from stagecoach.services.evaluations import evaluations
from stagecoach.services.history import undo as history
from stagecoach.services.hours import approval
from stagecoach.services.hours import entry as hour_entry
from stagecoach.services.logs import entries as logs
from stagecoach.services.tasks import tasks
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.file.database import Database
from stagecoach.store.hours import DayLine
from stagecoach.store.journal import Action, Change, ChangeKind
from stagecoach.store.logs import LogEntry
from stagecoach.store.tasks import Task
from tests import make


def log(database: Database, placement: uuid.UUID, text: str = "Testte het alarm.") -> uuid.UUID:
    draft = logs.Draft(placement_id=placement, text=text, happened_on=clock.today())
    return database.do(logs.save, draft, author_id=database.person_id)


def last_action(database: Database) -> Action:
    action = database.ask(lambda s: s.scalars(select(Action).order_by(Action.id.desc())).first())
    assert action is not None
    return action


def changes(database: Database, row: uuid.UUID) -> list[Change]:
    query = select(Change).where(Change.row_id == row).order_by(Change.id)
    return database.ask(lambda s: list(s.scalars(query)))


def test_an_insert_holds_no_values_an_update_holds_both(
    database: Database, youssef: uuid.UUID
) -> None:
    entry = log(database, youssef)
    draft = database.ask(logs.draft, entry)
    draft.text = "Testte het alarm opnieuw."
    database.do(logs.save, draft)
    first, second = changes(database, entry)
    assert (first.kind, first.fields) == (ChangeKind.INSERT, {})
    assert second.kind is ChangeKind.UPDATE
    assert second.fields == {"text": ["Testte het alarm.", "Testte het alarm opnieuw."]}


def test_an_action_knows_who_what_and_when(database: Database, youssef: uuid.UUID) -> None:
    log(database, youssef)
    action = last_action(database)
    assert action.name == "logs.save"
    assert (action.person_id, action.device_id) == (database.person_id, database.device_id)
    assert action.at.date() == clock.now().date()


def test_saving_without_a_change_writes_no_record(database: Database, youssef: uuid.UUID) -> None:
    entry = log(database, youssef)
    database.do(logs.save, database.ask(logs.draft, entry))
    assert len(changes(database, entry)) == 1


def test_undo_and_redo_of_a_new_log(database: Database, youssef: uuid.UUID) -> None:
    entry = log(database, youssef)
    action = last_action(database)
    database.do(history.reverse, action.id)
    assert database.ask(lambda s: s.get(LogEntry, entry)) is None
    database.do(history.reverse, last_action(database).id)
    again = database.ask(lambda s: s.get_one(LogEntry, entry))
    assert again.text == "Testte het alarm."


def test_a_removed_task_comes_back_with_its_links(database: Database, youssef: uuid.UUID) -> None:
    plan = database.ask(tasks.plan, youssef)
    target = next(t for t in plan if t.code == "W8")
    database.do(tasks.delete, target.id)
    assert target.id not in {t.id for t in database.ask(tasks.plan, youssef)}
    database.do(history.reverse, last_action(database).id)
    assert next(t for t in database.ask(tasks.plan, youssef) if t.id == target.id) == target


def test_a_later_change_stands_in_the_way(database: Database, youssef: uuid.UUID) -> None:
    entry = log(database, youssef)
    action = last_action(database)
    draft = database.ask(logs.draft, entry)
    draft.minutes = 25
    database.do(logs.save, draft)
    with pytest.raises(StageCoachError, match="latere wijziging"):
        database.do(history.reverse, action.id)
    assert database.ask(lambda s: s.get_one(LogEntry, entry)).minutes == 25


def test_signing_cannot_be_undone_and_fixes_what_came_before(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    sem = placements["Sem"]
    evaluation = database.do(evaluations.begin, sem, Kind.INTERIM)
    database.do(evaluations.conclude, evaluation, Conclusion.ON_COURSE)
    concluded = last_action(database)
    make.sign(database, evaluation, Party.COMPANY)
    with pytest.raises(StageCoachError, match="niet ongedaan"):
        database.do(history.reverse, last_action(database).id)
    with pytest.raises(StageCoachError, match="voorgesteld"):
        database.do(history.reverse, concluded.id)
    assert database.ask(lambda s: s.get_one(Evaluation, evaluation)).status == "proposed"


def test_approved_hours_stay_when_an_older_change_is_undone(
    database: Database, youssef: uuid.UUID
) -> None:
    today = clock.today()
    database.do(hour_entry.enter, youssef, today, HourKind.PRACTICE, "5")
    typed = last_action(database)
    assert database.person_id is not None
    database.do(approval.approve_week, youssef, today, database.person_id)
    approved = last_action(database)
    with pytest.raises(StageCoachError, match="goedgekeurd"):
        database.do(history.reverse, typed.id)
    database.do(history.reverse, approved.id)  # while its toast stands
    line = select(DayLine).where(DayLine.placement_id == youssef, DayLine.on_date == today)
    assert database.ask(lambda s: s.scalars(line).one()).approved_at is None


class UndoMachine(RuleBasedStateMachine):
    """Whatever is done in whatever order: undoing it all gives back what there was."""

    database: Database
    youssef: uuid.UUID

    @initialize()
    def begin(self) -> None:
        self.done: list[uuid.UUID] = []
        self.database.on_action = self._note
        self.entries: list[uuid.UUID] = []
        self.before = self.state()

    def _note(self, action: uuid.UUID | None) -> None:
        if action is not None:
            self.done.append(action)

    def state(self) -> Any:
        def read(session: Any) -> Any:
            entries = select(LogEntry).where(LogEntry.placement_id == self.youssef)
            plan = select(Task).where(Task.placement_id == self.youssef)
            return (
                sorted(
                    (e.id, e.text, e.minutes, e.next_step_done) for e in session.scalars(entries)
                ),
                sorted((t.id, t.status) for t in session.scalars(plan)),
            )

        return self.database.ask(read)

    @rule(text=st.sampled_from(["een", "twee", "drie"]))
    def write(self, text: str) -> None:
        self.entries.append(log(self.database, self.youssef, text))

    @rule(minutes=st.integers(0, 60), pick=st.integers(0, 50))
    def change(self, minutes: int, pick: int) -> None:
        if self.entries:
            draft = self.database.ask(logs.draft, self.entries[pick % len(self.entries)])
            draft.minutes = minutes
            self.database.do(logs.save, draft)

    @rule(pick=st.integers(0, 50))
    def remove(self, pick: int) -> None:
        if self.entries:
            self.database.do(logs.delete, self.entries.pop(pick % len(self.entries)))

    @rule(pick=st.integers(0, 50), status=st.sampled_from(list(Status)))
    def move(self, pick: int, status: Status) -> None:
        plan = self.database.ask(tasks.plan, self.youssef)
        draft = self.database.ask(tasks.draft, plan[pick % len(plan)].id)
        draft.status = status
        self.database.do(tasks.save, draft)

    def teardown(self) -> None:
        self.database.on_action = None
        for action in reversed(self.done):
            self.database.do(history.reverse, action)
        assert self.state() == self.before


def test_undoing_everything_gives_back_what_there_was(
    database: Database, youssef: uuid.UUID
) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    machine = type("Machine", (UndoMachine,), {"database": database, "youssef": youssef})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=8, stateful_step_count=12, deadline=None)
    )
