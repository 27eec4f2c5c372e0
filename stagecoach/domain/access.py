"""The rights, and who holds which: one table for the services, the screens and the help."""

from enum import StrEnum
from typing import Final

from stagecoach.domain.people import MANAGER, Holder, Role, holder_name
from stagecoach.domain.texts import listed
from stagecoach.i18n import _


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


def _own(*holders: Role) -> dict[Holder, Reach]:
    return dict.fromkeys(holders, Reach.OWN)


def _all(*holders: Holder) -> dict[Holder, Reach]:
    return dict.fromkeys(holders, Reach.ALL)


_TRAINER, _COACH, _SCHOOL = Role.WORKPLACE_TRAINER, Role.WORK_COACH, Role.SCHOOL_SUPERVISOR
_CAREER, _EXAMINER, _STUDENT = Role.CAREER_COACH, Role.EXAMINER, Role.STUDENT
_GUIDES = (_TRAINER, _COACH, _SCHOOL)


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


def refusal(right: Right) -> str:
    """Who can do what this person cannot."""
    text = _("%(what)s: that is for %(who)s. Nothing has been changed.")
    return text % {"what": right_name(right), "who": who_can(right)}


def who_can(right: Right) -> str:
    allowed = RIGHTS[right]
    own = [h for h, reach in allowed.items() if reach is Reach.OWN and h != Role.STUDENT]
    said = [holder_name(h) for h, reach in allowed.items() if reach is Reach.ALL]
    if Role.STUDENT in allowed:
        said.insert(0, _("the student"))
    if own:
        names = listed([holder_name(holder) for holder in own])
        said.insert(0, _("the %s of this student") % names)
    return listed(said)
