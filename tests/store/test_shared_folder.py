"""Folders that synchronise or lie on a network are no place for a store."""

from pathlib import Path

import pytest

from stagecoach.errors import CannotOpen
from stagecoach.services import restore, stores
from stagecoach.services.example import example
from stagecoach.store.file import shared_folder

SHARED = (
    "OneDrive",
    "OneDrive - ROC Merwestad",
    "Dropbox",
    "Dropbox (Personal)",
    "Google Drive",
    "Mijn Drive",
    "My Drive",
    "iCloud Drive",
    "Mobile Documents",
    "Nextcloud",
    "ownCloud",
    "SURFdrive",
    "STACK",
    "Box",
    "Box Sync",
    "pCloudDrive",
    "pCloud Drive",
    "MEGA",
    "MEGAsync",
    "Proton Drive",
    "ProtonDrive",
)


@pytest.mark.parametrize("name", SHARED)
def test_what_synchronises_is_known_by_its_folder(name: str, tmp_path: Path) -> None:
    assert shared_folder.is_shared(tmp_path / name / "School" / "x.stagecoach")


@pytest.mark.parametrize(
    "name", ["Documenten", "Boxen", "Inbox", "Stackcoach", "Megafoon", "Syncope"]
)
def test_other_folders_are_let_be(name: str, tmp_path: Path) -> None:
    assert not shared_folder.is_shared(tmp_path / name / "Dropbox.stagecoach")


def test_a_network_is_known_by_its_mount() -> None:
    mounts = {"/": "ext4", "/home/x/H schijf": "cifs", "/home": "ext4"}
    assert shared_folder._kind_of(Path("/home/x/H schijf/bpv/x.stagecoach"), mounts) == "cifs"
    assert shared_folder._kind_of(Path("/home/x/y.stagecoach"), mounts) == "ext4"


def test_one_that_was_moved_there_is_refused_and_untouched(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "SURFdrive"
    folder.mkdir()
    for file in (store, store.with_name(store.name + ".keys")):
        file.rename(folder / file.name)
    moved = folder / store.name
    before = moved.read_bytes()
    with pytest.raises(CannotOpen, match="synchroniseert"):
        stores.open_store(moved, example.PASSPHRASE, backups=tmp_path / "backups")
    assert moved.read_bytes() == before
    assert sorted(p.name for p in folder.iterdir()) == sorted([moved.name, f"{moved.name}.keys"])


def test_none_is_put_back_there_and_a_copy_that_lies_there_is_read(
    store: Path, tmp_path: Path
) -> None:
    """The second place for backups may well be such a folder."""
    away = tmp_path / "OneDrive"
    copy = stores.back_up(store, example.PASSPHRASE, away)
    with pytest.raises(CannotOpen, match="gesynchroniseerd"):
        restore.put_back(copy.path, away / "x.stagecoach", example.PASSPHRASE, tmp_path)
    assert not (away / "x.stagecoach").exists()
    here = tmp_path / "hier" / "x.stagecoach"
    restore.put_back(copy.path, here, example.PASSPHRASE, tmp_path / "backups")
    stores.open_store(here, example.PASSPHRASE, backups=tmp_path / "backups").close()
