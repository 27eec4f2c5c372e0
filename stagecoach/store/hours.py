"""Day lines: hours as they were made, one line a day and kind."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from stagecoach.domain.hours import Kind
from stagecoach.store.base import Base, reference


class DayLine(Base):
    __tablename__ = "day_line"
    __table_args__ = (
        UniqueConstraint("placement_id", "on_date", "kind"),
        CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes"),
    )

    placement_id: Mapped[uuid.UUID] = reference("placement")
    on_date: Mapped[dt.date]
    kind: Mapped[Kind]
    minutes: Mapped[int]
    approved_by_id: Mapped[uuid.UUID | None] = reference("person")
    approved_at: Mapped[dt.datetime | None]
