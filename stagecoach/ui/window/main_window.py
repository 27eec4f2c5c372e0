"""The window: welcome, lock screen or the open store, and the menu over all of it."""

import uuid
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QIcon, QPaintEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QMessageBox, QWidget
from shiboken6 import isValid

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.settings import TEXT_SIZES
from stagecoach.ui.core import geometry, theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.idle import IdleLock
from stagecoach.ui.dialogs import messages
from stagecoach.ui.dialogs.messages import Toast
from stagecoach.ui.stores.unlock import choose_store
from stagecoach.ui.widgets.focus import focus_stop, keep_off, stop_number
from stagecoach.ui.widgets.focus_frame import FocusFrame
from stagecoach.ui.widgets.logo import Logo
from stagecoach.ui.widgets.menus import Menus
from stagecoach.ui.widgets.scrim import covered
from stagecoach.ui.window.first_page import first_page, welcome_page
from stagecoach.ui.window.look_inside import LookInside
from stagecoach.ui.window.menus import commands, table
from stagecoach.ui.window.put_back import PutBack
from stagecoach.ui.window.recovery_note import RecoveryNote
from stagecoach.ui.window.sealed import Sealed
from stagecoach.ui.window.undoing import Undoing, where

if TYPE_CHECKING:
    from stagecoach.domain.people import Role
    from stagecoach.ui.core.page import Place
    from stagecoach.ui.core.workspace import Message, Workspace
    from stagecoach.ui.window.shell import Shell


