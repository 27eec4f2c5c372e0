"""A new key for a leaked passphrase, a new recovery code: the old ones open nothing of now."""

import os
from pathlib import Path

import pytest

from stagecoach.errors import CannotOpen, Invalid, StageCoachError, WrongPassphrase
from stagecoach.services import marks, passphrases, restore, safekeeping, stores
from stagecoach.services.example import example
from stagecoach.services.marks import Standing
from stagecoach.services.people import pins
from stagecoach.store.file import backup, backup_list, rekey, vault
from stagecoach.store.file.database import Database, connect
from tests import make
from tests.conftest import Master

NEW = "een heel nieuwe wachtzin"


def always(_done: int, _all: int) -> bool:
    return True


def rows(path: Path, secret: str) -> backup.Counts:
    connection = connect(path, vault.unlock(path, secret), alone=True)
    counted = backup.counts(connection)
    connection.close()
    return counted


def folder_of(store: Path) -> Path:
    return store.parent / "backups"


def test_the_key_is_another_one_and_everything_is_there(store: Path, master: Master) -> None:
    before, old_bytes = rows(store, example.PASSPHRASE), store.read_bytes()
    code = passphrases.renew_key(store, example.PASSPHRASE, NEW, locked=False, step=always)
    assert rows(store, NEW) == before
    fresh = vault.recover(store, code)
    assert fresh == vault.unlock(store, NEW) != master.key
    with pytest.raises(WrongPassphrase):
        vault.unlock(store, example.PASSPHRASE)
    with pytest.raises(Exception, match="not a database"):
        connect(store, master.key)
    assert store.read_bytes()[:16] != old_bytes[:16]
    assert sorted(path.name for path in store.parent.glob(store.name + "*")) == sorted(
        [store.name, f"{store.name}.keys", f"{store.name}.lock", f"{store.name}.mark"]
    )
    assert store.stat().st_mode & 0o777 == 0o600


def test_the_mark_holds_on_and_a_backup_of_the_new_key_is_due(
    store: Path, database: Database, master: Master
) -> None:
    marks.note(database)
    safekeeping.make_backup(database, folder_of(store))
    assert not safekeeping.needs_backup(database, folder_of(store))
    database.close()
    passphrases.renew_key(store, example.PASSPHRASE, NEW, locked=False, step=always)
    again = stores.open_store(store, NEW, backups=folder_of(store))
    assert marks.look(again, thorough=True).standing is Standing.SAME
    assert safekeeping.needs_backup(again, folder_of(store))
    assert safekeeping.keep_backed_up(again, folder_of(store), always)
    newest, before = backup_list.listed(store, folder_of(store))
    again.close()
    assert vault.unlock(newest.path, NEW) != vault.unlock(before.path, example.PASSPHRASE)
    restored = restore.put_back(before.path, store, example.PASSPHRASE, folder_of(store))
    assert restored.kept is not None  # with the key of now
    assert vault.unlock(store, example.PASSPHRASE) == master.key
    restore.put_back(restored.kept.path, store, NEW, folder_of(store))
    assert rows(store, NEW)


@pytest.mark.parametrize("limit", range(4))
def test_whoever_stops_has_the_key_of_before(store: Path, limit: int) -> None:
    before = store.read_bytes()
    calls: list[int] = []

    def step(_done: int, _all: int) -> bool:
        calls.append(1)
        return len(calls) <= limit

    try:
        passphrases.renew_key(store, example.PASSPHRASE, NEW, locked=False, step=step)
    except StageCoachError:
        assert store.read_bytes() == before
        assert rows(store, example.PASSPHRASE)
    else:
        assert rows(store, NEW)
    assert not list(store.parent.glob("*.rekeying*"))


