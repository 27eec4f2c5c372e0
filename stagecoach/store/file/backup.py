"""A copy of a store that was opened, read through and compared: only then it is called tested.

What a kill leaves behind, line by line of `make`: a part, which the next one clears away; a key
file or a record without a copy, which is no backup and is cleared away too; or all three, which
is one. A full disk or a pulled stick raises, and the part is taken away.
"""

import contextlib
import json
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from filelock import FileLock
from sqlcipher3 import dbapi2

from stagecoach import clock
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.store.file import backup_list, durable, snapshot, trouble, vault
from stagecoach.store.file.backup_list import PART, Backup, Why, record_file
from stagecoach.store.file.database import connect
from stagecoach.store.file.durable import Descriptor
from stagecoach.store.file.snapshot import Step, Stopped
from stagecoach.store.file.trouble import During
from stagecoach.store.file.vault import Key

FEWEST = 3  # whole ones are kept, whatever room they take
_STAMP = "%Y%m%d-%H%M"
_PATIENCE = 30  # seconds for somebody else who makes one
_INSTRUCTIONS = 20_000  # of SQLite, between two looks at whether to stop
Counts = dict[str, int]


def make(
    store: Path,
    key: Key,
    folder: Path,
    why: Why = Why.ASKED,
    *,
    file: Descriptor | None = None,
    reading: bool = False,
    tested: bool = True,
    step: Step = lambda _done, _all: True,
) -> Backup:
    """Copy the store and its key slots into the folder of this store, and try the copy.

    `file` is that of the store in a process that has it open; `reading` leaves the log of the
    store as it lies. Without `tested` it is a copy that has yet to be tried (`try_out`).
    Raises StageCoachError; Stopped when `step` says so.
    """
    copy = snapshot.copy_reading if reading else partial(snapshot.copy, file=file)
    place = folder / vault.store_id(store)
    try:
        with claimed(place):
            backup = _copied(store, key, place, why, partial(copy, step=step))
            if tested:
                backup = _tried(backup, key, step)
            thin(place, room_for(store, folder))
            return backup
    except (OSError, dbapi2.Error) as error:
        raise failed(error, place) from error


def _tried(backup: Backup, key: Key, step: Step) -> Backup:
    """A copy that is broken as soon as it is made is none. Raises OSError."""
    tried = try_out(backup, key, step)
    if tried.broken:
        drop(tried)
        message = "the copy is not what it should be"
        raise OSError(message)
    return tried


@contextlib.contextmanager
def claimed(place: Path) -> Iterator[None]:
    """Nobody else numbers, clears or makes backups here meanwhile; nor is anything half left."""
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(place.with_name(place.name + ".lock"), timeout=_PATIENCE, mode=0o600):
        clear_leftovers(place)
        try:
            yield
        except BaseException:
            with contextlib.suppress(OSError):
                clear_leftovers(place)
            raise


def _copied(
    store: Path, key: Key, place: Path, why: Why, copy: Callable[[Path, Key, Path], None]
) -> Backup:
    backup = next_in(place, store, why)
    part = backup.path.with_name(backup.path.name + PART)
    copy(store, key, part)
    durable.copy(vault.keys_file(store), vault.keys_file(backup.path))
    backup = replace(backup, size=part.stat().st_size, newest=_newest_action(part, key))
    write_record(backup, key, None)
    part.replace(backup.path)
    durable.sync(place)
    return backup


def _newest_action(path: Path, key: Key) -> str:
    """So that no clock decides whether something was done since. A room has no actions."""
    connection = connect(path, key, alone=True)
    try:
        query = "SELECT count(*) FROM sqlite_master WHERE name = 'action'"
        if not connection.execute(query).fetchone()[0]:
            return ""
        (newest,) = connection.execute("SELECT max(id) FROM action").fetchone()
        return newest.hex() if newest else ""
    finally:
        connection.close()


def next_in(place: Path, store: Path, why: Why) -> Backup:
    """The name and the number of the one that is made next, as large as the store is now."""
    made_at = clock.now()
    number = 1 + max((backup.number for backup in backup_list.in_folder(place)), default=0)
    target = place / f"{number:06d}-{made_at.strftime(_STAMP)}{store.suffix}"
    return Backup(target, place.name, number, made_at, store.stat().st_size, why)


def failed(error: Exception, place: Path) -> StageCoachError:
    known = trouble.of(error, place / "backup", During.OPENING)
    safe = _("The backup failed. Your data is still on this computer. Choose another place.")
    return StageCoachError(f"{safe} {trouble.what(known.kind)}" if known else safe)


def try_out(backup: Backup, key: Key, step: Step = lambda _done, _all: True) -> Backup:
    """Open it, read all of it and hold it against its record: does it work? Its record says so.

    Raises Stopped when `step` says so; then it is as untried as it was.
    """
    try:
        held, wrong = _read_through(backup.path, key, step)
    except dbapi2.Error as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
            raise Stopped from None
        held, wrong = {}, True
    known = contents(backup, key)
    wrong = wrong or (known is not None and known != held)
    tried = replace(backup, tested_at=None if wrong else clock.now(), broken=wrong)
    write_record(tried, key, known or held)
    return tried


