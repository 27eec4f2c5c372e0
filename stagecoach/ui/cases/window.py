"""The window of the confidential adviser: closed, or the open room with its pages.

Its title names no case and no person. It closes by itself after five minutes without a key, and
with it every page, every key and every word on the screen is gone.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent, QIcon, QWindow
from PySide6.QtWidgets import QDialog, QMainWindow, QWidget

from stagecoach.i18n import _
from stagecoach.services.cases import room as rooms
from stagecoach.services.cases.room import Room
from stagecoach.services.reports.post import PostFolder
from stagecoach.ui.cases.entry_page import EntryPage
from stagecoach.ui.cases.menus import table
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.cases.recovery_code import RoomCodeDialog
from stagecoach.ui.cases.room_view import RoomView
from stagecoach.ui.core import geometry
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import messages
from stagecoach.ui.dialogs.leaving import asks_first
from stagecoach.ui.dialogs.messages import Toast
from stagecoach.ui.widgets.menus import Menus


class RoomWindow(QMainWindow):
    """Beside the program's own window, whose focus ring goes round this one too."""

    closed = Signal()

    def __init__(
        self, post: PostFolder, beside: Callable[[], Workspace | None], icon: QIcon | None = None
    ) -> None:
        super().__init__()
        self._post, self._beside = post, beside
        self.open_room: OpenRoom | None = None
        self.view: RoomView | None = None
        self.menus: Menus | None = None
        self.setObjectName("canvas")
        geometry.be_small(self)
        if icon is not None:
            self.setWindowIcon(icon)
        self.toast = Toast(self)
        self.show_entry()

    @property
    def entry(self) -> EntryPage | None:
        page = self.centralWidget()
        return page if isinstance(page, EntryPage) else None

    @Slot()
    def show_entry(self) -> None:
        """Every page is destroyed, not hidden."""
        for dialog in [d for d in self.findChildren(QDialog) if d.isVisible()]:
            dialog.done(0)
        self.open_room, self.view = None, None
        self.toast.hide()
        page = EntryPage()
        page.opened.connect(self.enter)
        page.made.connect(self.enter)
        self._replace(page, _("Sealed room"))
        page.focus_first()

    def _replace(self, page: QWidget, title: str) -> None:
        page.setObjectName("canvas")
        before = self.takeCentralWidget()
        self.setCentralWidget(page)
        page.show()
        if before is not None:
            before.hide()
            before.deleteLater()
        self.setWindowTitle(f"{title} – StageCoach")
        if self.menus is not None:
            self.menus.drop()
        view = self.view
        find = None if view is None else (_("Find in your cases"), view.seek)
        self.menus = Menus(self, table(self), find)

    @Slot(object)
    def enter(self, room: Room) -> None:
        self.open_room = open_room = OpenRoom(room, self._post, self._beside, self._owns)
        open_room.closed.connect(self.show_entry)
        open_room.announced.connect(self.toast.show_text)
        self.view = RoomView(open_room)
        self._replace(self.view, _("Cases"))
        self.view.go("cases")
        if fault := open_room.ask(rooms.fault):
            messages.complain(self, fault)
        if code := open_room.ask(rooms.code_to_note):
            RoomCodeDialog(open_room, code, self).open_once()

    def _owns(self, window: QWindow) -> bool:
        """The room's window and the dialogs over it; not the program's other one."""
        ours = [self, *self.findChildren(QDialog)]
        return any(our.windowHandle() is window for our in ours)

    @Slot()
    def lock(self) -> None:
        """Ctrl+Shift+L."""
        if self.open_room is not None:
            self.open_room.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if asks_first(self):
            event.ignore()
            return
        self.lock()
        event.accept()
        self.closed.emit()
        self.deleteLater()
