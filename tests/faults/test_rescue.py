"""A damaged store: saving goes on where it can, and what can be read is rescued, by steps."""

import os
import random
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from stagecoach import cli, settings
from stagecoach.errors import CannotOpen, StageCoachError
from stagecoach.services import rescue, restore, safekeeping, store_checks, stores
from stagecoach.services.example import example
from stagecoach.services.logs import logbook
from stagecoach.services.search import search as finding
from stagecoach.store.file import backup, vault
from stagecoach.store.file import rescue as files
from stagecoach.store.file.database import Database, connect, log_file
from stagecoach.store.file.trouble import Kind, Trouble
from tests import make
from tests.conftest import Master

PAGE = 4096


def flip(store: Path, page: int) -> None:
    """One bit of a page, counted from 0."""
    with store.open("rb+") as file:
        file.seek(page * PAGE + random.Random(page).randrange(PAGE))
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))


def root(store: Path, master: Master, name: str) -> int:
    """The page that a table or an index begins at, counted from 0."""
    connection = connect(store, master.key, alone=True)
    query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    [(number,)] = connection.execute(query, [name]).fetchall()
    connection.close()
    return int(number) - 1


def counts(path: Path, master: Master) -> backup.Counts:
    connection = connect(path, master.key, alone=True)
    rows = backup.counts(connection)
    connection.close()
    return rows


def backups_of(store: Path) -> Path:
    return store.parent / "backups"


def pages(store: Path) -> int:
    return store.stat().st_size // PAGE


SCHEMA = {0, 113, 253}  # pages that say which tables there are: only a backup helps
SEARCH = ("data", "idx", "docsize", "config")


@pytest.mark.parametrize("part", SEARCH)
def test_a_damaged_search_index_keeps_nobody_from_saving(
    part: str, store: Path, master: Master, youssef: uuid.UUID
) -> None:
    flip(store, root(store, master, f"search_log_entry_{part}"))
    database = stores.reopen(store, master.key, backups=backups_of(store))
    said: list[bool] = []
    database.on_search_lost = lambda: said.append(True)
    make.log(database, youssef, text="Gaat gewoon door.")
    make.log(database, youssef, text="En nog een.")
    assert said == [True]
    assert "En nog een." in {e.text for e in database.ask(logbook.entries, youssef)}
    if part != "docsize":  # which searching does not read
        with pytest.raises(Trouble, match="zoeklijst") as caught:
            database.ask(finding.find, "testte")
        assert caught.value.kind is Kind.SEARCH
    database.close()
    before = counts(store, master)
    report = rescue.rescue(store, example.PASSPHRASE, backups_of(store))
    assert "Er is niets weg" in " ".join(report.sentences)
    assert counts(store, master) == before
    database = stores.reopen(store, master.key, backups=backups_of(store))
    assert database.ask(finding.find, "gewoon").hits
    database.close()
    assert store_checks.check(store, example.PASSPHRASE) == []


def test_damage_elsewhere_is_told_and_search_goes_on(
    store: Path, master: Master, youssef: uuid.UUID
) -> None:
    flip(store, root(store, master, "log_entry"))
    database = stores.reopen(store, master.key, backups=backups_of(store))
    with pytest.raises(Trouble, match="Red dit bestand") as caught:
        make.log(database, youssef)
    assert caught.value.kind is Kind.DAMAGED
    assert database._without_search is False
    database.close()


def test_a_well_store_stays_as_it_is(store: Path) -> None:
    before = store.read_bytes()
    report = rescue.rescue(store, example.PASSPHRASE, backups_of(store))
    assert (report.kept, store.read_bytes()) == (None, before)
    assert not files.folder_of(store).exists()


def a_damaged_log(store: Path) -> None:
    with log_file(store).open("rb+") as file:
        file.seek(40)
        file.write(b"\xff" * 20)


def test_a_log_of_another_file_is_left_out(
    store: Path, master: Master, database: Database, youssef: uuid.UUID, tmp_path: Path
) -> None:
    """As it lies beside a copy that was put back by hand."""
    make.log(database, youssef)
    shutil.copyfile(log_file(database.path), tmp_path / "log")
    database.close()
    other = tmp_path / "ander"
    other.mkdir()
    copy = other / store.name
    shutil.copyfile(store, copy)
    shutil.copyfile(vault.keys_file(store), vault.keys_file(copy))
    before = counts(copy, master)
    log = (tmp_path / "log").read_bytes()
    log_file(copy).write_bytes(log[:32] + os.urandom(len(log) - 32))
    report = rescue.rescue(copy, example.PASSPHRASE, backups_of(copy))
    assert counts(copy, master) == before
    assert "niets mis" in report.sentences[0] or "laatst" in report.sentences[0]


def test_an_index_that_is_wrong_is_made_anew(store: Path, master: Master) -> None:
    connection = connect(store, master.key)
    connection.execute("PRAGMA writable_schema=ON")
    sql = "CREATE INDEX ix_student_number ON student (name)"  # and it holds the numbers
    connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'ix_student_number'", [sql])
    connection.close()
    assert store_checks.check(store, example.PASSPHRASE)
    report = rescue.rescue(store, example.PASSPHRASE, backups_of(store))
    assert report.sentences[0].startswith("Een index was stuk")
    assert store_checks.check(store, example.PASSPHRASE) == []


