"""A backup put back: the old store or the new one stands there, and what stood there is kept."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from stagecoach.errors import CannotOpen, StageCoachError, WrongPassphrase
from stagecoach.services import restore, safekeeping, stores
from stagecoach.services.example import example
from stagecoach.services.students import students
from stagecoach.store.file import backup, backup_list, trouble, vault
from stagecoach.store.file import restore as files
from stagecoach.store.file.backup_list import Backup, Why
from stagecoach.store.file.database import connect
from tests import make
from tests.conftest import Master
from tests.faults.limits import where_files_end

POSIX = pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 is of POSIX systems")
BEFORE, AFTER = "Voor de back-up.", "Na de back-up."
SECRET = example.PASSPHRASE


def save(store: Path, master: Master, text: str, *, killed: bool = False) -> None:
    """One acknowledged save; `killed`: it stays in the log beside the file."""
    child = os.fork() if killed else 0
    if child:
        os.waitpid(child, 0)
        return
    database = stores.reopen(store, master.key, backups=store.parent / "kopie")
    assert database.person_id is not None
    placement = database.ask(students.mine, database.person_id)[0].placement_id
    make.log(database, placement, text=text)
    if killed:
        os._exit(0)
    database.close()


def texts(path: Path, key: vault.Key) -> set[str]:
    """Read as it lies there, log and all."""
    connection = connect(path, key)
    try:
        rows = connection.execute("SELECT text FROM log_entry WHERE text LIKE '%back-up.'")
        return {text for (text,) in rows}
    finally:
        connection.close()


@pytest.fixture
def folder(store: Path) -> Path:
    return store.parent / "backups"


@pytest.fixture
def copied(store: Path, master: Master, folder: Path) -> Backup:
    """A store that went on after its backup."""
    save(store, master, BEFORE)
    made = backup.make(store, master.key, folder)
    save(store, master, AFTER)
    return made


def beside(store: Path) -> set[str]:
    names = {path.name for path in store.parent.iterdir() if path.is_file()}
    return {name for name in names if name.startswith(store.name)}


def test_the_backup_stands_there_and_what_stood_there_can_be_put_back(
    store: Path, master: Master, folder: Path, copied: Backup
) -> None:
    done = restore.put_back(copied.path, store, SECRET, folder)
    assert texts(store, master.key) == {BEFORE}
    assert store.stat().st_mode & 0o777 == 0o600
    assert done.kept is not None
    assert done.kept.why is Why.BEFORE_RESTORE
    assert done.warnings == ()
    assert backup_list.listed(store, folder)[0] == done.kept
    restore.put_back(done.kept.path, store, SECRET, folder)
    assert texts(store, master.key) == {BEFORE, AFTER}
    suffixes = ("", ".keys", ".lock", ".mark")
    assert beside(store) == {store.name + suffix for suffix in suffixes}


@POSIX
def test_saves_that_lie_in_the_log_are_kept_with_the_store(
    store: Path, master: Master, folder: Path, copied: Backup
) -> None:
    for number in range(5):
        save(store, master, f"{number} na de back-up.", killed=True)
    assert store.with_name(store.name + "-wal").stat().st_size
    done = restore.put_back(copied.path, store, SECRET, folder)
    assert done.kept is not None
    assert len(texts(done.kept.path, master.key)) == 7
    assert texts(store, master.key) == {BEFORE}


@POSIX
def test_a_store_that_cannot_be_opened_is_kept_with_its_log(
    store: Path, master: Master, folder: Path, copied: Backup
) -> None:
    save(store, master, "Nog na de back-up.", killed=True)
    content = bytearray(store.read_bytes())
    content[16:4096] = os.urandom(4080)
    store.write_bytes(content)
    log = store.with_name(store.name + "-wal").read_bytes()
    kept = files.put_back(copied.path, master.key, store, folder, None)
    assert kept is not None
    assert kept.path.read_bytes() == bytes(content)
    assert kept.path.with_name(kept.path.name + "-wal").read_bytes() == log
    assert texts(store, master.key) == {BEFORE}


def test_where_nothing_stands_it_is_put(
    store: Path, master: Master, folder: Path, copied: Backup
) -> None:
    shutil.move(vault.keys_file(store), store.parent / "away")
    store.unlink()
    done = restore.put_back(copied.path, store, SECRET, folder)
    assert done.kept is None
    assert texts(store, master.key) == {BEFORE}
    stores.open_store(store, SECRET, backups=folder).close()


def _half(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


REFUSED: list[tuple[str, Callable[[Path], object], str]] = [
    ("truncated", _half, "beschadigd"),
    ("a bit flipped", _flip, "beschadigd"),
    ("emptied", lambda path: path.write_bytes(b""), "leeg"),
    ("no keys", lambda path: vault.keys_file(path).unlink(), r"\.keys"),
    ("gone", Path.unlink, "weg"),
]


@pytest.mark.parametrize(("name", "damage", "words"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_no_whole_backup_is_not_put_back(
    store: Path,
    master: Master,
    folder: Path,
    copied: Backup,
    name: str,
    damage: Callable[[Path], object],
    words: str,
) -> None:
    damage(copied.path)
    before, there = store.read_bytes(), beside(store)
    with pytest.raises(StageCoachError, match=words):
        restore.put_back(copied.path, store, SECRET, folder)
    assert store.read_bytes() == before
    assert beside(store) - {f"{store.name}.lock"} == there - {f"{store.name}.lock"}


def test_a_backup_that_holds_less_than_its_record_says_is_not_put_back(
    store: Path, master: Master, folder: Path, copied: Backup
) -> None:
    connection = connect(copied.path, master.key)
    connection.execute("DELETE FROM draft")
    connection.execute("DELETE FROM log_entry WHERE text LIKE '%back-up.'")
    connection.close()
    with pytest.raises(StageCoachError, match="beschadigd"):
        restore.put_back(copied.path, store, SECRET, folder)
    assert texts(store, master.key) == {BEFORE, AFTER}


def test_a_file_is_not_put_in_its_own_place(store: Path, master: Master, folder: Path) -> None:
    with pytest.raises(StageCoachError, match="staat daar al"):
        restore.put_back(store, store, SECRET, folder)
    link = store.with_name("link.stagecoach")
    link.symlink_to(store)
    shutil.copyfile(vault.keys_file(store), vault.keys_file(link))
    with pytest.raises(StageCoachError, match="staat daar al"):
        restore.put_back(link, store, SECRET, folder)
    stores.open_store(store, SECRET, backups=folder).close()


def test_the_wrong_passphrase_puts_nothing_back(store: Path, folder: Path, copied: Backup) -> None:
    before = store.read_bytes()
    with pytest.raises(WrongPassphrase):
        restore.put_back(copied.path, store, "niet de goede", folder)
    assert store.read_bytes() == before


def test_somebody_who_has_the_store_open_keeps_it(
    store: Path, folder: Path, copied: Backup
) -> None:
    held = stores.take_lock(store)
    with pytest.raises(StageCoachError, match="open in een venster"):
        restore.put_back(copied.path, store, SECRET, folder)
    restore.put_back(copied.path, store, SECRET, folder, locked=True)
    held.release()


def test_of_the_same_key_the_slots_of_today_stay(
    store: Path, master: Master, folder: Path, copied: Backup
) -> None:
    vault.change_passphrase(store, master.key, "een heel andere wachtzin")
    restore.put_back(copied.path, store, "een heel andere wachtzin", folder)
    with pytest.raises(WrongPassphrase):
        stores.open_store(store, SECRET, backups=folder)
    stores.open_store(store, "een heel andere wachtzin", backups=folder).close()


def test_a_backup_of_another_store_brings_its_own_key(
    store: Path, master: Master, folder: Path, copied: Backup, tmp_path: Path
) -> None:
    other, _code = stores.create(tmp_path / "ander" / "x.stagecoach", example.new_store())
    made = safekeeping.make_backup(other, tmp_path / "kopie")
    other.close()
    done = restore.put_back(made.path, store, SECRET, folder)
    stores.open_store(store, SECRET, backups=folder).close()
    assert vault.fingerprint(store) == vault.fingerprint(other.path)
    assert done.kept is not None
    restore.put_back(done.kept.path, store, SECRET, folder)
    assert texts(store, master.key) == {BEFORE, AFTER}


def test_it_can_be_stopped_while_it_is_copied(
    store: Path, master: Master, folder: Path, copied: Backup
) -> None:
    there = beside(store)
    with pytest.raises(StageCoachError, match="Gestopt"):
        restore.put_back(copied.path, store, SECRET, folder, step=lambda _done, _all: False)
    assert beside(store) - {f"{store.name}.lock"} == there - {f"{store.name}.lock"}
    assert texts(store, master.key) == {BEFORE, AFTER}


def test_a_backup_never_becomes_the_file_one_works_in(copied: Backup, folder: Path) -> None:
    before = copied.path.read_bytes()
    with pytest.raises(CannotOpen, match="back-up"):
        stores.open_store(copied.path, SECRET, backups=folder)
    assert copied.path.read_bytes() == before


@POSIX
def test_a_full_disk_leaves_the_old_one(
    store: Path, master: Master, folder: Path, copied: Backup
) -> None:
    def refused() -> str:
        try:
            restore.put_back(copied.path, store, SECRET, folder)
        except StageCoachError as error:
            return str(error)
        return ""

    assert "schijf is vol" in where_files_end(100_000, refused)
    assert texts(store, master.key) == {BEFORE, AFTER}
    assert not list(store.parent.glob("*restoring*"))


_EACH = 1 if os.environ.get("STAGECOACH_FAULTS") else 6  # `make faults` goes by one
_TOUCHES = {"open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.truncate", "os.chmod"}


def _killed_at(number: int, store: Path, copied: Backup, key: vault.Key, folder: Path) -> bool:
    """Put it back in a child that is killed at this call that touches a file; True: it ended."""
    child = os.fork()
    if child == 0:
        calls = iter(range(number))

        def look(event: str, arguments: tuple[object, ...]) -> None:
            ours = event in _TOUCHES and str(store.parent) in str(arguments)
            if ours and next(calls, None) is None:
                os.kill(os.getpid(), 9)

        sys.addaudithook(look)
        try:
            files.put_back(copied.path, key, store, folder, key)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@POSIX
@pytest.mark.parametrize("log", [False, True], ids=["closed", "with a log"])
def test_a_kill_at_any_call_leaves_the_old_one_or_the_new_one(
    store: Path, master: Master, folder: Path, copied: Backup, tmp_path: Path, *, log: bool
) -> None:
    """Of every call that Python makes to the file system, in turn."""
    if log:
        save(store, master, "Nog na de back-up.", killed=True)
    pristine = tmp_path / "pristine"
    shutil.copytree(store.parent, pristine, ignore=shutil.ignore_patterns("pristine"))
    old, seen = {BEFORE, AFTER} | ({"Nog na de back-up."} if log else set()), set()
    for number in range(0, 500, _EACH):
        for path in store.parent.iterdir():
            if path.is_file():
                path.unlink()
        shutil.copytree(pristine, store.parent, dirs_exist_ok=True)
        ended = _killed_at(number, store, copied, master.key, folder)
        held = stores.take_lock(store)
        now = texts(store, master.key)
        assert now in ({BEFORE}, old), number
        seen.add(frozenset(now))
        assert vault.unlock(store, SECRET) == master.key
        assert not list(store.parent.glob("*restoring*")), number
        held.release()
        if ended:
            break
    assert number > 20
    assert seen == {frozenset({BEFORE}), frozenset(old)}


def test_a_backup_says_what_kept_it_from_being_made(
    store: Path, master: Master, tmp_path: Path
) -> None:
    (tmp_path / "no folder").write_bytes(b"")
    with pytest.raises(StageCoachError, match="nog op deze computer"):
        backup.make(store, master.key, tmp_path / "no folder")
    assert trouble.hindrance(store) is None
