"""What all tables share. Portable between the local store and a PostgreSQL hub."""

import datetime as dt
import enum
import uuid
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, ForeignKey, MetaData, TypeDecorator, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from stagecoach.store.ids import new_id


class Moment(TypeDecorator[dt.datetime]):
    """A UTC time. SQLite drops the zone, so it is taken off here and put back on."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:  # noqa: ARG002
        return value.astimezone(dt.UTC).replace(tzinfo=None) if value else None

    def process_result_value(
        self,
        value: dt.datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> dt.datetime | None:
        return value.replace(tzinfo=dt.UTC) if value else None


class Base(DeclarativeBase):
    """Every row has a UUIDv7: made anywhere, unique everywhere, in order of time."""

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
        uuid.UUID: Uuid(),
        dt.datetime: Moment(),
        dict[str, Any]: JSON(),
        enum.StrEnum: Enum(
            enum.StrEnum,
            native_enum=False,
            length=20,
            values_callable=lambda members: [member.value for member in members],
        ),
    }

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)


def reference(target: str, **options: Any) -> Any:
    """A column that points at a row; refused while something still points at it."""
    return mapped_column(ForeignKey(f"{target}.id"), **options)
