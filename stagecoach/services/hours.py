"""Hours in a plain weekly list: a line a day, approved by who may."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.hours import Kind, minutes
from stagecoach.domain.placements import monday
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.store.hours import DayLine
from stagecoach.store.people import Person
from stagecoach.store.placements import Placement

DAYS = 7


@dataclass(frozen=True, slots=True)
class Row:
    """One day of a week: what was made, in minutes, and whether it is approved."""

    day: dt.date
    practice: int
    school: int
    approved_by: str  # empty while the practice hours wait

    @property
    def approved(self) -> bool:
        return bool(self.approved_by)


@dataclass(frozen=True, slots=True)
class Totals:
    """Minutes of practice in the whole placement."""

    logged: int
    approved: int


def week(session: Session, placement_id: uuid.UUID, day: dt.date) -> list[Row]:
    """The seven days of the week that `day` falls in, Monday first."""
    first = monday(day)
    query = (
        select(DayLine.on_date, DayLine.kind, DayLine.minutes, Person.name)
        .outerjoin(Person, DayLine.approved_by_id == Person.id)
        .where(
            DayLine.placement_id == placement_id,
            DayLine.on_date.between(first, first + dt.timedelta(days=DAYS - 1)),
        )
    )
    made = {(on, kind): (count, name or "") for on, kind, count, name in session.execute(query)}
    days = [first + dt.timedelta(days=offset) for offset in range(DAYS)]
    return [
        Row(
            on,
            *made.get((on, Kind.PRACTICE), (0, ""))[:1],
            *made.get((on, Kind.SCHOOL), (0, ""))[:1],
            made.get((on, Kind.PRACTICE), (0, ""))[1],
        )
        for on in days
    ]


def totals(session: Session, placement_id: uuid.UUID) -> Totals:
    approved = func.sum(DayLine.minutes).filter(DayLine.approved_at.is_not(None))
    query = select(func.sum(DayLine.minutes), approved).where(
        DayLine.placement_id == placement_id, DayLine.kind == Kind.PRACTICE
    )
    logged, ready = session.execute(query).one()
    return Totals(logged or 0, ready or 0)


def first_to_approve(session: Session, placement_id: uuid.UUID) -> dt.date | None:
    """The first day whose practice hours wait."""
    query = select(func.min(DayLine.on_date)).where(
        DayLine.placement_id == placement_id,
        DayLine.kind == Kind.PRACTICE,
        DayLine.approved_at.is_(None),
    )
    return session.scalar(query)


def enter(session: Session, placement_id: uuid.UUID, day: dt.date, kind: Kind, typed: str) -> None:
    """Keep the hours of one day as typed: 7,5 or 7:30; empty or 0 takes the line away.

    Raises Invalid on `typed`; approved lines never change.
    """
    wanted = minutes(typed) if typed.strip() else 0
    if wanted is None:
        raise Invalid({"typed": _("Type hours as 7.5 or 7:30, at most 24.")})
    _check_day(session, placement_id, day)
    line = session.scalars(
        select(DayLine).where(
            DayLine.placement_id == placement_id, DayLine.on_date == day, DayLine.kind == kind
        )
    ).first()
    if line and line.approved_at:
        raise Invalid({"typed": _("These hours have been approved and stay as they are.")})
    if line and not wanted:
        session.delete(line)
    elif line:
        line.minutes = wanted
    elif wanted:
        session.add(DayLine(placement_id=placement_id, on_date=day, kind=kind, minutes=wanted))


def _check_day(session: Session, placement_id: uuid.UUID, day: dt.date) -> None:
    placement = session.get_one(Placement, placement_id)
    if day > clock.today():
        raise Invalid({"typed": _("This day has yet to come.")})
    if not placement.starts_on <= day <= placement.ends_on:
        raise Invalid({"typed": _("This day lies outside the placement.")})


def approve_week(
    session: Session, placement_id: uuid.UUID, day: dt.date, person_id: uuid.UUID
) -> int:
    """Approve the practice hours of the week of `day`; gives how many minutes."""
    first = monday(day)
    query = select(DayLine).where(
        DayLine.placement_id == placement_id,
        DayLine.kind == Kind.PRACTICE,
        DayLine.approved_at.is_(None),
        DayLine.on_date.between(first, first + dt.timedelta(days=DAYS - 1)),
    )
    approved = 0
    for line in session.scalars(query).all():
        line.approved_by_id, line.approved_at = person_id, clock.now()
        approved += line.minutes
    return approved
