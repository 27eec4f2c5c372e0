"""What keeps a file from being read or written, told as what it is: the one place that knows.

SQLite says "disk I/O error" of a full disk and of a broken one, and "file is not a database" of
a damaged page and of a wrong key. Whoever takes a full disk for damage puts back a backup and
loses the newest work; so what the driver says is held against what the disk itself says.
"""

import errno
import os
import sqlite3
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from stagecoach.errors import CannotOpen
from stagecoach.i18n import _

_ASKED = 256 * 1024  # bytes; the index of a log takes 32 KiB, one save some 70


class Kind(StrEnum):
    FULL = "full"
    UNWRITABLE = "unwritable"
    BUSY = "busy"
    DAMAGED = "damaged"
    SEARCH = "search"  # only the search index of the file is damaged
    MISSING = "missing"
    REPLACED = "replaced"
    FAILING = "failing"  # the disk itself; also a stick that was pulled out


class During(StrEnum):
    OPENING = "opening"
    READING = "reading"
    SAVING = "saving"


class Trouble(CannotOpen):
    """Its text says what is wrong, what is safe and what to do."""

    def __init__(self, kind: Kind, during: During) -> None:
        super().__init__(" ".join((what(kind), _safe(during), _advice(kind))))
        self.kind = kind


_ERRNO: Final = {
    errno.ENOSPC: Kind.FULL,
    errno.EDQUOT: Kind.FULL,
    errno.EFBIG: Kind.FULL,
    errno.EACCES: Kind.UNWRITABLE,
    errno.EPERM: Kind.UNWRITABLE,
    errno.EROFS: Kind.UNWRITABLE,
    errno.ENOENT: Kind.MISSING,
}
_DRIVER: Final = {  # the primary codes of SQLite
    sqlite3.SQLITE_BUSY: Kind.BUSY,
    sqlite3.SQLITE_LOCKED: Kind.BUSY,
    sqlite3.SQLITE_READONLY: Kind.UNWRITABLE,
    sqlite3.SQLITE_IOERR: Kind.FAILING,
    sqlite3.SQLITE_CORRUPT: Kind.DAMAGED,
    sqlite3.SQLITE_FULL: Kind.FULL,
    sqlite3.SQLITE_CANTOPEN: Kind.FAILING,
    sqlite3.SQLITE_NOTADB: Kind.DAMAGED,
}
_PIECE = 4 * 1024 * 1024  # bytes
_SEARCH = "search_"  # how its tables begin
_ASK_THE_DISK: Final = {Kind.FAILING, Kind.UNWRITABLE, Kind.DAMAGED}


def of(error: BaseException, path: Path, during: During) -> Trouble | None:
    """What this error of the driver or the system means; None: it is not of the disk."""
    kind = _kind(error)
    if kind is None:
        return None
    if kind is Kind.DAMAGED and _SEARCH in (getattr(error, "statement", None) or ""):
        return Trouble(Kind.SEARCH, during)
    if kind is Kind.FAILING and during is not During.OPENING and not path.exists():
        kind = Kind.MISSING  # deleted under the hands of whoever had it open
    elif kind in _ASK_THE_DISK:
        kind = hindrance(path) or kind
    return Trouble(kind, during)


def of_reading(number: int, during: During) -> Trouble | None:
    """Where the disk does not give all of this open file: SQLite calls that damage."""
    try:
        at, end = 0, os.fstat(number).st_size
        while at < end:
            os.lseek(number, at, os.SEEK_SET)
            at += len(os.read(number, _PIECE)) or end
    except OSError:
        return Trouble(Kind.FAILING, during)
    return None


def is_damage(error: BaseException) -> bool:
    return _kind(error) is Kind.DAMAGED


def _kind(error: BaseException) -> Kind | None:
    if isinstance(error, DBAPIError):
        error = error.orig or error
    if isinstance(error, dbapi2.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return None if code is None else _DRIVER.get(code & 0xFF)
    if isinstance(error, TimeoutError):  # of a lock that somebody else keeps
        return Kind.BUSY
    if isinstance(error, OSError):
        return _ERRNO.get(error.errno or 0, Kind.FAILING)
    return None


def hindrance(path: Path) -> Kind | None:
    """What keeps anybody from writing in or beside this file; None where nothing does.

    The file itself is not opened: closing it would drop the locks of whoever has it open here.
    """
    if path.exists() and not os.access(path, os.W_OK):
        return Kind.UNWRITABLE
    try:
        with tempfile.TemporaryFile(dir=path.parent, buffering=0) as file:  # never seen by name
            asked = bytes(_ASKED)
            return None if file.write(asked) == len(asked) else Kind.FULL
    except OSError as error:
        kind = _kind(error)  # where the folder is gone nothing can be written in it
        return Kind.UNWRITABLE if kind is Kind.MISSING else kind


class Watched:
    """A file that must stay the same one: a copy put in its place is not what was opened."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._was = self._now()

    def _now(self) -> tuple[int, int]:
        state = self._path.stat()
        return state.st_dev, state.st_ino

    def check(self, during: During) -> None:
        """Raises Trouble: missing or replaced."""
        try:
            now = self._now()
        except OSError as error:
            raise of(error, self._path, during) or Trouble(Kind.MISSING, during) from error
        if now != self._was:
            raise Trouble(Kind.REPLACED, during)


def what(kind: Kind) -> str:
    return {
        Kind.FULL: _("The disk is full."),
        Kind.UNWRITABLE: _("This file or its folder cannot be written."),
        Kind.BUSY: _("Another program is busy with this file."),
        Kind.DAMAGED: _("This file is damaged."),
        Kind.SEARCH: _("The search list of this file is damaged, so searching does not work."),
        Kind.MISSING: _("This file is gone: moved, renamed or deleted."),
        Kind.REPLACED: _("Another file was put in the place of this one."),
        Kind.FAILING: _("The disk does not read or write this file."),
    }[kind]


def _safe(during: During) -> str:
    return {
        During.OPENING: _("Nothing has been changed."),
        During.READING: _("Nothing has been changed, and what you typed is still here."),
        During.SAVING: _("This was not saved. What you typed is still here."),
    }[during]


def _advice(kind: Kind) -> str:
    return {
        Kind.FULL: _("Make room on the disk and try again."),
        Kind.UNWRITABLE: _("Copy it to a place of your own, with its .keys file."),
        Kind.BUSY: _("Try again in a moment."),
        Kind.DAMAGED: _("Lock it, and choose Rescue this file."),
        Kind.SEARCH: _("Saving goes on. Lock the file, and choose Rescue this file."),
        Kind.MISSING: _("Put it back in its place, or put back a backup."),
        Kind.REPLACED: _("Lock StageCoach and look which file is the right one."),
        Kind.FAILING: _("Is the disk still connected? If so, copy the file to another one first."),
    }[kind]
