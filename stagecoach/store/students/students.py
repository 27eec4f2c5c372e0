"""Students. No BSN, no background: a name, a number and what they study."""

import uuid

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class Student(Base):
    __tablename__ = "student"
    __merge__ = merge_rules.BY_ID

    name: Mapped[str] = mapped_column(String(200), index=True)
    number: Mapped[str] = mapped_column(String(20), index=True)  # of the school; may be empty
    # The version of the student's own cohort: it stays when a newer one is imported.
    qualification_id: Mapped[uuid.UUID] = reference("qualification", index=True)
    # How long the programme takes and when it began, for the norm; unknown in older stores.
    programme_years: Mapped[int | None]
    cohort: Mapped[int | None]