def test_a_wrong_passphrase_renews_nothing(store: Path) -> None:
    before = store.read_bytes(), vault.keys_file(store).read_bytes()
    with pytest.raises(WrongPassphrase):
        passphrases.renew_key(store, "niet de goede", NEW, locked=False, step=always)
    with pytest.raises(Invalid, match="minstens"):
        passphrases.renew_key(store, example.PASSPHRASE, "kort", locked=False, step=always)
    assert (store.read_bytes(), vault.keys_file(store).read_bytes()) == before


def test_a_reader_needs_no_settling(store: Path, master: Master) -> None:
    """Between the two renames the key file names both keys; the file tells which it has."""
    _key, content, _code = vault.fresh(store, NEW)
    vault.announce(store, content)
    assert vault.unlock(store, example.PASSPHRASE) == master.key
    with pytest.raises(WrongPassphrase):
        vault.unlock(store, NEW)
    rekey.settle(store)
    assert vault._NEXT not in vault._json(store)


def test_a_new_recovery_code_ends_the_old_one_also_of_backups(
    store: Path, database: Database, master: Master, tmp_path: Path
) -> None:
    second = tmp_path / "stick"
    second.mkdir()
    for folder in (folder_of(store), second):
        backup.make(store, master.key, folder, file=database.file)
    folders = [folder_of(store), second]
    first, missed = passphrases.new_recovery_code(database, example.PASSPHRASE, folders=folders)
    assert missed == []
    code, missed = passphrases.new_recovery_code(database, first, folders=folders)
    copies = [copy.path for folder in folders for copy in backup_list.listed(store, folder)]
    assert len(copies) == 2
    for path in [store, *copies]:
        assert vault.recover(path, code) == master.key
        assert vault.unlock(path, example.PASSPHRASE) == master.key
        with pytest.raises(WrongPassphrase):
            vault.recover(path, first)
    with pytest.raises(Invalid, match="wachtzin van nu"):
        passphrases.new_recovery_code(database, "iets anders", folders=folders)
    _code, missed = passphrases.new_recovery_code(
        database, example.PASSPHRASE, folders=[*folders, tmp_path / "weg"]
    )
    assert missed == [tmp_path / "weg"]


def test_where_persons_have_pins_a_change_asks_that_of_who_is_here(
    store: Path, database: Database
) -> None:
    assert database.person_id is not None
    assert not passphrases.asks_pin(database)
    database.do(pins.choose, database.person_id, "4827", "4827")
    assert passphrases.asks_pin(database)
    folders = [folder_of(store)]
    with pytest.raises(Invalid) as caught:
        passphrases.change(database, example.PASSPHRASE, NEW, pin="1111", folders=folders)
    assert set(caught.value.problems) == {"pin"}
    assert passphrases.opens(store, example.PASSPHRASE)
    passphrases.change(database, example.PASSPHRASE, NEW, pin="4827", folders=folders)
    assert passphrases.opens(store, NEW)
    assert not passphrases.opens(store, example.PASSPHRASE)


def test_a_backup_is_made_before_the_passphrase_changes(
    store: Path, database: Database, youssef: object
) -> None:
    make.log(database, youssef)  # type: ignore[arg-type]
    passphrases.change(database, example.PASSPHRASE, NEW, folders=[folder_of(store)])
    [copy] = backup_list.listed(store, folder_of(store))
    assert copy.why is backup_list.Why.BEFORE_CHANGE
    assert passphrases.opens(copy.path, NEW)
    assert not passphrases.opens(copy.path, example.PASSPHRASE)


def test_a_damaged_store_gets_no_new_key(store: Path) -> None:
    size = store.stat().st_size
    with store.open("rb+") as file:
        file.seek(size // 2)
        file.write(os.urandom(4096))
    before = store.read_bytes()
    with pytest.raises((CannotOpen, StageCoachError)):
        passphrases.renew_key(store, example.PASSPHRASE, NEW, locked=False, step=always)
    assert store.read_bytes() == before
    assert passphrases.opens(store, example.PASSPHRASE)
    assert not list(store.parent.glob("*.rekeying*"))
