"""The menu of the room, with every key that works in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from stagecoach.domain.cases.case import Case
from stagecoach.i18n import _
from stagecoach.services.cases import cases
from stagecoach.ui.cases import actions as deeds
from stagecoach.ui.cases import files, student_forms
from stagecoach.ui.cases.help import HelpSheet
from stagecoach.ui.cases.report_lists_form import ListsSheet
from stagecoach.ui.cases.roster_form import RosterSheet
from stagecoach.ui.cases.side_bar import places
from stagecoach.ui.dialogs import messages
from stagecoach.ui.widgets.menu_set import MenuSet

if TYPE_CHECKING:
    from stagecoach.services.reports.lists import Lists
    from stagecoach.ui.cases.window import RoomWindow


class RoomMenus(MenuSet):
    """Made anew when the room opens or closes."""

    def __init__(self, window: RoomWindow) -> None:
        super().__init__(window)
        self._window = window
        self._file_menu()
        if window.view is not None:
            self._view_menu()
            self._case_menu()
            self._help_menu()
        view = window.view
        self._corner(_("Find in your cases"), view.seek if view is not None else None)

    def _file_menu(self) -> None:
        menu, window = self._menu(_("&File")), self._window
        if window.space is not None:
            space = window.space
            for name, text, deed in (
                ("fetch", _("&Open envelopes …"), files.fetch),
                ("answers", _("&Answers to a stick …"), files.answers),
                ("take_over", _("&Take over cases …"), files.take_over),
                ("share", _("&Share all open cases …"), files.share),
                ("backup", _("Make a &backup …"), files.backup),
                ("card", _("M&y card …"), files.card),
                ("figures", _("&Figures for the coordinator …"), files.figures),
                ("passphrase", _("Change &passphrase …"), files.passphrase),
            ):
                self._add(menu, name, text, self._call(partial(deed, space, window)))
                if name in {"share", "figures"}:
                    menu.addSeparator()
            self._add(menu, "roster", _("&Who can read reports …"), self._roster)
            self._add(menu, "lists", _("&Lists of the report form …"), self._lists)
            menu.addSeparator()
            self._add(menu, "lock", _("&Close the room"), window.lock, "Ctrl+Shift+L")
        self._add(menu, "quit", _("Close &window"), window.close, "Ctrl+Q")

    @staticmethod
    def _call(deed: Callable[[], Any]) -> Callable[..., None]:
        def call(_checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signal
            deed()

        return call

    @Slot()
    def _roster(self) -> None:
        self._sign(None)

    def _sign(self, lists: Lists | None) -> None:
        space = self._window.space
        if space is not None:
            RosterSheet(space, self._window, lists).open_once()

    @Slot()
    def _lists(self) -> None:
        space = self._window.space
        if space is not None:
            ListsSheet(space, self._window, self._sign).open_once()

    def _view_menu(self) -> None:
        menu, view = self._menu(_("&View")), self._window.view
        assert view is not None  # noqa: S101 - asked only when open
        for number, (name, text, _icon) in enumerate(places(), start=1):
            go = self._call(partial(view.go, name))
            self._add(menu, name, text, go, f"Ctrl+{number}")
        menu.addSeparator()
        self._add(menu, "find", _("&Find in your cases"), view.seek, "Ctrl+K")
        self._add(menu, "back", _("&Back"), view.back, "Alt+Left")

    def _case_menu(self) -> None:
        menu, window = self._menu(_("&Case")), self._window
        assert window.view is not None  # noqa: S101 - asked only when open
        start = partial(deeds.start, window.view.space, window, window.view.open_case)
        self._add(menu, "new", _("&New case of a talk …"), self._call(start), "Ctrl+N")
        menu.addSeparator()
        for name, text, deed in (
            ("answer", _("&Answer to the reporter …"), deeds.answer),
            ("title", _("&Title …"), student_forms.entitle),
            ("name", _("&Who it is …"), student_forms.name_student),
            ("student", _("Which &dossier …"), student_forms.link_student),
            ("consent", _("&Consent …"), deeds.consent),
            ("talk", _("&Plan a talk …"), partial(_planned, "talk")),
            ("note", _("N&ote for myself …"), deeds.note),
            ("desk", _("Data sheet for a des&k …"), files.desk_sheet),
            ("apart", _("&Rather not together …"), student_forms.keep_apart),
            ("hand_over", _("&Hand over …"), files.hand_over),
            ("erase", _("&Erase for good …"), _erase),
        ):
            self._add(menu, name, text, self._of_case(deed))
        menu.aboutToShow.connect(self._allow)

    def _case(self) -> Case | None:
        view = self._window.view
        page = view.case_page if view is not None and view.place == "case" else None
        return page.case if page is not None else None

    def _of_case(self, deed: Callable[..., Any]) -> Callable[..., None]:
        def call(_checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signal
            case, space = self._case(), self._window.space
            if case is not None and space is not None:
                deed(space, case, self._window)

        return call

    @Slot()
    def _allow(self) -> None:
        """What is about a case wants one open; erasing wants its retention date."""
        case = self._case()
        for name in ("answer", "title", "name", "student", "consent", "talk", "note", "desk",
                     "apart", "hand_over"):  # fmt: skip
            self.actions[name].setEnabled(case is not None and not case.erased)
        self.actions["erase"].setEnabled(case is not None and bool(cases.to_erase([case])))

    def _help_menu(self) -> None:
        self._add(self._menu(_("&Help")), "help", _("&Help on this screen"), self._help, "F1")

    @Slot()
    def _help(self) -> None:
        HelpSheet(self._window).open_once()


def _planned(kind: str, space: Any, case: Case, parent: QWidget) -> None:
    deeds.plan(space, case, parent, kind)


def _erase(space: Any, case: Case, parent: QWidget) -> None:
    """After the retention date, by a person, and asked once more."""
    text = _("What this case holds goes for good. You cannot undo this.")
    messages.ask(parent, text, _("Erase the case"), partial(space.do, cases.erase, case.id))
