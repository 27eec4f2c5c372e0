"""Which backups lie in a folder: told from their names, before any store is open."""

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

KEPT = 10  # files of one store in one folder
STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    path: Path
    made_at: datetime  # UTC
    size: int  # bytes


def listed(store: Path, folder: Path) -> list[Backup]:
    """The backups of this store in that folder, newest first."""
    backups = []
    for path in folder.glob(f"{store.stem}-*{store.suffix}"):
        stamp = path.stem.removeprefix(store.stem + "-")
        with contextlib.suppress(ValueError, OSError):  # another file, or gone since it was listed
            made_at = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
            backups.append(Backup(path, made_at, path.stat().st_size))
    return sorted(backups, key=lambda backup: backup.made_at, reverse=True)
