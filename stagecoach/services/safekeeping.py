"""Backups of an open store: made when they are due, tried, and thinned."""

from pathlib import Path

from sqlalchemy import func, select

from stagecoach.store import journal
from stagecoach.store.file import backup, backup_list
from stagecoach.store.file.backup_list import Backup
from stagecoach.store.file.backup_list import Why as Why  # noqa: PLC0414 - for the floors above
from stagecoach.store.file.database import Database


def make_backup(
    database: Database, folder: Path, why: Why = Why.ASKED, *, tested: bool = True
) -> Backup:
    """And drop the older ones that are not worth their room."""
    path, file = database.path, database.file
    newest = backup.make(path, database.key, folder, why, file=file, tested=tested)
    backup.thin(path, folder, backup.room_for(path, folder))
    return newest


def keep_backed_up(database: Database, folder: Path) -> bool:
    """Beside the work: make one where it is due, or try the newest. Whether it did either."""
    if needs_backup(database, folder):
        make_backup(database, folder, Why.TIME)
        return True
    newest = next(iter(backup_list.listed(database.path, folder)), None)
    if newest is None or newest.tested_at is not None or newest.broken:
        return False
    backup.test(newest, database.key)
    return True


def needs_backup(database: Database, folder: Path) -> bool:
    """Whether something was done since the newest backup, also in a run that crashed."""
    last = database.ask(lambda session: session.scalar(select(func.max(journal.Action.at))))
    newest = next(iter(backup_list.listed(database.path, folder)), None)
    return last is not None and (newest is None or newest.made_at < last)
