"""One writer per store: a window holds it, the command line asks for it.

The operating system keeps the lock and frees it when a process dies, so nothing stale is
left behind after a crash (which a lock file with a process number would need rules for).
"""

from pathlib import Path

from filelock import FileLock, Timeout

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.store.file import trouble
from stagecoach.store.file.trouble import During, Kind, Trouble


class InUse(StageCoachError):
    """Somebody else has the store open for writing."""


def take(store: Path) -> FileLock:
    """Raises InUse, or Trouble where nobody can write or lock beside the store."""
    lock = FileLock(store.with_name(store.name + ".lock"), mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise InUse(
            _("StageCoach has this store open in a window. Close that window and try again.")
        ) from None
    except (OSError, NotImplementedError) as error:  # the latter: a disk that knows no locks
        kind = trouble.hindrance(store) or Kind.UNWRITABLE
        raise Trouble(kind, During.OPENING) from error
    return lock
