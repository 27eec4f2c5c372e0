"""The backups of a store as a list. No store need be open, nor the code that opens one."""

from pathlib import Path

from stagecoach.i18n import _
from stagecoach.store.file import backup_list
from stagecoach.store.file.backup_list import Backup as Backup  # noqa: PLC0414 - for the floors above


def overview(path: Path, folder: Path) -> list[Backup]:
    """Of this store in that folder, newest first."""
    return backup_list.listed(path, folder)


def state_name(backup: Backup) -> str:
    """Whether it was tried, in a word."""
    if backup.broken:
        return _("broken")
    return _("tested") if backup.tested_at else _("not yet")


def default_folder(path: Path) -> Path:
    return path.parent / "backups"
