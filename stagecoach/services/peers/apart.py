"""Rather not together: two students who are not paired. No reason, no author.

Any guide may add a line, and who makes pairs can see that there is one. Why is nobody's business
here, so no field asks for it; and these lines are not in the journal, which knows who and when.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.access import rights as access
from stagecoach.services.people.persons import Choice
from stagecoach.store.journal import recorded_as
from stagecoach.store.peers import Apart
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student


@dataclass(frozen=True, slots=True)
class Row:
    id: uuid.UUID
    first: str
    second: str


def overview(session: Session) -> list[Row]:
    """The lines with a student whom one may pair."""
    first, second = aliased(Student), aliased(Student)
    query = (
        select(Apart.id, first.name, second.name)
        .join(first, Apart.first_id == first.id)
        .join(second, Apart.second_id == second.id)
        .order_by(func.fold(first.name), func.fold(second.name))
    )
    if not access.reaches_everybody(session, Right.PEERS):
        own = select(Placement.student_id).where(access.within(session, Right.PEERS))
        query = query.where(or_(Apart.first_id.in_(own), Apart.second_id.in_(own)))
    return [Row(*row) for row in session.execute(query)]


def pairs(session: Session) -> set[frozenset[uuid.UUID]]:
    return {frozenset(both) for both in session.execute(select(Apart.first_id, Apart.second_id))}


def any_of(session: Session, students: Sequence[uuid.UUID]) -> bool:
    """Whether two of these are kept apart."""
    both = Apart.first_id.in_(students), Apart.second_id.in_(students)
    return session.scalar(select(Apart.id).where(*both).limit(1)) is not None


@recorded_as("apart.add")
def add(session: Session, one: uuid.UUID | None, other: uuid.UUID | None) -> None:
    """From now on these two are not proposed together. Raises Invalid."""
    if one is None or other is None or one == other:
        raise Invalid({"other": _("Choose two different students.")})
    first, second = sorted((one, other))
    both = Apart.first_id == first, Apart.second_id == second
    if session.scalar(select(Apart.id).where(*both)) is None:  # who may not see it learns nothing
        session.add(Apart(first_id=first, second_id=second))
        session.flush()


@recorded_as("apart.remove")
def remove(session: Session, apart_id: uuid.UUID) -> None:
    session.delete(session.get_one(Apart, apart_id))


def choices(session: Session) -> tuple[list[Choice], list[Choice]]:
    """Whom one guides; and whom they can be kept apart from, of those one knows of."""
    query = (
        select(Student.id, Student.name)
        .join(Placement, Placement.student_id == Student.id)
        .where(Placement.ends_on >= clock.today())
        .distinct()
        .order_by(func.fold(Student.name))
    )
    own = query.where(access.within(session, Right.APART))
    others = query.where(access.within(session, Right.LIST))
    return [Choice(*row) for row in session.execute(own)], [
        Choice(*row) for row in session.execute(others)
    ]
