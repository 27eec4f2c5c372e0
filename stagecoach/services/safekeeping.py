"""Backups of an open store: made when they are due, and tried."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.store import journal
from stagecoach.store.file import backup, backup_list, restore, second_place
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


def is_late(database: Database, folder: Path) -> bool:
    """Whether there are backups, and the newest misses what was done last time."""
    return _newest(database, folder) is not None and needs_backup(database, folder)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a backup holds, and what the store holds now; None where its record does not say."""

    backup: Backup
    then: dict[str, int] | None  # rows by table
    now: dict[str, int]


def compare(database: Database, copy: Backup) -> Compared:
    return Compared(copy, backup.contents(copy, database.key), database.ask(_counts))


def _counts(session: Session) -> dict[str, int]:
    return backup.counts(session.connection().connection.driver_connection)


def drill(database: Database, copy: Backup, step: Step) -> Backup:
    """Does it work? Opened, read through, counted and closed; its record says so, and when.

    Raises StageCoachError where it does not, or is of a key of before; Stopped.
    """
    if not restore.same_key(copy.path, database.path):
        text = _("This backup has a key of before. Put back shows whether it opens.")
        raise StageCoachError(text)
    try:
        tried = backup.try_out(copy, database.key, step)
    except OSError as error:
        raise backup.failed(error, copy.path.parent) from error
    return tried


def copy_elsewhere(database: Database, folder: Path, second: Path, step: Step) -> bool:
    """The newest one that was tried also goes to the second place, when that is there.

    Whether it had yet to go there. Raises StageCoachError; Stopped when `step` says so.
    """
    newest = _newest(database, folder)
    if newest is None or newest.tested_at is None or not second_place.is_there(second):
        return False
    try:
        room = backup.room_for(database.path, second)
        return second_place.copy_to(newest, second, room, step)
    except OSError as error:
        raise backup.failed(error, second) from error


def _newest(database: Database, folder: Path) -> Backup | None:
    """With the key of today: one of before is a backup, but not of what is done now."""
    newest = next(iter(backup_list.listed(database.path, folder)), None)
    if newest is not None and not restore.same_key(newest.path, database.path):
        return None
    return newest


def needs_backup(database: Database, folder: Path) -> bool:
    """Whether something was done since the newest backup, also in a run that crashed."""
    last = database.ask(lambda session: session.scalar(select(func.max(journal.Action.id))))
    newest = _newest(database, folder)
    return last is not None and (newest is None or newest.broken or newest.newest != last.hex)
