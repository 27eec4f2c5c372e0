"""Lost saves and seals are noticed, though the file itself is whole."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from stagecoach import paths
from stagecoach.documents.evaluations import form as paper
from stagecoach.domain.evaluations import Kind
from stagecoach.services import marks, restore, store_checks, stores
from stagecoach.services.evaluations import evaluations, seal_chain, seal_checks
from stagecoach.services.example import example
from stagecoach.services.marks import Standing
from stagecoach.services.printing import forms
from stagecoach.services.students import students
from stagecoach.store.evaluations.consents import Closing
from stagecoach.store.file import backup, mark, vault
from stagecoach.store.file.database import Database, connect, log_file
from tests import make
from tests.conftest import Master


@pytest.fixture(autouse=True)
def marks_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "marks_folder", lambda: tmp_path / "marks")
    return tmp_path / "marks"


@pytest.fixture
def opened(store: Path, master: Master) -> Iterator[Callable[[], Database]]:
    """Opens the store, as often as wanted."""
    databases: list[Database] = []

    def open_it() -> Database:
        for database in databases:
            database.close()
        databases.append(stores.reopen(store, master.key, backups=store.parent / "backups"))
        return databases[-1]

    yield open_it
    for database in databases:
        database.close()


def log(database: Database, text: str = "Testte.") -> None:
    assert database.person_id is not None
    placement = database.ask(students.mine, database.person_id)[0].placement_id
    make.log(database, placement, text=text)


def standing(database: Database) -> tuple[Standing, int]:
    quick, whole = marks.look(database), marks.look(database, thorough=True)
    assert quick.standing == whole.standing
    return quick.standing, quick.missing


def test_a_store_is_the_same_or_further_than_what_was_seen(
    opened: Callable[[], Database], store: Path
) -> None:
    database = opened()
    assert standing(database) == (Standing.FIRST, 0)
    assert marks.note(database)
    assert standing(database) == (Standing.SAME, 0)
    log(database)
    assert standing(database) == (Standing.SAME, 0)
    assert marks.note(database)
    whole = database.ask(lambda session: mark.of(marks._driver(session), vault.store_id(store)))
    seen = mark.read(store, database.key)
    assert seen is not None
    assert (seen.changes, seen.seals) == (whole.changes, whole.seals)  # however it was come to
    assert seen.changes.count > 10


def test_an_older_copy_is_noticed_and_can_be_gone_on_with(
    opened: Callable[[], Database], store: Path, tmp_path: Path
) -> None:
    database = opened()
    marks.note(database)
    database.close()
    shutil.copyfile(store, tmp_path / "copy")
    database = opened()
    for number in range(3):
        log(database, f"Regel {number}.")
    marks.note(database)
    database.close()
    shutil.copyfile(tmp_path / "copy", store)
    database = opened()
    found, missing = standing(database)
    assert found is Standing.OLDER
    assert missing >= 3
    finding = marks.look(database)
    assert str(missing) in marks.title(finding)
    assert "telde deze computer" in marks.explanation(finding)
    assert not marks.note(database)  # nothing hides it but a person
    log(database, "Ermee verder.")
    assert not marks.note(database)
    assert standing(database)[0] is Standing.FORKED
    marks.accept(database)
    assert standing(database) == (Standing.SAME, 0)
    seen = mark.read(store, database.key)
    assert seen is not None
    assert len(seen.lowered) == 1


def test_a_log_that_is_gone_is_noticed(
    opened: Callable[[], Database], store: Path, tmp_path: Path
) -> None:
    database = opened()
    log(database)
    marks.note(database)
    shutil.copyfile(store, tmp_path / "without its log")
    database.close()
    shutil.copyfile(tmp_path / "without its log", store)
    assert standing(opened())[0] is Standing.OLDER


def test_the_newest_closed_evaluation_taken_away_is_noticed(
    opened: Callable[[], Database], store: Path, master: Master
) -> None:
    database = opened()
    assert database.person_id is not None
    placement = database.ask(students.mine, database.person_id)[0].placement_id
    sheet = make.answered(database, placement, "V", Kind.FINAL)
    assert sheet.id is not None
    make.sign(database, sheet.id)
    marks.note(database)
    database.close()
    connection = connect(store, master.key)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("DROP TRIGGER IF EXISTS closing_stays")
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in triggers.fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute("DELETE FROM closing WHERE id = (SELECT max(id) FROM closing)")
    connection.close()
    database = opened()
    assert standing(database)[0] is Standing.SEALS
    assert "evaluaties" in marks.title(marks.look(database))


def test_an_older_change_that_is_gone_is_noticed(
    opened: Callable[[], Database], store: Path, master: Master
) -> None:
    database = opened()
    log(database)
    marks.note(database)
    database.close()
    connection = connect(store, master.key)
    connection.execute("DELETE FROM change WHERE id = (SELECT min(id) FROM change)")
    connection.close()
    assert standing(opened())[0] is Standing.ALTERED


@pytest.mark.parametrize("place", [0, 1])
def test_one_of_the_two_places_is_enough(
    opened: Callable[[], Database], store: Path, place: int
) -> None:
    database = opened()
    marks.note(database)
    mark.places(store, vault.store_id(store))[place].unlink()
    assert standing(database)[0] is Standing.SAME


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"proof": "x"}', b"[" * 100_000])
def test_a_mark_that_is_none_is_no_mark(
    opened: Callable[[], Database], store: Path, content: bytes
) -> None:
    database = opened()
    marks.note(database)
    for place in mark.places(store, vault.store_id(store)):
        place.write_bytes(content)
    assert standing(database)[0] is Standing.FIRST


def test_a_mark_is_not_lowered_by_somebody_without_the_key(
    opened: Callable[[], Database], store: Path
) -> None:
    database = opened()
    marks.note(database)
    place = mark.places(store, vault.store_id(store))[0]
    count = database.ask(lambda session: mark.of(marks._driver(session), "s")).changes.count
    place.write_text(place.read_text().replace(f'"count": {count}', f'"count": {count - 1}'))
    assert mark._read(place, database.key) is None


def test_a_backup_put_back_lowers_the_mark(
    opened: Callable[[], Database], store: Path, master: Master
) -> None:
    folder = store.parent / "backups"
    copy = backup.make(store, master.key, folder)
    database = opened()
    log(database)
    marks.note(database)
    database.close()
    restore.put_back(copy.path, store, example.PASSPHRASE, folder)
    assert standing(opened())[0] is Standing.SAME


def test_a_mark_says_nothing_of_anybody(
    opened: Callable[[], Database], store: Path, marks_folder: Path
) -> None:
    marks.note(opened())
    (path,) = marks_folder.iterdir()
    assert path.stem == vault.store_id(store)
    assert store.stem not in path.read_text()


def closed(database: Database) -> str:
    """One more closed evaluation; gives the digest of its seal."""
    assert database.person_id is not None
    placements = [mine.placement_id for mine in database.ask(students.mine, database.person_id)]
    new = [key for key in placements if not database.ask(evaluations.find, key, Kind.FINAL)]
    sheet = make.answered(database, new[0], "V", Kind.FINAL)
    assert sheet.id is not None
    make.sign(database, sheet.id)
    seal = database.ask(seal_checks.verify, sheet.id)
    assert seal is not None
    return seal.digest


def test_a_seal_of_an_unknown_machine_is_told_until_somebody_accepts_it(
    opened: Callable[[], Database], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = opened()
    closed(database)
    marks.note(database)
    assert standing(database)[0] is Standing.SAME
    with monkeypatch.context() as patch:
        patch.setattr(paths, "device_key", lambda: tmp_path / "other.key")
        closed(database)
    assert standing(database)[0] is Standing.STRANGER
    assert "niet bekend" in marks.title(marks.look(database))
    assert marks.note(database)  # nothing is missing, so how far it is is known
    assert "niet bekend" in " ".join(store_checks.check_contents(database))
    marks.accept(database)
    assert standing(database)[0] is Standing.SAME
    assert store_checks.check_contents(database) == []


def test_seals_that_were_lost_are_told_also_after_somebody_went_on(
    opened: Callable[[], Database], store: Path, tmp_path: Path
) -> None:
    """Two seals with one predecessor: that of the lost one and that of the one closed since."""
    database = opened()
    marks.note(database)
    database.close()
    shutil.copyfile(store, tmp_path / "copy")
    database = opened()
    closed(database)
    marks.note(database)
    before = database.ask(seal_chain.now)
    database.close()
    shutil.copyfile(tmp_path / "copy", store)
    database = opened()
    assert standing(database)[0] is Standing.OLDER
    marks.accept(database)
    closed(database)
    marks.note(database)
    assert standing(database)[0] is Standing.SAME
    [text] = marks.lost_seals(database)
    assert before.head[:8].upper() in text
    assert text in store_checks.check_contents(database)


def test_every_seal_names_the_chain_before_it_and_papers_show_it(
    opened: Callable[[], Database],
) -> None:
    database = opened()
    before = database.ask(seal_chain.now)
    digest = closed(database)
    after = database.ask(seal_chain.now)
    assert after.count == before.count + 1 == database.ask(seal_checks.count)
    seen = database.ask(lambda session: mark.of(marks._driver(session), "x"))
    assert seen.seals == after
    body = database.ask(
        lambda session: session.scalars(select(Closing.body).where(Closing.digest == digest)).one()
    )
    assert json.loads(body)["seals"] == [before.count, before.head]
    form = database.ask(
        forms.prepare, forms.Wish(Kind.START, forms.As.BLANK, make.student(database)), "ABCDEFGH"
    )
    assert form.chain == seal_chain.code(after)
    assert seal_chain.code(after) in " ".join(
        t[4] for page in paper.layout(form) for t in page.texts
    )


@pytest.mark.parametrize("way", ["flipped", "stale"])
def test_a_flipped_or_a_stale_log_is_noticed(
    way: str, opened: Callable[[], Database], store: Path, tmp_path: Path
) -> None:
    """Both are whole files to SQLite, which says that all is well."""
    database = opened()
    log(database, "Eerst.")
    shutil.copyfile(log_file(store), tmp_path / "stale")
    for number in range(3):
        log(database, f"Regel {number}.")
    marks.note(database)
    newest = log_file(store).read_bytes()
    shutil.copyfile(store, tmp_path / "main")
    database.close()
    shutil.copyfile(tmp_path / "main", store)
    if way == "flipped":
        content = bytearray(newest)
        content[len(content) // 2] ^= 1
        log_file(store).write_bytes(content)
    else:
        shutil.copyfile(tmp_path / "stale", log_file(store))
    finding = marks.look(opened())
    assert finding.standing is Standing.OLDER
    assert finding.missing >= 1
