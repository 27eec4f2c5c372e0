"""Sheets about whom a case is: its title, the name, the dossier, and rather not together."""

from PySide6.QtWidgets import QWidget

from stagecoach.domain.cases.case import Case
from stagecoach.i18n import _
from stagecoach.services.cases import apart as case_apart
from stagecoach.services.cases import cases
from stagecoach.services.cases.warnings import choices as students_here
from stagecoach.ui.cases.form import FieldsSheet, open_sheet
from stagecoach.ui.cases.open_room import RoomSpace
from stagecoach.ui.dialogs.fields import ONE, YES, Asked


def entitle(space: RoomSpace, case: Case, parent: QWidget) -> FieldsSheet:
    asked = [Asked("title", _("&Title"), value=case.title, hint=_("without a name"))]
    return open_sheet(
        space,
        parent,
        _("Title of the case"),
        "pencil",
        asked,
        lambda v: space.do(cases.entitle, case.id, v["title"]),
    )


def name_student(space: RoomSpace, case: Case, parent: QWidget) -> FieldsSheet:
    asked = [
        Asked("name", _("&Name"), value=case.name),
        Asked("contact", _("How to &reach the student"), value=case.contact),
    ]
    return open_sheet(
        space,
        parent,
        _("Who it is"),
        "user-round",
        asked,
        lambda v: space.do(cases.name_student, case.id, v["name"], v["contact"]),
        about=_("Only when the student wants that written down."),
    )


def link_student(space: RoomSpace, case: Case, parent: QWidget) -> FieldsSheet | None:
    """Only beside an open file with students."""
    workspace = space.beside()
    if workspace is None:
        space.say(_("Open the file with the dossiers first, in the other window."))
        return None
    who = [("", _("nobody")), *workspace.ask(students_here)]
    about = _(
        "Then you are told when, after the report, a mark turned insufficient or the placement "
        "ended. Nothing is written in the dossier; the link stands in this case alone."
    )
    asked = [Asked("student_id", _("&Student"), ONE, case.student_id, who)]
    return open_sheet(
        space,
        parent,
        _("Which dossier it is about"),
        "link",
        asked,
        lambda v: space.do(cases.link_student, case.id, v["student_id"] or ""),
        about=about,
    )


def keep_apart(space: RoomSpace, case: Case, parent: QWidget) -> FieldsSheet | None:
    """Never by the program: by hand, with consent, after being told that it can be seen."""
    workspace = space.beside()
    if workspace is None:
        space.say(_("Open the file with the dossiers first, in the other window."))
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
    return open_sheet(
        space,
        parent,
        _("Rather not together"),
        "user-round-x",
        asked,
        lambda v: space.do(
            case_apart.add, case.id, workspace.do, v["one"], v["other"], agreed=v["agreed"]
        ),
        about=about,
        ok=_("Add line"),
    )
