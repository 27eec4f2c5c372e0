"""What people have on their disks opens in every later version: a real file of each edition."""

import shutil
from pathlib import Path

import pytest

from stagecoach import paths
from stagecoach.domain.evaluations import Kind, Status
from stagecoach.errors import CannotOpen
from stagecoach.services import store_checks, stores
from stagecoach.services.evaluations import evaluations, seal_checks
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.hours import ledger
from stagecoach.services.logs import logbook
from stagecoach.services.students import list as student_list
from stagecoach.store.file import migrate, vault
from stagecoach.store.file.database import connect
from tests.conftest import Master
from tests.editions import make as editions

EDITIONS = migrate.revisions()


def opened(revision: str, folder: Path) -> stores.Database:
    path = folder / "van toen.stagecoach"
    shutil.copyfile(editions.path_of(revision), path)
    shutil.copyfile(vault.keys_file(editions.path_of(revision)), vault.keys_file(path))
    return stores.open_store(path, editions.PASSPHRASE, backups=folder / "kopie")


@pytest.mark.parametrize("revision", EDITIONS)
def test_a_store_of_each_edition_opens_with_everything_in_it(
    revision: str, tmp_path: Path
) -> None:
    database = opened(revision, tmp_path)
    row = database.ask(student_list.page).rows[0]
    assert row.name == "Noa van ’t Hof"
    entries = database.ask(logbook.entries, row.placement_id)
    assert [entry.text for entry in entries] == ["Testte het alarm twee keer."]
    lines = database.ask(ledger.lines, row.placement_id, editions.DAY, editions.DAY)
    assert [line.minutes for line in lines[editions.DAY]] == [8 * 60]
    for kind, status in ((Kind.INTERIM, Status.CLOSED), (Kind.FINAL, Status.DRAFT)):
        key = database.ask(evaluations.find, row.placement_id, kind)
        assert key is not None
        sheet = database.ask(sheets.load, key)
        assert sheet.status is status
        assert sheet.answers
    assert database.ask(seal_checks.count) == 1
    assert database.ask(seal_checks.check_all) == []
    database.close()
    assert store_checks.check(database.path, editions.PASSPHRASE) == []


def test_every_edition_has_its_file() -> None:
    """A migration is not released without a store that was made just before the next one."""
    files = {path.stem for path in editions.FOLDER.glob("*.stagecoach")}
    assert files == set(EDITIONS)
    scripts = {path.name[:4] for path in (paths.MIGRATIONS / "versions").glob("[0-9]*.py")}
    assert files == scripts


def test_a_store_of_before_the_first_edition_is_refused_and_untouched(
    store: Path, master: Master, tmp_path: Path
) -> None:
    """Of 0.3 and before: the tables look alike, the keys in them are others."""
    connection = connect(store, master.key)
    connection.execute("PRAGMA application_id = 0")
    connection.execute("UPDATE alembic_version SET version_num = '0008'")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = store.read_bytes()
    with pytest.raises(CannotOpen, match=r"StageCoach 0\.3 of ouder"):
        stores.reopen(store, master.key, backups=tmp_path / "kopie")
    assert store.read_bytes() == before
    assert not (tmp_path / "kopie").exists()
