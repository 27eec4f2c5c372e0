"""A store of any age opens later; one of a later age is left alone."""

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect

from stagecoach import paths
from stagecoach.errors import CannotOpen
from stagecoach.services import stores
from stagecoach.store.base import Base
from stagecoach.store.file import backup, backup_list, migrate
from stagecoach.store.file.database import Database, connect
from tests.conftest import Master

LAST = migrate.revisions()[-1]
NEXT, AFTER = (f"{int(LAST) + more:04}" for more in (1, 2))
SCRIPT = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{LAST}"

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
    (scripts / "versions" / f"{NEXT}_next.py").write_text(SCRIPT)
    monkeypatch.setattr(paths, "MIGRATIONS", scripts)
    return scripts


def test_schema_by_migrations_is_the_schema_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)
    ours = [change for change in differences if not _is_index(str(change))]
    assert ours == []


def test_the_checks_of_the_database_are_those_of_the_models(database: Database) -> None:
    schema = inspect(database.engine)
    for table in Base.metadata.sorted_tables:
        kept = {
            check["name"]: check["sqltext"] for check in schema.get_check_constraints(table.name)
        }
        ours = {
            c.name: str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint)
        }
        assert {n: t for n, t in kept.items() if n in ours} == ours, table.name


def _is_index(change: str) -> bool:
    """SQLite's own tables of the full-text search, and Alembic's."""
    return "Table('search_" in change or "alembic_version" in change


def test_an_older_store_is_backed_up_and_brought_up_with_every_row(
    store: Path, master: Master, newer_program: Path, tmp_path: Path
) -> None:
    connection = connect(store, master.key)
    before = backup.counts(connection)
    connection.close()
    stores.reopen(store, master.key, backups=tmp_path / "kopie").close()
    connection = connect(store, master.key)
    assert backup.counts(connection) == before
    assert migrate.revision(connection) == NEXT
    assert "note" in {row[1] for row in connection.execute("PRAGMA table_info(placement)")}
    connection.close()
    kept = backup_list.listed(store, tmp_path / "kopie")
    assert len(kept) == 1
    old = connect(kept[0].path, master.key, read_only=True)
    assert migrate.revision(old) == LAST
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
    (newer_program / "versions" / f"{AFTER}_bad.py").write_text(
        SCRIPT.replace(NEXT, AFTER).replace(LAST, NEXT)
        + '\n    op.execute("INSERT INTO nowhere VALUES (1)")\n'
    )
    with pytest.raises(Exception, match="nowhere"):
        stores.reopen(store, master.key, backups=tmp_path / "kopie")
    connection = connect(store, master.key)
    assert migrate.revision(connection) == LAST
    assert backup.faults(connection) == []
    connection.close()


def test_knowing_the_revision_needs_no_alembic() -> None:
    assert migrate.revisions() == sorted(migrate.revisions())
    source = Path(migrate.__file__).read_text()
    assert "\nimport alembic" not in source
    assert "\nfrom alembic" not in source
