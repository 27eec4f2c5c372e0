"""Backups: whole copies of one store, in the order of their numbers, tried before they are called so."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import threading
import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from stagecoach import clock
from stagecoach.errors import StageCoachError
from stagecoach.services import backup_state, full_check, safekeeping, stores
from stagecoach.services import backups as service
from stagecoach.services.example import example
from stagecoach.store.file import backup, backup_list, durable, snapshot, trouble, vault
from stagecoach.store.file.backup_list import Backup, Why
from stagecoach.store.file.database import Database, connect
from tests import make
from tests.conftest import DAY, Master


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kopie"


def made(database: Database, folder: Path, why: Why = Why.ASKED) -> Backup:
    return backup.make(database.path, database.key, folder, why, file=database.file)


def test_a_backup_is_whole_and_opens_with_the_same_key(
    database: Database, master: Master, folder: Path
) -> None:
    copy = made(database, folder)
    connection = connect(copy.path, master.key, alone=True)
    original = connect(database.path, master.key)
    assert (
        backup.counts(connection) == backup.counts(original) == backup.contents(copy, master.key)
    )
    connection.close()
    original.close()
    assert copy.tested_at is not None
    assert copy.path.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in copy.path.parent.iterdir()) == sorted(
        [copy.path.name, f"{copy.path.name}.keys", f"{copy.path.name}.record"]
    )


def test_a_copy_is_of_one_moment_while_others_save(
    database: Database, folder: Path, youssef: uuid.UUID
) -> None:
    """Every acknowledged save of before is in it; of what is saved meanwhile all or nothing."""
    make.log(database, youssef, text="Ervoor.")
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            make.log(database, youssef, text="Ertussen.")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [made(database, folder) for _number in range(5)]
    finally:
        stop.set()
        writer.join()
    counts = []
    for copy in copies:
        connection = connect(copy.path, database.key, alone=True)
        assert backup.faults(connection) == []
        (rows,) = connection.execute(
            "SELECT count(*) FROM log_entry WHERE text LIKE 'Er%'"
        ).fetchone()
        (changes,) = connection.execute(
            "SELECT count(DISTINCT row_id) FROM change WHERE table_name = 'log_entry'"
        ).fetchone()
        assert rows >= 1
        assert changes >= rows
        counts.append(rows)
        connection.close()
    assert counts == sorted(counts)


def test_two_stores_of_one_name_keep_their_own(
    database: Database, folder: Path, tmp_path: Path
) -> None:
    other, _code = stores.create(tmp_path / "ander" / database.path.name, example.new_store())
    first, second = made(database, folder), made(other, folder)
    for store, own in ((database, first), (other, second)):
        assert backup_list.listed(store.path, folder) == [own]
        backup.thin(own.path.parent, 0)
        assert backup_list.listed(store.path, folder) == [own]
    other.close()
    assert set(backup_list.everything(folder)) == {first, second}


@pytest.mark.parametrize("name", ["jaar [2026].stagecoach", "100%s.stagecoach", "*.stagecoach"])
def test_a_name_hides_no_backup(database: Database, folder: Path, name: str) -> None:
    path = database.path.with_name(name)
    shutil.copyfile(vault.keys_file(database.path), vault.keys_file(path))
    shutil.copyfile(database.path, path)
    copy = backup.make(path, database.key, folder)
    assert service.overview(path, folder) == [copy]


def test_the_newest_is_the_last_one_made_whatever_the_clock_said(
    database: Database, folder: Path
) -> None:
    for year in (2036, 1971, 2026):
        clock.pretend_today(dt.date(year, 10, 29))
        made(database, folder)
    years = [copy.made_at.year for copy in backup_list.listed(database.path, folder)]
    assert years == [2026, 1971, 2036]


def test_a_clock_that_ran_ahead_keeps_no_later_work_out_of_a_backup(
    database: Database, folder: Path, youssef: uuid.UUID
) -> None:
    clock.pretend_today(dt.date(2036, 10, 29))
    made(database, folder)
    assert not safekeeping.needs_backup(database, folder)
    clock.pretend_today(DAY)
    assert not safekeeping.needs_backup(database, folder)
    make.log(database, youssef)
    assert safekeeping.needs_backup(database, folder)
    made(database, folder)
    assert not safekeeping.needs_backup(database, folder)


def test_a_damaged_copy_is_never_called_a_backup(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = snapshot.copy

    def damaged(store: Path, key: vault.Key, target: Path, **options: object) -> None:
        whole(store, key, target, **options)  # type: ignore[arg-type]
        content = bytearray(target.read_bytes())
        content[len(content) // 2] ^= 1
        target.write_bytes(content)

    monkeypatch.setattr(snapshot, "copy", damaged)
    with pytest.raises(StageCoachError, match="nog op deze computer"):
        made(database, folder)
    assert list((folder / vault.store_id(database.path)).iterdir()) == []


def test_what_breaks_later_is_found_when_it_is_tried(database: Database, folder: Path) -> None:
    copy = made(database, folder)
    with copy.path.open("r+b") as file:
        file.seek(copy.size // 2)
        file.write(b"\0\1\2")
    assert not backup_list.listed(database.path, folder)[0].broken  # nobody looked yet
    assert backup.try_out(copy, database.key).broken
    assert backup_list.listed(database.path, folder)[0].broken
    with copy.path.open("r+b") as file:
        file.truncate(100)
    assert backup_list.listed(database.path, folder)[0].broken  # seen without a key


def test_a_record_does_not_say_what_a_store_holds_and_cannot_be_made_to(
    database: Database, folder: Path
) -> None:
    copy = made(database, folder)
    path = backup_list.record_file(copy.path)
    said = json.loads(path.read_bytes())
    assert set(said) == {
        "version",
        "store",
        "number",
        "made_at",
        "size",
        "why",
        "tested_at",
        "broken",
        "newest",
        "holds",
    }
    sealed = bytearray.fromhex(said["holds"])
    sealed[-1] ^= 1
    path.write_text(json.dumps({**said, "holds": sealed.hex()}))
    assert backup.contents(copy, database.key) is None
    path.write_text(json.dumps({**said, "number": 7}))
    assert backup.contents(replace(copy, number=7), database.key) is None


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"store": 1}', "[" * 100_000])
def test_a_record_that_is_none_hides_its_file_and_no_other(
    database: Database, folder: Path, content: str
) -> None:
    first, second = made(database, folder), made(database, folder)
    backup_list.record_file(first.path).write_text(content)
    assert backup_list.listed(database.path, folder) == [second]


def test_parts_of_killed_ones_are_cleared_and_backups_are_not(
    database: Database, folder: Path
) -> None:
    first = made(database, folder)
    place = first.path.parent
    for name in ("000009-x.stagecoach.part", "000009-x.stagecoach.keys", f"a{durable.NEW}"):
        (place / name).write_bytes(b"half")
    (place / "000009-x.stagecoach.record").write_bytes(b"half")
    second = made(database, folder)
    assert second.number == 2
    assert {path.name.partition(".")[0] for path in place.iterdir()} == {
        first.path.stem,
        second.path.stem,
    }


def test_nothing_is_left_of_one_that_fails(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(snapshot, "copy", full)
    with pytest.raises(StageCoachError, match="schijf is vol"):
        made(database, folder)
    assert list((folder / vault.store_id(database.path)).iterdir()) == []


LOCKS = Path("/proc/locks")
NOW = dt.datetime(2026, 10, 29, 12, tzinfo=dt.UTC)


def kept_of(hours: list[float], size: int = 1) -> list[float]:
    """Which of the backups made so many hours ago are worth keeping."""
    backups = [
        Backup(Path(str(at)), "s", -at, NOW - dt.timedelta(hours=hour), size, Why.TIME)
        for at, hour in enumerate(hours)
    ]
    return [hours[-each.number] for each in backup._worth_keeping(backups)]


def test_older_ones_are_thinned_to_days_weeks_and_months() -> None:
    every_half_hour = [number / 2 for number in range(48)]
    assert kept_of(every_half_hour) == every_half_hour
    days = [24.0 * number + 1 for number in range(1, 20)]
    assert kept_of(sorted([*days, *(day + 1 for day in days)])) == [25.0, 26.0, *days[1:]]
    years = [24.0 * number for number in range(800)]
    assert len(kept_of(years)) < 32 + 26 + 22
    assert kept_of(years)[-1] > 24 * 760  # the oldest month is still there


def test_a_wrong_clock_takes_no_backup_away() -> None:
    ahead = -24.0 * 3650
    assert kept_of([0.0, ahead, 1.0, 2.0]) == [0.0, ahead, 1.0, 2.0]
    assert kept_of([ahead, 0.0, 1.0, 24.0, 25.0]) == [ahead, 0.0, 1.0]


def test_all_together_take_no_more_room_than_they_may_and_three_whole_ones_stay(
    database: Database, folder: Path
) -> None:
    copies = [made(database, folder) for _number in range(6)]
    place, size = copies[0].path.parent, copies[0].size
    backup.thin(place, size * 4 + 1)
    assert backup_list.listed(database.path, folder) == copies[:1:-1]
    with copies[3].path.open("r+b") as file:
        file.truncate(100)
    backup.thin(place, 0)
    assert backup_list.listed(database.path, folder) == [copies[5], copies[4], copies[2]]
    assert len(list(place.iterdir())) == 3 * backup.FEWEST


def test_what_stood_there_before_putting_back_stays_a_month() -> None:
    backups = [
        Backup(Path(str(at)), "s", -at, NOW - dt.timedelta(hours=at * 10), 1, why)
        for at, why in enumerate([Why.TIME, *[Why.TIME, Why.BEFORE_RESTORE] * 20])
    ]
    kept = [each for each in backup._worth_keeping(backups) if each.why is Why.BEFORE_RESTORE]
    assert kept == [each for each in backups if each.why is Why.BEFORE_RESTORE]


def test_two_programs_at_once_make_two_backups(
    store: Path, database: Database, folder: Path
) -> None:
    """The command line beside an open window."""
    words = [sys.executable, "-m", "stagecoach", "backup", str(store), "--to", str(folder)]
    environment = {
        **os.environ,
        "STAGECOACH_PASSPHRASE": example.PASSPHRASE,
        "STAGECOACH_TODAY": DAY.isoformat(),
    }
    others = [subprocess.Popen(words, env=environment) for _number in range(3)]
    for _number in range(5):
        made(database, folder)
    assert [other.wait() for other in others] == [0, 0, 0]
    copies = backup_list.listed(store, folder)
    assert [copy.number for copy in copies] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert not any(backup.try_out(copy, database.key).broken for copy in copies)


def test_a_trial_that_is_stopped_leaves_it_untried(database: Database, folder: Path) -> None:
    copy = backup.make(database.path, database.key, folder, file=database.file, tested=False)
    with pytest.raises(snapshot.Stopped):
        backup.try_out(copy, database.key, lambda _done, _all: False)
    assert backup_list.listed(database.path, folder) == [copy]
    assert not copy.broken
    assert backup.try_out(copy, database.key).tested_at is not None


def test_a_copy_that_is_stopped_leaves_nothing(database: Database, folder: Path) -> None:
    with pytest.raises(snapshot.Stopped):
        safekeeping.make_backup(database, folder, step=lambda _done, _all: False)
    assert list((folder / vault.store_id(database.path)).iterdir()) == []
    assert safekeeping.needs_backup(database, folder)


@pytest.mark.skipif(not LOCKS.exists(), reason="locks are read through /proc")
def test_a_backup_drops_no_lock_of_the_open_store(
    store: Path, database: Database, folder: Path
) -> None:
    """As a file of the store that is opened and closed here would, and did."""

    def held() -> int:
        beside = store.parent.glob(store.name + "*")
        ours = [f":{file.stat().st_ino} " for file in beside]
        lines = [line for line in LOCKS.read_text().splitlines() if f" {os.getpid()} " in line]
        return sum(any(one in line for one in ours) for line in lines)

    before = held()
    assert before
    made(database, folder)
    assert trouble.hindrance(store) is None
    assert held() == before
    store.open("rb").close()
    assert held() < before  # so it would be seen


def test_once_a_week_everything_is_checked_on_the_newest_backup(
    database: Database, folder: Path
) -> None:
    def check() -> bool:
        return full_check.keep_checked(database, folder, lambda _done, _all: True)

    assert not check()  # there is no copy to look at
    copy = made(database, folder)
    assert check()
    assert not check()
    clock.pretend_today(DAY + dt.timedelta(days=8))
    with pytest.raises(safekeeping.Stopped):
        full_check.keep_checked(database, folder, lambda _done, _all: False)
    assert check()
    full_check.make_due(database.path)
    with copy.path.open("rb+") as file:
        file.seek(copy.size // 2)
        file.write(os.urandom(4096))
    with pytest.raises(StageCoachError, match="wekelijkse controle"):
        check()


def test_after_an_unclean_end_opening_takes_a_second_at_most(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(database, database.path.parent / "kopie")
    assert full_check.keep_checked(
        database, database.path.parent / "kopie", lambda _done, _all: True
    )
    monkeypatch.setattr(stores, "_PATIENCE", -1.0)
    stores._check_pages(database.path, database.key)
    assert full_check.is_due(database.path)


def test_a_second_place_gets_the_newest_tested_copy_and_serves_when_the_first_is_gone(
    database: Database, folder: Path, tmp_path: Path, youssef: uuid.UUID
) -> None:
    stick = tmp_path / "stick"
    step = lambda _done, _all: True  # noqa: E731 - as short as it is
    copy = made(database, folder)
    assert not safekeeping.copy_elsewhere(database, folder, stick, step)  # it is not there
    stick.mkdir()
    assert safekeeping.copy_elsewhere(database, folder, stick, step)
    assert not safekeeping.copy_elsewhere(database, folder, stick, step)
    [second] = service.overview(database.path, stick)
    assert second.path.read_bytes() == copy.path.read_bytes()
    assert (second.tested_at, second.number) == (copy.tested_at, copy.number)
    assert second.path.stat().st_mode & 0o777 == 0o600
    assert service.everywhere(database.path, [folder, stick]) == [copy]
    shutil.rmtree(folder)
    assert service.everywhere(database.path, [folder, stick]) == [second]
    assert backup_state.state(database.path, [folder, stick]).last == second
    make.log(database, youssef)
    made(database, folder)
    with pytest.raises(safekeeping.Stopped):
        safekeeping.copy_elsewhere(database, folder, stick, lambda _done, _all: False)
    assert len(list((stick / second.store).iterdir())) == 3


def test_a_failure_stays_until_somebody_has_seen_it(database: Database, folder: Path) -> None:
    path = database.path
    assert backup_state.state(path, [folder]).failure is None
    backup_state.note_failure(path, "De schijf is vol.")
    clock.pretend_today(DAY + dt.timedelta(days=1))
    made(database, folder)
    now = backup_state.state(path, [folder])
    assert now.failure is not None
    assert "schijf is vol" in backup_state.failure_sentence(now.failure)
    assert now.one_disk
    assert "getest" in backup_state.last_sentence(now)
    backup_state.note_seen(path)
    assert backup_state.state(path, [folder]).failure is None


def test_a_drill_opens_counts_and_says_whether_it_works(database: Database, folder: Path) -> None:
    step = lambda _done, _all: True  # noqa: E731 - as above
    copy = backup.make(database.path, database.key, folder, file=database.file, tested=False)
    assert copy.tested_at is None
    tried = safekeeping.drill(database, copy, step)
    assert tried.tested_at is not None
    compared = safekeeping.compare(database, tried)
    assert compared.then == compared.now
    content = bytearray(copy.path.read_bytes())
    content[len(content) // 2] ^= 1
    copy.path.write_bytes(content)
    assert safekeeping.drill(database, tried, step).broken
