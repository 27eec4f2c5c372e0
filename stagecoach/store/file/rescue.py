"""Saves what can be saved of a damaged store: on copies, the gentlest step first.

1. the file with its log, as they lie: nothing is wrong with it
2. without its log, which is damaged or of another file
3. with every index made anew from its table
4. with the search index made anew
5. row by row into a new file: what lies on a damaged page is lost, and named; where a backup of
   the same key has such a row, it comes from there

The store itself is not touched, whatever happens; what comes of it is a file in `folder`, which
somebody puts in its place (restore.py). A kill leaves that folder, which the next rescue clears.
"""

import contextlib
import re
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from stagecoach.store import search
from stagecoach.store.file import backup, durable, salvage, snapshot, vault
from stagecoach.store.file.database import connect, log_file
from stagecoach.store.file.snapshot import Step
from stagecoach.store.file.vault import Key

_PAGE = 4096  # bytes, of every store
_TRIED = 40  # damaged pages, one by one
_NUMBERED = re.compile(r"page (\d+)")


class Rung(StrEnum):
    """How far down the ladder it took."""

    WELL = "well"
    LOG = "log"
    INDEXES = "indexes"
    SEARCH = "search"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Rescued:
    path: Path
    rung: Rung
    lost: Counter[str] = field(default_factory=Counter)  # rows by table
    from_backup: Counter[str] = field(default_factory=Counter)
    orphans: int = 0  # rows that point at a row that is lost


def folder_of(store: Path) -> Path:
    return store.with_name(store.name + ".rescuing")


def rescue(
    store: Path, key: Key, backups: Sequence[Path], step: Step = lambda _done, _all: True
) -> Rescued:
    """A whole file beside the store. Raises dbapi2.Error where nothing can be read; OSError."""
    folder = folder_of(store)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    target = folder / store.name
    durable.copy(vault.keys_file(store), vault.keys_file(target))
    if _copied(store, target, key, step, with_log=True) and _is_well(target, key):
        return Rescued(target, Rung.WELL)
    if log_file(store).exists() and _without_log(store, target, key, step):
        return Rescued(target, Rung.LOG)
    if not _copied(store, target, key, step, with_log=True):
        _copied(store, target, key, step, with_log=False)
    for rung, mend in ((Rung.INDEXES, _index_anew), (Rung.SEARCH, _search_anew)):
        if _done(target, key, mend) and _is_well(target, key):
            return Rescued(target, rung)
    return _row_by_row(target, key, backups, step)


def _without_log(store: Path, target: Path, key: Key, step: Step) -> bool:
    return _copied(store, target, key, step, with_log=False) and _is_well(target, key)


def _copied(store: Path, target: Path, key: Key, step: Step, *, with_log: bool) -> bool:
    """Whether the copy can be opened, its log folded in."""
    sources = [(store, target), (log_file(store), log_file(target))]
    for path in (target, log_file(target), target.with_name(target.name + "-shm")):
        path.unlink(missing_ok=True)
    for source, copy in sources if with_log else sources[:1]:
        if source.exists():
            opened = durable.Descriptor(source)
            try:
                snapshot.pour(opened.number, copy, step)
            finally:
                opened.close()
    return _done(target, key, lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)"))


def _done(path: Path, key: Key, act: Callable[[Any], object]) -> bool:
    """Whether the file can be opened, and this be done to it."""
    try:
        with contextlib.closing(search.teach(connect(path, key))) as connection:
            act(connection)
    except dbapi2.Error:
        return False
    return True


def _is_well(path: Path, key: Key) -> bool:
    try:
        with contextlib.closing(connect(path, key, alone=True)) as connection:
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
            return not orphans and not backup.faults(connection)
    except dbapi2.Error:
        return False


def _index_anew(connection: Any) -> None:
    connection.execute("REINDEX")


def _search_anew(connection: Any) -> None:
    connection.execute("BEGIN IMMEDIATE")
    search.rebuild(connection)
    connection.execute("COMMIT")


def _row_by_row(damaged: Path, key: Key, backups: Sequence[Path], step: Step) -> Rescued:
    for copy in backups:
        if _knows_its_tables(damaged, key):
            break
        with contextlib.suppress(dbapi2.Error):
            _schema_from(copy, damaged, key)
    target = damaged.with_name("rows-" + damaged.name)
    durable.copy(vault.keys_file(damaged), vault.keys_file(target))
    rows = salvage.salvage(damaged, target, key, backups, step)
    return Rescued(target, Rung.ROWS, rows.lost, rows.from_backup, rows.orphans)


def _knows_its_tables(path: Path, key: Key) -> bool:
    try:
        connect(path, key, alone=True).close()
    except dbapi2.Error:
        return False
    return True


def _schema_from(copy: Path, damaged: Path, key: Key) -> None:
    """Pages that say which tables there are, from a backup: they change with a migration only.

    Each page is encrypted by itself, with the key and its number, so those of a copy fit. Which
    of the damaged ones they are shows by trying: it opens, or it does not.
    """
    trial = damaged.with_name("schema-" + damaged.name)
    for numbers in _choices(_damaged_pages(damaged, key)):
        shutil.copyfile(damaged, trial)
        with copy.open("rb") as source, trial.open("rb+") as target:
            for number in numbers:
                source.seek((number - 1) * _PAGE)
                target.seek((number - 1) * _PAGE)
                target.write(source.read(_PAGE))
        if _knows_its_tables(trial, key):
            trial.replace(damaged)
            return
    trial.unlink(missing_ok=True)


def _choices(pages: list[int]) -> list[list[int]]:
    """Each by itself, so that no more comes from the backup than has to; then all of them."""
    return [*([page] for page in pages[:_TRIED]), pages]


def _damaged_pages(path: Path, key: Key) -> list[int]:
    """By number, from 1; asked before anything is read, for then it can be."""
    connection = dbapi2.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.data.hex()}{key.salt.hex()}'\"")
        texts = [str(text) for (text,) in connection.execute("PRAGMA cipher_integrity_check")]
        return [int(match[1]) for text in texts if (match := _NUMBERED.search(text))]
    except dbapi2.Error:
        return [1]  # without the first page it cannot say
    finally:
        connection.close()
