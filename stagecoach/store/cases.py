"""The adviser's room: an encrypted file of its own, in which nothing is ever overwritten.

What happens in a case is an entry: reading and changing alike, each chained to the one before by
its hash (docs/threats.md, The log of a room), with the head signed by the adviser's key. A case is
what its entries say (`domain.cases`). Two tables and no mapped objects: the journal of the store,
its undo and its search never come near. After the retention date the contents of a case go; their
hashes stay, so the chain still closes.
"""

import contextlib
import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from stagecoach import clock
from stagecoach.domain.cases.entries import UNREADABLE
from stagecoach.errors import CannotOpen, StageCoachError
from stagecoach.i18n import _
from stagecoach.store import sealing
from stagecoach.store.file import durable, lock, trouble, vault
from stagecoach.store.file.database import connect
from stagecoach.store.file.trouble import During, Trouble
from stagecoach.store.sealing import Private

SUFFIX = ".stagecoach-room"
_VERSION = 1
_SCHEMA = f"""
CREATE TABLE entry (
  number INTEGER PRIMARY KEY, case_id TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL,
  content TEXT, content_hash TEXT NOT NULL, hash TEXT NOT NULL);
CREATE INDEX ix_entry_case_id ON entry (case_id, number);
CREATE TABLE held (name TEXT PRIMARY KEY, value TEXT NOT NULL);
PRAGMA user_version = {_VERSION};
"""
_ERASED = "SELECT case_id FROM entry WHERE kind = 'erased'"


_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class NotKept(StageCoachError):
    """The disk said no; the room is as it was."""


def _not_kept() -> str:
    return _(
        "It was not kept: the disk is full or cannot be written. Your room is as it was. Make "
        "room on the disk and try again."
    )


@dataclass(frozen=True, slots=True)
class RoomEntry:
    number: int
    case_id: str
    at: dt.datetime
    kind: str
    content: dict[str, Any] | None  # None: erased after the retention date


