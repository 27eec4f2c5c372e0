"""What the disk does to an open store is told as what it is; what was acknowledged stays."""

import os
import sqlite3
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlcipher3 import dbapi2

from stagecoach.services import stores
from stagecoach.services.students import students
from stagecoach.store.file import database as database_file
from stagecoach.store.file import trouble, vault
from stagecoach.store.file.database import Database, connect
from stagecoach.store.file.trouble import During, Kind, Trouble
from stagecoach.store.journal import recorded_as
from tests import make
from tests.conftest import Master, copy_of
from tests.faults.limits import where_files_end

TEXT = "Rooster gemaakt."
POSIX = pytest.mark.skipif(not hasattr(os, "fork"), reason="limits of files are of POSIX systems")


def saved(path: Path, key: vault.Key) -> int:
    connection = connect(path, key, read_only=True)
    try:
        query = "SELECT count(*) FROM log_entry WHERE text = ?"
        return int(connection.execute(query, (TEXT,)).fetchone()[0])
    finally:
        connection.close()


def _first(database: Database) -> uuid.UUID:
    assert database.person_id is not None
    return database.ask(students.mine, database.person_id)[0].placement_id


def _replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    other.replace(path)


@pytest.mark.parametrize(
    ("happens", "kind", "words"),
    [(_replace, Kind.REPLACED, "een ander bestand"), (Path.unlink, Kind.MISSING, "is weg")],
    ids=["replaced", "deleted"],
)
def test_what_is_saved_into_a_file_that_is_not_here_is_not_acknowledged(
    database: Database, youssef: Any, happens: Callable[[Path], object], kind: Kind, words: str
) -> None:
    happens(database.path)
    with pytest.raises(Trouble, match=words) as caught:
        make.log(database, youssef, text=TEXT)
    assert caught.value.kind is kind
    assert "staat er nog" in str(caught.value)


def test_a_file_that_goes_while_it_is_written_is_noticed_too(
    database: Database, youssef: Any
) -> None:
    @recorded_as("tests.lose")
    def save_and_lose(session: Any) -> None:
        session.execute(text("UPDATE student SET number = '7'"))
        session.info["context"].action.tables.add("student")
        database.path.unlink()

    with pytest.raises(Trouble, match="is weg"):
        database.do(save_and_lose)


@POSIX
def test_a_full_disk_stops_saving_and_loses_nothing(store: Path, master: Master) -> None:
    room = 200_000  # the log of the store is shorter when this begins
    said = where_files_end(room, partial(_save_until_full, store, master))
    count, told = said.split("|")
    assert int(count) > 0
    assert "schijf is vol" in told
    assert "Dit is niet bewaard" in told
    assert saved(store, master.key) == int(count)


def _save_until_full(store: Path, master: Master) -> str:
    database = stores.reopen(store, master.key, backups=store.parent)
    placement_id = _first(database)
    for count in range(100_000):
        try:
            make.log(database, placement_id, text=TEXT)
        except Trouble as error:
            return f"{count}|{error}"
    return "0|never full"


def test_somebody_who_writes_too_long_is_called_busy(
    store: Path, master: Master, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(database_file.PRAGMAS, "busy_timeout", 50)
    database = stores.reopen(store, master.key, backups=store.parent)
    placement_id = _first(database)
    other = connect(store, master.key)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Trouble, match="ander programma") as caught:
        make.log(database, placement_id, text=TEXT)
    assert caught.value.kind is Kind.BUSY
    other.execute("ROLLBACK")
    make.log(database, placement_id, text=TEXT)
    other.close()
    database.close()
    assert saved(store, master.key) == 1


def test_a_damaged_page_is_told_as_damage_while_the_store_is_open(
    database: Database, master: Master
) -> None:
    database.engine.dispose()  # no page is remembered
    content = bytearray(database.path.read_bytes())
    for at in range(4096 * 4 + 99, len(content), 4096):
        content[at] ^= 1
    with database.path.open("r+b") as file:
        file.write(content)
    with pytest.raises(Trouble, match="beschadigd") as caught:
        _first(database)
    assert caught.value.kind is Kind.DAMAGED
    database.close()  # and this does not raise


def test_a_fault_of_ours_is_not_called_one_of_the_disk(database: Database) -> None:
    with pytest.raises(Exception, match="no such table"):
        database.ask(lambda session: session.execute(text("SELECT * FROM nowhere")))
    for error in (ValueError(), dbapi2.ProgrammingError("x"), KeyError()):
        assert trouble.of(error, database.path, During.READING) is None


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY, Kind.BUSY),
        (sqlite3.SQLITE_LOCKED, Kind.BUSY),
        (sqlite3.SQLITE_FULL, Kind.FULL),
        (sqlite3.SQLITE_CORRUPT, Kind.DAMAGED),
        (sqlite3.SQLITE_CORRUPT | 1 << 8, Kind.DAMAGED),
        (sqlite3.SQLITE_NOTADB, Kind.DAMAGED),
        (sqlite3.SQLITE_READONLY, Kind.UNWRITABLE),
        (sqlite3.SQLITE_IOERR | 2 << 8, Kind.FAILING),
        (sqlite3.SQLITE_CONSTRAINT, None),
        (sqlite3.SQLITE_ERROR, None),
    ],
)
def test_each_code_of_the_driver_has_its_meaning(
    store: Path, code: int, kind: Kind | None
) -> None:
    error = dbapi2.OperationalError("told by the driver")
    error.sqlite_errorcode = code
    told = trouble.of(error, store, During.SAVING)
    assert (told and told.kind) == kind


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("during", list(During))
def test_every_trouble_says_what_is_wrong_what_is_safe_and_what_to_do(
    kind: Kind, during: During
) -> None:
    sentences = [part for part in str(Trouble(kind, during)).split(". ") if part]
    assert len(sentences) >= 3
    assert ("niet bewaard" in str(Trouble(kind, during))) == (during is During.SAVING)


def test_two_copies_are_two_files(master: Master, tmp_path: Path) -> None:
    path = copy_of(master, tmp_path)
    watched = trouble.Watched(path)
    watched.check(During.SAVING)
    path.write_bytes(path.read_bytes())  # the same file, written anew
    watched.check(During.SAVING)


@pytest.mark.parametrize("during", [During.READING, During.SAVING])
def test_a_read_that_meets_the_deletion_is_told_as_missing(during: During, tmp_path: Path) -> None:
    """The driver says I/O when the file went in the middle of it."""
    error = dbapi2.OperationalError("disk I/O error")
    error.sqlite_errorcode = 10  # SQLITE_IOERR
    there = tmp_path / "x.stagecoach"
    there.touch()
    told = trouble.of(error, there, during)
    assert told is not None
    assert told.kind is Kind.FAILING
    there.unlink()
    told = trouble.of(error, there, during)
    assert told is not None
    assert told.kind is Kind.MISSING
