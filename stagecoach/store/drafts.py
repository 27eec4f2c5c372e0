"""Half-typed forms. Kept within a second, never in the journal, gone once saved."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class Draft(Base):
    __tablename__ = "draft"
    __merge__ = merge_rules.STAYS
    __table_args__ = (UniqueConstraint("person_id", "form", "subject"),)

    person_id: Mapped[uuid.UUID] = reference("person")  # who was typing
    form: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(40), default="")
    fields: Mapped[dict[str, Any]]
    saved_at: Mapped[dt.datetime]
