"""A store of any age opens later; one of a later age is left alone."""

import shutil
import uuid
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect

from stagecoach import paths
from stagecoach.errors import CannotOpen
from stagecoach.services import agreements, hours, stores, student_list
from stagecoach.store import backup, migrate, vault
from stagecoach.store.base import Base
from stagecoach.store.database import Database, connect
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
        found = compare_metadata(context, Base.metadata)
    ours = [change for change in found if not _is_index(str(change))]
    assert ours == []


def test_the_checks_of_the_database_are_those_of_the_models(database: Database) -> None:
    found = inspect(database.engine)
    for table in Base.metadata.sorted_tables:
        kept = {
            check["name"]: check["sqltext"] for check in found.get_check_constraints(table.name)
        }
        ours = {
            c.name: str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint)
        }
        assert {n: t for n, t in kept.items() if n in ours} == ours, table.name


OLD_ROWS = """
INSERT INTO qualification VALUES ('25998', '', 'Software developer', 4, '', '', '', '', '', 'q');
INSERT INTO company VALUES ('Kadewerk', NULL, '', 'c');
INSERT INTO school VALUES ('ROC', 's');
INSERT INTO student VALUES ('Łukasz', '1', 'q', 'st');
INSERT INTO placement VALUES ('st', 'c', 's', 'bol', 2, '2026-01-05', '2026-06-26', 38400,
  NULL, NULL, NULL, '', '', 'p');
INSERT INTO day_line VALUES ('p', '2026-01-05', 'practice', 480, NULL, NULL, 'd');
INSERT INTO log_entry (id, placement_id, track, written_by, happened_on, text, went_well,
  next_step, next_step_done, guided_by, guide, minutes)
  VALUES ('l', 'p', 'work', 'supervisor', '2026-01-05', 'Testte alarm', '', '', 0, 'company', '', 0);
"""


def test_a_store_of_the_first_version_keeps_its_hours_and_gets_its_first_sheet(
    tmp_path: Path,
) -> None:
    path = tmp_path / "oud.stagecoach"
    key, _code = vault.create(path, "een heel oude winkel")
    path.touch()
    migrate._upgrade(path, key, "0001")
    rows = OLD_ROWS
    for short in ("q", "c", "s", "st", "p", "d", "l"):
        rows = rows.replace(f"'{short}'", f"'{uuid.uuid5(uuid.NAMESPACE_OID, short).hex}'")
    connection = connect(path, key)
    connection.executescript(rows)
    connection.close()
    migrate.bring_up_to_date(path, key, tmp_path / "kopie")
    database = Database(path, key)
    student = database.ask(student_list.page).rows[0]
    sheet = database.ask(agreements.load, student.placement_id).newest
    assert sheet is not None
    assert (sheet.number, sheet.agreed_minutes, sheet.signed_on) == (1, 38400, sheet.starts_on)
    assert database.ask(hours.of, student.placement_id).logged == 480
    with database.engine.connect() as reader:
        for table, word in (("student", "lukasz"), ("log_entry", "alarm")):
            query = f"SELECT count(*) FROM search_{table} WHERE search_{table} MATCH ?"
            assert reader.exec_driver_sql(query, (word,)).scalar() == 1
    database.close()


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
    kept = backup.found(store, tmp_path / "kopie")
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
