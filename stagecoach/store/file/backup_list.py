"""Which backups lie in a folder: told from the records beside them, before any store is open.

Each store has a folder of its own, named by its id and not by its name: two stores of one name
keep their own. A number orders them, and no clock. Before the passphrase a record says when, how
large and whether it was tried; what it holds is sealed in it (backup.py).
"""

import contextlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

RECORD, PART = ".record", ".part"


class Why(StrEnum):
    """What a backup was made for."""

    TIME = "time"
    CLOSING = "closing"
    ASKED = "asked"
    BEFORE_RESTORE = "before_restore"  # the whole file as it stood there
    BEFORE_UPDATE = "before_update"
    BEFORE_CHANGE = "before_change"  # of the passphrase; its own slots change along


@dataclass(frozen=True, slots=True)
class Backup:
    path: Path
    store: str  # the id of the store it is of
    number: int
    made_at: datetime  # UTC
    size: int  # bytes
    why: Why
    tested_at: datetime | None = None  # opened, read through and compared
    broken: bool = False
    newest: str = ""  # id (hex) of the last action in it; none where that is not known


def store_id(store: Path) -> str | None:
    """The id of a store, from its key file; None where that is not readable."""
    try:
        wanted = json.loads(keys_file(store).read_text(encoding="utf-8"))["store"]
        return uuid.UUID(wanted).hex
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def keys_file(store: Path) -> Path:
    return store.with_name(store.name + ".keys")


def record_file(path: Path) -> Path:
    return path.with_name(path.name + RECORD)


def listed(store: Path, folder: Path) -> list[Backup]:
    """The backups of this store in that folder, newest first."""
    wanted = store_id(store)
    return in_folder(folder / wanted) if wanted is not None else []


def everything(folder: Path) -> list[Backup]:
    """Of every store, newest first: for a store that is gone with its key file."""
    with contextlib.suppress(OSError):
        places = sorted(path for path in folder.iterdir() if path.is_dir())
        backups = [backup for place in places for backup in in_folder(place)]
        return sorted(backups, key=lambda backup: backup.made_at, reverse=True)
    return []


def in_folder(place: Path) -> list[Backup]:
    return sorted(_read(place), key=lambda backup: backup.number, reverse=True)


def _read(place: Path) -> Iterator[Backup]:
    with contextlib.suppress(OSError):
        for path in place.iterdir():
            if path.suffix == RECORD and (backup := read(path.with_suffix(""))) is not None:
                yield backup


def read(path: Path) -> Backup | None:
    """What the record beside this file says; None where it is no backup."""
    try:
        said = json.loads(record_file(path).read_text(encoding="utf-8"))
        size = path.stat().st_size
        return Backup(
            path,
            str(said["store"]),
            int(said["number"]),
            _moment(said["made_at"]),
            size,
            Why(said["why"]),
            _moment(said["tested_at"]) if said["tested_at"] else None,
            bool(said["broken"]) or size != said["size"],
            str(said["newest"]),
        )
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _moment(text: Any) -> datetime:
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at
