"""A room: nothing in it is overwritten, and what was changed from outside is seen."""

import datetime as dt
import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest

from stagecoach import clock
from stagecoach.errors import CannotOpen, StageCoachError, WrongPassphrase
from stagecoach.services.cases import cases
from stagecoach.services.cases import room as service
from stagecoach.store.cases import Room
from stagecoach.store.file import lock, vault
from tests import sealed

CASE = "a" * 32


@pytest.fixture
def room(school: sealed.School) -> Room:
    return school.first


def sql(room: Room, text: str, *values: Any) -> None:
    """As somebody who has the key and no StageCoach."""
    room._connection.execute(text, values)


def filled(room: Room, count: int = 6) -> Room:
    for number in range(count):
        room.append(CASE, "note", words=f"regel {number}", on_day="2026-10-29")
    return room


def test_entries_come_back_in_order_and_the_log_is_whole(room: Room) -> None:
    filled(room)
    words = [entry.content and entry.content["words"] for entry in room.entries(CASE)]
    assert words == [f"regel {number}" for number in range(6)]
    assert room.fault() is None
    assert len(room.head()) == 16


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ("UPDATE entry SET content = '{}' WHERE number = 3", 3),
        ("UPDATE entry SET kind = 'closed' WHERE number = 2", 2),
        ("UPDATE entry SET at = '2020-01-01T00:00:00+00:00' WHERE number = 4", 4),
        ("UPDATE entry SET case_id = 'b' WHERE number = 1", 1),
        ("DELETE FROM entry WHERE number = 2", 2),
        ("DELETE FROM entry WHERE number = 6", 6),
        ("DELETE FROM entry", 1),
        ("UPDATE entry SET content = NULL WHERE number = 5", 5),
        ("UPDATE entry SET content = x'ff00' WHERE number = 5", 5),
        ("DELETE FROM held WHERE name = 'head'", 7),
    ],
)
def test_what_is_changed_from_outside_is_seen_at_its_line(
    room: Room, change: str, line: int
) -> None:
    filled(room)
    sql(room, change)
    assert room.fault() == line


def test_a_log_that_was_cut_off_stays_known_as_one(room: Room) -> None:
    """Going on to work does not sign it over."""
    filled(room)
    sql(room, "DELETE FROM entry WHERE number = 6")
    room.append(CASE, "note", words="verder", on_day="2026-10-29")
    assert room.fault() == 6
    assert "regel 6" in service.fault(room)


def test_the_chain_is_what_it_says_it_is(room: Room) -> None:
    """Recomputed here by hand, from what a stranger would find in the file."""
    filled(room, 2)
    rows = room._connection.execute("SELECT * FROM entry ORDER BY number").fetchall()
    before = ""
    for number, case, at, kind, content, content_hash, link in rows:
        assert hashlib.sha256(content.encode()).hexdigest() == content_hash
        whole = f'["{before}", {number}, "{case}", "{at}", "{kind}", "{content_hash}"]'
        assert hashlib.sha256(whole.encode()).hexdigest() == link
        before = link


def test_erasing_takes_the_words_and_leaves_the_chain(room: Room) -> None:
    filled(room)
    room.append("b" * 32, "note", words="blijft", on_day="2026-10-29")
    room.erase(CASE, number=1)
    assert room.fault() is None
    assert [entry.content for entry in room.entries(CASE)][:6] == [None] * 6
    rows = repr(room._connection.execute("SELECT * FROM entry").fetchall())
    assert "regel" not in rows
    assert "blijft" in rows


def test_all_within_writing_is_kept_or_nothing(room: Room) -> None:
    def half() -> None:
        with room.writing():
            room.append(CASE, "note", words="half", on_day="2026-10-29")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert room.entries() == []
    assert room.fault() is None


def test_a_full_disk_keeps_nothing_and_says_so(room: Room) -> None:
    filled(room)
    pages = room._connection.execute("PRAGMA page_count").fetchone()[0]
    sql(room, f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StageCoachError, match="schijf"):
        room.append(CASE, "note", words="x" * 60_000, on_day="2026-10-29")
    sql(room, "PRAGMA max_page_count = 1000000")
    assert room.fault() is None
    room.append(CASE, "note", words="nu wel", on_day="2026-10-29")


