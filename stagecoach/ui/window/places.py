"""Which places are whose: where a role starts, its side bar, and the right a place asks for."""

import uuid
from dataclasses import dataclass

from stagecoach.domain import access
from stagecoach.domain.access import Right
from stagecoach.domain.people import Role
from stagecoach.i18n import _
from stagecoach.services.evaluations import evaluations
from stagecoach.services.students import students
from stagecoach.ui.core.page import Place
from stagecoach.ui.core.workspace import Workspace

ASKED = {  # place: the right it takes; others are for everybody
    "dossier": Right.OPEN,
    "history": Right.OPEN,
    "hour_sheet": Right.OPEN,
    "evaluation": Right.READ_EVALUATIONS,
    "voice": Right.VOICE,
    "together": Right.READ_EVALUATIONS,
    "templates": Right.TEMPLATES,
    "template": Right.TEMPLATES,
    "quick_log": Right.LOG,
    "edit_log": Right.LOG,
    "new_task": Right.TASKS,
    "task": Right.OPEN,
    "grid": Right.TASKS,
    "new_student": Right.STUDENTS,
    "edit_student": Right.STUDENTS,
    "next_placement": Right.STUDENTS,
    "people": Right.PERSONS,
    "peers": Right.PEER_COUNTS,
}


SIDE_SHOWS = frozenset(
    {"student", "placement", "task", "log_entry", "day_line", "evaluation", "consent"}
    | {"cleared", "guidance_moment", "agreed_action", "agreement_sheet", "attention_rule"}
    | {"rule", "stand_in"}
)
# With these a right may go, of whoever is here.
RIGHTS_SHOW = frozenset({"person", "person_role", "placement", "involvement", "stand_in"})
# What is done to the file; nothing of it is done to a backup that is looked into.
OF_THE_FILE = frozenset({"backups", "cases", "people", "rekey", "report", "restore", "room"}) | {
    "settings"
}
OUTSIDE = frozenset(
    {"report", "rekey", "restore", "room"}
)  # of the store; nothing of them is shown in it


@dataclass(frozen=True)
class Destination:
    name: str
    title: str
    icon: str


# The table of docs/design.md, Navigation, of what there is until now.
_SHOWN: dict[Role | None, tuple[str, ...]] = {
    Role.WORKPLACE_TRAINER: ("today", "students", "evaluations", "forms"),
    Role.WORK_COACH: ("today", "students", "evaluations", "forms"),
    Role.SCHOOL_SUPERVISOR: ("today", "students", "evaluations", "forms"),
    Role.CAREER_COACH: ("today", "students", "evaluations", "forms"),
    Role.COORDINATOR: ("students", "forms"),
    Role.EXAMINER: ("evaluations", "forms"),
    Role.CONFIDENTIAL_ADVISER: ("cases", "students"),
    Role.STUDENT: ("dossier", "evaluations", "forms"),
    None: ("students", "people"),
}


def destinations(role: Role | None) -> list[Destination]:
    """The side bar of a role, in the order of Ctrl+1, Ctrl+2 …; the first is where it starts."""
    known = {
        "today": Destination("today", _("Today"), "sun"),
        "dossier": Destination("dossier", _("My dossier"), "graduation-cap"),
        "students": Destination("students", _("Students"), "users-round"),
        "evaluations": Destination("evaluations", _("Evaluations"), "clipboard-check"),
        "forms": Destination("forms", _("Forms"), "printer"),
        "people": Destination("people", _("Persons"), "users-round"),
        "cases": Destination("cases", _("Cases"), "inbox"),
    }
    return [known[name] for name in _SHOWN[role]]


def lists_students(role: Role | None) -> bool:
    """Whether the side bar has my students."""
    alone = {Role.COORDINATOR, Role.EXAMINER, Role.CONFIDENTIAL_ADVISER, Role.STUDENT, None}
    return role not in alone


def start(workspace: Workspace) -> Place:
    return Place(destinations(workspace.identity.role)[0].name)


def meant(workspace: Workspace, place: Place) -> Place:
    """Vandaag is for guides; a dossier without a name is one's own."""
    if place.name == "today" and "today" not in _SHOWN[workspace.identity.role]:
        return meant(workspace, start(workspace))
    if place.name == "peers" and workspace.identity.role is Role.STUDENT:
        return meant(workspace, Place("dossier", tab="peers"))
    if place.name != "dossier" or place.placement_id is not None:
        return place
    own = workspace.ask(students.mine, workspace.person_id)
    return Place("dossier", own[-1].placement_id, place.tab) if own else Place("students")


def refusal(workspace: Workspace, place: Place, here: uuid.UUID | None) -> str:
    """Why one cannot go there, and who can; empty when one can."""
    right = ASKED.get(place.name)
    if right is None:
        return ""
    key = place.placement_id or (here if place.name not in {"new_student", "grid"} else None)
    if not workspace.may(right, key):
        return access.refusal(right)
    if place.name == "evaluation" and place.kind is not None and key is not None:
        begun = workspace.ask(evaluations.find, key, place.kind) is not None
        if not begun and not workspace.may(Right.EVALUATE, key):
            return access.refusal(Right.EVALUATE)
    return ""
