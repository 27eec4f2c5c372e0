"""One record of every change: for undo, history, the bin and, later, exchange.

Each `Database.do` is one action. While it flushes, a change record per touched row is kept
in the same transaction, with the old and the new value per field. An insert holds no values:
the first later change holds them. A delete holds them all, so a deleted row needs no mark of
its own in every query: the bin is the deletions in the journal, and restoring is undoing one.
Rows inserted in bulk (an import, a generated store) share one record, which holds their ids.
From this and the rows as they stand `past` tells what any row was at any earlier moment.
"""

import datetime as dt
import enum
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import JSON, Index, LargeBinary, String, event, insert, inspect
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column, sessionmaker

from stagecoach import clock
from stagecoach.store import context, merge_rules
from stagecoach.store.base import Base
from stagecoach.store.compressed import compress, decompress
from stagecoach.store.ids import new_id
from stagecoach.store.merge_rules import Merge, Rule


class ChangeKind(enum.StrEnum):
    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"
    BULK = "bulk"


class Action(Base):
    """What one person did at once."""

    __tablename__ = "action"
    __merge__ = merge_rules.BY_ID

    name: Mapped[str] = mapped_column(String(60))  # "logs.save"
    at: Mapped[dt.datetime]
    person_id: Mapped[uuid.UUID | None]
    device_id: Mapped[uuid.UUID | None]
    undoable: Mapped[bool]


class Change(Base):
    """One row touched by an action. `fields` maps a column to [old, new]."""

    __tablename__ = "change"
    __merge__ = merge_rules.BY_ID
    __table_args__ = (
        Index("ix_change_row", "row_id", "id"),
        Index("ix_change_action", "action_id"),
    )

    action_id: Mapped[uuid.UUID]
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[uuid.UUID | None]
    kind: Mapped[ChangeKind]
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    rows: Mapped[bytes | None] = mapped_column(LargeBinary)  # of BULK: see `bulk_ids`


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
    edits = {
        name: [encode(history.deleted[0] if history.deleted else None), encode(history.added[0])]
        for name, history in histories
        if history.added and history.deleted != history.added
    }
    if moved := edits.keys() & _fixed_columns(item):
        message = f"{item.__tablename__} has its id from {sorted(moved)}: make another row"
        raise RuntimeError(message)
    return edits


def _fixed_columns(item: Any) -> frozenset[str]:
    merge: Merge = item.__merge__
    alone = merge.unless and getattr(item, merge.unless)
    return frozenset(merge.columns if merge.rule is Rule.SAME_ROW and not alone else ())


def _values(item: Any) -> dict[str, Any]:
    names = (column.key for column in inspect(item).mapper.columns)
    return {name: [encode(getattr(item, name)), None] for name in names if name != "id"}


def pack_ids(ids: Iterable[uuid.UUID]) -> bytes:
    """16 bytes each, compressed: ids of rows that belong together begin alike."""
    return compress(b"".join([row_id.bytes for row_id in ids]))


def bulk_ids(rows: bytes) -> Iterator[uuid.UUID]:
    """The rows that a BULK record is of."""
    whole = decompress(rows)
    return (uuid.UUID(bytes=whole[at : at + 16]) for at in range(0, len(whole), 16))


class Record(NamedTuple):
    """A change that is about to be written down."""

    table: str
    row_id: uuid.UUID | None
    kind: ChangeKind
    fields: dict[str, Any]
    rows: bytes | None = None


def _check_id(table: str, row_id: uuid.UUID, own: uuid.UUID | None) -> None:
    if own not in {None, row_id}:
        message = f"a row of {table} has another id than its natural key gives"
        raise RuntimeError(message)


def _records(session: Session) -> list[Record]:
    for item in session.new:
        own = merge_rules.own_id(item.__merge__, item.__tablename__, vars(item))
        _check_id(item.__tablename__, item.id, own)
    records = [
        Record(item.__tablename__, item.id, ChangeKind.INSERT, {})
        for item in _journaled(session.new)
    ]
    edited = ((item, _edits(item)) for item in _journaled(session.dirty))
    records += [
        Record(item.__tablename__, item.id, ChangeKind.UPDATE, edits)
        for item, edits in edited
        if edits
    ]
    records += [
        Record(item.__tablename__, item.id, ChangeKind.DELETE, _values(item))
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
            "table_name": record.table,
            "row_id": record.row_id,
            "kind": record.kind,
            "fields": record.fields,
            "rows": record.rows,
        }
        for record in records
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
    table: str = state.bind_mapper.class_.__tablename__
    merge: Merge = state.bind_mapper.class_.__merge__
    action.tables.add(table)
    if table in UNJOURNALED:
        return
    if not state.is_insert or not isinstance(state.parameters, list):
        message = f"a bulk change of {table} would pass the journal by: change mapped rows"
        raise RuntimeError(message)
    for row in state.parameters:
        own = merge_rules.own_id(merge, table, row)
        row.setdefault("id", own or new_id())
        _check_id(table, row["id"], own)
    ids = pack_ids(row["id"] for row in state.parameters)
    count = len(state.parameters)
    _write(state.session, [Record(table, None, ChangeKind.BULK, {"rows": [None, count]}, ids)])
