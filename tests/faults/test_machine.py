"""Anything at any time: a machine that calls the services at random, and one that clicks.

After each call the store holds together, and nothing was raised that is not the user's to solve.
`make faults` goes on for 20,000 calls and ten minutes of clicking; the seed is printed.
"""

import datetime as dt
import os
import shutil
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy.exc import NoResultFound

from stagecoach import clock, paths
from stagecoach.domain.evaluations import Kind, Party
from stagecoach.domain.guidance import MomentKind
from stagecoach.domain.hours import Kind as HourKind
from stagecoach.domain.tracks import Track
from stagecoach.errors import StageCoachError
from stagecoach.services import marks, safekeeping, store_checks, stores
from stagecoach.services.evaluations import consents, evaluations
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.example import example
from stagecoach.services.guidance import moments as guidance
from stagecoach.services.history import undo
from stagecoach.services.hours import approval
from stagecoach.services.hours import entry as hour_entry
from stagecoach.services.logs import entries as logs
from stagecoach.services.students import students
from stagecoach.services.tasks import tasks
from tests import make
from tests.conftest import DAY, Master, copy_of

FULL = bool(os.environ.get("STAGECOACH_FAULTS"))
_RUNS, _STEPS = (200, 100) if FULL else (20, 50)  # 20,000 calls, or 1,000
_master: list[Master] = []
TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["", " ", "Testte het alarm.", "a" * 300, "\ud800", "=1+1"]),
)
DAYS = st.integers(-40, 40).map(lambda days: DAY + dt.timedelta(days=days))
HOURS = st.sampled_from(["8", "7,5", "0", "25", "-1", "9:00-17:00", "x", "", "24", "1e9", "٣"])


class Services(RuleBasedStateMachine):
    """The person at the machine does things to their students, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="machine-"))
        paths.marks_folder = lambda: self.folder / "marks"  # the test puts it back
        self.store = copy_of(_master[0], self.folder)
        self.database = stores.reopen(self.store, _master[0].key, backups=self.folder / "b")
        self.actions: list[uuid.UUID] = []
        self.database.on_action = lambda key: self.actions.append(key) if key else None
        assert self.database.person_id is not None
        own = self.database.ask(students.mine, self.database.person_id)
        self.placements = [row.placement_id for row in own]
        self.entries: list[uuid.UUID] = []

    def teardown(self) -> None:
        clock.pretend_today(DAY + dt.timedelta(days=3))  # the last day on which anything was done
        assert store_checks.check_contents(self.database) == []
        self.database.close()
        assert store_checks.check(self.store, example.PASSPHRASE) == []
        shutil.rmtree(self.folder)

    def does(self, action: Callable[[], object]) -> object:
        """What it gives, or nothing where it was refused in a sentence."""
        try:
            return action()
        except StageCoachError as error:
            if not str(error).strip():
                raise
            return None

    def placement(self, which: int) -> uuid.UUID:
        return self.placements[which % len(self.placements)]

    @rule(which=st.integers(0, 9), text=TEXTS, day=DAYS, minutes=st.integers(-5, 2_000))
    def log(self, which: int, text: str, day: dt.date, minutes: int) -> None:
        draft = logs.Draft(
            placement_id=self.placement(which), text=text, happened_on=day, minutes=minutes
        )
        author = self.database.person_id
        key = self.does(lambda: self.database.do(logs.save, draft, author_id=author))
        if isinstance(key, uuid.UUID):
            self.entries.append(key)

    @precondition(lambda self: self.entries)
    @rule(which=st.integers(0, 99), text=TEXTS)
    def change_log(self, which: int, text: str) -> None:
        key = self.entries[which % len(self.entries)]

        def change() -> None:
            draft = self.database.ask(logs.draft, key)
            draft.text = text
            self.database.do(logs.save, draft)

        try:
            self.does(change)
        except NoResultFound:  # it was taken back meanwhile
            self.entries.remove(key)

    @rule(which=st.integers(0, 9), day=DAYS, typed=HOURS)
    def hours(self, which: int, day: dt.date, typed: str) -> None:
        key = self.placement(which)
        self.does(lambda: self.database.do(hour_entry.enter, key, day, HourKind.PRACTICE, typed))

    @rule(which=st.integers(0, 9), day=DAYS)
    def approve(self, which: int, day: dt.date) -> None:
        key, me = self.placement(which), self.database.person_id
        assert me is not None
        self.does(lambda: self.database.do(approval.approve_day, key, day, me))

    @rule(which=st.integers(0, 9), title=TEXTS, track=st.sampled_from(Track))
    def task(self, which: int, title: str, track: Track) -> None:
        draft = self.database.ask(tasks.new_draft, self.placement(which), track)
        draft.title = title
        self.does(lambda: self.database.do(tasks.save, draft))

    @rule(which=st.integers(0, 9), kind=st.sampled_from(MomentKind), day=DAYS, text=TEXTS)
    def moment(self, which: int, kind: MomentKind, day: dt.date, text: str) -> None:
        draft = guidance.Draft(self.placement(which), kind, day, agenda=text)
        author = self.database.person_id
        self.does(lambda: self.database.do(guidance.save, draft, author_id=author))

    @rule(which=st.integers(0, 9), kind=st.sampled_from(Kind), value=st.sampled_from("OVGXÿ"))
    def answer(self, which: int, kind: Kind, value: str) -> None:
        def act() -> None:
            key = self.database.do(evaluations.begin, self.placement(which), kind)
            sheet = self.database.ask(sheets.load, key)
            question = sheet.structure.sections[0].questions[0]
            self.database.do(evaluations.answer, key, question.id, value, "Zo is het.")

        self.does(act)

    @rule(which=st.integers(0, 9), kind=st.sampled_from(Kind), party=st.sampled_from(Party))
    def agree(self, which: int, kind: Kind, party: Party) -> None:
        def act() -> None:
            key = self.database.ask(evaluations.find, self.placement(which), kind)
            if key is not None:
                self.database.do(consents.propose, key)
                self.database.do(consents.give, make.drawn(key, party))

        self.does(act)

    @precondition(lambda self: self.actions)
    @rule(which=st.integers(0, 9))
    def take_back(self, which: int) -> None:
        """Undo and redo: the newest ones, for they are what a key takes back."""
        key = self.actions[-1 - which % min(3, len(self.actions))]
        self.does(lambda: self.database.do(undo.reverse, key))

    @rule()
    def close_and_open(self) -> None:
        marks.note(self.database)
        told, self.database.on_action = self.database.on_action, None
        self.database.close()
        self.database = stores.reopen(self.store, _master[0].key, backups=self.folder / "b")
        self.database.on_action = told
        assert marks.look(self.database).standing in {marks.Standing.SAME, marks.Standing.FIRST}

    @rule()
    def back_up(self) -> None:
        assert safekeeping.make_backup(self.database, self.folder / "b").tested_at is not None

    @rule(days=st.integers(-3, 3))
    def another_day(self, days: int) -> None:
        clock.pretend_today(DAY + dt.timedelta(days=days))

    @invariant()
    def it_holds_together(self) -> None:
        with self.database.engine.connect() as connection:
            assert not connection.exec_driver_sql("PRAGMA foreign_key_check").all()


def test_any_calls_in_any_order(master: Master) -> None:
    """Hypothesis prints the calls that lead to a failure, and its seed."""
    _master[:] = [master]
    machine = Services.TestCase
    machine.settings = settings(
        max_examples=_RUNS,
        stateful_step_count=_STEPS,
        deadline=None,
        derandomize=not FULL,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    machine("runTest").runTest()
