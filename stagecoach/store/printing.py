"""A record of each printing, so that a sheet can be found back by the id on it."""

import datetime as dt
import uuid

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class PrintRecord(Base):
    __tablename__ = "print_record"
    __merge__ = merge_rules.CONFLICT

    form_id: Mapped[str] = mapped_column(String(8), unique=True)
    form: Mapped[str] = mapped_column(String(20))
    blueprint_id: Mapped[uuid.UUID] = reference("blueprint")
    placement_id: Mapped[uuid.UUID | None] = reference("placement")  # none: a nameless blank
    evaluation_id: Mapped[uuid.UUID | None] = reference("evaluation")
    printed_on: Mapped[dt.date]
