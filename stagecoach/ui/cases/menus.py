"""The menus of the room as a table, with every key that works in it."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from stagecoach.domain.cases.case import Case
from stagecoach.i18n import _
from stagecoach.services.cases.closing import erase, to_erase
from stagecoach.services.reports.lists import Lists
from stagecoach.ui.cases import actions, desk_sheet, files, student_forms
from stagecoach.ui.cases.help import RoomHelpDialog
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.cases.report_lists_form import ReportListsDialog
from stagecoach.ui.cases.room_view import RoomView
from stagecoach.ui.cases.roster_form import RosterDialog
from stagecoach.ui.cases.side_bar import places
from stagecoach.ui.cases.student_forms import consent
from stagecoach.ui.cases.talks import plan
from stagecoach.ui.dialogs import messages
from stagecoach.ui.widgets.menus import MenuEntry

Act = Callable[[OpenRoom, Case, QWidget], Any]


class Window(Protocol):
    """What the menus act on; there is a view while the room is open."""

    @property
    def view(self) -> RoomView | None: ...
    def lock(self) -> None: ...
    def close(self) -> bool: ...


def table(window: Window) -> Iterator[MenuEntry]:
    """More while the room is open."""
    view, file = window.view, _("&File")
    if view is not None:
        yield from _carrying(file, view)
        yield MenuEntry(
            file, "lock", _("&Close the room"), window.lock, "Ctrl+Shift+L", line_before=True
        )
    yield MenuEntry(file, "quit", _("Close &window"), window.close, "Ctrl+Q")
    if view is not None:
        yield from _view(view)
        yield from _case(view)
        help_here = partial(_open_help, view)
        yield MenuEntry(_("&Help"), "help", _("&Help on this screen"), help_here, "F1")


def _carrying(menu: str, view: RoomView) -> Iterator[MenuEntry]:
    """What goes in and out of the room, and the lists it signs."""
    for name, text, act in (
        ("fetch", _("&Open envelopes …"), files.fetch),
        ("answers", _("&Answers to a stick …"), files.answers),
        ("take_over", _("&Take over cases …"), files.take_over),
        ("share", _("&Share all open cases …"), files.share),
        ("backup", _("Make a &backup …"), files.backup),
        ("card", _("M&y card …"), files.card),
        ("figures", _("&Figures for the coordinator …"), files.figures),
        ("passphrase", _("Change &passphrase …"), files.passphrase),
    ):
        line = name in {"backup", "passphrase"}
        yield MenuEntry(
            menu, name, text, partial(act, view.open_room, view.window()), line_before=line
        )
    roster = partial(_sign, view, None)
    yield MenuEntry(menu, "roster", _("&Who can read reports …"), roster)
    yield MenuEntry(menu, "lists", _("&Lists of the report form …"), partial(_lists, view))


def _sign(view: RoomView, lists: Lists | None) -> None:
    RosterDialog(view.open_room, view.window(), lists).open_once()


def _lists(view: RoomView) -> None:
    ReportListsDialog(view.open_room, view.window(), partial(_sign, view)).open_once()


def _view(view: RoomView) -> Iterator[MenuEntry]:
    menu = _("&View")
    for number, (name, text, _icon) in enumerate(places(), start=1):
        yield MenuEntry(menu, name, text, partial(view.go, name), f"Ctrl+{number}")
    yield MenuEntry(menu, "find", _("&Find in your cases"), view.seek, "Ctrl+K", line_before=True)
    yield MenuEntry(menu, "back", _("&Back"), view.back, "Alt+Left")


def _case(view: RoomView) -> Iterator[MenuEntry]:
    """What is about a case wants one open; erasing wants its retention date."""
    menu = _("&Case")
    start = partial(_start, view)
    yield MenuEntry(menu, "new", _("&New case of a talk …"), start, "Ctrl+N")
    acts: tuple[tuple[str, str, Act], ...] = (
        ("answer", _("&Answer to the reporter …"), actions.answer),
        ("title", _("&Title …"), student_forms.entitle),
        ("name", _("&Who it is …"), student_forms.name_student),
        ("student", _("Which &dossier …"), student_forms.link_student),
        ("consent", _("&Consent …"), consent),
        ("talk", _("&Plan a talk …"), partial(plan, kind="talk")),
        ("note", _("N&ote for myself …"), actions.note),
        ("desk", _("Data sheet for a des&k …"), desk_sheet.desk_sheet),
        ("apart", _("&Rather not together …"), student_forms.keep_apart),
        ("hand_over", _("&Hand over …"), files.hand_over),
        ("erase", _("&Erase for good …"), _erase),
    )
    for name, text, act in acts:
        possible = partial(_may_erase if name == "erase" else _is_there, view)
        yield MenuEntry(
            menu,
            name,
            text,
            partial(_with_case, view, act),
            line_before=name == "answer",
            possible=possible,
        )


def _start(view: RoomView) -> None:
    actions.start(view.open_room, view.window(), view.open_case)


def _shown(view: RoomView) -> Case | None:
    page = view.case_page if view.place == "case" else None
    return page.case if page is not None else None


def _is_there(view: RoomView) -> bool:
    case = _shown(view)
    return case is not None and not case.erased


def _may_erase(view: RoomView) -> bool:
    case = _shown(view)
    return case is not None and bool(to_erase([case]))


def _with_case(view: RoomView, act: Act) -> None:
    case = _shown(view)
    if case is not None:
        act(view.open_room, case, view.window())


def _open_help(view: RoomView) -> None:
    RoomHelpDialog(view.window()).open_once()


def _erase(open_room: OpenRoom, case: Case, parent: QWidget) -> None:
    """After the retention date, by a person, and asked once more."""
    text = _("What this case holds goes for good. You cannot undo this.")
    messages.ask(parent, text, _("Erase the case"), partial(open_room.do, erase, case.id))
