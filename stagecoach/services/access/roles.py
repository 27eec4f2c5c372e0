"""Which roles the person at the machine holds, now and at each placement.

A role, a part in a placement and a stand-in are dated. After their end there is some grace to
finish what was begun (rule `grace_weeks`). A placement that ended stays with whoever guided it.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.people import MANAGER, Holder, Role, applies
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services import wrong_clock
from stagecoach.services.rules import rules
from stagecoach.store import context
from stagecoach.store.context import remembered
from stagecoach.store.people.persons import Involvement, Person, PersonRole, StoreInfo
from stagecoach.store.students.agreements import StandIn
from stagecoach.store.students.placements import Placement


@dataclass(frozen=True, slots=True)
class Me:
    """The person at the machine, with the roles that hold today or did until just now."""

    id: uuid.UUID
    student_id: uuid.UUID | None
    roles: frozenset[Role]
    manages: bool
    since: dt.date  # what ended before this day is over, grace and all
    until: dt.date  # what begins after this day has yet to begin

    @property
    def holders(self) -> frozenset[Holder]:
        return self.roles | {MANAGER} if self.manages else self.roles


def me(session: Session) -> Me | None:
    """None for the program itself and for the command line, which has the passphrase."""
    known = context.of(session)
    person_id = None if known.trusted else known.person_id
    if person_id is None:
        return None
    return known.once("me", lambda: read(session, person_id))


_OF_PERSON: Final = frozenset({"person", "person_role", "rule"})
# Tables that decide who holds which role where.
DECIDE: Final = _OF_PERSON | {"placement", "involvement", "stand_in"}


def read(session: Session, person_id: uuid.UUID) -> Me:
    key = "me", person_id, clock.today()
    return remembered(session, key, _OF_PERSON, lambda: _read(session, person_id))


def _read(session: Session, person_id: uuid.UUID) -> Me:
    days = 7 * rules.numbers(session).get("grace_weeks", 0)
    last = wrong_clock.newest_action()
    person = select(Person.student_id, Person.manages, last).where(Person.id == person_id)
    known = session.execute(person).one_or_none()
    if known is None:  # an older copy of the file is looked into
        raise StageCoachError(_("You are not in this file yet: it is older than you are here."))
    student_id, manages, at = known
    query = select(PersonRole.role, PersonRole.valid_from, PersonRole.valid_until).where(
        PersonRole.person_id == person_id
    )
    earliest, latest = wrong_clock.days(at)
    held = {
        role
        for role, first, last in session.execute(query)
        if applies(earliest, first, last, grace_days=days)
        or applies(latest, first, last, grace_days=days)
    }
    if earliest != latest:
        held |= _of_owner(session, person_id)
    since = earliest - dt.timedelta(days=days)
    return Me(person_id, student_id, frozenset(held), manages, since, latest)


def _of_owner(session: Session, person_id: uuid.UUID) -> set[Role]:
    """Whose store it is holds each role that has no end, whatever the clock says."""
    query = (
        select(PersonRole.role)
        .join(StoreInfo, StoreInfo.owner_id == PersonRole.person_id)
        .where(PersonRole.person_id == person_id, PersonRole.valid_until.is_(None))
    )
    return set(session.scalars(query))


_COLUMN: Final = {
    Role.WORKPLACE_TRAINER: "trainer_id",
    Role.WORK_COACH: "coach_id",
    Role.SCHOOL_SUPERVISOR: "school_supervisor_id",
}


def at(mine: Me, role: Role, p: type[Placement] = Placement) -> ColumnElement[bool]:
    """As a condition on placements, or an alias of them: I hold this role there."""
    if role is Role.STUDENT:
        return p.student_id == mine.student_id if mine.student_id else false()
    ways = [p.id.in_(_involved(mine, role))]
    if (name := _COLUMN.get(role)) is not None:
        ways += [getattr(p, name) == mine.id, p.id.in_(_standing_in(mine, name))]
    return or_(*ways)


def _involved(mine: Me, role: Role) -> Any:
    i = Involvement
    return select(i.placement_id).where(
        i.person_id == mine.id,
        i.role == role,
        i.from_on <= mine.until,
        or_(i.until_on.is_(None), i.until_on >= mine.since),
    )


def _standing_in(mine: Me, column: str) -> Any:
    """Whose place is taken tells the role in which one stands in."""
    s = StandIn
    return (
        select(s.placement_id)
        .join(Placement, s.placement_id == Placement.id)
        .where(s.person_id == mine.id, s.for_id == getattr(Placement, column))
        .where(s.from_on <= mine.until, s.until_on >= mine.since)
    )


def here(session: Session, placement_id: uuid.UUID) -> frozenset[Role]:
    """Which of my roles I hold at this placement; read once a session, by key."""
    mine = me(session)
    if mine is None:
        return frozenset()
    key = "here", mine.id, placement_id, clock.today()
    known = context.of(session)
    return known.once(
        key, lambda: remembered(session, key, DECIDE, lambda: _here(session, mine, placement_id))
    )


def _here(session: Session, mine: Me, placement_id: uuid.UUID) -> frozenset[Role]:
    held = sorted(mine.roles)
    if not held:
        return frozenset()
    query = select(*(at(mine, role) for role in held)).where(Placement.id == placement_id)
    with session.no_autoflush:
        flags = session.execute(query).first() or [False] * len(held)
    return frozenset(role for role, so in zip(held, flags, strict=True) if so)
