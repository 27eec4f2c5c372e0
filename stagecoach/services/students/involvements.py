"""Who has a part in one placement beside its coach, trainer and supervisor: SLB'er, assessor."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.domain.dates import wrong_span
from stagecoach.domain.people import Role
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.people import persons as people
from stagecoach.store.journal import recorded_as
from stagecoach.store.people.persons import Involvement, Person
from stagecoach.store.students.placements import Placement

ROLES: Final = (Role.CAREER_COACH, Role.EXAMINER)
_LAST = dt.date.max


@dataclass(frozen=True, slots=True)
class Row:
    id: uuid.UUID
    name: str
    role: Role
    from_on: dt.date
    until_on: dt.date | None


def overview(session: Session, placement_id: uuid.UUID) -> list[Row]:
    i = Involvement
    query = (
        select(i.id, Person.name, i.role, i.from_on, i.until_on)
        .join(Person, i.person_id == Person.id)
        .where(i.placement_id == placement_id)
        .order_by(i.from_on, i.id)
    )
    return [Row(*row) for row in session.execute(query)]


@recorded_as("involvements.add")
def add(
    session: Session,
    placement_id: uuid.UUID,
    role: Role,
    name: str,
    from_on: dt.date | None,
    until_on: dt.date | None = None,
) -> uuid.UUID:
    """From a day on somebody follows or examines this student. Raises Invalid."""
    problems = wrong_span(from_on, until_on or from_on)
    person_id = None if problems else people.find_or_add(session, name, role)
    if person_id is None and not problems:
        problems["name"] = _("Fill in a name.")
    elif role is Role.EXAMINER and person_id in _guides(session, placement_id):
        # Training and examining are kept apart (docs/domain.md, Roles: HMC, framework of
        # inspection).
        problems["name"] = _("Whoever guides this student is not the assessor too.")
    if problems:
        raise Invalid(problems)
    assert from_on is not None  # seen to above
    assert person_id is not None
    for row in session.scalars(
        select(Involvement).where(
            Involvement.placement_id == placement_id,
            Involvement.person_id == person_id,
            Involvement.role == role,
        )
    ):
        if row.from_on <= (until_on or _LAST) and from_on <= (row.until_on or _LAST):
            raise Invalid({"from_on": _("This person is there already on some of these days.")})
    involvement = Involvement(
        placement_id=placement_id,
        person_id=person_id,
        role=role,
        from_on=from_on,
        until_on=until_on,
    )
    session.add(involvement)
    session.flush()
    return involvement.id


def _guides(session: Session, placement_id: uuid.UUID) -> set[uuid.UUID | None]:
    placement = session.get_one(Placement, placement_id)
    return {placement.trainer_id, placement.coach_id, placement.school_supervisor_id}


@recorded_as("involvements.remove")
def remove(session: Session, involvement_id: uuid.UUID) -> None:
    session.delete(session.get_one(Involvement, involvement_id))