class Room:
    """An open room. Used by one thread."""

    def __init__(self, path: Path, key: vault.Key, private: Private) -> None:
        self.path = path
        self.key = key
        self.private = private
        self._lock = lock.take(path)
        self.file = durable.Descriptor(path)
        self._connection = connect(path, key)
        self._connection.row_factory = None

    def append(self, case_id: str, kind: str, **content: Any) -> int:
        """Adds an entry to a case; gives its number."""
        with self.writing():
            return self._add(case_id, clock.now(), kind, content)

    def take_over(self, case_id: str, entries: list[tuple[dt.datetime, str, Any]]) -> None:
        """The entries of a case that another adviser handed over, in their order."""
        with self.writing():
            for at, kind, content in entries:
                self._add(case_id, at, kind, content)

    def _add(self, case_id: str, at: dt.datetime, kind: str, content: dict[str, Any]) -> int:
        run = self._connection.execute
        last = run("SELECT number, hash FROM entry ORDER BY number DESC LIMIT 1").fetchone()
        number, before = (last[0] + 1, last[1]) if last else (1, "")
        self._compare_head(number - 1, before)
        text = json.dumps(content, sort_keys=True)
        content_hash = _hash(text)
        row = (number, case_id, at.isoformat(), kind)
        link = _link(before, *row, content_hash)
        run("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, text, content_hash, link))
        self._sign_head(number, link)
        return int(number)

    def _compare_head(self, number: int, link: str) -> None:
        """Before it is signed anew: a log that was cut stays known as one."""
        head = (self.held("head") or "0/").rpartition("/")[0] or "0"
        if head != (f"{number}/{link}" if number else "0") and self.held("fault") is None:
            self.put_value("fault", str(number + 1))

    def _sign_head(self, number: int, link: str) -> None:
        head = f"{number}/{link}"
        self.put_value("head", f"{head}/{self.private.sign(head.encode())}")

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """All that happens within is kept, or nothing."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            if isinstance(error, dbapi2.OperationalError):
                raise NotKept(_not_kept()) from error
            raise

    def entries(self, case_id: str | None = None) -> list[RoomEntry]:
        """Of one case, or of all, in the order in which they were made."""
        where, values = ("WHERE case_id = ?", (case_id,)) if case_id else ("", ())
        query = f"SELECT number, case_id, at, kind, content FROM entry {where} ORDER BY number"  # noqa: S608
        return [_entry(*row) for row in self._connection.execute(query, values)]

    def kinds(self) -> list[tuple[str, str]]:
        """Which kinds of entries each case has."""
        query = "SELECT DISTINCT case_id, kind FROM entry"
        return [(str(case), str(kind)) for case, kind in self._connection.execute(query)]

    def erase(self, case_id: str, **left: Any) -> None:
        """What the case held is gone for good; that there was an entry, and when, stays.

        `left` is what has to be known of it still.
        """
        with self.writing():
            self._connection.execute(
                "UPDATE entry SET content = NULL WHERE case_id = ?", (case_id,)
            )
            self._add(case_id, clock.now(), "erased", left)
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def fault(self) -> int | None:
        """The first entry that is not as it was written; None when the log is whole."""
        known = self.held("fault")
        if known is not None:
            return int(known)
        before, number = "", 0
        erased = {case for (case,) in self._connection.execute(_ERASED)}
        query = "SELECT * FROM entry ORDER BY number"
        for row in self._connection.execute(query):
            expected = number + 1
            number, text, content_hash, link = row[0], row[4], row[5], row[6]
            if not isinstance(text, str | None) or (text is None and row[1] not in erased):
                return int(expected)
            changed = text is not None and _hash(text) != content_hash
            if number != expected or changed or _link(before, *row[:4], content_hash) != link:
                return int(expected)
            before = link
        head, _slash, signature = (self.held("head") or "").rpartition("/")
        right = sealing.signed_by(self.private.verifier, head.encode(), signature)
        if (number or head) and not (head == f"{number}/{before}" and right):
            return number + 1  # the end was cut off
        return None

    def head(self) -> str:
        """The newest hash, shortened: what is carried outside can be compared with it."""
        return (self.held("head") or "0/").split("/")[1][:16]

    def put_value(self, name: str, value: str) -> None:
        """Keep a value that is no part of a case."""
        with self.writing():
            self._connection.execute("INSERT OR REPLACE INTO held VALUES (?, ?)", (name, value))

    def held(self, name: str) -> str | None:
        query = "SELECT value FROM held WHERE name = ?"
        row = self._connection.execute(query, (name,)).fetchone()
        return str(row[0]) if row else None

    def forget(self, name: str) -> None:
        with self.writing():
            self._connection.execute("DELETE FROM held WHERE name = ?", (name,))

    def close(self) -> None:
        """No keyed connection survives, and the log is folded into the file."""
        with contextlib.suppress(dbapi2.Error):  # a full disk: the log is folded in next time
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()
        self.file.close()
        self._lock.release()


def create(path: Path, passphrase: str, private: Private) -> tuple[Room, str]:
    """A new room for this key. Gives it open, and the recovery code."""
    path.parent.mkdir(parents=True, exist_ok=True)
    key, code = vault.create(path, passphrase)
    try:
        path.touch(mode=0o600, exist_ok=False)
        connection = connect(path, key)
        connection.executescript(_SCHEMA)
        connection.execute("INSERT INTO held VALUES ('private', ?)", (private.pack().decode(),))
        connection.close()
        return Room(path, key, private), code
    except BaseException:
        for leftover in (path, vault.keys_file(path)):
            leftover.unlink(missing_ok=True)
        raise


def open_with(path: Path, secret: str, *, recovery: bool = False) -> Room:
    """Raises WrongPassphrase; CannotOpen for a damaged or newer room, which stays untouched."""
    key = vault.recover(path, secret) if recovery else vault.unlock(path, secret)
    if (kind := trouble.hindrance(path)) is not None:
        raise Trouble(kind, During.OPENING)
    damaged = _("This room is damaged. It has not been changed. Take the newest backup of it.")
    try:
        connection = connect(path, key)
    except dbapi2.Error as error:
        raise CannotOpen(damaged) from error
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > _VERSION:
            text = _("This room was made by a newer StageCoach. It has not been changed.")
            raise CannotOpen(text)
        row = connection.execute("SELECT value FROM held WHERE name = 'private'").fetchone()
        private = sealing.unpack(row[0].encode())
        if connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
            raise CannotOpen(damaged)  # a page that reading would stumble over later
    except (dbapi2.Error, TypeError, ValueError) as error:
        raise CannotOpen(damaged) from error
    finally:
        connection.close()
    return Room(path, key, private)


def _entry(number: int, case_id: str, at: str, kind: str, text: str | None) -> RoomEntry:
    try:
        content = None if text is None else dict(json.loads(text))
        return RoomEntry(number, case_id, dt.datetime.fromisoformat(at), kind, content)
    except (ValueError, TypeError):
        return RoomEntry(number, case_id, _NEVER, UNREADABLE, {})


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _link(before: str, *values: Any) -> str:
    return _hash(json.dumps([before, *values]))
