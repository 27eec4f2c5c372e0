"""Puts a copy in the place of a store, so that at every moment one of the two stands there whole.

In this order, and what a kill after each line leaves:

1. the copy beside the store as a part, synced, opened with its key and read through: a part
2. the log of the store folded in; where that cannot be (it is damaged), kept as it is: the old one
3. what is about to happen written down (`.restoring`): the old one; `settle` takes it back
4. the store linked among the backups, with its key file and log: the old one; `settle` drops those
5. the log that was kept taken from its place: the old one; `settle` puts it back first
6. the part renamed over the store: the new one; `settle` goes on with 7
7. the key file of the copy put beside it, where it is of another key: the new one
8. the note of 3 taken away

`settle` is asked before a store is opened, and by whoever restores. Nothing of this runs without
the lock of the store.
"""

import contextlib
import json
import os
from collections.abc import Callable
from pathlib import Path

from sqlcipher3 import dbapi2

from stagecoach.errors import CannotOpen
from stagecoach.store.file import backup, backup_list, durable, snapshot, trouble, vault
from stagecoach.store.file.backup_list import Backup, Why
from stagecoach.store.file.database import connect
from stagecoach.store.file.snapshot import Step
from stagecoach.store.file.trouble import During, Kind, Trouble
from stagecoach.store.file.vault import Key

_PART, _NOTE, _KEYS = ".restoring-part", ".restoring", ".restoring-keys"


class SameFile(Exception):
    """A copy cannot be put in its own place."""


def put_back(
    source: Path,
    source_key: Key,
    store: Path,
    folder: Path,
    present: Key | None,
    *,
    step: Step = lambda _done, _all: True,
    examine: Callable[[Path], object] = lambda _part: None,
    with_orphans: bool = False,
) -> Backup | None:
    """Gives what stood there, kept whole; None where nothing did.

    `with_orphans`: rows may point at nothing, for what they pointed at was lost (rescue.py).

    `present` is the key of the store that stands there now, where it is known; `examine` may look
    at the copy, open it and say no, before it is put in its place. Raises Trouble, SameFile,
    Stopped.
    """
    settle(store)
    if store.exists() and store.samefile(source):
        raise SameFile
    part = _companion(store, _PART)
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        _copy(source, source_key, part, step)
        _try(part, source_key, backup_list.read(source), with_orphans=with_orphans)
        examine(part)
        if not same_key(source, store):
            durable.copy(vault.keys_file(source), _companion(store, _KEYS))
        place = folder / (backup_list.store_id(store) or vault.store_id(source))
        kept = _keep_and_swap(part, store, place, present)
    except (OSError, dbapi2.Error) as error:
        settle(store)
        raise trouble.of(error, store, During.OPENING) or error from error
    except BaseException:
        settle(store)
        raise
    settle(store)
    return kept


def _keep_and_swap(part: Path, store: Path, place: Path, present: Key | None) -> Backup | None:
    if not store.exists():
        _swap(part, store, None)
        return None
    _fold_away(store, present)
    with backup.claimed(place):
        kept = backup.next_in(place, store, Why.BEFORE_RESTORE)
        _swap(part, store, kept)
    return kept


def _swap(part: Path, store: Path, kept: Backup | None) -> None:
    name = str(kept.path) if kept is not None else ""
    durable.write(_companion(store, _NOTE), json.dumps({"kept": name}).encode())
    if kept is not None:
        _keep(store, kept)
    _log(store).unlink(missing_ok=True)
    _shared(store).unlink(missing_ok=True)
    part.replace(store)
    durable.sync(store.parent)


def settle(store: Path) -> None:
    """Finish what was cut off: forward when the new one stands there, else back."""
    part, note, keys = (_companion(store, suffix) for suffix in (_PART, _NOTE, _KEYS))
    if note.exists() and not part.exists():
        if keys.exists():
            keys.replace(vault.keys_file(store))
    else:
        if note.exists():
            _take_back(note, store)
        for path in (part, _log(part), _shared(part)):
            path.unlink(missing_ok=True)
        keys.unlink(missing_ok=True)
    for path in (note, keys):  # what was being written when it was cut off
        path.with_name(path.name + durable.NEW).unlink(missing_ok=True)
    if note.exists():
        durable.sync(store.parent)
        note.unlink()


def _take_back(note: Path, store: Path) -> None:
    with contextlib.suppress(ValueError, KeyError, TypeError):  # a note that was never whole
        name = json.loads(note.read_bytes())["kept"]
        if not name:
            return
        kept = Path(name)
        if _log(kept).exists() and not _log(store).exists():
            durable.copy(_log(kept), _log(store))
        for path in (kept, _log(kept), backup_list.record_file(kept), vault.keys_file(kept)):
            path.unlink(missing_ok=True)  # the store itself, under a second name


def same_key(source: Path, store: Path) -> bool:
    """Whether today's slots open the copy too: then they stay, and not those of back then."""
    try:
        return vault.fingerprint(source) == vault.fingerprint(store)
    except CannotOpen:
        return False


def _copy(source: Path, key: Key, part: Path, step: Step) -> None:
    """With the log that lies beside it, where it is a store and no backup."""
    _pour(source, part, step)
    if _log(source).exists() and _log(source).stat().st_size:
        _pour(_log(source), _log(part), step)
        _fold(part, key)


def _pour(source: Path, part: Path, step: Step) -> None:
    opened = durable.Descriptor(source)
    try:
        snapshot.pour(opened.number, part, step)
    finally:
        opened.close()


def _try(part: Path, key: Key, known: Backup | None, *, with_orphans: bool) -> None:
    """Pages, references and what its record says it holds. Raises Trouble: damaged."""
    try:
        connection = connect(part, key, alone=True)
        try:
            wrong = backup.faults(connection)
            if not with_orphans:
                wrong += connection.execute("PRAGMA foreign_key_check").fetchall()
            held = backup.counts(connection)
        finally:
            connection.close()
    except dbapi2.Error as error:
        raise Trouble(Kind.DAMAGED, During.OPENING) from error
    said = backup.contents(known, key) if known else None
    if wrong or (said is not None and said != held):
        raise Trouble(Kind.DAMAGED, During.OPENING)


def _fold_away(store: Path, key: Key | None) -> None:
    """The log goes into the file, where that can be; else it is kept beside it."""
    if key is not None:
        with contextlib.suppress(dbapi2.Error):
            _fold(store, key)


def _keep(store: Path, kept: Backup) -> None:
    """The whole file, whatever its state, with its slots and its log."""
    if vault.keys_file(store).exists():
        durable.copy(vault.keys_file(store), vault.keys_file(kept.path))
    backup.write_record(kept, None, None)
    if _log(store).exists():
        _link(_log(store), _log(kept.path))
    _link(store, kept.path)
    durable.sync(kept.path.parent)


def _fold(store: Path, key: Key) -> None:
    connection = connect(store, key)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _link(source: Path, target: Path) -> None:
    """The same bytes under another name; a copy on a disk that has no links, or another disk."""
    try:
        os.link(source, target)
    except OSError:
        part = target.with_name(target.name + backup_list.PART)
        _pour(source, part, lambda _done, _all: True)
        part.replace(target)


def _companion(store: Path, suffix: str) -> Path:
    return store.with_name(store.name + suffix)


def _log(store: Path) -> Path:
    return _companion(store, "-wal")


def _shared(store: Path) -> Path:
    return _companion(store, "-shm")
