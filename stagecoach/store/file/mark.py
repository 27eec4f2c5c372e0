"""How far this computer has seen a store: kept outside its file, for the file cannot tell.

A file that lost its newest saves (its log was damaged, it was copied without it, an older copy
took its place) is whole, and `integrity_check` says so. So beside the store, and in the folder of
the user, stands how many changes there were, which was the newest, and a chain over all of them;
the same of the seals. It is written a moment after a save, and proves itself by the store's key.
"""

import contextlib
import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from stagecoach import clock, paths
from stagecoach.store.file import backup_list, durable
from stagecoach.store.file.vault import Key

SUFFIX = ".mark"
_NONE = ""


class Standing(StrEnum):
    """Of a store against its mark."""

    FIRST = "first"  # this computer has not seen it before
    SAME = "same"
    OLDER = "older"  # it misses the newest changes
    FORKED = "forked"  # it was older, and was gone on with
    ALTERED = "altered"  # the newest is there, and what came before it is not what it was
    SEALS = "seals"  # closed evaluations are gone or were sealed anew
    STRANGER = "stranger"  # a machine sealed here that nobody here knows


@dataclass(frozen=True, slots=True)
class Chain:
    """Rows in the order of their ids, each linked to all before it."""

    count: int = 0
    newest: str = _NONE  # id, hex
    head: str = _NONE  # SHA-256, hex


@dataclass(frozen=True, slots=True)
class Mark:
    store: str
    at: str  # ISO 8601, UTC
    changes: Chain
    seals: Chain
    lowered: tuple[str, ...] = ()  # when somebody went on with less, in ISO 8601
    machines: tuple[str, ...] = ()  # that sealed here and are known: Ed25519, hex
    lost_seals: tuple[tuple[str, int, str], ...] = ()  # when, how many, the head there was


@dataclass(frozen=True, slots=True)
class Finding:
    standing: Standing
    mark: Mark | None = None
    now: int = 0  # changes in the store

    @property
    def missing(self) -> int:
        return max(0, self.mark.changes.count - self.now) if self.mark else 0


_QUERIES = {
    "changes": "SELECT id, id FROM change WHERE id > ? ORDER BY id",
    "seals": "SELECT id, digest FROM closing WHERE id > ? ORDER BY id",
}
_TABLES = {"changes": "change", "seals": "closing"}


def places(store: Path, store_id: str) -> list[Path]:
    return [paths.marks_folder() / f"{store_id}.json", store.with_name(store.name + SUFFIX)]


def read(store: Path, key: Key) -> Mark | None:
    """The furthest that was seen here; what was changed by somebody without the key is none."""
    store_id = backup_list.store_id(store)
    marks = [_read(place, key) for place in places(store, store_id)] if store_id else []
    seen = [mark for mark in marks if mark is not None and mark.store == store_id]
    return max(seen, key=lambda mark: (len(mark.lowered), mark.changes.newest), default=None)


