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
from stagecoach.store.file import lock
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
