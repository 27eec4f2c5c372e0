"""The backups of a store as a list. No store need be open, nor the code that opens one."""

from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path

from stagecoach import paths
from stagecoach.i18n import _
from stagecoach.store.file import backup_list
from stagecoach.store.file.backup_list import Backup as Backup  # noqa: PLC0414 - for the floors above

BEFORE_RESTORE = backup_list.Why.BEFORE_RESTORE


def of(path: Path) -> Backup:
    """A file that somebody chose: a backup, or a copy of a store that has no record beside it."""
    known = backup_list.read(path)
    if known is not None:
        return known
    state = path.stat()
    made_at = datetime.fromtimestamp(state.st_mtime, UTC)
    return Backup(path, "", 0, made_at, state.st_size, backup_list.Why.ASKED)


def newest_tested(path: Path, folder: Path) -> Backup | None:
    whole = (copy for copy in everywhere(path, [folder]) if copy.tested_at and not copy.broken)
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
    """Of this store in all places, newest first; each once, where it lies nearest.

    Of every store there where nothing is of this one: its key file is gone too.
    """
    listed: dict[tuple[str, int, datetime], Backup] = {}
    for copy in (copy for place in places for copy in overview(path, place)):
        listed.setdefault((copy.store, copy.number, copy.made_at), copy)
    if listed:  # by what they hold: a place that was lost begins its numbers anew
        order = attrgetter("newest", "number")
        return sorted(listed.values(), key=order, reverse=True)
    copies = [copy for place in places for copy in backup_list.everything(place)]
    return sorted(copies, key=lambda copy: copy.made_at, reverse=True)


def place_name(backup: Backup, here: Path) -> str:
    """`here` is the folder of the store: what lies on its own disk goes with it."""
    if backup.path.is_relative_to(here):
        return _("beside the file")
    return str(backup.path.parent.parent)


def place_for() -> Path:
    """Where a backup of a store that is not on this computer is put back: beside nothing else."""
    folder = paths.default_store_folder()
    names = ["StageCoach", *(f"StageCoach {number}" for number in range(2, 1_000))]
    stores = (folder / f"{name}{paths.STORE_SUFFIX}" for name in names)
    return next(p for p in stores if not (p.exists() or backup_list.keys_file(p).exists()))


def default_folder(path: Path) -> Path:
    return path.parent / "backups"
