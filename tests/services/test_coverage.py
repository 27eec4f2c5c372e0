"""Work processes in depth: practised, observed, discussed, not possible; catalogue and weeks."""

import datetime as dt
import uuid

import pytest

from stagecoach.domain.evaluations import Kind, Party
from stagecoach.domain.logs import Author
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid
from stagecoach.services import coverage
from stagecoach.services.evaluations import evaluations
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.tasks import catalogue, tasks
from stagecoach.store.file.database import Database
from tests import make
from tests.conftest import DAY


@pytest.fixture
def process(database: Database, fresh: uuid.UUID) -> uuid.UUID:
    return database.ask(coverage.overview, fresh)[0].process_id


@pytest.fixture
def fresh(database: Database) -> uuid.UUID:
    """A student without any log."""
    return make.student(database, starts_on=dt.date(2026, 9, 7))


def task(database: Database, key: uuid.UUID, process: uuid.UUID, track: Track) -> uuid.UUID:
    draft = database.ask(tasks.new_draft, key, track)
    draft.title, draft.process_id, draft.criteria = "Alarm testen", process, "Meet\nLegt vast"
    return database.do(tasks.save, draft)


def cell(database: Database, key: uuid.UUID, track: Track) -> coverage.Cell:
    return database.ask(coverage.overview, key)[0].cells[track]


def test_gaps_close_one_after_the_other(
    database: Database, fresh: uuid.UUID, process: uuid.UUID
) -> None:
    work = task(database, fresh, process, Track.WORK)
    assert cell(database, fresh, Track.WORK).gap == "nooit geoefend"
    about = {"task_id": work, "track": Track.WORK}
    make.log(database, fresh, written_by=Author.STUDENT, **about)
    assert cell(database, fresh, Track.WORK).gap == "geoefend, nooit gezien"
    make.log(database, fresh, **about)
    assert cell(database, fresh, Track.WORK).gap == "gezien, nooit besproken"
    make.log(database, fresh, told=True, **about)
    progress = cell(database, fresh, Track.WORK)
    assert (progress.practised, progress.observed, progress.discussed) == (3, 2, 1)
    assert (progress.last_on, progress.tasks, progress.gap) == (DAY, 1, "")
    assert cell(database, fresh, Track.LEARNING).gap == "nooit geoefend"


def test_a_student_who_was_seen_by_somebody_was_observed(
    database: Database, fresh: uuid.UUID, process: uuid.UUID
) -> None:
    work = task(database, fresh, process, Track.WORK)
    make.log(
        database,
        fresh,
        task_id=work,
        track=Track.WORK,
        written_by=Author.STUDENT,
        observers="Ravi",
    )
    assert cell(database, fresh, Track.WORK).observed == 1


def place(database: Database, key: uuid.UUID, process: uuid.UUID, track: Track) -> str:
    sections = database.ask(sheets.load, key).structure.of(track)
    return next(s.key for s in sections if s.process and s.process.id == process)


def test_strong_on_one_track_and_weak_on_the_other(
    database: Database, fresh: uuid.UUID, process: uuid.UUID
) -> None:
    key = database.do(evaluations.begin, fresh, Kind.INTERIM)
    database.do(evaluations.decide, key, place(database, key, process, Track.LEARNING), "G", "")
    assert database.ask(coverage.overview, fresh)[0].tension == ""
    where = place(database, key, process, Track.WORK)
    database.do(evaluations.decide, key, where, "O", "Nog nieuw.")
    row = database.ask(coverage.overview, fresh)[0]
    assert row.tension == "sterker in leren dan in werken"
    assert (row.cells[Track.LEARNING].letter, row.cells[Track.WORK].letter) == ("G", "O")
    assert database.ask(sheets.load, key).id == key


def test_not_possible_is_an_agreement_of_three_and_never_a_mark(
    database: Database, fresh: uuid.UUID, process: uuid.UUID
) -> None:
    draft = coverage.Draft(fresh, process)
    with pytest.raises(Invalid) as refused:
        database.do(coverage.agree, draft)
    assert set(refused.value.problems) == {"place", "period"}
    draft.place, draft.period = "Simulatie op school", "week 5"
    draft.agreed = {Party.STUDENT: DAY, Party.COMPANY: DAY}
    database.do(coverage.agree, draft)
    kept = database.ask(coverage.overview, fresh)[0].elsewhere
    assert kept is not None
    assert not kept.is_agreed
    draft.agreed[Party.SCHOOL] = DAY
    key = database.do(coverage.agree, draft)
    kept = database.ask(coverage.overview, fresh)[0].elsewhere
    assert kept is not None
    assert (kept.id, kept.is_agreed) == (key, True)
    assert cell(database, fresh, Track.WORK).letter == ""
    database.do(coverage.possible_again, key)
    assert database.ask(coverage.overview, fresh)[0].elsewhere is None


def test_a_task_goes_to_the_catalogue_and_to_another_student(
    database: Database, fresh: uuid.UUID, process: uuid.UUID
) -> None:
    own = task(database, fresh, process, Track.WORK)
    kept = database.do(catalogue.keep, own)
    assert database.do(catalogue.keep, own) == kept  # the same one
    other = make.student(database, name="Noor Haddad")
    row = database.ask(catalogue.overview, other, Track.WORK)[0]
    assert (row.title, row.criteria, row.used) == ("Alarm testen", "Meet\nLegt vast", False)
    assert database.ask(catalogue.overview, other, Track.LEARNING) == []
    database.do(tasks.save, database.ask(catalogue.draft_from, other, row))
    new_task = database.ask(tasks.plan, other)[0]
    assert (new_task.title, new_task.code) == ("Alarm testen", "W1")
    assert database.ask(catalogue.overview, other, Track.WORK)[0].used
    nurse = make.student(database, crebo="25656", name="Puck Laan")
    assert database.ask(catalogue.overview, nurse, Track.WORK) == []
    database.do(catalogue.retire, kept)
    assert database.ask(catalogue.overview, other, Track.WORK) == []


def test_a_task_moves_by_weeks_but_stays_within_the_placement(
    database: Database, youssef: uuid.UUID
) -> None:
    w1 = next(t for t in database.ask(tasks.plan, youssef) if t.code == "W1")
    assert not database.do(tasks.shift, w1.id, -1)
    assert database.do(tasks.shift, w1.id, 2)
    moved = next(t for t in database.ask(tasks.plan, youssef) if t.code == "W1")
    assert moved.planned_from - w1.planned_from == dt.timedelta(weeks=2)
    assert not database.do(tasks.shift, w1.id, 18)
