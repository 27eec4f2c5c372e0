"""Crashes and damage: an acknowledged save is never lost, a damaged store is never touched."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from stagecoach.errors import CannotOpen, WrongPassphrase
from stagecoach.services import store_checks, stores
from stagecoach.services.example import example
from stagecoach.store.file import trouble, vault
from stagecoach.store.file.database import connect
from stagecoach.store.file.trouble import Kind
from tests.conftest import Master
from tests.faults.limits import where_files_end


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 is of POSIX systems")
def test_sixty_kills_lose_no_acknowledged_save(store: Path) -> None:
    words = [sys.executable, "-m", "tests.faults.killed", str(store), "60", "1"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=240)
    result = json.loads(done.stdout)
    assert result["saved"] > 60
    assert (result["lost"], result["faults"]) == (0, 0)


def _truncate(path: Path) -> None:
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size // 2)


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[5_000] ^= 4
    path.write_bytes(content)


DAMAGE: list[tuple[str, Callable[[Path], object], str]] = [
    ("truncated to half", _truncate, "beschadigd"),
    ("one bit flipped", _flip, "beschadigd"),
    ("emptied", lambda path: path.write_bytes(b""), "leeg"),
    (
        "plain text",
        lambda path: path.write_bytes(b"SQLite format 3\0" + b"\0" * 4080),
        "versleuteld",
    ),
    ("garbage", lambda path: path.write_bytes(os.urandom(40_960)), "beschadigd"),
    ("moved away", Path.unlink, "verplaatst"),
    ("keys gone", lambda path: vault.keys_file(path).unlink(), r"\.keys"),
]


@pytest.mark.parametrize(("name", "damage", "words"), DAMAGE, ids=[d[0] for d in DAMAGE])
def test_a_damaged_store_is_refused_with_the_right_words_and_untouched(
    store: Path, name: str, damage: Callable[[Path], object], words: str
) -> None:
    damage(store)
    before = store.read_bytes() if store.exists() else None
    with pytest.raises(CannotOpen, match=words) as caught:
        stores.open_store(store, example.PASSPHRASE, backups=store.parent / "kopie")
    assert not isinstance(caught.value, WrongPassphrase)
    assert (store.read_bytes() if store.exists() else None) == before
    assert not (store.parent / "kopie").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits of files are of POSIX systems")
@pytest.mark.parametrize("room", [0, 20_000], ids=["nothing", "a little"])
def test_a_full_disk_is_not_called_damage(store: Path, room: int) -> None:
    """No file of the child grows beyond `room` bytes, as on a disk that is full."""
    before = store.read_bytes()
    told = where_files_end(room, partial(_refused, store))
    assert "schijf is vol" in told
    assert "beschadigd" not in told
    assert store.read_bytes() == before
    stores.open_store(store, example.PASSPHRASE, backups=store.parent).close()


def test_a_folder_that_cannot_be_written_is_not_called_damage(tmp_path: Path) -> None:
    assert trouble.hindrance(tmp_path / "weg" / "stage.stagecoach") is Kind.UNWRITABLE
    (tmp_path / "stage.stagecoach").touch()
    assert trouble.hindrance(tmp_path / "stage.stagecoach") is None
    assert list(tmp_path.iterdir()) == [tmp_path / "stage.stagecoach"]


def _refused(store: Path) -> str:
    try:
        stores.open_store(store, example.PASSPHRASE, backups=store.parent).close()
    except CannotOpen as error:
        return str(error)
    return ""


def test_a_wrong_passphrase_is_not_called_damage(store: Path) -> None:
    for _number in range(20):
        with pytest.raises(WrongPassphrase):
            stores.open_store(store, "niet de goede", backups=store.parent)
    stores.open_store(store, example.PASSPHRASE, backups=store.parent).close()


def test_overwritten_first_bytes_are_rescued_by_the_key_file(store: Path) -> None:
    content = bytearray(store.read_bytes())
    content[:16] = b"\0" * 16
    store.write_bytes(content)
    stores.open_store(store, example.PASSPHRASE, backups=store.parent).close()


def test_check_names_the_damage_and_changes_nothing(store: Path) -> None:
    assert store_checks.check(store, example.PASSPHRASE) == []
    with store.open("rb+") as file:
        file.seek(store.stat().st_size // 2)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))
    before = store.read_bytes()
    assert store_checks.check(store, example.PASSPHRASE)
    assert store.read_bytes() == before


def test_check_finds_orphans_and_a_torn_journal(store: Path, master: Master) -> None:
    connection = connect(store, master.key)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("DELETE FROM student WHERE name LIKE 'Sem%'")
    connection.execute("DELETE FROM action WHERE name = 'example.fill'")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    fault_text = " ".join(store_checks.check(store, example.PASSPHRASE))
    assert "verwijst naar niets" in fault_text
    assert "ontbreekt de handeling" in fault_text


def test_a_store_in_a_folder_that_synchronises_is_not_made(tmp_path: Path) -> None:
    from stagecoach.errors import Invalid

    with pytest.raises(Invalid) as caught:
        stores.create(tmp_path / "OneDrive - School" / "x.stagecoach", example.new_store())
    assert "gesynchroniseerd" in caught.value.problems["path"]
    assert not (tmp_path / "OneDrive - School").exists()


def test_an_existing_file_is_never_overwritten(store: Path) -> None:
    from stagecoach.errors import Invalid

    before = store.read_bytes()
    with pytest.raises(Invalid, match="bestaat al"):
        stores.create(store, example.new_store())
    assert store.read_bytes() == before


def test_calls_and_signals_do_not_use_up_what_they_give_back() -> None:
    """A day of work: PySide6 6.12 on Python 3.11 takes a reference to None or True at each."""
    code = """if True:
        import stagecoach.ui
        from PySide6.QtWidgets import QApplication, QWidget
        application, widget = QApplication([]), QWidget()
        for number in range(300_000):
            widget.update()
            widget.windowTitleChanged.emit("x")
        print("still here")
    """
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert told.stdout.strip() == "still here", told.stderr[-500:]
