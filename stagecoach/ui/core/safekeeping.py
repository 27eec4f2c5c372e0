"""What keeps an open store safe beside the work: the mark of how far it is, and its backups.

Nothing of it is in the way of a key: it runs in a thread of its own, and what does not fit when
the store is closed (trying a backup out) is done at the next start.
"""

import contextlib
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from stagecoach import clock
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services import backup_state, full_check, marks, safekeeping
from stagecoach.services.marks import Finding
from stagecoach.services.safekeeping import Why
from stagecoach.services.stores import Database
from stagecoach.ui.core.jobs import Worker

_PAINTED, _NOTED = 300, 700  # milliseconds after opening, and after a save
_HALF_AN_HOUR = 30 * 60 * 1000
_CLOSING = 2.0  # seconds that closing may take for a copy


class Safekeeping(QObject):
    """Of one open store, until `end`."""

    found = Signal(object)  # Finding: how the store stands against what this computer saw
    made = Signal()  # a backup, or one was tried
    said = Signal(str)  # what to know of them
    ended = Signal()  # one that somebody asked for is made, or failed
    failed = Signal(str)  # why there is no backup

    def __init__(
        self, database: Database, folders: Callable[[], list[Path]], parent: QObject
    ) -> None:
        """`folders`: that of the backups, and the second place where there is one."""
        super().__init__(parent)
        self._database, self._folders = database, folders
        self.failed.connect(self.said)
        self.finding: Finding | None = None  # once it was looked at
        self._worker, self._left = Worker(self), threading.Event()
        self._soon = QTimer(self, singleShot=True, interval=_NOTED)
        self._soon.timeout.connect(self._note)
        self._often = QTimer(self, interval=_HALF_AN_HOUR)
        self._often.timeout.connect(self.back_up)
        self._first = QTimer(self, singleShot=True, interval=_PAINTED)
        self._first.timeout.connect(self._begin)
        self._first.start()

    @Slot()
    def _begin(self) -> None:
        """Once the first page stands there."""
        look = partial(marks.look, self._database)
        self._worker.run(self, self._found, look, failed=_leave_to_the_save)
        late = partial(safekeeping.is_late, self._database, self._folders()[0])
        self._worker.run(self, self._say_late, late, failed=_leave_to_the_save)
        self._often.start()
        self.back_up()

    def _found(self, finding: Finding) -> None:
        self.finding = finding
        self.found.emit(finding)
        self.note_soon()

    def _say_late(self, late: bool) -> None:  # noqa: FBT001 - what the job gives
        if late:
            self.said.emit(_("Last time there was no time for a backup. It is made now."))

    def accept(self) -> None:
        """A person goes on with what is there now."""
        accept = partial(marks.accept, self._database)
        self._worker.run(self, self._found, accept, failed=self._say)

    @Slot()
    def note_soon(self) -> None:
        """Something was saved: within a second the mark knows, also while the saving goes on."""
        if not self._soon.isActive() and not self._left.is_set():
            self._soon.start()

    @Slot()
    def _note(self) -> None:
        note = partial(marks.note, self._database)
        self._worker.run(self, lambda _written: None, note, failed=_leave_to_the_save)

    @Slot()
    def back_up(self) -> None:
        """Where something was done since the newest one; and try what was not tried yet."""
        database, (folder, *second) = self._database, self._folders()

        def job() -> bool:
            did = safekeeping.keep_backed_up(database, folder, self._goes_on)
            copied = [
                safekeeping.copy_elsewhere(database, folder, place, self._goes_on)
                for place in second
            ]
            return full_check.keep_checked(database, folder, self._goes_on) or did or any(copied)

        self._worker.run(self, self._backed_up, job, failed=self._say_backup_failed)

    def _goes_on(self, _done: int, _all: int) -> bool:
        """Asked in the thread, again and again: whoever leaves does not wait for a backup."""
        return not self._left.is_set()

    def _say(self, error: Exception) -> None:
        if isinstance(error, safekeeping.Stopped):
            return  # it is made at the next start
        if not isinstance(error, StageCoachError):
            raise error
        self.failed.emit(str(error))

    def _say_backup_failed(self, error: Exception) -> None:
        """Now, and until somebody has seen it."""
        if isinstance(error, StageCoachError):
            backup_state.note_failure(self._database.path, str(error))
        self._say(error)

    def make_now(self) -> None:
        """Somebody asks for one, from any screen; tried, and copied to the second place."""
        folder = self._folders()[0]
        job = partial(safekeeping.make_backup, self._database, folder, step=self._goes_on)
        self._worker.run(
            self, self._made_now, job, failed=self._say_backup_failed, ended=self.ended.emit
        )

    def _made_now(self, _backup: object) -> None:
        self.made.emit()
        self.said.emit(_("Backup made, opened and compared"))
        self.back_up()

    def _backed_up(self, did: bool) -> None:  # noqa: FBT001 - what the job gives
        if did:
            self.made.emit()

    def end(self, *, closing: bool) -> None:
        """Before the store is closed: the mark, and at the end of the work a copy."""
        for timer in (self._first, self._soon, self._often):
            timer.stop()
        self._left.set()
        self._worker.close()
        with contextlib.suppress(StageCoachError):  # a file that is gone can be left, too
            marks.note(self._database)
        if closing and safekeeping.needs_backup(self._database, self._folders()[0]):
            self._copy_in_time()

    def _copy_in_time(self) -> None:
        """A copy of the bytes alone; one that takes long is made at the next start."""
        until = clock.ticks() + _CLOSING
        with contextlib.suppress(safekeeping.Stopped):
            safekeeping.make_backup(
                self._database,
                self._folders()[0],
                Why.CLOSING,
                tested=False,
                step=lambda _done, _all: clock.ticks() < until,
            )


def _leave_to_the_save(error: Exception) -> None:
    """Trouble with the disk is told by the save that met it."""
    if not isinstance(error, StageCoachError):
        raise error
