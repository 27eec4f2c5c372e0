"""Who only reads writes nothing: the store, its log and its folder lie as they lay."""

import hashlib
import shutil
import subprocess
import sys
import threading
import uuid
from pathlib import Path

import pytest

from stagecoach import cli, settings
from stagecoach.services import stores
from stagecoach.services.evaluations import seal_checks
from stagecoach.services.example import example
from stagecoach.services.logs import logbook
from stagecoach.store.file import backup, backup_list, lock, migrate, vault
from stagecoach.store.file.database import Database, connect, log_file
from stagecoach.store.file.trouble import Trouble
from tests import make
from tests.conftest import Master

READING = (("check",), ("qualifications",), ("backup", "--to", "{kopie}"))


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "read", lambda _path=None: settings.Settings())
    monkeypatch.setenv("STAGECOACH_PASSPHRASE", example.PASSPHRASE)


def run(words: tuple[str, ...], store: Path) -> int:
    name, *rest = (word.format(kopie=store.parent.parent / "kopie") for word in words)
    return cli.main([name, str(store), *rest])


def seen(folder: Path) -> dict[str, str]:
    """What lies there. SQLite's index of a log holds nothing that was typed, and comes and goes."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if not path.name.endswith("-shm")
    }


def left_open(database: Database, folder: Path) -> Path:
    """The store as a kill leaves it: the newest save is in its log."""
    folder.mkdir()
    for path in (database.path, log_file(database.path), vault.keys_file(database.path)):
        shutil.copyfile(path, folder / path.name)
    return folder / database.path.name


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_a_closed_store_lies_as_it_lay(
    words: tuple[str, ...], tmp_path: Path, store: Path
) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    for path in (store, vault.keys_file(store)):
        path.rename(folder / path.name)
    before = seen(folder)
    assert run(words, folder / store.name) == 0
    assert seen(folder) == before


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_a_log_that_was_left_stays(
    words: tuple[str, ...], tmp_path: Path, database: Database, youssef: uuid.UUID
) -> None:
    make.log(database, youssef, text="Het laatste.")
    path = left_open(database, tmp_path / "store")
    before = seen(path.parent)
    assert log_file(path).stat().st_size > 0
    assert run(words, path) == 0
    assert seen(path.parent) == before


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_beside_an_open_window(
    words: tuple[str, ...], database: Database, youssef: uuid.UUID
) -> None:
    """It has the lock, and goes on."""
    make.log(database, youssef, text="Ervoor.")
    with stores.take_lock(database.path):
        size = log_file(database.path).stat().st_size
        process = [sys.executable, "-m", "stagecoach", words[0], str(database.path)]
        rest = [str(database.path.parent / "kopie") if "kopie" in w else w for w in words[1:]]
        done = subprocess.run([*process, *rest], check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert log_file(database.path).stat().st_size == size
    make.log(database, youssef, text="Erna.")


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_an_older_store_is_not_brought_up_to_date(
    words: tuple[str, ...],
    tmp_path: Path,
    store: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    for path in (store, vault.keys_file(store)):
        path.rename(folder / path.name)
    later = [*migrate.revisions(), "9999"]
    monkeypatch.setattr(migrate, "revisions", lambda: later)
    before = seen(folder)
    assert run(words, folder / store.name) == (1 if words[0] == "qualifications" else 0)
    assert seen(folder) == before
    said = capsys.readouterr()
    assert words[0] == "backup" or "eerdere StageCoach" in said.out + said.err


def test_the_backup_of_a_reader_holds_what_stands_in_the_log(
    tmp_path: Path, database: Database, youssef: uuid.UUID, master: Master
) -> None:
    entry = make.log(database, youssef, text="Het laatste.")
    path = left_open(database, tmp_path / "store")
    copy = backup.make(path, master.key, tmp_path / "kopie", reading=True)
    assert copy.tested_at is not None
    connection = connect(copy.path, master.key, alone=True)
    query = "SELECT count(*) FROM log_entry WHERE id = ?"
    assert connection.execute(query, [entry.bytes]).fetchone() == (1,)
    connection.close()
    assert not log_file(copy.path).exists()


def test_a_copy_by_a_reader_is_whole_while_others_save_and_fold(
    tmp_path: Path, database: Database, youssef: uuid.UUID, master: Master
) -> None:
    """Each save is in it or not, and none of before the copy is missing."""
    stop = threading.Event()
    before = [make.log(database, youssef) for _number in range(3)]

    def save() -> None:
        while not stop.is_set():
            make.log(database, youssef)
            with database.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(RESTART)")

    writer = threading.Thread(target=save)
    writer.start()
    try:
        for number in range(5):
            copy = tmp_path / f"{number}.stagecoach"
            _copied_elsewhere(database.path, copy, master)
            connection = connect(copy, master.key, alone=True)
            assert backup.faults(connection) == []
            rows = {row for (row,) in connection.execute("SELECT id FROM log_entry")}
            assert {entry.bytes for entry in before} <= rows
            connection.close()
    finally:
        stop.set()
        writer.join()


_COPY = """
import sys
from pathlib import Path
from stagecoach.store.file import snapshot
from stagecoach.store.file.vault import Key
store, target, data, salt = sys.stdin.read().splitlines()
snapshot.copy_reading(Path(store), Key(bytes.fromhex(data), bytes.fromhex(salt)), Path(target))
"""


def _copied_elsewhere(store: Path, target: Path, master: Master) -> None:
    """In a process of its own: closing the file would drop the locks of this one."""
    key = master.key
    words = "\n".join([str(store), str(target), key.data.hex(), key.salt.hex()])
    subprocess.run([sys.executable, "-c", _COPY], input=words, text=True, check=True)


def test_nothing_can_be_saved_in_a_store_that_is_read(store: Path, youssef: uuid.UUID) -> None:
    database = stores.read(store, example.PASSPHRASE)
    assert database.ask(logbook.entries, youssef)
    assert database.ask(seal_checks.check_all) == []
    with pytest.raises(Trouble, match="kan niet"):
        make.log(database, youssef)
    database.close()


def test_a_backup_is_checked_up_to_its_seals(
    database: Database, youssef: uuid.UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is older than what this computer saw, and should be."""
    copy = stores.back_up(database.path, example.PASSPHRASE, database.path.parent / "kopie")
    make.log(database, youssef)
    assert cli.main(["check", str(copy.path)]) == 0
    assert "Alles is in orde" in capsys.readouterr().out
    assert backup_list.read(copy.path) == copy


@pytest.mark.parametrize("way", ["symbolic", "hard", "folder"])
def test_one_store_by_two_names_is_locked_once(way: str, store: Path, tmp_path: Path) -> None:
    other = tmp_path / "anders.stagecoach"
    if way == "symbolic":
        other.symlink_to(store)
    elif way == "hard":
        other.hardlink_to(store)
    else:
        (tmp_path / "weg").symlink_to(store.parent)
        other = tmp_path / "weg" / store.name
    with stores.take_lock(store), pytest.raises(lock.InUse):
        stores.take_lock(other)
    stores.take_lock(other).release()


def test_no_memory_is_left_in_a_file_or_shown_to_others() -> None:
    script = (
        "import ctypes, resource; from stagecoach import memory; memory.keep_to_itself();"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["(0,", "0)", "0"]