def _read(place: Path, key: Key) -> Mark | None:
    try:
        said = json.loads(place.read_bytes())
        if not hmac.compare_digest(said.pop("proof"), _proof(said, key)):
            return None
        changes, seals = (Chain(**said[name]) for name in ("changes", "seals"))
        return Mark(
            str(said["store"]),
            str(said["at"]),
            changes,
            seals,
            tuple(said["lowered"]),
            tuple(said.get("machines", ())),
            tuple((at, count, head) for at, count, head in said.get("lost_seals", ())),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def write(store: Path, key: Key, mark: Mark) -> None:
    """Where one of the places cannot be written the other one holds."""
    said = asdict(mark)
    content = json.dumps({**said, "proof": _proof(said, key)}, indent=1).encode()
    for place in places(store, mark.store):
        with contextlib.suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            durable.write(place, content)


def _proof(said: dict[str, Any], key: Key) -> str:
    plain = json.dumps(said, sort_keys=True).encode()
    return hmac.new(hashlib.sha256(b"mark" + key.data).digest(), plain, "sha256").hexdigest()


def of(connection: Any, store_id: str, before: Mark | None = None) -> Mark:
    """How far the store is now; what `before` told of is not read again."""
    known = before or Mark(store_id, "", Chain(), Chain())
    return replace(
        known,
        at=clock.now().isoformat(),
        changes=follow(known.changes, _rows(connection, "changes", known.changes.newest)),
        seals=follow(known.seals, _rows(connection, "seals", known.seals.newest)),
    )


def _rows(connection: Any, name: str, after: str, last: str = _NONE) -> Iterable[Any]:
    query, values = _QUERIES[name], [bytes.fromhex(after)]
    if last:
        query, values = query.replace("ORDER", "AND id <= ? ORDER"), [*values, bytes.fromhex(last)]
    rows: Iterable[Any] = connection.execute(query, values)
    return rows


def follow(chain: Chain, rows: Iterable[Any]) -> Chain:
    """The chain with these rows at its end: of each its id, and what is linked."""
    count, newest, head = chain.count, chain.newest, bytes.fromhex(chain.head)
    for key, link in rows:
        count, newest = count + 1, key.hex()
        head = hashlib.sha256(head + (link if isinstance(link, bytes) else link.encode())).digest()
    return Chain(count, newest, head.hex())


def lower(store: Path, key: Key, connection: Any) -> None:
    """A person goes on with what is there now: the mark says so, and that it was lowered."""
    store_id, known = backup_list.store_id(store), read(store, key)
    if store_id is not None:
        now, fresh = clock.now().isoformat(), of(connection, store_id)
        if known is not None:
            lost = (
                ()
                if _holds_seals(connection, known)
                else ((now, known.seals.count, known.seals.head),)
            )
            fresh = replace(
                fresh,
                lowered=(*known.lowered, now),
                machines=tuple(sorted(machines(connection))),
                lost_seals=(*known.lost_seals, *lost),
            )
        write(store, key, fresh)


def _holds_seals(connection: Any, mark: Mark) -> bool:
    has = _has(connection, "seals", mark.seals)
    return has and _holds(connection, "seals", mark.seals, thorough=True)


def machines(connection: Any) -> set[str]:
    """That sealed something in the store, each by its public key."""
    query = "SELECT verifier FROM device WHERE id IN (SELECT device_id FROM closing)"
    return {verifier for (verifier,) in connection.execute(query)}


def compare(
    connection: Any, mark: Mark | None, *, own: str | None = None, thorough: bool = False
) -> Finding:
    """Whether all that this computer saw is still there; `thorough` goes over the whole chain.

    `own` is the public key of this machine, which is no stranger to itself.
    """
    (now,) = connection.execute("SELECT count(*) FROM change").fetchone()
    if mark is None:
        return Finding(Standing.FIRST, None, now)
    if not _has(connection, "changes", mark.changes):
        (newest,) = connection.execute("SELECT max(id) FROM change").fetchone()
        forked = newest is not None and newest.hex() > mark.changes.newest
        return Finding(Standing.FORKED if forked else Standing.OLDER, mark, now)
    if not _holds(connection, "changes", mark.changes, thorough=thorough):
        return Finding(Standing.ALTERED, mark, now)
    if not _holds_seals(connection, mark):
        return Finding(Standing.SEALS, mark, now)
    if machines(connection) - {own, *mark.machines}:
        return Finding(Standing.STRANGER, mark, now)
    return Finding(Standing.SAME, mark, now)


def _has(connection: Any, name: str, chain: Chain) -> bool:
    query = f"SELECT count(*) FROM {_TABLES[name]} WHERE id = ?"  # noqa: S608 - of our own names
    wanted = bytes.fromhex(chain.newest)
    return not chain.count or connection.execute(query, [wanted]).fetchone() == (1,)


def _holds(connection: Any, name: str, chain: Chain, *, thorough: bool) -> bool:
    if thorough:
        return follow(Chain(), _rows(connection, name, _NONE, chain.newest or "00")) == chain
    query = f"SELECT count(*) FROM {_TABLES[name]} WHERE id <= ?"  # noqa: S608 - as above
    counted = connection.execute(query, [bytes.fromhex(chain.newest)]).fetchone()[0]
    return int(counted) == chain.count


def note_file(store: Path, suffix: str) -> Path | None:
    """A file of this user about a store, beside its mark; None where nobody knows which store."""
    store_id = backup_list.store_id(store)
    return paths.marks_folder() / f"{store_id}{suffix}" if store_id else None
