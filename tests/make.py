"""Valid things in one line, for tests that care about one detail."""

import datetime as dt
import uuid
from typing import Any, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.evaluations import Conclusion, Kind, Party
from stagecoach.domain.hours import Kind as HourKind
from stagecoach.domain.templates.blueprints import Section
from stagecoach.domain.tracks import Track
from stagecoach.services.evaluations import consents, evaluations
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.example.forms import scrawl
from stagecoach.services.hours import approval
from stagecoach.services.hours import entry as hour_entry
from stagecoach.services.logs import entries as logs
from stagecoach.services.peers import group_changes
from stagecoach.services.students import placements
from stagecoach.services.students import students as students_service
from stagecoach.services.templates import qualifications
from stagecoach.store.file.database import Database, UseCase
from stagecoach.store.journal import recorded_as

P = ParamSpec("P")
T = TypeVar("T")


def step(use_case: UseCase[P, T]) -> UseCase[P, T]:
    """Something a test does to a store; real actions have names of their own."""

    @recorded_as("test.step")
    def named(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return use_case(session, *args, **kwargs)

    return named


def log(database: Database, placement_id: uuid.UUID, **changes: Any) -> uuid.UUID:
    draft = logs.Draft(placement_id=placement_id, text="Testte.", happened_on=clock.today())
    for name, value in changes.items():
        setattr(draft, name, value)
    return database.do(logs.save, draft, author_id=database.person_id)


def student_draft(database: Database, crebo: str = "25998", **changes: Any) -> placements.Draft:
    rows = database.ask(qualifications.overview)
    draft = placements.Draft(
        name="Noa van ’t Hof",
        number="",
        qualification_id=next(row.id for row in rows if row.crebo == crebo),
        school="ROC Merwestad",
        company="Kadewerk Software",
        starts_on=clock.today(),
        ends_on=clock.today() + dt.timedelta(days=365),
        agreed_hours=640,
        trainer="Marloes Verbeek",
    )
    for name, value in changes.items():
        setattr(draft, name, value)
    return draft


def student(database: Database, crebo: str = "25998", **changes: Any) -> uuid.UUID:
    return database.do(placements.save, student_draft(database, crebo, **changes))


def answered(
    database: Database, placement_id: uuid.UUID, letter: str = "V", kind: Kind = Kind.INTERIM
) -> sheets.Sheet:
    """An evaluation that could be signed."""
    key = database.do(evaluations.begin, placement_id, kind)
    sheet = database.ask(sheets.load, key)
    database.do(step(_answer_all), sheet, letter)
    return database.ask(sheets.load, key)


def _answer_all(session: Session, sheet: sheets.Sheet, letter: str) -> None:
    """At once: as fifty actions it would be a third of what such a test takes."""
    key, why = sheet.id, "Omdat het zo is." if letter == "O" else ""
    assert key is not None
    for section in sheet.structure.sections:
        for question in section.questions:
            evaluations.answer(session, key, question.id, letter, why)
        evaluations.decide(session, key, section.key, letter, why)
    evaluations.conclude(session, key, Conclusion.ON_COURSE)


def section(sheet: sheets.Sheet, code: str, track: Track) -> Section:
    """A work process on a track."""
    return sheet.structure.find(f"{track.value}:{code}")


NAMES = {
    Party.STUDENT: "Youssef Amrani",
    Party.COMPANY: "Marloes Verbeek",
    Party.SCHOOL: "Esra Yıldırım",
}


def drawn(evaluation_id: uuid.UUID, party: Party, **changes: Any) -> consents.Draft:
    """A signature written on the screen."""
    name = NAMES[party]
    draft = consents.Draft(evaluation_id, party, name=name, drawing=scrawl(name))
    for field, value in changes.items():
        setattr(draft, field, value)
    return draft


def sign(database: Database, evaluation_id: uuid.UUID, *parties: Party) -> None:
    """By these, or by all three: then it is closed."""
    for party in parties or Party:
        assert database.do(consents.give, drawn(evaluation_id, party)) == 0


def worked(database: Database, placement_id: uuid.UUID, hours: int) -> None:
    """So many approved hours of practice, on the day of today."""
    me, day = database.person_id, clock.today()
    assert me is not None
    database.do(hour_entry.enter, placement_id, day, HourKind.PRACTICE, str(hours), person_id=me)
    database.do(approval.approve_day, placement_id, day, person_id=me)


def pair(database: Database, *placement_ids: uuid.UUID, **changes: Any) -> uuid.UUID:
    """A pair since the first of September, made by nobody in particular."""
    before, database.person_id = database.person_id, None
    students = [database.ask(students_service.head, key).id for key in placement_ids]
    draft = group_changes.Draft(students, "Elkaars werk nakijken", from_on=dt.date(2026, 9, 1))
    for name, value in changes.items():
        setattr(draft, name, value)
    pair_id = database.do(group_changes.save, draft)
    database.person_id = before
    return pair_id
