"""The store that is meant: made, opened, locked again; and the settings of this computer.

The lock screen has one before there is anything to open: what opens a store is loaded meanwhile
(`loading`) and imported where it is used.

While the store is open one person is at it. With PINs in the store, others can take over
without its passphrase: then everything is left and made anew for the next person.
"""

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from stagecoach import clock, i18n, settings
from stagecoach.errors import WrongPassphrase
from stagecoach.services import backups
from stagecoach.settings import Settings
from stagecoach.ui.core import qt_words, theme
from stagecoach.ui.core.loading import Loading
from stagecoach.ui.core.pins import Pins

if TYPE_CHECKING:
    from stagecoach.services.stores import Database, NewStore, StoreLock
    from stagecoach.ui.core.safekeeping import Safekeeping
    from stagecoach.ui.core.workspace import Workspace


_SETTLED = 300  # milliseconds


class StoreSignals(QObject):
    """What happens to the store that is meant, and what is wanted outside it."""

    opened = Signal(object)  # Workspace: somebody is at it
    stepped_out = Signal()  # the store stays open: who comes next?
    closing = Signal()  # everything typed must be kept now
    closed = Signal()
    restyled = Signal()  # language, theme or text size
    wanted = Signal(str)  # what lies outside the store: a report, an adviser's room
    restore_wanted = Signal(object)  # Backup, out of an open store
    look_wanted = Signal(object)  # Backup, to be looked into beside it
    recovery_made = Signal(str)  # shown once, to be written down


class CurrentStore(StoreSignals):
    """Knows which store is meant, and holds its workspace while it is open."""

    def __init__(
        self,
        path: Path | None,
        chosen: Settings,
        settings_file: Path | None = None,
        loading: Loading | None = None,
    ) -> None:
        super().__init__()
        self.settings = chosen
        self.loading = loading or Loading()  # nothing is left to load
        self.workspace: Workspace | None = None
        self.database: Database | None = None  # open, also while nobody is at it
        self.path = path or (Path(chosen.store) if chosen.store else None)
        self.wrong_tries = 0
        self.recovered_with = ""  # the recovery code, until a new passphrase was asked for
        self.safekeeping: Safekeeping | None = None  # while the store is open
        self._settings_file = settings_file
        self._lock: StoreLock | None = None
        self._wait_until = clock.ticks()
        self.pins = Pins(self)

    @property
    def note(self) -> str:
        """What everybody who looks has to know of it; nothing of a store that one works in."""
        return ""

    @property
    def backups(self) -> Path:
        """Where copies of this store go."""
        return self.backup_folders[0]

    @property
    def backup_folders(self) -> list[Path]:
        """That one, and the second place where one was chosen."""
        assert self.path is not None  # asked only about a store
        chosen = self.settings
        return backups.folders(self.path, chosen.backup_folder, chosen.second_folder)

    @property
    def has_lock(self) -> bool:
        """Whether nobody else can write the store; also while it is closed."""
        return self._lock is not None

    def wait(self) -> int:
        """Seconds until the next passphrase may be tried."""
        return max(0, round(self._wait_until - clock.ticks()))

    def create(self, path: Path, new: "NewStore", *, with_example: bool = False) -> str:
        """Make a store and walk in; gives the recovery code. Raises Invalid."""
        from stagecoach.services import stores
        from stagecoach.services.example import example

        self._release()
        database, code = stores.create(path, new)
        if with_example:
            database.do(example.fill)
        self.path = path
        self._lock = stores.take_lock(path)
        self.database = database
        self.enter()
        return code

    def open(self, secret: str, *, recovery: bool = False) -> None:
        """Unlock with passphrase or recovery code. Raises CannotOpen, or InUse."""
        self.loading.hold()
        try:
            self._unlock(secret, recovery=recovery)
            if self.pins.faces():
                self._step_back()
            else:
                self.enter()
        finally:  # a little later, so that what was let in is painted first
            QTimer.singleShot(_SETTLED, self.loading, self.loading.go_on)

    def _unlock(self, secret: str, *, recovery: bool) -> None:
        from stagecoach.services import stores

        assert self.path is not None
        if self._lock is None:
            self._lock = stores.take_lock(self.path)
        try:
            self.database = stores.open_store(
                self.path, secret, backups=self.backups, recovery=recovery
            )
        except WrongPassphrase:
            self.note_wrong()
            raise
        self.wrong_tries, self.recovered_with = 0, secret if recovery else ""

    def note_wrong(self) -> None:
        from stagecoach.services import stores

        self.wrong_tries += 1
        self._wait_until = clock.ticks() + stores.wait_after(self.wrong_tries)

    def enter(self) -> None:
        """As the person of the database: the owner, unless a PIN said otherwise."""
        from stagecoach.ui.core.workspace import Workspace

        assert self.database is not None  # opened just now
        self.workspace = workspace = Workspace(self.database, self.settings)
        self._keep_safe(self.database, workspace)
        queued = Qt.ConnectionType.QueuedConnection  # the dialog that asks goes with the pages
        workspace.lock_wanted.connect(self.lock, queued)
        workspace.switch_wanted.connect(self.step_out, queued)
        self.change(**settings.opened(self.settings, str(self.path)))
        self.opened.emit(workspace)

    def _keep_safe(self, database: "Database", workspace: "Workspace") -> None:
        """For as long as the store is open, whoever is at it."""
        from stagecoach.ui.core.safekeeping import Safekeeping

        if self.safekeeping is None:
            self.safekeeping = Safekeeping(database, lambda: self.backup_folders, self)
        self.safekeeping.said.connect(workspace.say)
        workspace.changed.connect(self.safekeeping.note_soon)

    def _let_go(self, *, closing: bool) -> None:
        if self.safekeeping is not None:
            self.safekeeping.end(closing=closing)
            self.safekeeping.deleteLater()
            self.safekeeping = None

    @Slot()
    def step_out(self) -> None:
        """Somebody else may come: every page goes, the store stays open."""
        if self.workspace is None:
            return
        if not self.pins.faces():
            self.lock()
            return
        self.closing.emit()
        workspace, self.workspace = self.workspace, None
        workspace.leave()
        self._step_back()

    def _step_back(self) -> None:
        assert self.database is not None
        self.database.person_id = None
        self.stepped_out.emit()

    def choose(self, path: Path) -> None:
        """Another store is meant from now on; it is opened with its own passphrase."""
        self.lock()
        self._release()
        self.path = path
        self.closed.emit()

    @Slot()
    def lock(self) -> None:
        """Keep what is being typed, then drop the key and every row."""
        if self.database is None:
            return
        self.closing.emit()
        self._let_go(closing=False)
        workspace, self.workspace = self.workspace, None
        database, self.database = self.database, None
        self.closed.emit()
        if workspace is not None:
            workspace.leave()
        database.close()

    def leave(self) -> None:
        """The window closes: a backup when something changed, then lock and let go."""
        if self.database is not None:
            self.closing.emit()
            self._let_go(closing=True)
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
            self.apply_look()
            self.restyled.emit()

    @staticmethod
    def _look(chosen: Settings) -> tuple[str, str, int]:
        return chosen.language, chosen.theme, chosen.text_size

    def apply_look(self) -> None:
        """Language, colours and size as the settings say."""
        i18n.use("en" if self.settings.language == "en" else "nl")
        qt_words.speak(theme.application())
        theme.apply(self.settings.theme, self.settings.text_size)
