"""The backups of a store as a list. No store need be open, nor the code that opens one."""

from datetime import UTC, datetime
from pathlib import Path

from stagecoach.i18n import _
from stagecoach.store.file import backup_list
from stagecoach.store.file.backup_list import Backup as Backup  # noqa: PLC0414 - for the floors above

BEFORE_RESTORE = backup_list.Why.BEFORE_RESTORE


def there(path: Path, folder: Path) -> list[Backup]:
    """Of this store; of every store in the folder where its key file is gone too."""
    return overview(path, folder) or backup_list.everything(folder)


def of(path: Path) -> Backup:
    """A file that somebody chose: a backup, or a copy of a store that has no record beside it."""
    known = backup_list.read(path)
    if known is not None:
        return known
    state = path.stat()
    made_at = datetime.fromtimestamp(state.st_mtime, UTC)
    return Backup(path, "", 0, made_at, state.st_size, backup_list.Why.ASKED)


def newest_tested(path: Path, folder: Path) -> Backup | None:
    whole = (copy for copy in there(path, folder) if copy.tested_at and not copy.broken)
    return next(whole, None)


def is_backup(path: Path) -> bool:
    return backup_list.read(path) is not None


def overview(path: Path, folder: Path) -> list[Backup]:
    """Of this store in that folder, newest first."""
    return backup_list.listed(path, folder)


def state_name(backup: Backup) -> str:
    """Whether it was tried, in a word."""
    if backup.broken:
        return _("broken")
    return _("tested") if backup.tested_at else _("not yet")


def folders(path: Path, folder: str, second: str) -> list[Path]:
    """Where backups go, as the settings say: the first place, and the second if any."""
    first = Path(folder) if folder else default_folder(path)
    return [first, Path(second)] if second else [first]


def everywhere(path: Path, places: list[Path]) -> list[Backup]:
    """Of this store in all places, newest first; each once, where it lies nearest."""
    listed: dict[tuple[str, int], Backup] = {}
    for place in places:
        for copy in there(path, place):
            listed.setdefault((copy.store, copy.number), copy)
    return sorted(listed.values(), key=lambda copy: copy.number, reverse=True)


def default_folder(path: Path) -> Path:
    return path.parent / "backups"
