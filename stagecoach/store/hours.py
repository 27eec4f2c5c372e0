"""Day lines: hours as they were made, and the counter-entries that correct them.

An approved line never changes, neither by the program nor by another tool: a trigger of the
migration refuses it. A correction stands below it as a line of its own.
"""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.domain.hours import Absence, Kind
from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class DayLine(Base):
    __tablename__ = "day_line"
    __merge__ = merge_rules.same_row("placement_id", "on_date", "kind", unless="correction")
    __table_args__ = (
        Index("ix_day_line_day", "placement_id", "on_date"),
        CheckConstraint("minutes BETWEEN 1 AND 1440 OR correction", name="minutes"),
        CheckConstraint("minutes BETWEEN -1440 AND 1440 AND minutes <> 0", name="some"),
    )

    placement_id: Mapped[uuid.UUID] = reference("placement")
    on_date: Mapped[dt.date]
    kind: Mapped[Kind]
    minutes: Mapped[int]
    # What of it counts: less where overtime does not, as decided when the line was written.
    counted: Mapped[int] = mapped_column(default=0, server_default="0")
    note: Mapped[str] = mapped_column(String(200), default="", server_default="")
    absence: Mapped[Absence | None]
    correction: Mapped[bool] = mapped_column(default=False, server_default="0")
    entered_by_id: Mapped[uuid.UUID | None] = reference("person")
    approved_by_id: Mapped[uuid.UUID | None] = reference("person")
    approved_at: Mapped[dt.datetime | None]
    sent_back: Mapped[str] = mapped_column(String(300), default="", server_default="")  # why
    sent_back_by_id: Mapped[uuid.UUID | None] = reference("person")
