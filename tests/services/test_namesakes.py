"""Two of one name, and lines that fit more than one."""

from stagecoach.domain.access import Right
from stagecoach.domain.logs import Guide
from stagecoach.domain.people import Role
from stagecoach.services.logs import logbook, quick_line
from stagecoach.services.stores import identity
from stagecoach.services.students import students
from stagecoach.store.file.database import Database
from tests import make


def two_brams(database: Database) -> None:
    make.student(database, name="Bram Bakker", number="1001")
    make.student(database, name="Bram de Visser", number="1002")


def understood(database: Database, typed: str) -> quick_line.Understood:
    me = database.ask(identity).person_id
    return database.ask(quick_line.understand, me, typed)


def who(database: Database, typed: str) -> str:
    reading = understood(database, typed)
    assert reading.draft.placement_id is not None
    return database.ask(students.head, reading.draft.placement_id).name


def test_a_surname_tells_which_of_two_is_meant(database: Database) -> None:
    two_brams(database)
    assert who(database, "Bram Visser testte de pomp, 15 min hulp") == "Bram de Visser"
    assert who(database, "bakker bram testte de pomp") == "Bram Bakker"


def test_a_name_that_fits_two_is_asked_and_chooses_nobody(database: Database) -> None:
    two_brams(database)
    reading = understood(database, "Bram testte de pomp, 15 min")
    assert reading.draft.placement_id is None
    assert reading.draft.task_id is None
    assert {one.name for one in reading.in_doubt} == {"Bram Bakker", "Bram de Visser"}
    assert reading.draft.minutes == 15
    assert reading.draft.text == "Bram testte de pomp, 15 min"


def test_two_of_one_name_are_told_apart_where_they_are_chosen(database: Database) -> None:
    make.student(database, name="Noor Smit", number="1001")
    make.student(database, name="noor smit", number="")
    me = database.ask(identity).person_id
    names = [brief.name for brief in database.ask(students.mine, me, Right.LOG)]
    assert "Noor Smit (1001)" in names
    [other] = [name for name in names if name.startswith("noor smit")]
    assert other.startswith("noor smit (")
    assert other != "noor smit ()"
    assert "Youssef Amrani" in names


def test_who_writes_for_the_company_guided(database: Database) -> None:
    """The example's trainer writes; the coach of the task did not guide then."""
    mine = database.ask(identity)
    assert mine.role is Role.WORKPLACE_TRAINER
    own = database.ask(students.mine, mine.person_id)[0].placement_id
    database.person_id = mine.person_id
    key = make.log(database, own, minutes=10)
    entry = next(e for e in database.ask(logbook.entries, own) if e.id == key)
    assert entry.guided_by is Guide.COMPANY
    assert entry.guide == mine.name.split()[0]
