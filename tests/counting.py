"""How often the database is asked: a screen's number must not grow with what is stored."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from stagecoach.store.file.database import Database


def queries(database: Database, work: Callable[[], object]) -> list[str]:
    """The SELECT statements while `work` runs, in order."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().startswith("SELECT"):
            statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return statements
