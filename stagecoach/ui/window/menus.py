"""The menu over the window, and with it every key that works everywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from stagecoach.i18n import _
from stagecoach.services.access.rights import Right
from stagecoach.services.access.roles import listed, role_name
from stagecoach.ui.core.page import Command, Place
from stagecoach.ui.dialogs.help import KeysForm
from stagecoach.ui.widgets.menu_set import MenuSet
from stagecoach.ui.window.places import destinations

if TYPE_CHECKING:
    from stagecoach.ui.window.main_window import MainWindow


_COMMAND_ICONS = {
    "quick_log": "pencil-line",
    "new_student": "user-round-plus",
    "print": "printer",
    "settings": "settings",
    "lock": "lock",
    "switch": "users-round",
    "backup": "hard-drive",
    "undo": "undo-2",
    "evaluation": "clipboard-check",
}


class Menus(MenuSet):
    """Made anew when a store opens or closes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._file_menu()
        if window.shell is not None:
            self._edit_menu()
            self._view_menu()
            self._student_menu()
            self._add(self._menu(_("F&orms")), "print", _("&Print what is open"),
                      window.shell.print_here, "Ctrl+P")  # fmt: skip
        self._report_menu()
        self._help_menu()
        find = window.find_anything if window.shell is not None else None
        self._corner(_("Find student, task or form"), find)

    def _report_menu(self) -> None:
        """In every state of the window, also where nobody signed in."""
        menu, window = self._menu(_("&Report")), self._window
        self._add(menu, "report", _("&Make a report"), partial(window.write_report, "write"))
        self._add(menu, "answer", _("&Read an answer"), partial(window.write_report, "read"))
        menu.addSeparator()
        self._add(menu, "take", _("&Fetch envelopes …"), window.sealed.take)
        self._add(menu, "bring", _("&Bring answers back …"), window.sealed.bring)
        self._add(menu, "advisers", _("&Advisers of this computer …"), window.sealed.advisers)
        self._add(menu, "figures", _("Fi&gures of an adviser …"), window.sealed.figures)
        menu.addSeparator()
        self._add(menu, "room", _("R&oom of an adviser …"), window.sealed.open_room)

    def _help_menu(self) -> None:
        menu, shell = self._menu(_("&Help")), self._window.shell
        if shell is not None:
            self._add(menu, "help", _("&Help on this screen"), shell.help_here, "F1")
            self._add(menu, "keys", _("All &keys"), self._keys, "Ctrl+F1")
            self._add(menu, "rights", _("&Who may do what"), self._go("help", "rights"))
        self._add(menu, "about", _("About StageCoach"), self._window.about)

    @Slot()
    def _keys(self) -> None:
        shell = self._window.shell
        if shell is not None and QApplication.activeModalWidget() is None:
            KeysForm(shell.workspace, self.commands(), shell).open_once()

    def commands(self) -> list[Command]:
        """What the menu can do, for the search."""
        skipped = {"search", "quit"}
        return [
            Command(
                action.text().replace("&", "").removesuffix(" …"),
                _COMMAND_ICONS.get(name, "chevron-right"),
                action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
                action.trigger,
            )
            for name, action in self.actions.items()
            if name not in skipped
        ]

    def _file_menu(self) -> None:
        window, menu = self._window, self._menu(_("&File"))
        self._add(menu, "new", _("&New file …"), window.new_store, "Ctrl+N")
        self._add(menu, "open", _("&Open file …"), window.ask_store, "Ctrl+O")
        if window.shell is not None:
            menu.addSeparator()
            backup = window.shell.make_backup
            self._add(menu, "backup", _("Make a &backup now"), backup, "Ctrl+B")
            self._add(menu, "settings", _("&Settings"), self._go("settings"))
            self._add(menu, "pin", _("M&y PIN …"), self._go("my_pin"))
            self._add(menu, "key", _("My &key …"), self._go("my_key"))
            if window.shell.workspace.identity.manages:
                self._add(menu, "people", _("P&ersons"), self._go("people"))
            for role in window.shell.workspace.identity.roles[1:]:
                text = _("Go on as %s") % listed([role_name(role)])
                self._add(menu, f"as_{role}", text, partial(window.wear, role))
            self._add(menu, "switch", _("Somebody &else"), window.door.step_out, "F9")
            self._add(menu, "lock", _("&Lock"), window.door.lock, "Ctrl+Alt+L")
        menu.addSeparator()
        self._add(menu, "quit", _("&Quit"), window.close, "Ctrl+Q")

    def _edit_menu(self) -> None:
        menu = self._menu(_("&Edit"))
        self._add(menu, "undo", _("&Undo"), self._window.undo, "Ctrl+Z")
        self._add(menu, "redo", _("&Redo"), self._window.redo, "Ctrl+Shift+Z")
        menu.addSeparator()
        self._add(menu, "bin", _("&Bin"), self._go("bin"))
        self._add(menu, "search", _("&Find anything"), self._window.find_anything, "Ctrl+K")
        menu.aboutToShow.connect(self.show_possible)
        menu.aboutToHide.connect(self._allow_keys)

    @Slot()
    def show_possible(self) -> None:
        """The open menu shows whether there is something to take back."""
        workspace = self._window.door.workspace
        self.actions["undo"].setEnabled(workspace is not None and workspace.can_undo)
        self.actions["redo"].setEnabled(workspace is not None and workspace.can_redo)

    @Slot()
    def _allow_keys(self) -> None:
        for name in ("undo", "redo"):
            self.actions[name].setEnabled(True)

    def _view_menu(self) -> None:
        menu, shell, size = self._menu(_("&View")), self._window.shell, self._window.resize_text
        assert shell is not None  # noqa: S101 - asked only when open
        for number, place in enumerate(destinations(shell.workspace.identity.role), start=1):
            self._add(menu, place.name, place.title, self._go(place.name), f"Ctrl+{number}")
        menu.addSeparator()
        self._add(menu, "back", _("&Back"), shell.back, "Alt+Left")
        self._add(menu, "next_tab", _("Next &part"), shell.next_tab, "Ctrl+Tab")
        self._add(menu, "next_pane", _("Next pa&ne"), partial(shell.next_pane, 1), "F6")
        self._add(
            menu, "previous_pane", _("P&revious pane"), partial(shell.next_pane, -1), "Shift+F6"
        )
        menu.addSeparator()
        self._add(menu, "larger", _("&Larger text"), partial(size, 1), "Ctrl++ | Ctrl+=")
        self._add(menu, "smaller", _("&Smaller text"), partial(size, -1), "Ctrl+-")
        self._add(menu, "normal", _("&Normal text"), partial(size, 0), "Ctrl+0")

    def _student_menu(self) -> None:
        menu, shell = self._menu(_("&Student")), self._window.shell
        assert shell is not None  # noqa: S101 - asked only when open
        self._add(menu, "quick_log", _("&Quick log"), self._go("quick_log"), "Ctrl+L")
        self._add(menu, "new_student", _("&New student"), self._go("new_student"), "Ctrl+Shift+S")
        self._add(menu, "new_task", _("New &task"), shell.new_task_here, "Ctrl+T")
        self._add(menu, "grid", _("For &all my students"), self._go("grid"), "Ctrl+G")
        if shell.workspace.may(Right.PEER_COUNTS):
            self._add(menu, "peers", _("&Peer coaching"), self._go("peers"), "Ctrl+Shift+P")
        self._add(menu, "evaluation", _("Next &evaluation"), shell.next_evaluation, "Ctrl+E")

    def _go(self, name: str, tab: str = "") -> Callable[[], None]:
        def go(_checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signal
            shell = self._window.shell
            if shell is not None and QApplication.activeModalWidget() is None:
                shell.go(Place(name, tab=tab))

        return go
