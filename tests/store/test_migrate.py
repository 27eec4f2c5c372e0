"""A store of any age opens later; one of a later age is left alone."""

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from stagecoach import paths
from stagecoach.errors import CannotOpen
from stagecoach.services import stores
from stagecoach.store import backup, migrate
from stagecoach.store.base import Base
from stagecoach.store.database import Database, connect
from tests.conftest import Master

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

def upgrade():
    with op.batch_alter_table("placement") as table:
        table.add_column(sa.Column("note", sa.String(20), nullable=True))
        table.alter_column("client", type_=sa.String(300))
"""


@pytest.fixture
def newer_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same program one revision further on."""
    scripts = tmp_path / "db"
    shutil.copytree(paths.MIGRATIONS, scripts)
    (scripts / "versions" / "0002_next.py").write_text(NEXT)
    monkeypatch.setattr(paths, "MIGRATIONS", scripts)
    return scripts


def test_schema_by_migrations_is_the_schema_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, Base.metadata)
    assert [change for change in found if "alembic_version" not in str(change)] == []


def test_an_older_store_is_backed_up_and_brought_up_with_every_row(
    store: Path, master: Master, newer_program: Path, tmp_path: Path
) -> None:
    connection = connect(store, master.key)
    before = backup.counts(connection)
    connection.close()
    stores.reopen(store, master.key, backups=tmp_path / "kopie").close()
    connection = connect(store, master.key)
    assert backup.counts(connection) == before
    assert migrate.revision(connection) == "0002"
    assert "note" in {row[1] for row in connection.execute("PRAGMA table_info(placement)")}
    connection.close()
    kept = backup.found(store, tmp_path / "kopie")
    assert len(kept) == 1
    old = connect(kept[0].path, master.key, read_only=True)
    assert migrate.revision(old) == "0001"
    old.close()


def test_a_newer_store_is_refused_and_untouched(
    store: Path, master: Master, tmp_path: Path
) -> None:
    connection = connect(store, master.key)
    connection.execute("UPDATE alembic_version SET version_num = '0099'")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = store.read_bytes()
    with pytest.raises(CannotOpen, match="nieuwere StageCoach"):
        stores.reopen(store, master.key, backups=tmp_path / "kopie")
    assert store.read_bytes() == before


def test_a_migration_that_fails_half_way_leaves_the_old_store(
    store: Path, master: Master, newer_program: Path, tmp_path: Path
) -> None:
    (newer_program / "versions" / "0003_bad.py").write_text(
        NEXT.replace('"0002"', '"0003"').replace('"0001"', '"0002"')
        + '\n    op.execute("INSERT INTO nowhere VALUES (1)")\n'
    )
    with pytest.raises(Exception, match="nowhere"):
        stores.reopen(store, master.key, backups=tmp_path / "kopie")
    connection = connect(store, master.key)
    assert migrate.revision(connection) == "0001"
    assert backup.faults(connection) == []
    connection.close()


def test_knowing_the_revision_needs_no_alembic() -> None:
    assert migrate.revisions() == sorted(migrate.revisions())
    source = Path(migrate.__file__).read_text()
    assert "\nimport alembic" not in source
    assert "\nfrom alembic" not in source
