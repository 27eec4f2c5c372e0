"""What all tables share. Portable between the local store and a PostgreSQL hub."""

import datetime as dt
import enum
import uuid
from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Dialect, Enum, ForeignKey, MetaData, TypeDecorator, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from stagecoach.store import merge_rules
from stagecoach.store.ids import new_id
from stagecoach.store.merge_rules import Merge

_KEY_LENGTH = 16  # bytes
_EPOCH, _MICROSECOND = dt.datetime(1970, 1, 1, tzinfo=dt.UTC), dt.timedelta(microseconds=1)


class KeyBytes(UserDefinedType[uuid.UUID]):
    """A key as 16 bytes: as 32 letters, keys and their indexes were the larger part of a store."""

    cache_ok = True

    def get_col_spec(self, **_options: Any) -> str:
        return "BLOB"

    def bind_processor(self, dialect: Dialect) -> Callable[[uuid.UUID | None], bytes | None]:  # noqa: ARG002
        return lambda value: None if value is None else value.bytes

    def result_processor(
        self,
        dialect: Dialect,  # noqa: ARG002
        coltype: object,  # noqa: ARG002
    ) -> Callable[[bytes | None], uuid.UUID | None]:
        return lambda value: None if value is None else _key_of(value)

    def literal_processor(self, dialect: Dialect) -> Callable[[uuid.UUID], str]:  # noqa: ARG002
        return lambda value: f"X'{value.hex}'"


def _key_of(stored: bytes) -> uuid.UUID:
    """What is no key was put there from outside: it is read as one that no row has."""
    if isinstance(stored, bytes) and len(stored) == _KEY_LENGTH:
        return uuid.UUID(bytes=stored)
    return uuid.uuid5(uuid.NAMESPACE_OID, repr(stored))


class Moment(TypeDecorator[dt.datetime]):
    """A UTC time, as microseconds since 1970: SQLite has no times; as text they took 26 bytes."""

    impl = BigInteger
    cache_ok = True

    @property
    def python_type(self) -> type[dt.datetime]:
        return dt.datetime

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(
        self,
        value: int | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> dt.datetime | None:
        return None if value is None else _EPOCH + value * _MICROSECOND


def _new_row_id(execution: Any) -> uuid.UUID:
    """Of a row that is about to be written: SQLAlchemy hands over its other values."""
    table: str = execution.current_column.table.name
    merge = _merge(table)
    if merge.rule is not merge_rules.Rule.SAME_ROW:
        return new_id()
    return merge_rules.own_id(merge, table, execution.get_current_parameters()) or new_id()


@cache
def _merge(table: str) -> Merge:
    return model(table).__merge__


def model(table: str) -> type["Base"]:
    """The mapped class of a table."""
    mapper = next(m for m in Base.registry.mappers if m.class_.__tablename__ == table)
    return mapper.class_


class Base(DeclarativeBase):
    """Every row has an id that is unique everywhere: a UUIDv7 in order of time, or one that its
    natural key gives (`merge_rules`).
    """

    __merge__: ClassVar[Merge]

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        uuid.UUID: Uuid().with_variant(KeyBytes(), "sqlite"),
        dt.datetime: Moment(),
        dict[str, Any]: JSON(),
        enum.StrEnum: Enum(
            enum.StrEnum,
            native_enum=False,
            length=20,
            values_callable=lambda members: [member.value for member in members],
        ),
    }

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=_new_row_id)


def reference(target: str, **options: Any) -> Any:
    """A column that points at a row; refused while something still points at it."""
    return mapped_column(ForeignKey(f"{target}.id"), **options)