def _read_through(path: Path, key: Key, step: Step) -> tuple[Counts, bool]:
    """How many rows each table has, and whether a page is wrong."""
    connection = connect(path, key, alone=True)
    try:
        connection.set_progress_handler(lambda: not step(0, 0), _INSTRUCTIONS)
        return counts(connection), bool(faults(connection, thorough=False))
    finally:
        connection.close()


def contents(backup: Backup, key: Key) -> Counts | None:
    """Rows by table when it was first tried; None where it never was, or its record is wrong."""
    try:
        sealed = bytes.fromhex(json.loads(record_file(backup.path).read_bytes())["holds"])
        about = f"{backup.store}/{backup.number}".encode()
        plain = _sealing(key).decrypt(sealed[:12], sealed[12:], about)
        return {str(name): int(count) for name, count in json.loads(plain).items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, InvalidTag):
        return None


def write_record(backup: Backup, key: Key | None, holds: Counts | None) -> None:
    """Without the key nobody reads what a store holds, nor says it holds something else."""
    said = {
        "version": 1,
        "store": backup.store,
        "number": backup.number,
        "made_at": backup.made_at.isoformat(),
        "size": backup.size,
        "why": backup.why,
        "tested_at": backup.tested_at.isoformat() if backup.tested_at else None,
        "broken": backup.broken,
        "newest": backup.newest,
        "holds": _sealed(backup, key, holds) if key is not None and holds else "",
    }
    durable.write(record_file(backup.path), json.dumps(said, indent=1).encode())


def _sealed(backup: Backup, key: Key, holds: Counts) -> str:
    nonce, about = secrets.token_bytes(12), f"{backup.store}/{backup.number}".encode()
    return (nonce + _sealing(key).encrypt(nonce, json.dumps(holds).encode(), about)).hex()


def _sealing(key: Key) -> ChaCha20Poly1305:
    derive = HKDF(SHA256(), length=32, salt=key.salt, info=b"stagecoach/backup record")
    return ChaCha20Poly1305(derive.derive(key.data))


def clear_leftovers(place: Path) -> None:
    """Parts of killed ones, and key files and records whose copy never came."""
    for path in list(place.iterdir()):
        whole = path.with_suffix("") if path.suffix in {".keys", backup_list.RECORD} else None
        gone = whole is not None and not whole.exists()
        if gone or path.name.endswith(PART) or path.suffix == durable.NEW:
            path.unlink(missing_ok=True)


def drop(backup: Backup) -> None:
    """The copy first: what then is left is no backup any more."""
    for path in (backup.path, record_file(backup.path), vault.keys_file(backup.path)):
        path.unlink(missing_ok=True)


def thin(place: Path, room: int) -> None:
    """Drop what is older than the newest of its day, week or month, and what does not fit.

    `room` is in bytes, for all of them together. Broken ones go first, and do not count among the
    fewest that stay.
    """
    backups = backup_list.in_folder(place)
    kept = _worth_keeping(backups)
    for backup in sorted(kept, key=lambda backup: (not backup.broken, backup.number)):
        whole = sum(not other.broken for other in kept)
        if sum(other.size for other in kept) <= room or (whole <= FEWEST and not backup.broken):
            break
        kept.remove(backup)
    for backup in backups:
        if backup not in kept:
            drop(backup)


def room_for(store: Path, folder: Path) -> int:
    """Bytes for all backups of a store: ten times its size, or a tenth of what is free there."""
    with contextlib.suppress(OSError):
        return max(10 * store.stat().st_size, shutil.disk_usage(folder).free // 10)
    return 0


_DAY, _WEEKS, _MONTHS = 1, 31, 184  # days that all, one a day and one a week are kept


def _worth_keeping(backups: list[Backup]) -> list[Backup]:
    """By the days that lie before the newest one, so that a wrong clock takes nothing away."""
    kept: list[Backup] = []
    seen: set[object] = set()
    for backup in backups:
        bucket = _bucket(backup, backups[0].made_at)
        whole = sum(not other.broken for other in kept)
        if whole < FEWEST or bucket is None or bucket not in seen:
            kept.append(backup)
        seen.add(bucket)
    return kept


def _bucket(backup: Backup, newest: datetime) -> object:
    """Of which one is kept; None: each is."""
    days = (newest - backup.made_at).days
    whole_file = backup.why is Why.BEFORE_RESTORE  # somebody may want it back
    if days < _DAY or (whole_file and days <= _WEEKS):  # or made under a clock that ran ahead
        return None
    day = backup.made_at.date()
    if days <= _WEEKS:
        return "day", day
    if days <= _MONTHS:
        return "week", *day.isocalendar()[:2]
    return "month", day.year, day.month


def counts(connection: Any) -> Counts:
    """Rows per table; the search index is made from them, so it is left out."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'search_*'"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in names
    }


def faults(connection: Any, *, thorough: bool = True) -> list[str]:
    """What SQLCipher and SQLite find wrong with the pages; empty when all is well.

    Not `thorough` leaves out whether each index holds what its table does.
    """
    pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    way = "integrity_check" if thorough else "quick_check"
    rows = connection.execute(f"PRAGMA {way}(20)").fetchall()
    return [str(row[0]) for row in (*pages, *rows) if row[0] != "ok"]