def test_twenty_wrong_passphrases_change_nothing(school: sealed.School) -> None:
    path = school.first.path
    school.first.close()
    for number in range(20):
        with pytest.raises(WrongPassphrase):
            service.open_with(path, f"verkeerde zin {number}")
    assert [service.wait_after(tries) for tries in (4, 5, 10, 15, 20)] == [0, 30, 60, 120, 120]
    school.first = service.open_with(path, sealed.PASSPHRASE)
    assert school.first.entries() == []


def test_the_recovery_code_opens_it_and_a_new_passphrase_closes_the_old_one(
    tmp_path: Path,
) -> None:
    path = tmp_path / f"kamer{service.SUFFIX}"
    who = ("Samira el Idrissi", "vertrouwenspersoon", "")
    room, code = service.create(path, who, sealed.PASSPHRASE, sealed.PASSPHRASE)
    room.close()
    room = service.open_with(path, code.lower(), recovery=True)
    service.change_passphrase(room, "een heel andere zin", "een heel andere zin")
    room.close()
    with pytest.raises(WrongPassphrase):
        service.open_with(path, sealed.PASSPHRASE)
    service.open_with(path, "een heel andere zin").close()


def test_it_opens_once_at_a_time(school: sealed.School) -> None:
    with pytest.raises(lock.InUse):
        service.open_with(school.first.path, sealed.PASSPHRASE)


def damaged(room: Room, tmp_path: Path, place: int) -> Path:
    """A copy with one byte changed."""
    room._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = tmp_path / "beschadigd" / room.path.name
    path.parent.mkdir()
    content = bytearray(room.path.read_bytes())
    content[place % len(content)] ^= 1
    path.write_bytes(content)
    shutil.copyfile(vault.keys_file(room.path), vault.keys_file(path))
    return path


@pytest.mark.parametrize("place", [20, 5_000, 9_000, -5_000, -100])
def test_a_flipped_bit_is_refused_and_left_as_it_is(
    room: Room, tmp_path: Path, place: int
) -> None:
    path = damaged(filled(room, 40), tmp_path, place)
    before = path.read_bytes()
    with pytest.raises(CannotOpen):
        service.open_with(path, sealed.PASSPHRASE)
    assert path.read_bytes() == before


def test_without_its_key_file_it_says_what_to_do(room: Room, tmp_path: Path) -> None:
    path = damaged(room, tmp_path, 0)
    vault.keys_file(path).write_text('{"slots": 5}', encoding="utf-8")
    with pytest.raises(CannotOpen, match="keys"):
        service.open_with(path, sealed.PASSPHRASE)
    with pytest.raises(CannotOpen):
        service.open_with(tmp_path / f"weg{service.SUFFIX}", sealed.PASSPHRASE)


def test_a_room_of_a_newer_program_stays_untouched(school: sealed.School) -> None:
    sql(school.first, "PRAGMA user_version = 99")
    path = school.first.path
    school.first.close()
    with pytest.raises(CannotOpen, match="nieuwere"):
        service.open_with(path, sealed.PASSPHRASE)
    school.first = school.second


def test_a_backup_opens_with_the_same_passphrase(school: sealed.School, tmp_path: Path) -> None:
    case = cases.start(school.first, "talk", sealed.WORDS, clock.today(), "")
    backup_file = service.make_backup(school.first, tmp_path / "back-ups")
    assert service.last_backup(school.first) == dt.date(2026, 10, 29)
    copy = service.open_with(backup_file, sealed.PASSPHRASE)
    assert cases.find(copy, case).said[0].words == sealed.WORDS
    assert copy.fault() is None
    copy.close()
    assert "Samira" not in backup_file.name


def test_what_is_half_typed_lies_in_the_room(room: Room) -> None:
    service.keep_draft(room, "x/note", {"words": "half \ud800"})
    assert service.find_draft(room, "x/note") == {"words": "half \ud800"}
    service.drop_draft(room, "x/note")
    assert service.find_draft(room, "x/note") is None
    assert room.entries() == []
