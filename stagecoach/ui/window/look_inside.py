"""A window of its own on a backup of the open store, for as long as that store is open."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMainWindow

from stagecoach.errors import StageCoachError
from stagecoach.services.backups import Backup
from stagecoach.ui.core.current_store import CurrentStore

Maker = Callable[[CurrentStore], QMainWindow]


class LookInside(QObject):
    def __init__(self, current: CurrentStore, window: QMainWindow, make: Maker) -> None:
        """`make` gives a window on another store."""
        super().__init__(window)
        self._current, self._window, self._make = current, window, make
        self._looking: QMainWindow | None = None
        current.look_wanted.connect(self.look)
        current.closing.connect(self.leave)

    @Slot(object)
    def look(self, backup: Backup) -> None:
        from stagecoach.ui.restore.look import LookedAt

        self.leave()
        if self._current.workspace is None:
            return
        inside = LookedAt(self._current.workspace, backup)
        window = self._looking = self._make(inside)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.destroyed.connect(self._gone)
        try:
            inside.look()
        except StageCoachError as error:
            self.leave()
            self._current.workspace.say(str(error))
            return
        inside.closed.connect(window.close, Qt.ConnectionType.QueuedConnection)
        window.resize(self._window.size())
        window.show()
        window.activateWindow()

    @Slot()
    def leave(self) -> None:
        """It shows what the store shows, so it goes with it."""
        if self._looking is not None:
            self._looking.close()
            self._looking = None

    @Slot()
    def _gone(self) -> None:
        self._looking = None
