"""Training in mental resilience: its days, who was there, and the certificate."""

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.access import Right, refusal
from stagecoach.domain.texts import LONGEST_NAME, line
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.access import rights as access
from stagecoach.services.access.rights import Refused
from stagecoach.services.people.persons import Choice
from stagecoach.store.journal import recorded_as
from stagecoach.store.peers import Attendance, Training, TrainingDay, TrainingPlace
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_LONGEST_MINUTES = 600


@dataclass(slots=True)
class Day:
    on_date: dt.date | None
    starts: str = ""  # 13:00
    minutes: int = 90
    id: uuid.UUID | None = None
    there: set[uuid.UUID] = field(default_factory=set)  # students


@dataclass(slots=True)
class Draft:
    name: str = ""
    given_by: str = ""
    days: list[Day] = field(default_factory=list)
    students: list[uuid.UUID] = field(default_factory=list)
    id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """How far one student is in one training."""

    training_id: uuid.UUID
    name: str
    given_by: str
    student_id: uuid.UUID
    there: int  # days
    days: int
    minutes: int  # of the days the student was there
    next_on: dt.date | None
    next_at: str
    certificate_on: dt.date | None


def overview(session: Session) -> list[Choice]:
    """The trainings with a student of one's own, by name."""
    query = (
        select(Training.id, Training.name)
        .join(TrainingPlace, TrainingPlace.training_id == Training.id)
        .where(_own(session, TrainingPlace.student_id))
        .distinct()
        .order_by(func.fold(Training.name), Training.id)
    )
    return [Choice(*row) for row in session.execute(query)]


def _own(session: Session, student_id: Any) -> ColumnElement[bool]:
    """As a condition: a student whose trainings one keeps. Others stay as they are."""
    if access.reaches_everybody(session, Right.PEERS):
        return true()
    reach = access.within(session, Right.PEERS)
    condition: ColumnElement[bool] = student_id.in_(select(Placement.student_id).where(reach))
    return condition


def of_students(session: Session, students: Iterable[uuid.UUID]) -> list[Row]:
    """The trainings these students take part in; the newest training first."""
    p = TrainingPlace
    query = (
        select(p.training_id, Training.name, Training.given_by, p.student_id, p.certificate_on)
        .join(Training, p.training_id == Training.id)
        .where(p.student_id.in_(list(students)))
        .order_by(p.training_id.desc(), p.student_id)
    )
    places = session.execute(query).all()
    days = _days(session, {row[0] for row in places})
    rows = []
    for training_id, name, given_by, student_id, certificate in places:
        own = days.get(training_id, [])
        there = [day for day in own if student_id in day.there]
        after = [day for day in own if day.on_date and day.on_date >= clock.today()]
        rows.append(
            Row(
                training_id,
                name,
                given_by,
                student_id,
                len(there),
                len(own),
                sum(day.minutes for day in there),
                after[0].on_date if after else None,
                after[0].starts if after else "",
                certificate,
            )
        )
    return rows


def _days(session: Session, trainings: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Day]]:
    wanted = list(trainings)
    days: dict[uuid.UUID, list[Day]] = {}
    by_id: dict[uuid.UUID, Day] = {}
    d = TrainingDay
    query = select(d).where(d.training_id.in_(wanted)).order_by(d.on_date, d.starts, d.id)
    for training_day in session.scalars(query):
        day = by_id[training_day.id] = Day(
            training_day.on_date, training_day.starts, training_day.minutes, training_day.id
        )
        days.setdefault(training_day.training_id, []).append(day)
    there = select(Attendance.day_id, Attendance.student_id).where(
        Attendance.day_id.in_(list(by_id))
    )
    for day_id, student_id in session.execute(there):
        by_id[day_id].there.add(student_id)
    return days


def new_draft(students: Iterable[uuid.UUID] = ()) -> Draft:
    return Draft(days=[Day(clock.today())], students=list(students))


def draft(session: Session, training_id: uuid.UUID) -> Draft:
    training = session.get_one(Training, training_id)
    query = (
        select(TrainingPlace.student_id)
        .join(Student, TrainingPlace.student_id == Student.id)
        .where(TrainingPlace.training_id == training_id, _own(session, Student.id))
        .order_by(func.fold(Student.name))
    )
    days = _days(session, [training_id]).get(training_id, [])
    students = list(session.scalars(query))
    return Draft(training.name, training.given_by, days, students, training_id)


@recorded_as("trainings.save")
def save(session: Session, draft: Draft) -> uuid.UUID:
    """Keep a training with its days and who was there. Raises Invalid."""
    _check(draft)
    training = session.get_one(Training, draft.id) if draft.id else Training()
    training.name, training.given_by = line(draft.name), line(draft.given_by)
    session.add(training)
    session.flush()
    _save_places(session, training.id, draft.students)
    kept = {
        day.id: day
        for day in session.scalars(
            select(TrainingDay).where(TrainingDay.training_id == training.id)
        )
    }
    for day in draft.days:
        training_day = kept.pop(day.id, None) if day.id else None
        training_day = training_day or TrainingDay(training_id=training.id)
        assert day.on_date is not None  # checked
        training_day.on_date, training_day.minutes = day.on_date, day.minutes
        training_day.starts = _time(day.starts) or ""
        session.add(training_day)
        session.flush()
        _save_there(session, training_day.id, day.there & set(draft.students))
    for gone_id, gone in kept.items():
        _save_there(session, gone_id, set())
        session.delete(gone)
    session.flush()
    _take_back(session, training.id)
    return training.id


