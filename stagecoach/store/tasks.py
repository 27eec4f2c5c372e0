"""Tasks on two tracks, and the links between them."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.domain.tasks import Status
from stagecoach.domain.tracks import Track
from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class Task(Base):
    __tablename__ = "task"
    __merge__ = merge_rules.renumbered("number")
    __table_args__ = (
        UniqueConstraint("placement_id", "track", "number"),
        CheckConstraint("complexity BETWEEN 1 AND 5", name="complexity"),
    )

    placement_id: Mapped[uuid.UUID] = reference("placement")
    track: Mapped[Track]
    number: Mapped[int]  # the 5 of L5; never used again within the placement
    title: Mapped[str] = mapped_column(String(200))
    short_title: Mapped[str] = mapped_column(String(40), default="")
    work_process_id: Mapped[uuid.UUID | None] = reference("work_process")
    complexity: Mapped[int] = mapped_column(default=1)
    planned_from: Mapped[dt.date]  # a Monday
    planned_until: Mapped[dt.date]  # the Monday of the last week
    status: Mapped[Status] = mapped_column(default=Status.PLANNED)
    company_coach_id: Mapped[uuid.UUID | None] = reference("person")
    school_coach_id: Mapped[uuid.UUID | None] = reference("person")
    criteria: Mapped[str] = mapped_column(Text, default="", server_default="")  # one a line
    catalogue_id: Mapped[uuid.UUID | None] = reference("catalogue_task", index=True)


class TaskLink(Base):
    """A learning task and a work task that belong together."""

    __tablename__ = "task_link"
    __merge__ = merge_rules.same_row("learning_id", "work_id")
    __table_args__ = (UniqueConstraint("learning_id", "work_id"),)

    learning_id: Mapped[uuid.UUID] = reference("task")
    work_id: Mapped[uuid.UUID] = reference("task", index=True)


class CatalogueTask(Base):
    """A task of a qualification that any student may be given; retired ones stay known."""

    __tablename__ = "catalogue_task"
    __merge__ = merge_rules.BY_ID
    __table_args__ = (CheckConstraint("complexity BETWEEN 1 AND 5", name="complexity"),)

    qualification_id: Mapped[uuid.UUID] = reference("qualification", index=True)
    track: Mapped[Track]
    title: Mapped[str] = mapped_column(String(200))
    short_title: Mapped[str] = mapped_column(String(40), default="")
    work_process_id: Mapped[uuid.UUID | None] = reference("work_process")
    complexity: Mapped[int] = mapped_column(default=1)
    criteria: Mapped[str] = mapped_column(Text, default="")
    retired: Mapped[bool] = mapped_column(default=False)


class NotPossible(Base):
    """A work process that cannot be done at this company: agreed by three, never a mark."""

    __tablename__ = "not_possible"
    __merge__ = merge_rules.same_row("placement_id", "work_process_id")
    __table_args__ = (UniqueConstraint("placement_id", "work_process_id"),)

    placement_id: Mapped[uuid.UUID] = reference("placement")
    work_process_id: Mapped[uuid.UUID] = reference("work_process")
    elsewhere: Mapped[str] = mapped_column(String(200))  # where it is done instead
    period: Mapped[str] = mapped_column(String(200))  # and when
    student_agreed_on: Mapped[dt.date | None]
    company_agreed_on: Mapped[dt.date | None]
    school_agreed_on: Mapped[dt.date | None]
