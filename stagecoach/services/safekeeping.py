"""Backups of an open store: made when they are due, and tried."""

from pathlib import Path

from sqlalchemy import func, select

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.store import journal
from stagecoach.store.file import backup, backup_list
from stagecoach.store.file.backup_list import Backup
from stagecoach.store.file.backup_list import Why as Why  # noqa: PLC0414 - for the floors above
from stagecoach.store.file.database import Database
from stagecoach.store.file.snapshot import Step
from stagecoach.store.file.snapshot import Stopped as Stopped  # noqa: PLC0414 - for the floors above


def make_backup(
    database: Database,
    folder: Path,
    why: Why = Why.ASKED,
    *,
    tested: bool = True,
    step: Step = lambda _done, _all: True,
) -> Backup:
    """Raises StageCoachError; Stopped when `step` says so: then there is none, and one is due."""
    path, key, file = database.path, database.key, database.file
    return backup.make(path, key, folder, why, file=file, tested=tested, step=step)


def keep_backed_up(database: Database, folder: Path, step: Step) -> bool:
    """Beside the work: make one where it is due, or try the newest. Whether it did either.

    Raises StageCoachError, also for one that turns out broken; the next time another is made.
    """
    if needs_backup(database, folder):
        make_backup(database, folder, Why.TIME, step=step)
        return True
    newest = _newest(database, folder)
    if newest is None or newest.tested_at is not None:
        return False
    if backup.try_out(newest, database.key, step).broken:
        text = _("The newest backup is broken: it cannot be read whole. Make another one.")
        raise StageCoachError(text)
    return True


def _newest(database: Database, folder: Path) -> Backup | None:
    return next(iter(backup_list.listed(database.path, folder)), None)


def needs_backup(database: Database, folder: Path) -> bool:
    """Whether something was done since the newest backup, also in a run that crashed."""
    last = database.ask(lambda session: session.scalar(select(func.max(journal.Action.id))))
    newest = _newest(database, folder)
    return last is not None and (newest is None or newest.broken or newest.newest != last.hex)
