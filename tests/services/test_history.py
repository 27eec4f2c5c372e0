"""History field by field, and the bin: all of it read from the journal."""

import uuid

import pytest

from stagecoach.domain.hours import Absence, Kind
from stagecoach.domain.logs import Mark
from stagecoach.services.history import changes
from stagecoach.services.history import undo as history
from stagecoach.services.history import words as change_words
from stagecoach.services.history.changes import Record
from stagecoach.services.hours import entry as hour_entry
from stagecoach.services.logs import entries as logs
from stagecoach.services.logs import logbook
from stagecoach.services.students import placements
from stagecoach.services.tasks import tasks
from stagecoach.store import base
from stagecoach.store.file.database import Database
from tests import make
from tests.conftest import DAY


def test_history_tells_who_changed_what_field_by_field(
    database: Database, youssef: uuid.UUID
) -> None:
    key = make.log(database, youssef, text="Eerste versie", minutes=5)
    draft = database.ask(logs.draft, key)
    draft.text, draft.minutes, draft.mark = "Tweede versie", 15, Mark.CONCERN
    database.do(logs.save, draft)
    newest, oldest = database.ask(changes.versions, Record("log_entry", key))
    assert newest.who == "Marloes Verbeek"
    assert [(d.field, d.before, d.after) for d in changes.compare(oldest, newest)] == [
        ("Wat er gebeurde", "Eerste versie", "Tweede versie"),
        ("Minuten", "5", "15"),
        ("Teken", "", "Zorg"),
    ]


def test_what_was_removed_is_in_the_bin_and_comes_back_whole(
    database: Database, youssef: uuid.UUID
) -> None:
    key = make.log(database, youssef, text="Weg ermee", mark=Mark.NEUTRAL)
    before = database.ask(logbook.entries, youssef)[0]
    database.do(logs.delete, key)
    removals = database.ask(changes.in_bin)
    assert [(d.what, d.title, d.student, d.who) for d in removals] == [
        ("Log", "Weg ermee", "Youssef Amrani", "Marloes")
    ]
    database.do(history.reverse, removals[0].action_id)
    assert database.ask(logbook.entries, youssef)[0] == before
    assert database.ask(changes.in_bin) == []


def test_every_field_of_a_history_has_words(database: Database, youssef: uuid.UUID) -> None:
    task = next(t for t in database.ask(tasks.plan, youssef) if t.code == "L5")
    version = database.ask(changes.versions, Record("task", task.id))[0]
    assert version.fields["Werkproces"].startswith("B1-K1-W2")
    assert version.fields["Coach bedrijf"] == "Joost Kuipers"
    assert version.fields["Niveau"] == "3"


def test_a_student_and_the_placement_have_one_history(
    database: Database, youssef: uuid.UUID
) -> None:
    key = make.student(database, name="Noa Eerst", signed_on=None)
    draft = database.ask(placements.draft, key)
    draft.name, draft.company, draft.agreed_hours = "Noa Later", "Zorghuis De Werf", 500
    database.do(placements.save, draft)
    edits = database.ask(changes.versions, *database.ask(changes.of_placement, key))
    assert len(edits) == 2  # one action is one version, though it changed two records
    differences = {d.field: (d.before, d.after) for d in changes.compare(edits[1], edits[0])}
    assert differences == {
        "Naam": ("Noa Eerst", "Noa Later"),
        "Leerbedrijf": ("Kadewerk Software", "Zorghuis De Werf"),
        "Afgesproken uren": ("640", "500"),
    }


def test_the_lines_of_a_day_tell_who_entered_what(database: Database, youssef: uuid.UUID) -> None:
    me = database.person_id
    assert me is not None
    for typed in ("6", "7,5"):
        database.do(hour_entry.enter, youssef, DAY, Kind.PRACTICE, typed, person_id=me)
    database.do(
        hour_entry.enter, youssef, DAY, Kind.ABSENCE, "1", absence=Absence.LEAVE, person_id=me
    )
    newest, *older = database.ask(changes.versions, *database.ask(changes.of_day, youssef, DAY))
    assert newest.fields["Praktijk: uren"] == "7,5"
    assert newest.fields["Afwezig: reden"] == "verlof"
    assert [(d.field, d.before, d.after) for d in changes.compare(older[-1], newest)] == [
        ("Praktijk: uren", "6", "7,5"),
        ("Afwezig: uren", "", "1"),
        ("Afwezig: reden", "", "verlof"),
    ]


@pytest.mark.parametrize("table", list(change_words.KINDS))
def test_fields_of_a_history_are_columns_of_their_table(table: str) -> None:
    columns = {column.name for column in base.model(table).__table__.columns}
    assert set(change_words.fields(table)) <= columns
