"""Placements: one student at one company for a time."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.domain.students.placements import Route
from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class Placement(Base):
    __tablename__ = "placement"
    __merge__ = merge_rules.BY_ID
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="dates"),
        Index("ix_placement_newest", "student_id", "starts_on", "id"),
    )

    student_id: Mapped[uuid.UUID] = reference("student")
    company_id: Mapped[uuid.UUID] = reference("company", index=True)
    school_id: Mapped[uuid.UUID] = reference("school", index=True)
    route: Mapped[Route]
    study_year: Mapped[int]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date] = mapped_column(index=True)
    agreed_minutes: Mapped[int]
    trainer_id: Mapped[uuid.UUID | None] = reference("person", index=True)
    coach_id: Mapped[uuid.UUID | None] = reference("person", index=True)
    school_supervisor_id: Mapped[uuid.UUID | None] = reference("person", index=True)
    assignment: Mapped[str] = mapped_column(String(200), default="")
    client: Mapped[str] = mapped_column(String(200), default="")
