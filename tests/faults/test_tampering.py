"""Whoever changes a closed evaluation in the file itself is found out: every byte of it."""

import contextlib
import hashlib
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from stagecoach import paths
from stagecoach.domain.evaluations import Kind, Party, Voice, Way
from stagecoach.domain.tracks import Track
from stagecoach.errors import StageCoachError
from stagecoach.services.evaluations import (
    consents,
    evaluations,
    seal_checks,
    side_by_side,
    voices,
)
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.printing import forms as printing
from stagecoach.services.printing.forms import As, Wish
from stagecoach.services.students import attachments
from stagecoach.services.templates import blueprints
from stagecoach.store.evaluations import fingerprints, machine_key
from stagecoach.store.file.database import Database, connect
from tests import make
from tests.conftest import Master

TABLES = {
    **{rows.table: "evaluation_id" for rows in fingerprints._ROWS if rows.table != "evaluation"},
    "evaluation": "id",
    "closing": "evaluation_id",
}


@pytest.fixture
def closed(database: Database, placements: dict[str, uuid.UUID]) -> uuid.UUID:
    """With everything that an evaluation can have: views, points, a refusal taken back, a scan."""
    placement = placements["Aleksandra"]
    sheet = make.answered(database, placement, "O")
    key = sheet.id
    assert key is not None
    assert database.person_id is not None
    view = database.do(voices.begin, key, Voice.SELF, "Aleksandra Nowak")
    question = sheet.structure.sections[0].questions[0]
    database.do(voices.answer, view, question.id, "V", "Ik vond het goed gaan.")
    database.do(voices.reflect, view, "Ik leerde veel.")
    database.do(voices.finish, view)
    database.do(side_by_side.add_point, key, question.id, "Wat ging er goed?")
    make.sign(database, key, Party.COMPANY)
    database.do(evaluations.agree, key, Track.WORK, ["Testlogboek bijhouden"])
    scan = database.do(
        attachments.add, placement, "getekend.pdf", b"%PDF-1.4\n%%EOF\n", database.person_id
    )
    make.sign(database, key, Party.COMPANY, Party.SCHOOL)
    paper = make.drawn(key, Party.STUDENT, way=Way.PAPER, attachment_id=scan)
    database.do(consents.give, paper)
    return key


def test_what_was_closed_is_what_lies_here(database: Database, closed: uuid.UUID) -> None:
    seal = database.ask(seal_checks.verify, closed)
    assert seal is not None
    assert (seal.faults, seal.here) == ((), True)
    assert len(seal.code) == 9
    assert database.ask(seal_checks.check_all) == []


class Tamper:
    """Writes past StageCoach: with the key, without its triggers."""

    def __init__(self, path: Path, master: Master) -> None:
        self.connection = connect(path, master.key)
        self.connection.execute("PRAGMA foreign_keys=OFF")
        names = self.connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'")
        for (name,) in names.fetchall():
            self.connection.execute(f"DROP TRIGGER {name}")

    def columns(self, table: str) -> list[str]:
        return [row[1] for row in self.connection.execute(f"PRAGMA table_info({table})")]

    def rows(self, table: str, key: uuid.UUID) -> list[int]:
        query = f"SELECT rowid FROM {table} WHERE {TABLES[table]} = ?"
        return [row[0] for row in self.connection.execute(query, (key.bytes,))]

    def value(self, table: str, column: str, row: int) -> Any:
        query = f"SELECT {column} FROM {table} WHERE rowid = ?"
        return self.connection.execute(query, (row,)).fetchone()[0]

    def set(self, table: str, column: str, row: int, value: Any) -> None:
        self.connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, row))


