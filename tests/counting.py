"""How often the database is asked: a screen's number must not grow with what is stored."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from stagecoach.store.file.database import Database


def statements(database: Database, work: Callable[[], object]) -> list[str]:
    """What is carried out while `work` runs, in order."""
    carried_out: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        carried_out.append(statement.lstrip())

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return carried_out


def queries(database: Database, work: Callable[[], object]) -> list[str]:
    """The SELECT statements of it."""
    return [text for text in statements(database, work) if text.startswith("SELECT")]


def writes(carried_out: list[str]) -> list[str]:
    return [text for text in carried_out if text.startswith(("INSERT", "UPDATE", "DELETE"))]
