"""A store of any age opens later; one of a later age is left alone."""

import shutil
import uuid
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect

from stagecoach import paths
from stagecoach.domain.evaluations import Party, Status
from stagecoach.domain.tracks import Track
from stagecoach.errors import CannotOpen
from stagecoach.services import stores
from stagecoach.services.access import rows as access_rows
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations import seal_checks
from stagecoach.services.hours import ledger
from stagecoach.services.students import agreements
from stagecoach.services.students import list as student_list
from stagecoach.store.base import Base
from stagecoach.store.file import backup, migrate, vault
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
    database = Database(path, key, access_rows.watch)
    student = database.ask(student_list.page).rows[0]
    sheet = database.ask(agreements.load, student.placement_id).newest
    assert sheet is not None
    assert (sheet.number, sheet.agreed_minutes, sheet.signed_on) == (1, 38400, sheet.starts_on)
    assert database.ask(ledger.of, student.placement_id).logged == 480
    with database.engine.connect() as reader:
        for table, word in (("student", "lukasz"), ("log_entry", "alarm")):
            query = f"SELECT count(*) FROM search_{table} WHERE search_{table} MATCH ?"
            assert reader.exec_driver_sql(query, (word,)).scalar() == 1
    database.close()


EVALUATED_ROWS = """
INSERT INTO qualification VALUES ('25998', '', 'Software developer', 4, '', '', '', '', '', 'q');
INSERT INTO core_task VALUES ('q', 'B1-K1', 'Realiseert software', 1, 'k');
INSERT INTO work_process VALUES ('k', 'B1-K1-W4', 'Test software', 1, 1, 'w');
INSERT INTO company VALUES ('Kadewerk', NULL, '', 'c');
INSERT INTO school VALUES ('ROC', 's');
INSERT INTO student VALUES ('Łukasz', '1', 'q', 'st', NULL, 2024);
INSERT INTO placement VALUES ('st', 'c', 's', 'bol', 2, '2026-01-05', '2026-06-26', 38400,
  NULL, NULL, NULL, '', '', 'p');
INSERT INTO scale VALUES ('OVG', '2020-01-01', 'school', 'sc');
INSERT INTO scale_value VALUES ('sc', 1, 'O', 'onvoldoende', '', 1, 0, 1, 'v1');
INSERT INTO scale_value VALUES ('sc', 2, 'V', 'voldoende', '', 1, 1, 0, 'v2');
INSERT INTO template VALUES ('q', 'sc', 1, '2020-01-01', 'school', 0, 't');
INSERT INTO criterion VALUES ('t', 'w', 'work', 1, 'Voert tests uit', 'cr');
INSERT INTO evaluation VALUES ('p', 't', 'start', '2026-01-20', 'signed', 'on_course', NULL, 'e1');
INSERT INTO evaluation VALUES ('p', 't', 'interim', '2026-03-20', 'signed', 'on_course', NULL, 'e2');
INSERT INTO evaluation VALUES ('p', 't', 'final', '2026-06-20', 'open', NULL, NULL, 'e3');
INSERT INTO mark VALUES ('e1', 'cr', 'V', '', 'm1');
INSERT INTO mark VALUES ('e2', 'cr', 'O', 'Zonder plan.', 'm2');
INSERT INTO outcome VALUES ('e1', 'w', 'work', 'V', 'V', '', 'o1');
INSERT INTO outcome VALUES ('e2', 'w', 'work', 'O', 'O', '', 'o2');
INSERT INTO agreement VALUES ('e2', 'work', 0, 'Elke week een testplan.', 'a1');
INSERT INTO signature VALUES ('e1', 'student', 'Łukasz', '2026-01-20 10:00:00.000000', 's1');
INSERT INTO signature VALUES ('e1', 'company', 'Marloes', '2026-01-20 10:01:00.000000', 's2');
INSERT INTO signature VALUES ('e1', 'school', 'Esra', '2026-01-20 10:02:00.000000', 's3');
INSERT INTO signature VALUES ('e2', 'company', 'Marloes', '2026-03-20 10:01:00.000000', 's4');
"""
_IDS = "q k w c s st p sc v1 v2 t cr e1 e2 e3 m1 m2 o1 o2 a1 s1 s2 s3 s4".split()


def test_evaluations_of_before_keep_every_answer_and_who_signed(tmp_path: Path) -> None:
    path = tmp_path / "oud.stagecoach"
    key, _code = vault.create(path, "een heel oude winkel")
    path.touch()
    migrate._upgrade(path, key, "0007")
    rows = EVALUATED_ROWS
    ids = {short: uuid.uuid5(uuid.NAMESPACE_OID, short) for short in _IDS}
    for short, own in ids.items():
        rows = rows.replace(f"'{short}'", f"'{own.hex}'")
    connection = connect(path, key)
    connection.executescript(rows)
    connection.close()
    migrate.bring_up_to_date(path, key, tmp_path / "kopie")
    database = Database(path, key, access_rows.watch)
    closed, proposed, draft = (database.ask(sheets.load, ids[e]) for e in ("e1", "e2", "e3"))
    assert (closed.status, proposed.status, draft.status) == (
        Status.CLOSED,
        Status.PROPOSED,
        Status.DRAFT,
    )
    assert closed.answers[ids["cr"]].value == "V"
    assert proposed.answers[ids["cr"]] == sheets.Answer("O", "Zonder plan.")
    assert draft.answers == {}
    assert {s.name for s in closed.said} == {"Łukasz", "Marloes", "Esra"}
    assert set(proposed.signatures) == {Party.COMPANY}
    assert proposed.agreements == {Track.WORK: ["Elke week een testplan."]}
    entry = closed.structure.question(ids["cr"])
    assert entry is not None
    assert (entry[1].text, entry[1].scale.find("O").passes) == (  # type: ignore[union-attr]
        "Voert tests uit",
        False,
    )
    assert database.ask(seal_checks.verify, ids["e1"]) is None  # it never had a seal
    assert database.ask(seal_checks.check_all) == []
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