def changed(value: Any) -> Iterator[Any]:
    """The same value with its first and its last byte another one."""
    if value is None:
        yield from ("x", 1)
    elif isinstance(value, int):
        yield value + 1
    elif value == "":
        yield "x"
    elif isinstance(value, bytes):
        for at in (0, len(value) // 2, len(value) - 1):
            yield value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
        yield value.hex()
    else:
        for at in (0, len(value) // 2, len(value) - 1):
            other = "0" if value[at] != "0" else "1"
            yield value[:at] + other + value[at + 1 :]


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_stored_field_of_it_is_watched(
    database: Database, store: Path, master: Master, closed: uuid.UUID, table: str
) -> None:
    tamper = Tamper(store, master)
    table_rows = tamper.rows(table, closed)
    assert table_rows, "the fixture fills every table"
    unseen = []
    for row in (table_rows[0], table_rows[-1]):
        for column in tamper.columns(table):
            kept = tamper.value(table, column, row)
            for value in changed(kept):
                with contextlib.suppress(dbapi2.IntegrityError):  # the file itself refuses
                    tamper.set(table, column, row, value)
                if tamper.value(table, column, row) != kept and not _noticed(database, closed):
                    unseen.append((column, value))
                tamper.set(table, column, row, kept)
    assert unseen == []
    assert database.ask(seal_checks.verify, closed).faults == ()  # type: ignore[union-attr]


def _noticed(database: Database, key: uuid.UUID) -> bool:
    """Found by the check of everything, and told when it is opened; neither may break."""
    seal = database.ask(seal_checks.verify, key)
    return bool(database.ask(seal_checks.check_all)) or (seal is not None and bool(seal.faults))


@pytest.mark.parametrize("table", [name for name in sorted(TABLES) if name != "evaluation"])
def test_a_row_that_is_gone_or_came_is_found(
    database: Database, store: Path, master: Master, closed: uuid.UUID, table: str
) -> None:
    tamper = Tamper(store, master)
    row = tamper.rows(table, closed)[0]
    columns = ",".join(tamper.columns(table))
    kept = tamper.connection.execute(
        f"SELECT {columns} FROM {table} WHERE rowid = ?", (row,)
    ).fetchone()
    tamper.connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))
    assert _noticed(database, closed)
    marks = ",".join("?" * len(kept))
    tamper.connection.execute(f"INSERT INTO {table}({columns}) VALUES ({marks})", kept)
    assert not _noticed(database, closed)


def test_the_texts_of_the_form_are_watched_and_never_shown_changed(
    database: Database, store: Path, master: Master, closed: uuid.UUID
) -> None:
    tamper = Tamper(store, master)
    tamper.connection.execute(
        "UPDATE blueprint SET content = replace(content, 'testgeval', 'proefgeval')"
    )
    database._memory.forget({"blueprint"})  # as after a lock
    assert _noticed(database, closed)
    with pytest.raises(StageCoachError, match="buiten StageCoach veranderd"):
        database.ask(sheets.load, closed)


def test_another_scan_is_found(
    database: Database, store: Path, master: Master, closed: uuid.UUID
) -> None:
    tamper = Tamper(store, master)
    tamper.connection.execute("UPDATE attachment_content SET content = ?", (b"%PDF-1.4 anders",))
    seal = database.ask(seal_checks.verify, closed)
    assert seal is not None
    assert seal.faults == ("de scan van een getekend papier is een andere",)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM closing",
        "DELETE FROM device",
        "DELETE FROM closing WHERE number = (SELECT max(number) FROM closing)",
        "DELETE FROM evaluation_version WHERE evaluation_id = :key",
        "UPDATE evaluation SET status = 'draft' WHERE id = :key",
        "UPDATE evaluation SET status = 'proposed' WHERE id = :key",
        "UPDATE closing SET body = 'x' WHERE evaluation_id = :key",
        "UPDATE closing SET body = '[]' WHERE evaluation_id = :key",
        "UPDATE mark SET value = x'ff00' WHERE evaluation_id = :key",
        "UPDATE mark SET explanation = CAST(x'ff' AS TEXT) WHERE evaluation_id = :key",
        "UPDATE mark SET criterion_id = lower(hex(criterion_id)) WHERE evaluation_id = :key",
        "UPDATE mark SET criterion_id = 'x''' || lower(hex(criterion_id)) || '''' WHERE evaluation_id = :key",
        "UPDATE mark SET criterion_id = 'zestien letters!' WHERE evaluation_id = :key",
        "UPDATE closing SET closed_at = 4611686018427387904 WHERE evaluation_id = :key",
        "UPDATE closing SET closed_at = 'gisteren' WHERE evaluation_id = :key",
        "DELETE FROM attachment",
        "UPDATE attachment_content SET content = x'00'",
    ],
)
def test_what_is_taken_away_or_opened_again_is_found_on_opening_and_by_the_check(
    database: Database, store: Path, master: Master, closed: uuid.UUID, change: str
) -> None:
    tamper = Tamper(store, master)
    tamper.connection.execute(change, {"key": closed.bytes} if ":key" in change else {})
    seal = database.ask(seal_checks.verify, closed)
    assert seal is not None
    assert seal.faults
    wrong = database.ask(seal_checks.check_all)
    assert closed in {broken_seal.evaluation_id for broken_seal in wrong}
    assert seal_checks.sentences(wrong)


def test_another_scan_with_its_digest_is_found_too(
    database: Database, store: Path, master: Master, closed: uuid.UUID
) -> None:
    other = b"%PDF-1.4 anders"
    tamper = Tamper(store, master)
    tamper.connection.execute("UPDATE attachment_content SET content = ?", (other,))
    tamper.connection.execute(
        "UPDATE attachment SET sha256 = ?", (hashlib.sha256(other).hexdigest(),)
    )
    assert _noticed(database, closed)


