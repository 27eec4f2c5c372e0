"""Who guides a student for a while in the place of somebody else."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from stagecoach.domain.dates import wrong_span
from stagecoach.domain.people import Role
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.people import persons as people
from stagecoach.store.journal import recorded_as
from stagecoach.store.people.persons import Person
from stagecoach.store.students.agreements import StandIn
from stagecoach.store.students.placements import Placement


@dataclass(frozen=True, slots=True)
class Row:
    id: uuid.UUID
    name: str
    instead_of: str
    from_on: dt.date
    until_on: dt.date


def overview(session: Session, placement_id: uuid.UUID) -> list[Row]:
    who, other = aliased(Person), aliased(Person)
    query = (
        select(StandIn.id, who.name, other.name, StandIn.from_on, StandIn.until_on)
        .join(who, StandIn.person_id == who.id)
        .join(other, StandIn.for_id == other.id)
        .where(StandIn.placement_id == placement_id)
        .order_by(StandIn.from_on)
    )
    return [Row(*row) for row in session.execute(query)]


@recorded_as("stand_ins.add")
def add(
    session: Session,
    placement_id: uuid.UUID,
    role: Role,
    name: str,
    from_on: dt.date | None,
    until_on: dt.date | None,
) -> uuid.UUID:
    """Somebody takes the place of the coach, trainer or supervisor. Raises Invalid."""
    problems = wrong_span(from_on, until_on)
    placement = session.get_one(Placement, placement_id)
    for_id = {
        Role.WORK_COACH: placement.coach_id,
        Role.WORKPLACE_TRAINER: placement.trainer_id,
        Role.SCHOOL_SUPERVISOR: placement.school_supervisor_id,
    }[role]
    if for_id is None:
        problems["role"] = _("Nobody has this role here, so nobody can stand in.")
    person_id = None if problems else people.find_or_add(session, name, role)
    if person_id is None and not problems:
        problems["name"] = _("Fill in a name.")
    elif person_id is not None and person_id == for_id:
        problems["name"] = _("Somebody else stands in, not the same person.")
    if problems:
        raise Invalid(problems)
    assert from_on is not None  # seen to above
    assert until_on is not None
    _check_free(session, placement_id, for_id, from_on, until_on)
    stand_in = StandIn(
        placement_id=placement_id,
        person_id=person_id,
        for_id=for_id,
        from_on=from_on,
        until_on=until_on,
    )
    session.add(stand_in)
    session.flush()
    return stand_in.id


def _check_free(
    session: Session,
    placement_id: uuid.UUID,
    for_id: uuid.UUID | None,
    from_on: dt.date,
    until_on: dt.date,
) -> None:
    """One stand-in a day, and none for a stand-in: that would hide who guides."""
    query = select(StandIn.id).where(
        StandIn.placement_id == placement_id,
        StandIn.for_id == for_id,
        StandIn.from_on <= until_on,
        StandIn.until_on >= from_on,
    )
    if session.scalars(query).first() is not None:
        text = _("Somebody stands in on some of these days already. Remove that first.")
        raise Invalid({"from_on": text})


@recorded_as("stand_ins.remove")
def remove(session: Session, stand_in_id: uuid.UUID) -> None:
    session.delete(session.get_one(StandIn, stand_in_id))
