"""What a table held at an earlier moment: the rows as they stand, and back from there.

Everything that was done after that moment is taken away again, the newest first. It costs what was
done since, not what is stored. Values are as the journal keeps them (`journal.encode`).
"""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from stagecoach.store import journal
from stagecoach.store.base import Base
from stagecoach.store.journal import Action, Change, ChangeKind

Values = dict[str, Any]  # a column to its value


def rows(session: Session, model: type[Base], after: uuid.UUID) -> dict[uuid.UUID, Values]:
    """Every row of a table as it was once this action was done."""
    held = {item.id: _values(item) for item in session.scalars(select(model))}
    for change in session.scalars(_since(model, after)):
        _take_back(held, change)
    return held


def row(session: Session, model: type[Base], row_id: uuid.UUID, after: uuid.UUID) -> Values | None:
    """One row as it was then; None where there was none."""
    now = session.get(model, row_id)
    held = {} if now is None else {row_id: _values(now)}
    own = _since(model, after).where((Change.row_id == row_id) | (Change.kind == ChangeKind.BULK))
    for change in session.scalars(own):
        _take_back(held, change)
    return held.get(row_id)


def last_action(session: Session, at: dt.datetime) -> uuid.UUID:
    """The newest action of that moment; the lowest id where nothing had been done yet."""
    query = select(Action.id).where(Action.at <= at).order_by(Action.id.desc()).limit(1)
    return session.scalar(query) or uuid.UUID(int=0)


def _since(model: type[Base], after: uuid.UUID) -> Select[Change]:
    return (
        select(Change)
        .where(Change.table_name == model.__tablename__, Change.action_id > after)
        .order_by(Change.id.desc())
    )


def _values(item: Base) -> Values:
    names = (column.key for column in item.__mapper__.columns if column.key != "id")
    return {name: journal.encode(getattr(item, name)) for name in names}


def _take_back(held: dict[uuid.UUID, Values], change: Change) -> None:
    if change.kind is ChangeKind.BULK:
        assert change.rows is not None
        for row_id in journal.bulk_ids(change.rows):
            held.pop(row_id, None)
        return
    assert change.row_id is not None  # of one row
    before = {name: pair[0] for name, pair in change.fields.items()}
    if change.kind is ChangeKind.INSERT:
        held.pop(change.row_id, None)
    elif change.kind is ChangeKind.DELETE:
        held[change.row_id] = before
    elif change.row_id in held:
        held[change.row_id] |= before
