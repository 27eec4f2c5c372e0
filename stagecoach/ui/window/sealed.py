"""The sealed side of the window: reports, envelopes, and the room of an adviser.

The room is loaded when it is asked for, so that a start pays nothing for it.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMainWindow

from stagecoach import paths
from stagecoach.i18n import _
from stagecoach.services.reports.post import PostFolder
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import messages
from stagecoach.ui.reports import envelopes
from stagecoach.ui.reports.mailer import Mailer
from stagecoach.ui.reports.process import Writer

if TYPE_CHECKING:
    from stagecoach.ui.cases.window import RoomWindow


class Sealed(QObject):
    def __init__(self, current: CurrentStore, window: QMainWindow) -> None:
        super().__init__(window)
        self._current, self._window = current, window
        self.mailer = Mailer(PostFolder(paths.sealed_folder()), self)
        self.writer = Writer(self.mailer, self)
        self.writer.not_opened.connect(self._say_not_opened)
        self.room: RoomWindow | None = None
        current.wanted.connect(self.go)
        for signal in (current.closed, current.stepped_out, current.restyled):
            signal.connect(self.close_room)

    @Slot(str)
    def go(self, name: str) -> None:
        if name == "room":
            self.open_room()
        else:
            self.write("write")

    def write(self, start: str) -> None:
        """In a process of its own; nothing of it is noted here."""
        self.writer.open(start)

    @Slot()
    def _say_not_opened(self) -> None:
        text = _("This window could not be opened. Start StageCoach again, or call the school.")
        messages.complain(self._window, text)

    @Slot()
    def take(self) -> None:
        envelopes.take(self.mailer.box, self._window)

    @Slot()
    def bring(self) -> None:
        envelopes.bring(self.mailer.place, self._window)

    @Slot()
    def advisers(self) -> None:
        envelopes.AdvisersDialog(self.mailer.place, self._window).open_once()

    @Slot()
    def figures(self) -> None:
        envelopes.figures(self.mailer.place, self._window)

    def _workspace(self) -> Workspace | None:
        return self._current.workspace

    @Slot()
    def open_room(self) -> None:
        """The room's window, or the one that is open to the front."""
        if self.room is None:
            from stagecoach.ui.cases.window import RoomWindow

            self.room = RoomWindow(self.mailer.place, self._workspace, self._window.windowIcon())
            self.room.closed.connect(self._forget)
            self.room.resize(self._window.size())
            self.room.show()
        self.room.raise_()
        self.room.activateWindow()

    @Slot()
    def _forget(self) -> None:
        self.room = None

    @Slot()
    def close_room(self) -> None:
        """With the store, and before somebody else comes."""
        if self.room is not None:
            self.room.close()
