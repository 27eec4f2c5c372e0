"""Once a week everything is checked: pages, references and whether each index holds its table.

It is done beside the work, on the newest backup that was tried: a whole copy that nobody writes.
After an unclean end the store itself is checked for a second before it opens; what did not fit in
that makes the full check due at once.
"""

import contextlib
import datetime as dt
import sqlite3
from pathlib import Path

from sqlcipher3 import dbapi2

from stagecoach import clock
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services.safekeeping import Stopped
from stagecoach.store.file import backup, backup_list, durable, mark, restore
from stagecoach.store.file.database import Database, connect
from stagecoach.store.file.snapshot import Step

_NOTE = ".checked"
_WEEK = dt.timedelta(days=7)
_INSTRUCTIONS = 20_000  # of SQLite, between two looks at whether to stop


def is_due(path: Path) -> bool:
    """A check of the future was made under a wrong clock."""
    file = mark.note_file(path, _NOTE)
    with contextlib.suppress(OSError, ValueError):
        if file is not None:
            last = dt.datetime.fromisoformat(file.read_text(encoding="ascii"))
            return not dt.timedelta() <= clock.now() - last < _WEEK
    return True


def make_due(path: Path) -> None:
    if (file := mark.note_file(path, _NOTE)) is not None:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)


def keep_checked(database: Database, folder: Path, step: Step) -> bool:
    """Whether it was due and done. Raises StageCoachError for what is wrong; Stopped."""
    path = database.path
    tried = (copy for copy in backup_list.listed(path, folder) if copy.tested_at)
    newest = next(tried, None)
    if not is_due(path) or newest is None or not restore.same_key(newest.path, path):
        return False
    if _wrong(newest.path, database, step):
        text = _("The weekly check found damage. Lock the file, and choose Rescue this file.")
        raise StageCoachError(text)
    if (file := mark.note_file(path, _NOTE)) is not None:
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            durable.write(file, clock.now().isoformat().encode())
    return True


def _wrong(copy: Path, database: Database, step: Step) -> bool:
    try:
        connection = connect(copy, database.key, alone=True)
        with contextlib.closing(connection):
            connection.set_progress_handler(lambda: not step(0, 0), _INSTRUCTIONS)
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
            return bool(orphans or backup.faults(connection))
    except dbapi2.Error as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
            raise Stopped from None
        return True
