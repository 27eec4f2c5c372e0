"""A copy of a store as its bytes lie there, while others go on writing.

The copy that SQLite offers decrypts and encrypts every page: 3.6 s for 470 MB, where copying takes
0.2 s. It is whole because nobody can change the file meanwhile: the log is folded in, and a reader
that began when the log was empty keeps it from being folded in again (sqlite.org/walformat.html,
WAL_READ_LOCK(0)). What is saved meanwhile goes to the log, and belongs to the next copy.

A file of a store is never opened and closed in a process that has the store open: closing it would
drop SQLite's locks (sqlite.org/howtocorrupt.html, 2.2). So it is closed after everything else.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from stagecoach.store.file.database import connect, has_log, log_file
from stagecoach.store.file.durable import Descriptor
from stagecoach.store.file.vault import Key

_PIECE = 4 * 1024 * 1024  # bytes at a time
_TRIES = 50
_LOG_HEAD = 32  # bytes; sqlite.org/fileformat.html, 4.1
Step = Callable[[int, int], bool]  # done, all of it (bytes); False stops


class Stopped(Exception):
    """Somebody does not want to wait; nothing is left of the copy."""


def copy(
    store: Path,
    key: Key,
    target: Path,
    *,
    file: Descriptor | None = None,
    step: Step = lambda _done, _all: True,
) -> None:
    """`file` is that of the store, where this process has it open. Raises OSError, Stopped."""
    opened = file or Descriptor(store)
    try:
        with frozen(store, key):
            pour(opened.number, target, step)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    finally:
        if file is None:
            opened.close()


@contextlib.contextmanager
def frozen(store: Path, key: Key) -> Iterator[Any]:
    """The file stays as it is in here, and holds everything; gives a connection that sees that."""
    reader = connect(store, key)
    try:
        for _number in range(_TRIES):
            reader.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM sqlite_master").fetchall()
            if _log_is_empty(store):
                break
            reader.execute("ROLLBACK")  # somebody saved between the two
            time.sleep(0.01)
        else:
            message = "the log of the store is never empty"
            raise OSError(message)
        yield reader
    finally:
        reader.close()


def _log_is_empty(store: Path) -> bool:
    log = log_file(store)
    return not log.exists() or log.stat().st_size == 0


def copy_reading(
    store: Path, key: Key, target: Path, *, step: Step = lambda _done, _all: True
) -> None:
    """A whole copy that leaves the store as it lies, its log too; for whoever only reads.

    The file and its log are copied, and the log is folded into the copy. While the copying goes
    on, a reader keeps what it needs of both: only a log that was begun anew (the salts in its
    head differ) makes the two no pair, and then it is done again. Raises OSError, Stopped.
    """
    log = log_file(target)
    try:
        if not any(_poured(store, key, target, log, step) for _number in range(_TRIES)):
            message = "the store changes too fast to be copied"
            raise OSError(message)  # noqa: TRY301 - what is half there is cleared away
        _fold(target, key)
    except BaseException:
        for path in (target, log, target.with_name(target.name + "-shm")):
            path.unlink(missing_ok=True)
        raise


def _poured(store: Path, key: Key, target: Path, log: Path, step: Step) -> bool:
    """Whether file and log are of one moment."""
    log.unlink(missing_ok=True)
    before = _state(store)
    with contextlib.ExitStack() as held:
        if has_log(store):
            reader = connect(store, key, read_only=True)
            held.callback(reader.close)
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM sqlite_master").fetchall()
            before = _state(store)
        for source, copied in ((store, target), (log_file(store), log)):
            if source.exists():
                opened = Descriptor(source)
                held.callback(opened.close)  # runs before the reader is closed: it has its own
                pour(opened.number, copied, step)
        return _state(store) == before


def _state(store: Path) -> object:
    """Of the log its head: it is begun anew with other salts. Without a log, of the file."""
    log = log_file(store)
    if log.exists() and log.stat().st_size:
        with log.open("rb") as file:
            return file.read(_LOG_HEAD)
    state = store.stat()
    return state.st_size, state.st_mtime_ns, state.st_ino


def _fold(target: Path, key: Key) -> None:
    if has_log(target):
        connection = connect(target, key)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()


def pour(source: int, target: Path, step: Step) -> None:
    """What an open file holds now into a new one, and onto the disk. Raises Stopped, OSError."""
    target.unlink(missing_ok=True)
    size = os.fstat(source).st_size
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(target, flags, 0o600), "wb", buffering=0) as written:
        done = 0
        while piece := _piece(source, done, size):
            view = memoryview(piece)
            while view:
                view = view[written.write(view) :]
            done += len(piece)
            if not step(done, size):
                raise Stopped
        os.fsync(written.fileno())
    if done != size:
        message = "the file changed while it was copied"
        raise OSError(message)


def _piece(source: int, at: int, end: int) -> bytes:
    size = min(_PIECE, end - at)
    if hasattr(os, "pread"):  # two copies at once do not move each other's place
        return os.pread(source, size, at)
    os.lseek(source, at, os.SEEK_SET)
    return os.read(source, size)
