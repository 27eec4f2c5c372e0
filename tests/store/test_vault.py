"""The key slots: two ways in, nothing else, and no way to be locked out for good."""

import json
import time
import unicodedata
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from stagecoach.errors import CannotOpen, WrongPassphrase
from stagecoach.services.example import example
from stagecoach.store.file import vault
from tests.conftest import Master


def test_passphrase_and_recovery_code_give_the_same_key(tmp_path: Path) -> None:
    path = tmp_path / "een.stagecoach"
    key, code = vault.create(path, "een lange wachtzin")
    assert vault.unlock(path, "een lange wachtzin") == key
    typed = code.lower().replace("-", " ").replace("0", "o")
    assert vault.recover(path, typed) == key


@pytest.mark.parametrize(
    "wrong", ["", "een lange wachtzim", "EEN LANGE WACHTZIN", "x" * 5000, "\0"]
)
def test_the_same_sentence_for_every_wrong_passphrase(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "een.stagecoach"
    vault.create(path, "een lange wachtzin")
    with pytest.raises(WrongPassphrase, match="klopt niet"):
        vault.unlock(path, wrong)


def test_an_umlaut_opens_from_every_keyboard(tmp_path: Path) -> None:
    path = tmp_path / "een.stagecoach"
    key, _code = vault.create(path, unicodedata.normalize("NFD", "fünf Züge 🚂"))
    assert vault.unlock(path, unicodedata.normalize("NFC", "fünf Züge 🚂")) == key


def test_changing_the_passphrase_leaves_the_code(tmp_path: Path) -> None:
    path = tmp_path / "een.stagecoach"
    key, code = vault.create(path, "een lange wachtzin")
    vault.change_passphrase(path, key, "een andere wachtzin")
    assert vault.unlock(path, "een andere wachtzin") == key
    assert vault.recover(path, code) == key
    with pytest.raises(WrongPassphrase):
        vault.unlock(path, "een lange wachtzin")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"slots": 1}', '{"salt": "zz"}'])
def test_damaged_slots_are_told_and_open_nothing(tmp_path: Path, content: str) -> None:
    path = tmp_path / "een.stagecoach"
    vault.create(path, "een lange wachtzin")
    vault.keys_file(path).write_text(content)
    with pytest.raises(CannotOpen, match=r"\.keys"):
        vault.unlock(path, "een lange wachtzin")


def test_nothing_beside_the_store_opens_with_the_passphrase_of_before(tmp_path: Path) -> None:
    path = tmp_path / "een.stagecoach"
    key, _code = vault.create(path, "een lange wachtzin")
    vault.change_passphrase(path, key, "een andere wachtzin")
    assert [file.name for file in tmp_path.iterdir()] == ["een.stagecoach.keys"]


def test_one_wrong_group_of_the_recovery_code_is_told_apart(store: Path) -> None:
    with pytest.raises(WrongPassphrase, match="herstelcode"):
        vault.recover(store, "AAAA-" * 7 + "AAAB")


def test_waiting_grows_and_never_ends_for_good() -> None:
    waits = [vault.wait_after(tries) for tries in range(1, 41)]
    assert waits[4] == 30
    assert sum(wait > 0 for wait in waits) == 8
    assert max(waits) == 120


def test_the_key_is_in_no_text(master: Master) -> None:
    assert master.key.data.hex() not in repr(master.key) + str(master)


def test_deriving_really_costs_a_thief_time(store: Path) -> None:
    slot = json.loads(vault.keys_file(store).read_text())["slots"][0]
    assert slot["kind"] == "passphrase"
    real = Argon2id(salt=b"0" * 16, length=32, iterations=3, lanes=4, memory_cost=65_536)
    begun = time.process_time()
    real.derive(example.PASSPHRASE.encode())
    cheap = Argon2id(salt=b"0" * 16, length=32, iterations=1, lanes=4, memory_cost=1024)
    middle = time.process_time()
    cheap.derive(example.PASSPHRASE.encode())
    assert middle - begun > 10 * (time.process_time() - middle)


@pytest.mark.parametrize(
    ("name", "asked"),
    [("memory", 2_147_483_648), ("passes", 10_000_000), ("lanes", 1_000), ("memory", -1)],
)
def test_a_key_file_that_asks_for_too_much_is_refused_at_once(
    tmp_path: Path, name: str, asked: int
) -> None:
    path = tmp_path / "een.stagecoach"
    vault.create(path, "een lange wachtzin")
    content = json.loads(vault.keys_file(path).read_text())
    for slot in content["slots"]:
        slot[name] = asked
    vault.keys_file(path).write_text(json.dumps(content))
    with pytest.raises(CannotOpen, match=r"\.keys"):
        vault.unlock(path, "een lange wachtzin")