def test_its_template_is_called_what_it_was_called_then(
    database: Database, store: Path, master: Master, closed: uuid.UUID
) -> None:
    before = database.ask(sheets.load, closed).structure
    tamper = Tamper(store, master)
    tamper.connection.execute("UPDATE template SET title = 'Anders', version = 99")
    assert database.ask(sheets.load, closed).structure == before


def test_a_damaged_version_is_told_and_the_page_still_opens(
    database: Database, store: Path, master: Master, closed: uuid.UUID
) -> None:
    tamper = Tamper(store, master)
    tamper.connection.execute("UPDATE evaluation_version SET body = x'00'")
    assert database.ask(sheets.load, closed).answers
    assert _noticed(database, closed)


def test_a_whole_evaluation_that_is_gone_leaves_a_gap(
    database: Database, store: Path, master: Master, closed: uuid.UUID
) -> None:
    tamper = Tamper(store, master)
    [(first,)] = tamper.connection.execute(
        "SELECT evaluation_id FROM closing ORDER BY number LIMIT 1"
    ).fetchall()
    for table, column in TABLES.items():
        tamper.connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (first,))
    wrong = database.ask(seal_checks.check_all)
    assert [seal.faults for seal in wrong] == [("het zegel hiervoor ontbreekt of is veranderd",)]


def test_who_seals_anew_with_another_key_is_not_this_machine(
    database: Database, closed: uuid.UUID, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paths, "device_key", lambda: tmp_path / "other.key")
    assert database.ask(seal_checks.verify, closed).here is False  # type: ignore[union-attr]


def test_a_changed_one_is_not_printed(
    database: Database,
    store: Path,
    master: Master,
    closed: uuid.UUID,
    placements: dict[str, uuid.UUID],
) -> None:
    tamper = Tamper(store, master)
    row = tamper.rows("mark", closed)[0]
    tamper.set("mark", "value", row, "G")
    wish = Wish(Kind.INTERIM, As.FILLED, placements["Aleksandra"])
    with pytest.raises(StageCoachError, match="niet meer wat is getekend"):
        database.do(printing.record, wish)


def test_a_machine_that_cannot_seal_closes_nothing(
    database: Database,
    placements: dict[str, uuid.UUID],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    sheet = make.answered(database, placements["Aleksandra"])
    assert sheet.id is not None
    make.sign(database, sheet.id, Party.STUDENT, Party.COMPANY)
    (tmp_path / "broken.key").write_bytes(b"kapot")
    monkeypatch.setattr(paths, "device_key", lambda: tmp_path / "broken.key")
    with pytest.raises(StageCoachError, match="kan niet verzegelen"):
        make.sign(database, sheet.id, Party.SCHOOL)
    assert set(database.ask(sheets.load, sheet.id).signatures) == {Party.STUDENT, Party.COMPANY}


def test_checking_the_file_tells_of_it(
    database: Database, store: Path, master: Master, closed: uuid.UUID
) -> None:
    tamper = Tamper(store, master)
    tamper.set("outcome", "value", tamper.rows("outcome", closed)[0], "G")
    [told] = seal_checks.sentences(database.ask(seal_checks.check_all))
    assert told.startswith("1 gesloten evaluatie is niet meer wat is getekend: een antwoord")


def test_what_was_agreed_with_stays_though_this_machine_itself_seals_anew(
    database: Database, master: Master, closed: uuid.UUID
) -> None:
    """With the key of the store and that of the machine: the agreed version tells."""
    tamper = Tamper(database.path, master)
    run = tamper.connection.execute
    query = "SELECT rowid FROM mark WHERE evaluation_id = ? AND value = 'O' LIMIT 1"
    [(row,)] = run(query, [closed.bytes]).fetchall()
    run("UPDATE mark SET value = 'G' WHERE rowid = ?", [row])
    assert database.ask(seal_checks.verify, closed).faults  # type: ignore[union-attr]
    prints = database.ask(lambda s: dict(fingerprints.of(s.connection(), [closed])))
    [(text,)] = run("SELECT body FROM closing WHERE evaluation_id = ?", [closed.bytes]).fetchall()
    body = blueprints.canonical({**json.loads(text), "rows": prints[closed]})
    values = [body.decode(), blueprints.digest_of(body), machine_key.load().sign(body).hex()]
    run(
        "UPDATE closing SET body = ?, digest = ?, signature = ? WHERE evaluation_id = ?",
        [*values, closed.bytes],
    )
    tamper.connection.close()
    seal = database.ask(seal_checks.verify, closed)
    assert seal is not None
    assert seal.faults == ("wat hier staat is niet waarmee is ingestemd",)
