"""Who may see and do what: the table of `domain/access`, asked for whoever is at the machine.

Rights keep honest people in their room. Whoever has the store's passphrase has its key, so only
what is sealed to somebody's own key withstands them (docs/threats.md, Who can do what). A person's
reach in a role is their own students, those where they hold that role themselves, or everybody.
What is written is checked row by row when it is flushed (`rows`), so no service can forget
it; what is read is narrowed in SQL. The roles and their tasks are those of docs/domain.md, Roles.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from stagecoach.domain.access import RIGHTS, Reach, Right, refusal
from stagecoach.domain.evaluations import Party
from stagecoach.domain.people import Role
from stagecoach.errors import StageCoachError
from stagecoach.services.access import roles
from stagecoach.store import context
from stagecoach.store.students.placements import Placement


class Refused(StageCoachError):
    """Not for this person; the text says who can."""


@dataclass(frozen=True, slots=True)
class _Reaches:
    """Through which of one's roles a right reaches one's own students; or everybody."""

    roles: frozenset[Role]
    everybody: bool


def _reaches(session: Session, right: Right) -> _Reaches:
    """Looked up once a session: a screen asks for all rights, and a flush for each row."""
    return context.of(session).once(("reaches", right), lambda: _looked_up(session, right))


def _looked_up(session: Session, right: Right) -> _Reaches:
    mine = roles.me(session)
    allowed = RIGHTS[right]
    everybody = mine is None or any(
        reach is Reach.ALL for holder, reach in allowed.items() if holder in mine.holders
    )
    own = frozenset(r for r in Role if mine and allowed.get(r) is Reach.OWN and r in mine.roles)
    return _Reaches(own, everybody)


def within(session: Session, right: Right, p: type[Placement] = Placement) -> ColumnElement[bool]:
    """As a condition on placements, or an alias of them: those that this right reaches."""
    reaches = _reaches(session, right)
    if reaches.everybody:
        return true()
    mine = roles.me(session)
    assert mine is not None  # nobody in particular reaches everybody
    return or_(*(roles.at(mine, role, p) for role in sorted(reaches.roles)), p.id.is_(None))


def reached(session: Session, right: Right) -> frozenset[uuid.UUID] | None:
    """The placements that this right reaches; None for all."""
    if _reaches(session, right).everybody:
        return None
    return frozenset(session.scalars(select(Placement.id).where(within(session, right))))


def reaches_everybody(session: Session, right: Right) -> bool:
    return _reaches(session, right).everybody


def may(session: Session, right: Right, placement_id: uuid.UUID | None = None) -> bool:
    """Without a placement: whether this right reaches anybody, now or to be added."""
    reaches = _reaches(session, right)
    if reaches.everybody or placement_id is None:
        return reaches.everybody or bool(reaches.roles)
    return bool(reaches.roles & roles.here(session, placement_id))


def allowed(session: Session, placement_id: uuid.UUID | None = None) -> frozenset[Right]:
    """Everything one may do, at this placement; what the screens offer."""
    return frozenset(right for right in Right if may(session, right, placement_id))


def signs_for(session: Session, placement_id: uuid.UUID) -> frozenset[Party]:
    """Guides sit with all who sign at one machine; a student signs for nobody else."""
    if not may(session, Right.SIGN, placement_id):
        return frozenset()
    alone = roles.me(session) is not None and not may(session, Right.EVALUATE, placement_id)
    return frozenset({Party.STUDENT} if alone else Party)


def demand(session: Session, right: Right, placement_id: uuid.UUID | None = None) -> None:
    """Raises Refused, with who can."""
    if not may(session, right, placement_id):
        raise Refused(refusal(right))
