"""Every action that can be undone is undone and done again, on a copy, whatever test does it.

Whatever a test of the services does to a store is done; then a copy of the store takes it back
and does it again, and all rows of the copy are compared with those of before and after.
"""

import contextlib
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stagecoach.errors import StageCoachError
from stagecoach.services.access import rows as access_rows
from stagecoach.services.history import undo
from stagecoach.store import journal
from stagecoach.store.base import Base
from stagecoach.store.file import snapshot
from stagecoach.store.file.database import Database

_EACH = 4  # times an action is tried
_NOT_COMPARED = {
    *("action", "change"),  # the record itself
    *("draft", "sign_in"),  # nobody takes back what was not saved
    *("blueprint", "attachment_content"),  # kept under their digest, whoever uses them
}
_real = Database.do
tried: Counter[str] = Counter()
wrong: set[str] = set()
_busy: list[bool] = []
Rows = dict[str, dict[Any, tuple[Any, ...]]]


def rows(database: Database) -> Rows:
    with database.engine.connect() as connection:
        return {
            name: {
                row[0]: tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')
            }
            for name in Base.metadata.tables
            if name not in _NOT_COMPARED
        }


def difference(left: Rows, right: Rows) -> list[str]:
    return [name for name in left if left[name] != right[name]]


def _do(database: Database, action: Any, *args: Any, **kwargs: Any) -> Any:
    name = journal.recorded_name(action)
    if _busy or name == "history.reverse" or name.startswith("test.") or tried[name] >= _EACH:
        return _real(database, action, *args, **kwargs)
    _busy.append(True)
    try:
        ids: list[uuid.UUID | None] = []
        before = rows(database)
        told, database.on_action = database.on_action, ids.append
        try:
            result = _real(database, action, *args, **kwargs)
        finally:
            database.on_action = told
        if told and ids:
            told(ids[0])
        if ids and ids[0] is not None:
            tried[name] += 1
            _back_and_forth(database, name, ids[0], before)
        return result
    finally:
        _busy.pop()


def _back_and_forth(database: Database, name: str, action_id: uuid.UUID, before: Rows) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kopie.stagecoach"
        snapshot.copy(database.path, database.key, path, file=database.file)
        copy = Database(path, database.key, access_rows.watch)
        copy.person_id, copy.device_id = database.person_id, database.device_id
        try:
            _compare(copy, name, action_id, before)
        finally:
            copy.close()


def _compare(copy: Database, name: str, action_id: uuid.UUID, before: Rows) -> None:
    undone: list[uuid.UUID | None] = []
    after = rows(copy)
    copy.on_action = undone.append
    try:
        _real(copy, undo.reverse, action_id)
    except StageCoachError:  # a sentence, and nothing has changed
        if difference(after, rows(copy)):
            wrong.add(f"{name}: refused to be undone, and changed something")
        return
    except Exception as error:  # noqa: BLE001 - told with its name at the end
        wrong.add(f"{name}: undo raised {type(error).__name__}: {error}")
        return
    if tables := difference(before, rows(copy)):
        wrong.add(f"{name}: undone, {tables} differ")
    if undone[0] is None:
        wrong.add(f"{name}: undone, and cannot be done again")
        return
    try:
        _real(copy, undo.reverse, undone[0])
    except Exception as error:  # noqa: BLE001 - as above
        wrong.add(f"{name}: redo raised {type(error).__name__}: {error}")
        return
    if tables := difference(after, rows(copy)):
        wrong.add(f"{name}: done again, {tables} differ")


@contextlib.contextmanager
def watched() -> Iterator[None]:
    """What is done in here is undone and done again, elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "do", _do)
        yield
