"""The journal gives every value of every row at any earlier moment: held against real copies."""

import contextlib
import datetime as dt
import random
import uuid
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.evaluations import Kind, Party
from stagecoach.domain.hours import Kind as HourKind
from stagecoach.errors import StageCoachError
from stagecoach.services.evaluations import consents, evaluations
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.history import undo
from stagecoach.services.hours import approval, entry
from stagecoach.services.logs import entries as logs
from stagecoach.services.rules import lists as rule_lists
from stagecoach.services.rules import rules
from stagecoach.services.tasks import tasks
from stagecoach.store import journal, past
from stagecoach.store.base import Base
from stagecoach.store.companies import School
from stagecoach.store.file.database import Database
from stagecoach.store.journal import Action
from stagecoach.store.logs import LogEntry
from tests import make

TABLES = sorted(
    (m.class_ for m in Base.registry.mappers if m.class_.__tablename__ not in journal.UNJOURNALED),
    key=lambda model: model.__tablename__,
)
MOMENTS = 20


def everything(database: Database) -> dict[str, dict[uuid.UUID, Any]]:
    """Of a store as it stands: each table by its rows."""

    def read(session: Session) -> dict[str, dict[uuid.UUID, Any]]:
        return {
            model.__tablename__: {
                row.id: past._values(row) for row in session.scalars(select(model))
            }
            for model in TABLES
        }

    return database.ask(read)


def newest(database: Database) -> uuid.UUID:
    query = select(Action.id).order_by(Action.id.desc()).limit(1)
    key = database.ask(lambda session: session.scalar(query))
    assert key is not None
    return key


class Day:
    """What people do on a day, at random: also taking it back, and the same once more."""

    def __init__(self, database: Database, placements: list[uuid.UUID], seed: int) -> None:
        self.database, self.placements, self.rng = database, placements, random.Random(seed)
        self.written: list[uuid.UUID] = []
        often = [self.log, self.hours, self.answer, self.undo]
        self.acts = [*often, *often, self.change, self.delete, self.approve, self.propose]
        self.acts += [self.task, self.holiday, self.number, self.many]

    def act(self) -> None:
        with contextlib.suppress(StageCoachError):  # refused: nothing was kept
            self.rng.choice(self.acts)()

    def here(self) -> uuid.UUID:
        return self.rng.choice(self.placements)

    def log(self) -> None:
        text = f"Testte het alarm {self.rng.random()}"
        self.written.append(make.log(self.database, self.here(), text=text))

    def _entry(self) -> uuid.UUID:
        there = set(self.database.ask(lambda session: session.scalars(select(LogEntry.id)).all()))
        self.written = [key for key in self.written if key in there]  # not what was undone
        if not self.written:
            self.log()
        return self.rng.choice(self.written)

    def change(self) -> None:
        draft = self.database.ask(logs.draft, self._entry())
        draft.text = f"{draft.text} en nog eens"
        self.database.do(logs.save, draft, author_id=self.database.person_id)

    def delete(self) -> None:
        key = self._entry()
        self.written.remove(key)
        self.database.do(logs.delete, key)

    def hours(self) -> None:
        """Typed, changed and taken away: the row of a day keeps its id."""
        day = clock.today() - dt.timedelta(days=self.rng.randrange(3))
        typed = self.rng.choice(("", "4", "7,5", "8"))
        me = self.database.person_id
        self.database.do(entry.enter, self.here(), day, HourKind.SCHOOL, typed, person_id=me)

    def approve(self) -> None:
        assert self.database.person_id is not None
        day = clock.today() - dt.timedelta(days=self.rng.randrange(3))
        me = self.database.person_id
        self.database.do(approval.approve_day, self.here(), day, person_id=me)

    def answer(self) -> None:
        key = self.database.do(evaluations.begin, self.here(), Kind.INTERIM)
        sheet = self.database.ask(sheets.load, key)
        question = self.rng.choice([q for s in sheet.structure.sections for q in s.questions])
        letter = self.rng.choice(("O", "V", "G", None))
        self.database.do(evaluations.answer, key, question.id, letter, "Zo ging het.")

    def propose(self) -> None:
        key = self.database.do(evaluations.begin, self.here(), Kind.FINAL)
        sheet = self.database.ask(sheets.load, key)
        self.database.do(make.step(make._answer_all), sheet, self.rng.choice("OVG"))
        parties = self.rng.choice(((Party.COMPANY,), tuple(Party)))
        for party in parties:
            self.database.do(consents.give, make.drawn(key, party))

    def task(self) -> None:
        row = self.rng.choice(self.database.ask(tasks.plan, self.here()))
        self.database.do(tasks.shift, row.id, self.rng.choice((-1, 1)))

    def holiday(self) -> None:
        begin = dt.date(2027, 2, self.rng.randrange(1, 9))
        end = begin + dt.timedelta(days=7)
        self.database.do(rule_lists.add_holiday, "noord", "Voorjaar", begin, end, "school")

    def number(self) -> None:
        value, day = self.rng.randrange(9), dt.date(2027, 1, self.rng.randrange(1, 4))
        self.database.do(rules.set_number, "contacts", value, day, "school")

    def undo(self) -> None:
        self.database.do(undo.reverse, newest(self.database))

    def many(self) -> None:
        """As an import does."""
        names = [{"name": f"School {self.rng.random()}"} for _number in range(4)]
        self.database.do(make.step(_import_schools), names)


def _import_schools(session: Session, rows: list[dict[str, Any]]) -> None:
    session.execute(insert(School), rows)


@pytest.mark.parametrize("seed", [1, 2])
def test_any_earlier_moment_is_what_a_copy_of_then_holds(
    database: Database, placements: dict[str, uuid.UUID], seed: int
) -> None:
    day = Day(database, list(placements.values()), seed)
    then: dict[uuid.UUID, dict[str, dict[uuid.UUID, Any]]] = {}
    for _moment in range(MOMENTS):
        for _number in range(day.rng.randrange(1, 8)):
            day.act()
        then[newest(database)] = everything(database)
    assert len({repr(sorted(map(str, content["log_entry"]))) for content in then.values()}) > 3
    for action, content in then.items():
        for model in TABLES:
            if model.__tablename__ in {"action", "change"}:
                continue
            held = database.ask(past.rows, model, action)
            assert held == content[model.__tablename__], model.__tablename__


def test_before_the_store_was_filled_nothing_of_it_was_there(database: Database) -> None:
    """Also what came in bulk is told apart from what was not there yet."""
    long_ago = clock.now() - dt.timedelta(days=36_500)
    begin = database.ask(past.last_action, long_ago)
    assert begin == uuid.UUID(int=0)
    for model in TABLES:
        if model.__tablename__ not in {"action", "change"}:
            assert database.ask(past.rows, model, begin) == {}, model.__tablename__


def test_one_row_is_told_as_the_whole_table_tells_it(
    database: Database, youssef: uuid.UUID
) -> None:
    key = make.log(database, youssef)
    first = newest(database)
    draft = database.ask(logs.draft, key)
    draft.text = "Anders."
    database.do(logs.save, draft)
    database.do(logs.delete, key)
    one = database.ask(past.row, LogEntry, key, first)
    assert one is not None
    assert one == database.ask(past.rows, LogEntry, first)[key]
    assert one["text"] == "Testte."
    assert database.ask(past.row, LogEntry, key, newest(database)) is None
