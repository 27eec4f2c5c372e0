"""Dialogs about whom a case is: title, name, dossier, consent, and rather not together."""

from PySide6.QtWidgets import QWidget

from stagecoach.domain.cases.case import Case
from stagecoach.i18n import _
from stagecoach.services.cases import apart as case_apart
from stagecoach.services.cases import cases
from stagecoach.services.cases.warnings import choices as students_here
from stagecoach.ui.cases.form import RoomDialog, open_dialog
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.dialogs.fields import ONE, YES, Asked


def entitle(open_room: OpenRoom, case: Case, parent: QWidget) -> RoomDialog:
    asked = [Asked("title", _("&Title"), value=case.title, hint=_("without a name"))]
    return open_dialog(
        open_room,
        parent,
        _("Title of the case"),
        "pencil",
        asked,
        lambda v: open_room.do(cases.entitle, case.id, v["title"]),
    )


def name_student(open_room: OpenRoom, case: Case, parent: QWidget) -> RoomDialog:
    asked = [
        Asked("name", _("&Name"), value=case.name),
        Asked("contact", _("How to &reach the student"), value=case.contact),
    ]
    return open_dialog(
        open_room,
        parent,
        _("Who it is"),
        "user-round",
        asked,
        lambda v: open_room.do(cases.name_student, case.id, v["name"], v["contact"]),
        about=_("Only when the student wants that written down."),
    )


def link_student(open_room: OpenRoom, case: Case, parent: QWidget) -> RoomDialog | None:
    """Only beside an open file with students."""
    workspace = open_room.beside()
    if workspace is None:
        open_room.say(_("Open the file with the dossiers first, in the other window."))
        return None
    who = [("", _("nobody")), *workspace.ask(students_here)]
    about = _(
        "Then you are told when, after the report, a mark turned insufficient or the placement "
        "ended. Nothing is written in the dossier; the link stands in this case alone."
    )
    asked = [Asked("student_id", _("&Student"), ONE, case.student_id, who)]
    return open_dialog(
        open_room,
        parent,
        _("Which dossier it is about"),
        "link",
        asked,
        lambda v: open_room.do(cases.link_student, case.id, v["student_id"] or ""),
        about=about,
    )


def keep_apart(open_room: OpenRoom, case: Case, parent: QWidget) -> RoomDialog | None:
    """Never by the program: by hand, with consent, after being told that it can be seen."""
    workspace = open_room.beside()
    if workspace is None:
        open_room.say(_("Open the file with the dossiers first, in the other window."))
        return None
    who = [("", ""), *workspace.ask(students_here)]
    asked = [
        Asked("one", _("&Student"), ONE, "", who),
        Asked("other", _("&Rather not with"), ONE, "", who),
        Asked("agreed", _("The student said yes to this line"), YES),
    ]
    about = _(
        "Who makes pairs can see that this line is there, not why and not by whom. It goes into "
        "the open file, outside this room."
    )
    return open_dialog(
        open_room,
        parent,
        _("Rather not together"),
        "user-round-x",
        asked,
        lambda v: open_room.do(
            case_apart.add, case.id, workspace.do, v["one"], v["other"], agreed=v["agreed"]
        ),
        about=about,
        ok=_("Add line"),
    )


def consent(open_room: OpenRoom, case: Case, parent: QWidget) -> RoomDialog:
    asked = [
        Asked("who", _("&Who may know"), hint=_("a person, or a desk by its name")),
        Asked("what", _("&What"), hint=_("no more than the student said yes to")),
    ]
    return open_dialog(
        open_room,
        parent,
        _("The student says yes"),
        "eye",
        asked,
        lambda v: open_room.do(cases.consent, case.id, v["who"], v["what"]),
        name=f"{case.id}/consent",
        about=_("Per person and subject. It can be withdrawn."),
    )
