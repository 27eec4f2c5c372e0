"""Talks, telling the student and aftercare: planned, and held."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from stagecoach.domain.cases.case import Case, Moment
from stagecoach.i18n import _, full_date
from stagecoach.services.cases import cases
from stagecoach.ui.cases.form import RoomDialog, asked_text, open_dialog
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.dialogs.fields import DAY, Asked

KIND_TITLES: dict[str, Callable[[], str]] = {
    "talk": lambda: _("A talk"),
    "feedback": lambda: _("Telling the student"),
    "aftercare": lambda: _("Aftercare"),
}


def plan(open_room: OpenRoom, case: Case, parent: QWidget, kind: str) -> RoomDialog:
    asked = [Asked("due", _("&Day"), DAY), Asked("note", _("What &about"))]
    if kind == "talk":
        asked += [Asked("at", _("&Time")), Asked("place", _("&Place"))]
    return open_dialog(
        open_room,
        parent,
        KIND_TITLES[kind](),
        "calendar-plus",
        asked,
        lambda v: open_room.do(
            cases.plan, case.id, kind, v["due"], v["note"], v.get("at", ""), v.get("place", "")
        ),
        name=f"{case.id}/{kind}",
    )


def mark_held(
    open_room: OpenRoom, case: Case, parent: QWidget, kind: str, moment: Moment
) -> RoomDialog:
    """It took place: what was told, or how the student is."""
    told = {
        "talk": _("What was &said"),
        "feedback": _("What you &told, also when nothing happened"),
        "aftercare": _("How the &student is"),
    }[kind]
    title = KIND_TITLES[kind]() + " · " + full_date(moment.due)
    return open_dialog(
        open_room,
        parent,
        title,
        "check",
        asked_text("told", told),
        lambda v: open_room.do(cases.mark_held, case.id, kind, moment.id, v["told"]),
        name=f"{case.id}/{moment.id}",
    )


def mark_next_held(open_room: OpenRoom, case: Case, parent: QWidget, kind: str) -> None:
    moment = case.waiting(kind)
    if moment is not None:
        mark_held(open_room, case, parent, kind, moment)
