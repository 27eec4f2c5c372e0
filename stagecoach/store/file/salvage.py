"""Takes every row that can be read out of a damaged file, into a new one of the same shape.

An index knows which rows there are, and a table its rows: what one lost the other tells of. Rows
are read a few hundred at a time, by halves where that fails, down to the one that cannot be read.
After an error a connection of SQLCipher reads nothing more (sqlcipher issue 617), so each is
followed by a new one. What cannot be read is looked for in the backups, by its id.
"""

import contextlib
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from stagecoach.store import search
from stagecoach.store.file.database import connect
from stagecoach.store.file.snapshot import Step, Stopped
from stagecoach.store.file.vault import Key

_AT_ONCE = 256  # rows
_COPIED = ("application_id", "user_version", "page_size")
Row = tuple[Any, ...]


@dataclass(slots=True)
class Salvaged:
    lost: Counter[str] = field(default_factory=Counter)  # rows by table
    from_backup: Counter[str] = field(default_factory=Counter)
    orphans: int = 0


class _Source:
    """A file that may fail at every read."""

    def __init__(self, path: Path, key: Key) -> None:
        self._path, self._key = path, key
        self._connection = connect(path, key, alone=True)

    def read(self, query: str, *values: object) -> list[Row]:
        """Raises dbapi2.Error; the next one begins with a clean sheet."""
        try:
            rows: list[Row] = self._connection.execute(query, values).fetchall()
        except dbapi2.Error:
            self._renew()
            raise
        return rows

    def read_on(self, query: str) -> Iterator[Row]:
        """Until something is wrong."""
        try:
            yield from self._connection.execute(query)
        except dbapi2.Error:
            self._renew()

    def _renew(self) -> None:
        self.close()
        self._connection = connect(self._path, self._key, alone=True)

    def close(self) -> None:
        self._connection.close()


def salvage(
    damaged: Path, target: Path, key: Key, backups: Sequence[Path], step: Step
) -> Salvaged:
    """Raises dbapi2.Error where not even its schema can be read; OSError; Stopped."""
    source, done = _Source(damaged, key), Salvaged()
    try:
        schema = source.read("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        settings = [(name, source.read(f"PRAGMA {name}")[0][0]) for name in _COPIED]
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        connection = search.teach(_empty(target, key, settings))
        try:
            connection.execute("BEGIN")
            tables = [(name, sql) for kind, name, sql in schema if _has_rows(kind, name, sql)]
            for number, (name, sql) in enumerate(tables):
                if not step(number, len(tables)):
                    raise Stopped
                connection.execute(sql)
                _fill(connection, source, name, key, backups, done)
            _finish(connection, schema)
            connection.execute("COMMIT")
            done.orphans = len(connection.execute("PRAGMA foreign_key_check").fetchall())
            connection.execute("PRAGMA journal_mode=WAL")
        finally:
            connection.close()
    finally:
        source.close()
    return done


def _empty(target: Path, key: Key, settings: list[tuple[str, Any]]) -> Any:
    connection = dbapi2.connect(str(target), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{key.data.hex()}{key.salt.hex()}'\"")
    for name, value in settings:
        connection.execute(f"PRAGMA {name}={value}")
    connection.execute("PRAGMA foreign_keys=OFF")  # what a row points at may be lost
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA temp_store=MEMORY")
    return connection


def _has_rows(kind: str, name: str, sql: str) -> bool:
    """The search index is made from the others; SQLite makes its own."""
    own = name.startswith(("search_", "sqlite_"))
    return kind == "table" and not own and not sql.startswith("CREATE VIRTUAL")


def _finish(connection: Any, schema: list[Row]) -> None:
    """What is made from the rows: the search index, indexes and last the rules that keep them."""
    for _kind, name, sql in schema:
        if name.startswith("search_") and sql.startswith("CREATE VIRTUAL"):
            connection.execute(sql)
    for indexed in search.INDEXED:
        connection.execute(indexed.fill())
    for wanted in ("index", "view", "trigger"):
        for kind, _name, sql in schema:
            if kind == wanted:
                connection.execute(sql)


def _fill(
    connection: Any, source: _Source, table: str, key: Key, backups: Sequence[Path], done: Salvaged
) -> None:
    columns = {name for _n, name, *_rest in source.read(f'PRAGMA table_info("{table}")')}
    if "id" not in columns:
        _insert(connection, table, _small(source, table))
        return
    rows = _ids(source, table)
    lost: list[int] = []
    for batch in _read(source, table, sorted(rows), lost):
        _insert(connection, table, batch)
    missing = [rows[number] for number in lost]
    back = _from_backups(table, missing, key, backups)
    _insert(connection, table, back)
    done.from_backup += Counter({table: len(back)})
    done.lost += Counter({table: len(missing) - len(back)})


def _insert(connection: Any, table: str, rows: list[Row]) -> None:
    if rows:
        places = ", ".join("?" * len(rows[0]))
        connection.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)  # noqa: S608


def _ids(source: _Source, table: str) -> dict[int, bytes]:
    """Each row's place and its id, from the index of ids and from the table, from both ends."""
    rows: dict[int, bytes] = {}
    ways = (f'INDEXED BY "sqlite_autoindex_{table}_1"', "id"), ("NOT INDEXED", "rowid")
    for way, order in ways:
        for direction in ("ASC", "DESC"):
            query = f'SELECT rowid, id FROM "{table}" {way} ORDER BY {order} {direction}'  # noqa: S608
            rows.update(source.read_on(query))
    return rows


def _small(source: _Source, table: str) -> list[Row]:
    """A table without ids has one column and one row, which its index knows too."""
    for way in ("NOT INDEXED", f'INDEXED BY "sqlite_autoindex_{table}_1"'):
        with contextlib.suppress(dbapi2.Error):
            return source.read(f'SELECT * FROM "{table}" {way}')  # noqa: S608
    return []


def _read(source: _Source, table: str, numbers: list[int], lost: list[int]) -> Iterator[list[Row]]:
    """Every row that can be read, some at a time; the places of the others go to `lost`."""
    waiting = [numbers[at : at + _AT_ONCE] for at in range(0, len(numbers), _AT_ONCE)][::-1]
    query = f'SELECT * FROM "{table}" WHERE rowid BETWEEN ? AND ?'  # noqa: S608
    while waiting:
        batch = waiting.pop()
        try:
            yield source.read(query, batch[0], batch[-1])
        except dbapi2.Error:
            if len(batch) == 1:
                lost.append(batch[0])
            else:
                half = len(batch) // 2
                waiting += [batch[half:], batch[:half]]


def _from_backups(table: str, wanted: list[bytes], key: Key, backups: Sequence[Path]) -> list[Row]:
    """From the first that has it: the newest."""
    rows: dict[bytes, Row] = {}
    for path in backups:
        left = [row_id for row_id in wanted if row_id not in rows]
        if not left:
            break
        with contextlib.suppress(dbapi2.Error):
            connection = connect(path, key, alone=True)
            with contextlib.closing(connection):
                query = f'SELECT * FROM "{table}" WHERE id = ?'  # noqa: S608
                for row_id in left:
                    if row := connection.execute(query, [row_id]).fetchone():
                        rows[row_id] = row
    return list(rows.values())