class MainWindow(QMainWindow):
    """The lock screen needs little; what an open store takes is loaded behind it."""

    painted = Signal()  # for the first time
    leaving = Signal()  # nobody finds this window any more

    def __init__(self, current: CurrentStore) -> None:
        super().__init__()
        self.current = current
        self.shell: Shell | None = None
        self._was_painted = False
        self.menus: Menus | None = None
        self._resume: dict[uuid.UUID, tuple[Place, Place | None]] = {}  # whose: page, dialog
        self._resume_in: Path | None = None
        self._code = RecoveryNote(current, self)
        self._last_word: QMessageBox | None = None
        geometry.place(self, current.settings)
        self.undoing = Undoing(current, self, lambda: self.shell)
        self.toast = Toast(self, self.undoing.at_once)
        self._frame = FocusFrame(self)
        self.sealed = Sealed(current, self, lambda: self.toast)
        self._outside = PutBack(current, self), LookInside(current, self, MainWindow)
        self.setWindowIcon(QIcon(Logo().grab()))
        current.opened.connect(self._opened)
        current.closed.connect(self.start)
        current.stepped_out.connect(self.start)
        current.restyled.connect(self._restyle)
        self.idle = IdleLock(current, self)
        theme.application().focusChanged.connect(self._show_focus)

    @Slot()
    def start(self) -> None:
        """Nobody is in the store: all its pages are destroyed, not hidden."""
        if self.shell is not None:
            whose = self.shell.workspace.person_id
            self._resume[whose] = self.shell.place, self.shell.overlay_place
            self._resume_in = self._resume_in or self.current.path
            if self.shell.overlay is not None:
                self.shell.overlay.reject()
            for dialog in [d for d in self.findChildren(QDialog) if d.isVisible()]:
                dialog.done(0)  # what lies over the window shows data too
            self.shell = None
        self.toast.hide()
        self._show_focus(None, None)
        self.setWindowTitle("StageCoach")
        page = first_page(self.current, self.open_store, self.start, self.new_store)
        self._replace(page)
        self._build_menus()
        page.focus_first()

    def _replace(self, page: QWidget) -> None:
        page.setObjectName("canvas")
        before = self.takeCentralWidget()
        self.setCentralWidget(page)
        page.show()  # at once, not when the layout comes round to it
        if before is not None:
            before.hide()
            before.deleteLater()

    @Slot(object)
    def _opened(self, workspace: "Workspace") -> None:
        workspace.announced.connect(self._show_message)
        workspace.changed.connect(self._limit_undo)
        workspace.became.connect(self._renew, Qt.ConnectionType.QueuedConnection)
        if self._resume_in != self.current.path:
            self._resume.clear()  # another file knows none of it
        self._resume_in = self.current.path
        page, dialog = self._resume.pop(workspace.person_id, (None, None))
        self._show_shell(workspace, page)
        if dialog is not None and self.shell is not None:
            self.shell.go(replace(dialog, text=""))
        self._code.opened()

    def _show_shell(self, workspace: "Workspace", place: "Place | None") -> None:
        from stagecoach.ui.window.shell import Shell

        self.shell = Shell(workspace, self.current)
        self.shell.titled.connect(self._title)
        workspace.where = partial(where, self.shell)
        self._replace(self.shell)
        self._build_menus()
        self.shell.start(place)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    @Slot(str)
    def _title(self, title: str) -> None:
        self.setWindowTitle(f"{title} – StageCoach" if title else "StageCoach")

    @Slot()
    def _restyle(self) -> None:
        """Language, colours or size changed: every page is made anew, at the same place."""
        self.toast.deleteLater()
        self.toast = Toast(self, self.undoing.at_once)
        stop = stop_number(self)
        if self.shell is None or self.current.workspace is None:
            self.start()
        else:
            self._renew()
        focus_stop(self, stop)

    @Slot()
    def _renew(self) -> None:
        if self.shell is not None and self.current.workspace is not None:
            self.shell.flush()
            self._show_shell(self.current.workspace, self.shell.place)

    @Slot(object)
    def _show_message(self, message: "Message") -> None:
        workspace, settle = self.current.workspace, None
        if message.only_now and message.action is not None and workspace is not None:
            settle = partial(workspace.settle, message.action)
        self.toast.show_text(message.text, action=message.action, settle=settle)

    @Slot(object, object)
    def _show_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        keep_off(old, now)
        if not isValid(self._frame):
            self._frame = FocusFrame(self)
        self._frame.follow(now)

    @Slot()
    def _limit_undo(self) -> None:
        if self.current.workspace is not None:
            self.toast.limit_undo(self.current.workspace.newest)

    @Slot(object)
    def open_store(self, path: Path) -> None:
        self.current.choose(path)

    def _build_menus(self) -> None:
        if self.menus is not None:
            self.menus.drop()
        find = (_("Find student, task or form"), self.find_anything)
        self.menus = Menus(self, table(self), find if self.shell is not None else None)

    def take_role(self, role: "Role") -> None:
        """Go on in another of one's roles, where that one starts."""
        workspace = self.current.workspace
        if workspace is not None and self.shell is not None:
            self.shell.flush()
            workspace.take_role(role)
            self._show_shell(workspace, None)

    def resize_text(self, step: int) -> None:
        at = TEXT_SIZES.index(self.current.settings.text_size) + step if step else 0
        self.current.change(text_size=TEXT_SIZES[max(0, min(len(TEXT_SIZES) - 1, at))])

    def new_store(self) -> None:
        from stagecoach.ui.stores.welcome import WelcomePage

        page = self.centralWidget()
        if isinstance(page, WelcomePage):
            page.begin()
            return
        self.current.lock()
        welcome = welcome_page(self.current, self.open_store)
        self._replace(welcome)
        self._build_menus()
        welcome.begin()

    def ask_store(self) -> None:
        choose_store(self, self.open_store)

    def next_pane(self, by: int) -> None:
        if self.shell is not None and not self.toast.take_keys(by):
            self.shell.next_pane(by)

    def find_anything(self) -> None:
        """Ctrl+K, over whatever page is open; not over a dialog, which is half-typed."""
        if self.shell is not None and self.menus is not None and not covered(self):
            self.shell.search(self, commands(self.menus))

    def about(self) -> None:
        messages.about(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)  # when what lies in it is painted too

    def closeEvent(self, event: QCloseEvent) -> None:
        """A failed backup is said, and does not keep anybody from going home."""
        if self.shell is not None and self.shell.asks_first():
            event.ignore()
            return
        self.leaving.emit()
        self.current.change(windows=geometry.kept_of(self, self.current.settings))
        try:
            self.current.leave()
        except StageCoachError as error:
            self._last_word = messages.complain(None, str(error))  # stays when the window is gone
            self.current.lock()
        self.current.loading.stop()
        self.sealed.close_room()
        self.idle.stop()
        super().closeEvent(event)
