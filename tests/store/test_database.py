"""The open store: keyed, durable, and quiet about what is in it."""

import threading
import uuid
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from stagecoach.errors import StageCoachError
from stagecoach.services.logs import entries as logs
from stagecoach.store.file import backup, backup_list, lock
from stagecoach.store.file.database import PRAGMAS, Database, connect
from stagecoach.store.journal import Action
from stagecoach.store.logs import LogEntry
from stagecoach.store.students.students import Student
from tests.conftest import Master
from tests.make import step


@pytest.mark.parametrize(("name", "value"), PRAGMAS.items())
def test_a_fresh_connection_has_every_pragma(
    store: Path, master: Master, name: str, value: object
) -> None:
    connection = connect(store, master.key)
    assert connection.execute(f"PRAGMA {name}").fetchone()[0] == value
    connection.close()


def test_the_file_is_not_plain_and_holds_no_name(store: Path) -> None:
    content = store.read_bytes()
    assert not content.startswith(b"SQLite format 3")
    assert b"Youssef" not in content


def test_a_missing_store_is_not_made(tmp_path: Path, master: Master) -> None:
    with pytest.raises(dbapi2.OperationalError):
        connect(tmp_path / "weg.stagecoach", master.key)
    assert not (tmp_path / "weg.stagecoach").exists()


def test_what_raises_leaves_no_trace(database: Database) -> None:
    def half(session: Session) -> None:
        session.add(Action(name="x", at=None, undoable=True))
        message = "half-way"
        raise ValueError(message)

    before = database.ask(lambda s: len(s.scalars(select(Action)).all()))
    with pytest.raises(ValueError, match="half-way"):
        database.do(step(half))
    assert database.ask(lambda s: len(s.scalars(select(Action)).all())) == before


def test_asking_keeps_nothing(database: Database, youssef: uuid.UUID) -> None:
    draft = logs.prefill  # any reading service
    database.ask(draft, database.person_id, youssef)

    def rename(session: Session) -> None:
        student = session.scalars(select(Student).limit(1)).one()
        student.name = "Iemand anders"
        session.flush()

    database.ask(rename)
    names = database.ask(lambda s: set(s.scalars(select(Student.name))))
    assert "Iemand anders" not in names


def test_errors_name_nobody(database: Database) -> None:
    def clash(session: Session) -> None:
        key = session.scalars(select(Student.id)).first()
        other = Student(id=key, name="Geheim Persoon", number="1", qualification_id=key)
        session.add(other)
        session.flush()

    with pytest.raises(Exception, match=r"UNIQUE|FOREIGN") as caught:
        database.do(step(clash))
    assert "Geheim" not in str(caught.value)


def test_eight_threads_share_the_engine(database: Database) -> None:
    counts: list[int] = []

    def work() -> None:
        query = select(Student.id)
        counts.extend(database.ask(lambda s: len(s.scalars(query).all())) for _n in range(20))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [7] * 160


def test_bulk_changes_would_pass_the_journal_by_and_are_refused(database: Database) -> None:
    with pytest.raises(RuntimeError, match="journal"):
        database.do(step(lambda s: s.execute(update(LogEntry).values(minutes=1))))


def test_a_second_writer_is_told_where_the_store_is_open(store: Path) -> None:
    first = lock.take(store)
    with pytest.raises(StageCoachError, match="open in een venster"):
        lock.take(store)
    first.release()
    lock.take(store).release()


def test_a_backup_is_whole_and_opens_with_the_same_key(
    database: Database, master: Master, tmp_path: Path
) -> None:
    copy = backup.make(database.path, database.key, tmp_path / "kopie")
    connection = connect(copy.path, master.key, read_only=True)
    original = connect(database.path, master.key)
    assert backup.counts(connection) == backup.counts(original)
    connection.close()
    original.close()


def test_the_last_ten_backups_are_kept(database: Database, tmp_path: Path) -> None:
    from stagecoach import clock

    folder = tmp_path / "kopie"
    real = clock.now
    try:
        for second in range(13):
            moment = real().replace(microsecond=0, second=second)
            clock.now = lambda moment=moment: moment  # type: ignore[misc]
            backup.make(database.path, database.key, folder)
    finally:
        clock.now = real
    kept = backup_list.listed(database.path, folder)
    assert len(kept) == backup_list.KEPT
    assert [b.made_at.second for b in kept] == list(range(12, 2, -1))
    assert len(list(folder.iterdir())) == 2 * backup_list.KEPT  # each with its key slots


def test_a_damaged_copy_is_never_called_a_backup(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = backup.copy

    def damaged(store: Path, key: object, target: Path) -> None:
        whole(store, key, target)  # type: ignore[arg-type]
        content = bytearray(target.read_bytes())
        content[len(content) // 2] ^= 1
        target.write_bytes(content)

    monkeypatch.setattr(backup, "copy", damaged)
    with pytest.raises(StageCoachError, match="nog op deze computer"):
        backup.make(database.path, database.key, tmp_path / "kopie")
    assert list((tmp_path / "kopie").iterdir()) == []


def test_a_backup_that_goes_while_it_is_listed_is_left_out(
    database: Database, tmp_path: Path
) -> None:
    """A second program clears the folder; the lock screen lists what is there."""
    store = database.path
    (tmp_path / f"{store.stem}-20261029-120000{store.suffix}").symlink_to(tmp_path / "gone")
    (tmp_path / f"{store.stem}-20261030-120000{store.suffix}").write_bytes(b"12")
    (tmp_path / f"{store.stem}-een ander{store.suffix}").write_bytes(b"1")
    assert [row.size for row in backup_list.listed(store, tmp_path)] == [2]