def _take_back(session: Session, training_id: uuid.UUID) -> None:
    """The certificates of who was not there on any day, as it turned out."""
    there = (
        select(Attendance.student_id)
        .join(TrainingDay, Attendance.day_id == TrainingDay.id)
        .where(TrainingDay.training_id == training_id)
    )
    query = select(TrainingPlace).where(
        TrainingPlace.training_id == training_id,
        TrainingPlace.certificate_on.is_not(None),
        TrainingPlace.student_id.not_in(there),
    )
    for place in session.scalars(query):
        place.certificate_on = None


def _save_places(session: Session, training_id: uuid.UUID, wanted: list[uuid.UUID]) -> None:
    query = select(TrainingPlace).where(
        TrainingPlace.training_id == training_id, _own(session, TrainingPlace.student_id)
    )
    places = {place.student_id: place for place in session.scalars(query)}
    for student_id in wanted:
        if places.pop(student_id, None) is None:
            session.add(TrainingPlace(training_id=training_id, student_id=student_id))
    for gone in places.values():
        session.delete(gone)
    session.flush()


def _save_there(session: Session, day_id: uuid.UUID, wanted: set[uuid.UUID]) -> None:
    query = select(Attendance).where(
        Attendance.day_id == day_id, _own(session, Attendance.student_id)
    )
    kept = {attendance.student_id: attendance for attendance in session.scalars(query)}
    for student_id in sorted(wanted - kept.keys()):
        session.add(Attendance(day_id=day_id, student_id=student_id))
    for student_id in kept.keys() - wanted:
        session.delete(kept[student_id])
    session.flush()


def _time(typed: str) -> str | None:
    """13.00 and 9:30 as 13:00 and 09:30; None for what is no time."""
    if not typed.strip():
        return ""
    time_match = _TIME.fullmatch(typed.strip())
    return f"{int(time_match[1]):02}:{time_match[2]}" if time_match else None


def _check(draft: Draft) -> None:
    problems = {}
    if not line(draft.name):
        problems["name"] = _("Give the training a name.")
    for name in ("name", "given_by"):
        if len(line(getattr(draft, name))) > LONGEST_NAME:
            problems[name] = _("At most %d characters fit here.") % LONGEST_NAME
    if not draft.students:
        problems["students"] = _("Choose who takes part.")
    if reason := _wrong_days(draft.days):
        problems["days"] = reason
    if problems:
        raise Invalid(problems)


def _wrong_days(days: list[Day]) -> str:
    if not days or any(day.on_date is None for day in days):
        return _("Give every day of the training a date.")
    if any(_time(day.starts) is None for day in days):
        return _("Write a time as 13:00.")
    if not all(1 <= day.minutes <= _LONGEST_MINUTES for day in days):
        return _("Give a number from 1 to %d.") % _LONGEST_MINUTES
    if any(day.there and day.on_date and day.on_date > clock.today() for day in days):
        return _("Nobody was there yet on a day that is still to come.")
    return ""


@recorded_as("trainings.certify")
def certify(session: Session, training_id: uuid.UUID, student_id: uuid.UUID) -> dt.date:
    """The certificate is given today, or was before. Raises Invalid for who was never there."""
    query = select(TrainingPlace).where(
        TrainingPlace.training_id == training_id, TrainingPlace.student_id == student_id
    )
    place = session.scalars(query).one()
    rows = of_students(session, [student_id])
    if not next(row.there for row in rows if row.training_id == training_id):
        raise Invalid({"students": _("No certificate for who was not there on any day.")})
    place.certificate_on = place.certificate_on or clock.today()
    return place.certificate_on


@recorded_as("trainings.delete")
def delete(session: Session, training_id: uuid.UUID) -> None:
    """With its days and places. Raises Refused where students of others take part too."""
    places = select(TrainingPlace.id).where(TrainingPlace.training_id == training_id)
    if session.scalar(places.where(~_own(session, TrainingPlace.student_id)).limit(1)) is not None:
        raise Refused(refusal(Right.PEERS))
    for day in session.scalars(select(TrainingDay).where(TrainingDay.training_id == training_id)):
        _save_there(session, day.id, set())
        session.delete(day)
    _save_places(session, training_id, [])
    session.delete(session.get_one(Training, training_id))


def student_name(session: Session, student_id: uuid.UUID) -> str:
    return session.get_one(Student, student_id).name


def names(session: Session, training_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """Who takes part, also those who are on placement no more."""
    query = (
        select(Student.id, Student.name)
        .join(TrainingPlace, TrainingPlace.student_id == Student.id)
        .where(TrainingPlace.training_id == training_id, _own(session, Student.id))
    )
    return dict(iter(session.execute(query)))
