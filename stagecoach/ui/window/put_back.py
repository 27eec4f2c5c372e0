"""From an open store to putting a backup back: it is closed, and the backup's passphrase asked."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMainWindow

from stagecoach.services import backups
from stagecoach.services.backups import Backup
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.stores.unlock import UnlockPage

_QUEUED = Qt.ConnectionType.QueuedConnection  # once the first page of the file stands there


class PutBack(QObject):
    def __init__(self, current: CurrentStore, window: QMainWindow) -> None:
        super().__init__(window)
        self._current, self._window = current, window
        current.wanted.connect(self.go)
        current.restore_wanted.connect(self.put_back)
        current.closed.connect(self._look_whether_it_is_a_backup, _QUEUED)

    @Slot(str)
    def go(self, name: str) -> None:
        if name not in {"restore", "rekey"}:
            return
        self._current.lock()
        page = self._window.centralWidget()
        if isinstance(page, UnlockPage):
            page.backups.ask() if name == "restore" else page.backups.ask_rekey()

    @Slot()
    def _look_whether_it_is_a_backup(self) -> None:
        """Somebody chose one to open: it is put back, and never becomes the file one works in."""
        path, page = self._current.path, self._window.centralWidget()
        if path is not None and isinstance(page, UnlockPage) and backups.is_backup(path):
            page.backups.ask()

    @Slot(object)
    def put_back(self, backup: Backup) -> None:
        """The one that was chosen in the open store."""
        self._current.lock()
        page = self._window.centralWidget()
        if isinstance(page, UnlockPage):
            page.backups.ask_for(backup)