@pytest.mark.parametrize("number", range(8))
def test_a_flipped_bit_loses_what_lies_on_its_page_and_no_more(
    number: int, store: Path, master: Master
) -> None:
    """Without a backup: the rows of one page at most, and each of them is named."""
    whole = counts(store, master)
    page = random.Random(number).randrange(1, pages(store))
    assert page not in SCHEMA
    flip(store, page)
    before = store.read_bytes()
    rescued = files.rescue(store, master.key, [])
    assert store.read_bytes() == before
    now = counts(rescued.path, master)
    lost = {name: whole[name] - now[name] for name in whole if now[name] != whole[name]}
    assert lost == dict(rescued.lost)
    assert len(lost) <= 1


@pytest.mark.parametrize("number", range(8))
def test_with_a_backup_nothing_is_lost(number: int, store: Path, master: Master) -> None:
    copy = backup.make(store, master.key, backups_of(store))
    whole = counts(store, master)
    flip(store, random.Random(100 + number).randrange(pages(store)))
    damaged = store.read_bytes()
    report = rescue.rescue(store, example.PASSPHRASE, backups_of(store))
    assert counts(store, master) == whole
    assert report.kept is not None
    assert report.kept.path.read_bytes() == damaged, "what stood there is kept whole"
    assert store_checks.check(store, example.PASSPHRASE) == []
    assert copy.path.exists()
    assert not files.folder_of(store).exists()


def test_what_points_at_a_lost_row_is_kept_and_told(store: Path, master: Master) -> None:
    """Somebody's logs are not thrown away because the page of their name is damaged."""
    whole = counts(store, master)
    flip(store, root(store, master, "student"))
    report = rescue.rescue(store, example.PASSPHRASE, backups_of(store))
    now = counts(store, master)
    assert now["student"] < whole["student"]
    assert {n: c for n, c in now.items() if n != "student"} == {
        n: c for n, c in whole.items() if n != "student"
    }
    assert "Studenten" in " ".join(report.sentences)
    assert "horen bij iets dat weg is" in " ".join(report.sentences)


def test_the_damaged_file_can_be_gone_back_to(store: Path, master: Master) -> None:
    backup.make(store, master.key, backups_of(store))
    flip(store, root(store, master, "log_entry"))
    report = rescue.rescue(store, example.PASSPHRASE, backups_of(store))
    assert report.kept is not None
    with pytest.raises(CannotOpen):  # it is damaged, and not put in the place of a whole one
        restore.put_back(report.kept.path, store, example.PASSPHRASE, backups_of(store))
    assert store_checks.check(store, example.PASSPHRASE) == []


def test_a_key_file_that_is_gone_comes_from_a_backup(store: Path, master: Master) -> None:
    backup.make(store, master.key, backups_of(store))
    vault.keys_file(store).unlink()
    report = rescue.rescue(store, example.PASSPHRASE, backups_of(store))
    assert "sleutelbestand" in report.sentences[0]
    stores.open_store(store, example.PASSPHRASE, backups=backups_of(store)).close()


def test_garbage_is_said_to_be_garbage(store: Path) -> None:
    size = store.stat().st_size
    store.write_bytes(os.urandom(size))
    before = store.read_bytes()
    with pytest.raises(CannotOpen, match="nieuwste back-up"):
        rescue.rescue(store, example.PASSPHRASE, backups_of(store))
    assert store.read_bytes() == before
    assert not files.folder_of(store).exists()


def test_whoever_stops_has_changed_nothing(store: Path, master: Master) -> None:
    flip(store, root(store, master, "log_entry"))
    before = store.read_bytes()

    def step(_done: int, wished: int) -> bool:
        return wished > 1_000  # bytes are copied, tables are not

    with pytest.raises(StageCoachError, match="Gestopt"):
        rescue.rescue(store, example.PASSPHRASE, backups_of(store), step=step)
    assert store.read_bytes() == before
    assert not files.folder_of(store).exists()


def test_a_backup_is_not_rescued_in_its_place(store: Path, master: Master) -> None:
    copy = backup.make(store, master.key, backups_of(store))
    with pytest.raises(stores.IsBackup):
        rescue.rescue(copy.path, example.PASSPHRASE, backups_of(store))


def test_by_the_command_line(
    store: Path,
    master: Master,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(settings, "read", lambda _path=None: settings.Settings())
    monkeypatch.setenv("STAGECOACH_PASSPHRASE", example.PASSPHRASE)
    copy = backup.make(store, master.key, backups_of(store))
    assert cli.main(["rescue", str(store)]) == 0
    assert "niets mis" in capsys.readouterr().out
    flip(store, root(store, master, "log_entry"))
    assert cli.main(["rescue", str(store)]) == 0
    assert "bewaard: /" in capsys.readouterr().out
    store.write_bytes(os.urandom(100_000))
    assert cli.main(["rescue", str(store)]) == 1
    assert str(copy.path) in capsys.readouterr().err


@pytest.mark.parametrize("kept", [log_file, lambda store: store.with_name(store.name + "-shm")])
def test_garbage_in_what_lies_beside_the_file(
    kept: Callable[[Path], Path], store: Path, database: Database, youssef: uuid.UUID
) -> None:
    """The index of a log is made anew; a log of garbage holds nothing that was saved."""
    entry = make.log(database, youssef)
    database.close()
    kept(store).write_bytes(os.urandom(40_000))
    again = stores.open_store(store, example.PASSPHRASE, backups=backups_of(store))
    assert entry in {e.id for e in again.ask(logbook.entries, youssef)}
    assert safekeeping.needs_backup(again, backups_of(store))
    again.close()
