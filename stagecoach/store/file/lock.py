"""One writer per store: a window holds it, the command line asks for it.

The operating system keeps the lock and frees it when a process dies, so nothing stale is
left behind after a crash (which a lock file with a process number would need rules for).

There are two: beside the store, for every user and computer that reaches the folder; and one for
the file itself, whatever it is called: by another name (a link, another way to the same folder)
it is the same store.
"""

import contextlib
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from stagecoach import paths
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.store.file import trouble
from stagecoach.store.file.trouble import During, Kind, Trouble


class InUse(StageCoachError):
    """Somebody else has the store open for writing."""


class StoreLock:
    """Held until `release`, or until the process ends."""

    def __init__(self) -> None:
        self._held = contextlib.ExitStack()

    def add(self, lock: FileLock) -> None:
        """Raises Timeout where somebody else has it, OSError where nobody can."""
        lock.acquire(timeout=0)
        self._held.callback(lock.release)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.release()

    def release(self) -> None:
        self._held.close()


def take(store: Path) -> StoreLock:
    """Raises InUse, or Trouble where nobody can write or lock beside the store."""
    lock, store = StoreLock(), store.resolve()
    try:
        lock.add(FileLock(store.with_name(store.name + ".lock"), mode=0o600))
        if (same := _of_the_file(store)) is not None:
            lock.add(same)
    except Timeout:
        lock.release()
        raise InUse(
            _("StageCoach has this store open in a window. Close that window and try again.")
        ) from None
    except (OSError, NotImplementedError) as error:  # the latter: a disk that knows no locks
        lock.release()
        kind = trouble.hindrance(store) or Kind.UNWRITABLE
        raise Trouble(kind, During.OPENING) from error
    return lock


def _of_the_file(store: Path) -> FileLock | None:
    """By device and number. Where the folder of the user cannot be written, the first holds."""
    with contextlib.suppress(OSError):
        state, folder = store.stat(), paths.locks_folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return FileLock(folder / f"{state.st_dev}-{state.st_ino}.lock", mode=0o600)
    return None
