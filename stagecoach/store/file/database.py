"""The open store: the one place that makes engines, connections and sessions."""

import contextlib
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlcipher3 import dbapi2

from stagecoach import caches
from stagecoach.store import journal, search, tables  # noqa: F401 - sessions know every table
from stagecoach.store.context import Context, CurrentAction
from stagecoach.store.file import durable, engine, trouble
from stagecoach.store.file.trouble import During, Kind
from stagecoach.store.file.vault import Key
from stagecoach.store.memory import Memory

P = ParamSpec("P")
R = TypeVar("R")
UseCase = Callable[Concatenate[Session, P], R]
Watch = Callable[[sessionmaker[Session]], None]

PRAGMAS = {  # name: value as the pragma reads back on a fresh connection
    "foreign_keys": 1,
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: an acknowledged commit survives a power cut
    "checkpoint_fullfsync": 1,
    "secure_delete": 1,
    "cell_size_check": 1,
    "trusted_schema": 0,
    "recursive_triggers": 1,
    "temp_store": 2,  # MEMORY: no plain text in the system's temporary folder
    "busy_timeout": 5000,  # milliseconds
    "cache_size": -65536,  # KiB; keeps decrypted pages
}


def log_file(store: Path) -> Path:
    """SQLite's log: what was saved last, until it is folded into the file."""
    return store.with_name(store.name + "-wal")


def has_log(store: Path) -> bool:
    """Whether somebody has it open, or left it without closing."""
    return log_file(store).exists()


def connect(path: Path, key: Key, *, read_only: bool = False, alone: bool = False) -> Any:
    """A keyed driver connection with every pragma set, or the driver's error.

    `alone`: a copy that nobody writes is read as it lies there, without a log beside it.

    The key is the first statement that touches the file: without it, or later, the driver
    would make or read a plain file without a word.
    """
    read_only = read_only or alone
    mode = "ro" if read_only else "rw"  # never create: a missing store is not an empty one
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if alone else ''}",
        uri=True,
        isolation_level=None,  # so that BEGIN is ours, and covers DDL and savepoints
        check_same_thread=False,
        timeout=5,
    )
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.data.hex()}{key.salt.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master")  # checks the key now
        for name, value in PRAGMAS.items():
            if not (read_only and name == "journal_mode"):
                connection.execute(f"PRAGMA {name}={value}")
    except BaseException:
        connection.close()
        raise
    return connection


class Database:
    """Carries out use cases, each in a session of its own, in whatever thread asks."""

    def __init__(self, path: Path, key: Key, rights: Watch, *, reading: bool = False) -> None:
        """`rights` checks every row that is written; no store is open without it.

        `reading`: nothing can be written, and nothing is: the log is not folded in either.
        """
        self.path = path
        self.key = key
        self._watched = trouble.Watched(path)
        self.file = durable.Descriptor(path)
        self.on_change: Callable[[frozenset[str]], None] | None = None
        self.on_action: Callable[[uuid.UUID | None], None] | None = None  # none: no undo
        self.person_id: uuid.UUID | None = None
        self.device_id: uuid.UUID | None = None
        self.on_search_lost: Callable[[], None] | None = None
        self.reading = reading
        self._without_search = False
        self.engine = engine.make(self._connection)
        self._memory = Memory()
        self._readers = sessionmaker(self.engine)
        self._writers = sessionmaker(self.engine.execution_options(begin="BEGIN IMMEDIATE"))
        journal.watch(self._writers)
        rights(self._writers)

    def _connection(self) -> Any:
        if self.reading:
            alone = not has_log(self.path)
            return search.teach(connect(self.path, self.key, read_only=True, alone=alone))
        connection = search.teach(connect(self.path, self.key))
        return connection if self._without_search else search.attach(connection)

    def ask(self, query: UseCase[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Nothing that `query` does is kept. Raises Trouble where the file cannot be read."""
        with (
            self._in_words(During.READING),
            self._readers(info={"context": self._context()}) as session,
        ):
            return query(session, *args, **kwargs)

    def do(self, action: UseCase[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """All of what `action` does is kept when it ends well, nothing when it raises.

        Raises Trouble where the file cannot be written, or is not the one that was opened.
        """
        with self._in_words(During.SAVING):
            self._watched.check(During.SAVING)
            current, result = self._written(
                lambda session: action(session, *args, **kwargs), action
            )
            if current.tables:  # kept in a file that is no longer here is not kept
                self._watched.check(During.SAVING)
        if current.tables:
            self._memory.forget(current.tables)
        if self.on_action:
            self.on_action(current.id if current.undoable else None)
        if current.tables and self.on_change:
            self.on_change(frozenset(current.tables))
        return result

    def _written(
        self, use_case: Callable[[Session], R], action: Callable[..., R]
    ) -> tuple[CurrentAction, R]:
        """A damaged search index keeps nobody from saving: then it is left out.

        First it is tried once more as it was: a connection that met a read which failed reads
        nothing more, whatever it was.
        """
        try:
            return self._once(use_case, action)
        except (DBAPIError, dbapi2.Error) as error:
            if self._without_search or not trouble.is_damage(error):
                raise
        self.engine.dispose()
        try:
            return self._once(use_case, action)
        except (DBAPIError, dbapi2.Error) as error:
            if not trouble.is_damage(error):
                raise
            done = self._once_without_search(use_case, action)
            if done is None:
                raise
        if self.on_search_lost:
            self.on_search_lost()
        return done

    def _once_without_search(
        self, use_case: Callable[[Session], R], action: Callable[..., R]
    ) -> tuple[CurrentAction, R] | None:
        """None where that does not help: then the search index was well, and is kept on."""
        self._leave_search_out(out=True)
        done = None
        try:
            done = self._once(use_case, action)
        except (DBAPIError, dbapi2.Error):
            pass
        finally:
            if done is None:
                self._leave_search_out(out=False)
        return done

    def _once(
        self, use_case: Callable[[Session], R], action: Callable[..., R]
    ) -> tuple[CurrentAction, R]:
        name = journal.recorded_name(action)
        current = CurrentAction(name, self.person_id, self.device_id)
        with self._writers.begin() as session:
            session.info["context"] = self._context(current)
            return current, use_case(session)

    def _leave_search_out(self, *, out: bool) -> None:
        """From the next connection on; rescue makes the index anew."""
        self._without_search = out
        self.engine.dispose()

    @contextlib.contextmanager
    def _in_words(self, during: During) -> Iterator[None]:
        """What the driver says, in the words of trouble.py."""
        try:
            yield
        except (DBAPIError, dbapi2.Error) as error:
            known = trouble.of(error, self.path, during)
            if known is None:
                raise
            if known.kind in {Kind.DAMAGED, Kind.SEARCH}:
                self.engine.dispose()  # after an error a connection reads nothing more
                known = trouble.of_reading(self.file.number, during) or known
            raise known from error

    def _context(self, action: CurrentAction | None = None) -> Context:
        return Context(self.person_id, self._memory, self._memory.version, action)

    def close(self) -> None:
        """No keyed connection and no text survives, and the log is folded into the file."""
        if not self.reading:
            self._fold_log()
        self.engine.dispose()
        self.file.close()
        self._memory.clear()
        caches.forget()

    def _fold_log(self) -> None:
        """Where the disk keeps it from that, it is folded in when the store is opened next."""
        with contextlib.suppress(DBAPIError, dbapi2.Error), self.engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            connection.rollback()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
