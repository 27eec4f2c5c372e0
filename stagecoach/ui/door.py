"""The door of the store: made, opened, locked again; and the settings of this computer."""

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from filelock import BaseFileLock
from PySide6.QtCore import QObject, Qt, Signal, Slot

from stagecoach import clock, i18n, settings
from stagecoach.errors import WrongPassphrase
from stagecoach.services import example, stores
from stagecoach.services.stores import NewStore
from stagecoach.settings import Settings
from stagecoach.ui import theme
from stagecoach.ui.workspace import Workspace


class Door(QObject):
    """Knows which store is meant, and holds its workspace while it is open."""

    opened = Signal(object)  # Workspace
    closing = Signal()  # everything typed must be kept now
    closed = Signal()
    restyled = Signal()  # language, theme or text size
    recovery_made = Signal(str)  # shown once, to be written down

    def __init__(
        self, path: Path | None, chosen: Settings, settings_file: Path | None = None
    ) -> None:
        super().__init__()
        self.settings = chosen
        self.workspace: Workspace | None = None
        self.path = path or (Path(chosen.store) if chosen.store else None)
        self.wrong_tries = 0
        self._settings_file = settings_file
        self._lock: BaseFileLock | None = None
        self._wait_until = clock.ticks()

    @property
    def backups(self) -> Path:
        """Where copies of this store go."""
        if self.settings.backup_folder:
            return Path(self.settings.backup_folder)
        assert self.path is not None  # noqa: S101 - asked only about a store
        return stores.default_backups(self.path)

    def wait(self) -> int:
        """Seconds until the next passphrase may be tried."""
        return max(0, round(self._wait_until - clock.ticks()))

    def create(self, path: Path, new: NewStore, *, with_example: bool = False) -> str:
        """Make a store and walk in; gives the recovery code. Raises Invalid."""
        self._release()
        database, code = stores.create(path, new)
        if with_example:
            database.do(example.fill)
        self.path = path
        self._lock = stores.take_lock(path)
        self._enter(Workspace(database, self.settings))
        return code

    def open(self, secret: str, *, recovery: bool = False) -> None:
        """Unlock with passphrase or recovery code. Raises CannotOpen, or InUse."""
        assert self.path is not None  # noqa: S101
        if self._lock is None:
            self._lock = stores.take_lock(self.path)
        try:
            database = stores.open_store(
                self.path, secret, backups=self.backups, recovery=recovery
            )
        except WrongPassphrase:
            self._note_wrong()
            raise
        self.wrong_tries = 0
        self._enter(Workspace(database, self.settings))

    def _note_wrong(self) -> None:
        self.wrong_tries += 1
        self._wait_until = clock.ticks() + stores.wait_after(self.wrong_tries)

    def _enter(self, workspace: Workspace) -> None:
        self.workspace = workspace
        queued = Qt.ConnectionType.QueuedConnection  # the sheet that asks goes with the pages
        workspace.lock_wanted.connect(self.lock, queued)
        self.change(store=str(self.path))
        self.opened.emit(workspace)

    def choose(self, path: Path) -> None:
        """Another store is meant from now on; it is opened with its own passphrase."""
        self.lock()
        self._release()
        self.path = path
        self.closed.emit()

    @Slot()
    def lock(self) -> None:
        """Keep what is being typed, then drop the key and every row."""
        if self.workspace is None:
            return
        self.closing.emit()
        workspace, self.workspace = self.workspace, None
        self.closed.emit()
        workspace.close()

    def leave(self) -> None:
        """The window closes: a backup when something changed, then lock and let go."""
        if self.workspace is not None:
            self.closing.emit()
            if stores.needs_backup(self.workspace.database, self.backups):
                stores.make_backup(self.workspace.database, self.backups)
        self.lock()
        self._release()

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def change(self, **changes: Any) -> None:
        """Keep settings, and dress the window anew where they show."""
        before, self.settings = self.settings, replace(self.settings, **changes)
        if before == self.settings:
            return
        with contextlib.suppress(OSError):  # they hold for this run; the work goes on
            settings.write(self.settings, self._settings_file)
        if self.workspace is not None:
            self.workspace.settings = self.settings
        if self._look(before) != self._look(self.settings):
            self.dress()
            self.restyled.emit()

    @staticmethod
    def _look(chosen: Settings) -> tuple[str, str, int]:
        return chosen.language, chosen.theme, chosen.text_size

    def dress(self) -> None:
        """Language, colours and size as the settings say."""
        i18n.use("en" if self.settings.language == "en" else "nl")
        theme.apply(self.settings.theme, self.settings.text_size)
