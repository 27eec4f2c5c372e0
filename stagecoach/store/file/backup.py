"""A copy of a store that was opened, read through and compared: only then it is called tested.

What a kill leaves behind, line by line of `make`: a part, which the next one clears away; a key
file or a record without a copy, which is no backup and is cleared away too; or all three, which
is one. A full disk or a pulled stick raises, and the part is taken away.
"""

import contextlib
import json
import secrets
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlcipher3 import dbapi2

from stagecoach import clock
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.store.file import backup_list, durable, snapshot, trouble, vault
from stagecoach.store.file.backup_list import PART, Backup, Why, listed, record_file
from stagecoach.store.file.database import connect
from stagecoach.store.file.snapshot import Step
from stagecoach.store.file.trouble import During
from stagecoach.store.file.vault import Key

STAMP = "%Y%m%d-%H%M"
FEWEST = 3  # are kept, whatever room they take
Counts = dict[str, int]


def make(
    store: Path,
    key: Key,
    folder: Path,
    why: Why = Why.ASKED,
    *,
    file: int | None = None,
    tested: bool = True,
    step: Step = lambda _done, _all: True,
) -> Backup:
    """Copy the store and its key slots into the folder of this store, and try the copy.

    `file` is a descriptor of the store in a process that has it open. Without `tested` it is a
    copy that has yet to be tried (`test`). Raises StageCoachError; Stopped when `step` says so.
    """
    made_at = clock.now()
    place = folder / vault.store_id(store)
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        clear_leftovers(place)
        number = next_number(place)
        target = place / f"{number:06d}-{made_at.strftime(STAMP)}{store.suffix}"
        part = target.with_name(target.name + PART)
        snapshot.copy(store, key, part, file=file, step=step)
        durable.copy(vault.keys_file(store), vault.keys_file(target))
        backup = Backup(target, vault.store_id(store), number, made_at, part.stat().st_size, why)
        write_record(backup, key, None)
        part.replace(target)
        durable.sync(place)
        return test(backup, key) if tested else backup
    except (OSError, dbapi2.Error) as error:
        with contextlib.suppress(OSError):
            clear_leftovers(place)
        raise failed(error, place) from error


def failed(error: Exception, place: Path) -> StageCoachError:
    known = trouble.of(error, place / "backup", During.OPENING)
    safe = _("The backup failed. Your data is still on this computer. Choose another place.")
    return StageCoachError(f"{safe} {trouble.what(known.kind)}" if known else safe)


def test(backup: Backup, key: Key) -> Backup:
    """Open it, read all of it and hold it against its record: does it work? Its record says so."""
    try:
        connection = connect(backup.path, key, alone=True)
        try:
            held = counts(connection)
            wrong = bool(faults(connection, thorough=False))
        finally:
            connection.close()
    except dbapi2.Error:
        held, wrong = {}, True
    known = contents(backup, key)
    wrong = wrong or (known is not None and known != held)
    tried = replace(backup, tested_at=None if wrong else clock.now(), broken=wrong)
    write_record(tried, key, known or held)
    return tried


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
        "holds": _sealed(backup, key, holds) if key is not None and holds else "",
    }
    durable.write(record_file(backup.path), json.dumps(said, indent=1).encode())


def _sealed(backup: Backup, key: Key, holds: Counts) -> str:
    nonce, about = secrets.token_bytes(12), f"{backup.store}/{backup.number}".encode()
    return (nonce + _sealing(key).encrypt(nonce, json.dumps(holds).encode(), about)).hex()


def _sealing(key: Key) -> ChaCha20Poly1305:
    derive = HKDF(SHA256(), length=32, salt=key.salt, info=b"stagecoach/backup record")
    return ChaCha20Poly1305(derive.derive(key.data))


def next_number(place: Path) -> int:
    return 1 + max((backup.number for backup in backup_list.in_folder(place)), default=0)


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


def thin(store: Path, folder: Path, room: int) -> list[Backup]:
    """Drop what is older than the newest of its day, week or month, and what does not fit.

    `room` is in bytes, for all of them together. Gives what was dropped.
    """
    backups = listed(store, folder)
    kept = _worth_keeping(backups)
    while len(kept) > FEWEST and sum(backup.size for backup in kept) > room:
        kept.pop()
    dropped = [backup for backup in backups if backup not in kept]
    for backup in dropped:
        drop(backup)
    return dropped


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
    for at, backup in enumerate(backups):
        bucket = _bucket(backup, backups[0].made_at)
        if at < FEWEST or bucket is None or bucket not in seen:
            kept.append(backup)
        seen.add(bucket)
    return kept


def _bucket(backup: Backup, newest: datetime) -> object:
    days = (newest - backup.made_at).days
    if days < _DAY:  # also what was made under a clock that ran ahead
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
