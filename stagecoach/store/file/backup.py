"""A copy is called a backup only after it was opened and compared with the store."""

import contextlib
import os
import shutil
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from stagecoach import clock
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.store.file import vault
from stagecoach.store.file.backup_list import KEPT, STAMP, Backup, listed
from stagecoach.store.file.database import connect
from stagecoach.store.file.vault import Key


def make(store: Path, key: Key, folder: Path) -> Backup:
    """Copy the store and its key slots into `folder`, verify, and keep the newest ten."""
    made_at = clock.now()
    target = folder / f"{store.stem}-{made_at.strftime(STAMP)}{store.suffix}"
    part = target.with_name(target.name + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copy(store, key, part)
        _compare(store, part, key)
        shutil.copyfile(vault.keys_file(store), vault.keys_file(target))
        part.replace(target)
        sync_folder(folder)
    except (OSError, dbapi2.Error) as error:
        with contextlib.suppress(OSError):  # where there is no folder there is no part either
            part.unlink(missing_ok=True)
        raise StageCoachError(
            _("The backup failed. Your data is still on this computer. Choose another place.")
        ) from error
    _forget_old(store, folder)
    return Backup(target, made_at, target.stat().st_size)


def copy(store: Path, key: Key, target: Path) -> None:
    """An encrypted copy by the online backup API: whole, also while others write."""
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    source = connect(store, key)
    try:
        copied = connect(target, key)
        try:
            copied.execute("PRAGMA journal_mode=DELETE")
            source.backup(copied, pages=4096)
            copied.execute("PRAGMA journal_mode=DELETE")
        finally:
            copied.close()
    finally:
        source.close()
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename durable, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def counts(connection: Any) -> dict[str, int]:
    """Rows per table; the search index is made from them, so it is left out."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'search_*'"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in names
    }


def faults(connection: Any) -> list[str]:
    """What SQLCipher and SQLite find wrong with the pages; empty when all is well."""
    pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    rows = connection.execute("PRAGMA integrity_check(20)").fetchall()
    return [str(row[0]) for row in (*pages, *rows) if row[0] != "ok"]


def _compare(store: Path, copy_path: Path, key: Key) -> None:
    """A copy is a backup only after this. Raises OSError where it differs."""
    original, copied = connect(store, key), connect(copy_path, key, read_only=True)
    try:
        if faults(copied) or counts(original) != counts(copied):
            message = "the copy differs from the store"
            raise OSError(message)
    finally:
        original.close()
        copied.close()


def _forget_old(store: Path, folder: Path) -> None:
    for old in listed(store, folder)[KEPT:]:
        old.path.unlink(missing_ok=True)
        vault.keys_file(old.path).unlink(missing_ok=True)
