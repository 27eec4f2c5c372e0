"""From an open store to putting a backup back: it is closed, and the backup's passphrase asked."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMainWindow

from stagecoach.services.backups import Backup
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.stores.unlock import UnlockPage


class PutBack(QObject):
    def __init__(self, current: CurrentStore, window: QMainWindow) -> None:
        super().__init__(window)
        self._current, self._window = current, window
        current.wanted.connect(self.go)
        current.restore_wanted.connect(self.put_back)

    @Slot(str)
    def go(self, name: str) -> None:
        if name not in {"restore", "rekey"}:
            return
        self._current.lock()
        page = self._window.centralWidget()
        if isinstance(page, UnlockPage):
            page.backups.ask() if name == "restore" else page.backups.ask_rekey()

    @Slot(object)
    def put_back(self, backup: Backup) -> None:
        """The one that was chosen in the open store."""
        self._current.lock()
        page = self._window.centralWidget()
        if isinstance(page, UnlockPage):
            page.backups.ask_for(backup)
