"""From an open store to putting a backup back: it is closed, and the backup's passphrase asked."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMainWindow

from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.stores.unlock import UnlockPage


class PutBack(QObject):
    def __init__(self, current: CurrentStore, window: QMainWindow) -> None:
        super().__init__(window)
        self._current, self._window = current, window
        current.wanted.connect(self.go)

    @Slot(str)
    def go(self, name: str) -> None:
        if name != "restore":
            return
        self._current.lock()
        page = self._window.centralWidget()
        if isinstance(page, UnlockPage):
            page.backups.ask()
