"""Who may see and do what: one table for the services, the screens and the help.

Rights keep honest people in their room. Whoever has the store's passphrase has its key, so only
what is sealed to somebody's own key withstands them (RELIABILITY.md T2). A person's reach in a
role is their own students, those where they hold that role themselves, or everybody. What is
written is checked row by row when it is flushed (`access_rows`), so no service can forget it;
what is read is narrowed in SQL. The roles and their tasks are those of DOMAIN.md 1.4 and 4.7.
"""

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from stagecoach.domain.evaluations import Party
from stagecoach.domain.people import Role
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services.access import roles
from stagecoach.services.access.roles import MANAGER, Holder
from stagecoach.store import context
from stagecoach.store.students.placements import Placement


class Right(StrEnum):
    """What can be allowed, in the order of the help."""

    LIST = "list"
    OPEN = "open"
    READ_EVALUATIONS = "read_evaluations"
    LOG = "log"
    HOURS = "hours"
    APPROVE = "approve"
    TASKS = "tasks"
    GUIDE = "guide"
    EVALUATE = "evaluate"
    VOICE = "voice"
    SIGN = "sign"
    RESULT = "result"
    STUDENTS = "students"
    DOCUMENTS = "documents"
    PEER_COUNTS = "peer_counts"
    PEER_SESSIONS = "peer_sessions"
    PEERS = "peers"
    APART = "apart"
    TEMPLATES = "templates"
    RULES = "rules"
    PERSONS = "persons"


class Reach(StrEnum):
    OWN = "own"  # students where one holds this role
    ALL = "all"


class Refused(StageCoachError):
    """Not for this person; the text says who can."""


_TRAINER, _COACH, _SCHOOL = Role.WORKPLACE_TRAINER, Role.WORK_COACH, Role.SCHOOL_SUPERVISOR
_CAREER, _EXAMINER, _STUDENT = Role.CAREER_COACH, Role.EXAMINER, Role.STUDENT
_GUIDES = (_TRAINER, _COACH, _SCHOOL)


def _own(*holders: Role) -> dict[Holder, Reach]:
    return dict.fromkeys(holders, Reach.OWN)


def _all(*holders: Holder) -> dict[Holder, Reach]:
    return dict.fromkeys(holders, Reach.ALL)


RIGHTS: Final[dict[Right, dict[Holder, Reach]]] = {
    Right.LIST: _own(*_GUIDES, _CAREER, _EXAMINER, _STUDENT) | _all(Role.COORDINATOR, MANAGER),
    Right.OPEN: _own(*_GUIDES, _CAREER, _STUDENT) | _all(MANAGER),
    Right.READ_EVALUATIONS: _own(*_GUIDES, _CAREER, _EXAMINER, _STUDENT) | _all(MANAGER),
    Right.LOG: _own(*_GUIDES, _CAREER, _STUDENT),
    Right.HOURS: _own(*_GUIDES, _STUDENT),
    Right.APPROVE: _own(_TRAINER, _SCHOOL),
    Right.TASKS: _own(*_GUIDES),
    Right.GUIDE: _own(*_GUIDES, _CAREER),
    Right.EVALUATE: _own(_TRAINER, _SCHOOL),
    Right.VOICE: _own(*_GUIDES, _STUDENT),
    Right.SIGN: _own(_TRAINER, _SCHOOL, _STUDENT),
    Right.RESULT: _own(_SCHOOL),
    Right.STUDENTS: _own(_TRAINER, _SCHOOL) | _all(Role.COORDINATOR, MANAGER),
    Right.DOCUMENTS: _own(*_GUIDES, _CAREER) | _all(Role.COORDINATOR, MANAGER),
    Right.PEER_COUNTS: _own(*_GUIDES, _CAREER, _STUDENT) | _all(Role.COORDINATOR),
    Right.PEER_SESSIONS: _own(_SCHOOL, _CAREER, _STUDENT),
    Right.PEERS: _own(_SCHOOL, _CAREER) | _all(Role.COORDINATOR),
    Right.APART: _own(*_GUIDES, _CAREER) | _all(Role.COORDINATOR, Role.CONFIDENTIAL_ADVISER),
    Right.TEMPLATES: _all(Role.COORDINATOR, MANAGER),
    Right.RULES: _all(MANAGER),
    Right.PERSONS: _all(MANAGER),
}


def right_name(right: Right) -> str:
    return {
        Right.LIST: _("See in the list of students"),
        Right.OPEN: _("Open the dossier"),
        Right.READ_EVALUATIONS: _("Read evaluations"),
        Right.LOG: _("Log, and tick off steps"),
        Right.HOURS: _("Fill in hours"),
        Right.APPROVE: _("Approve hours"),
        Right.TASKS: _("Plan tasks"),
        Right.GUIDE: _("Record guidance moments"),
        Right.EVALUATE: _("Fill in evaluations"),
        Right.VOICE: _("Give one's own view in an evaluation"),
        Right.SIGN: _("Sign evaluations"),
        Right.RESULT: _("Give the school's result"),
        Right.STUDENTS: _("Add and change students and agreements"),
        Right.DOCUMENTS: _("Keep documents"),
        Right.PEER_COUNTS: _("Count peer coaching sessions"),
        Right.PEER_SESSIONS: _("Record peer coaching sessions"),
        Right.PEERS: _("Make pairs, and keep trainings"),
        Right.APART: _("Keep two students apart"),
        Right.TEMPLATES: _("Make and release forms"),
        Right.RULES: _("Change rules and lists"),
        Right.PERSONS: _("Add persons and give roles"),
    }[right]


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
    assert mine is not None  # noqa: S101 - nobody in particular reaches everybody
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


def refusal(right: Right) -> str:
    """Who can do what this person cannot."""
    text = _("%(what)s: that is for %(who)s. Nothing has been changed.")
    return text % {"what": right_name(right), "who": who_can(right)}


def who_can(right: Right) -> str:
    allowed = RIGHTS[right]
    own = [h for h, reach in allowed.items() if reach is Reach.OWN and h != Role.STUDENT]
    said = [roles.holder_name(h) for h, reach in allowed.items() if reach is Reach.ALL]
    if Role.STUDENT in allowed:
        said.insert(0, _("the student"))
    if own:
        names = roles.listed([roles.holder_name(holder) for holder in own])
        said.insert(0, _("the %s of this student") % names)
    return roles.listed(said)
