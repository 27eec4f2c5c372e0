"""One record of every change: for undo, history, the bin and, later, exchange.

Each `Database.do` is one action. While it flushes, a change record per touched row is kept
in the same transaction, with the old and the new value per field. An insert holds no values:
the first later change holds them. A delete holds them all, so a deleted row needs no mark of
its own in every query: the bin is the deletions in the journal, and restoring is undoing one.
Rows inserted in bulk (an import, a generated store) share one record per table.
"""

import datetime as dt
import enum
import uuid
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from sqlalchemy import JSON, Index, String, event, insert, inspect
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column, sessionmaker

from stagecoach import clock
from stagecoach.store import context
from stagecoach.store.base import Base
from stagecoach.store.ids import new_id


class ChangeKind(enum.StrEnum):
    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"
    BULK = "bulk"


class Action(Base):
    """What one person did at once."""

    __tablename__ = "action"

    name: Mapped[str] = mapped_column(String(60))  # "logs.save"
    at: Mapped[dt.datetime]
    person_id: Mapped[uuid.UUID | None]
    device_id: Mapped[uuid.UUID | None]
    undoable: Mapped[bool]


class Change(Base):
    """One row touched by an action. `fields` maps a column to [old, new]."""

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_row", "row_id", "id"),
        Index("ix_change_action", "action_id"),
    )

    action_id: Mapped[uuid.UUID]
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[uuid.UUID | None]
    kind: Mapped[ChangeKind]
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)


UseCase = TypeVar("UseCase", bound=Callable[..., Any])


def recorded_as(name: str) -> Callable[[UseCase], UseCase]:
    """Names an action for good: the journal keeps it, whatever its function is called later.

    `Database.do` carries out nothing without a name. All names that were ever given stand in
    `tests/store/action_names.txt`.
    """

    def give(use_case: UseCase) -> UseCase:
        use_case.__dict__["recorded_as"] = name
        return use_case

    return give


def recorded_name(use_case: Callable[..., Any]) -> str:
    """Raises TypeError for what was never named."""
    name = getattr(use_case, "recorded_as", None)
    if not isinstance(name, str):
        message = f"{use_case!r} has no name in the journal: @recorded_as"
        raise TypeError(message)
    return name


UNJOURNALED = frozenset(
    {"draft", "sign_in", "key_slot", "action", "change", "attachment_content", "apart"}
)
_RANK: dict[str, int] = {}


def not_undoable(session: Session) -> None:
    """Call first in a service that cannot be taken back: signing, printing."""
    if action := context.of(session).action:
        action.undoable = False


def encode(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return value


def decode(model: type[Base], name: str, value: Any) -> Any:
    """A value from the journal as the mapped class wants it."""
    kind = inspect(model).columns[name].type.python_type
    if value is None or isinstance(value, kind):
        return value
    if issubclass(kind, dt.datetime | dt.date):
        return kind.fromisoformat(value)
    return kind(value)


def model(table_name: str) -> type[Base]:
    mapper = next(m for m in Base.registry.mappers if m.class_.__tablename__ == table_name)
    return mapper.class_


def _rank(item: Any) -> int:
    """Parents before children, whatever order the session happens to have."""
    if not _RANK:
        _RANK.update({t.name: n for n, t in enumerate(Base.metadata.sorted_tables)})
    return _RANK[item.__tablename__]


def _journaled(items: Iterable[Any]) -> list[Any]:
    rows = (item for item in items if item.__tablename__ not in UNJOURNALED)
    return sorted(rows, key=_rank)


def _edits(item: Any) -> dict[str, Any]:
    """Column by column what an update changes: [old, new]."""
    state = inspect(item)
    histories = ((column.key, state.attrs[column.key].history) for column in state.mapper.columns)
    return {
        name: [encode(history.deleted[0] if history.deleted else None), encode(history.added[0])]
        for name, history in histories
        if history.added and history.deleted != history.added
    }


def _values(item: Any) -> dict[str, Any]:
    names = (column.key for column in inspect(item).mapper.columns)
    return {name: [encode(getattr(item, name)), None] for name in names if name != "id"}


Record = tuple[str, uuid.UUID | None, ChangeKind, dict[str, Any]]


def _records(session: Session) -> list[Record]:
    records: list[Record] = [
        (item.__tablename__, item.id, ChangeKind.INSERT, {}) for item in _journaled(session.new)
    ]
    edited = ((item, _edits(item)) for item in _journaled(session.dirty))
    records += [
        (item.__tablename__, item.id, ChangeKind.UPDATE, edits) for item, edits in edited if edits
    ]
    records += [
        (item.__tablename__, item.id, ChangeKind.DELETE, _values(item))
        for item in reversed(_journaled(session.deleted))
    ]
    return records


def _write(session: Session, records: list[Record]) -> None:
    action = context.of(session).action
    assert action is not None  # only the sessions of `do` are watched
    connection = session.connection()
    if action.id is None:
        action.id = new_id()
        values = {
            "id": action.id,
            "name": action.name,
            "at": clock.now(),
            "person_id": action.person_id,
            "device_id": action.device_id,
            "undoable": action.undoable,
        }
        connection.execute(insert(Action), values)
    rows = [
        {
            "id": new_id(),
            "action_id": action.id,
            "table_name": table,
            "row_id": row_id,
            "kind": kind,
            "fields": fields,
        }
        for table, row_id, kind, fields in records
    ]
    connection.execute(insert(Change), rows)


def watch(writers: sessionmaker[Session]) -> None:
    """From now on every row that these sessions touch is recorded."""
    event.listen(writers, "after_flush", _note_flushed)
    event.listen(writers, "do_orm_execute", _note_bulk)


def _note_flushed(session: Session, _context: object) -> None:
    action = context.of(session).action
    assert action is not None  # as above
    action.tables.update(i.__tablename__ for i in (*session.new, *session.dirty, *session.deleted))
    if records := _records(session):
        _write(session, records)


def _note_bulk(state: ORMExecuteState) -> None:
    action = context.of(state.session).action
    assert action is not None  # as above
    if state.bind_mapper is None or state.is_select:
        return
    table = state.bind_mapper.class_.__tablename__
    action.tables.add(table)
    if table in UNJOURNALED:
        return
    if not state.is_insert:
        message = f"a bulk change of {table} would pass the journal by: change mapped rows"
        raise RuntimeError(message)
    count = len(state.parameters) if isinstance(state.parameters, list) else 1
    _write(state.session, [(table, None, ChangeKind.BULK, {"rows": [None, count]})])
