"""Qualifications in versions, with their core tasks and work processes."""

import uuid

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class Qualification(Base):
    __tablename__ = "qualification"
    __merge__ = merge_rules.same_row("crebo", "version")
    __table_args__ = (UniqueConstraint("crebo", "version"),)

    crebo: Mapped[str] = mapped_column(String(5))
    version: Mapped[str] = mapped_column(String(60))  # as its file calls it, may be empty
    title: Mapped[str] = mapped_column(String(300))
    level: Mapped[int]
    sector: Mapped[str] = mapped_column(String(200))
    education_domain: Mapped[str] = mapped_column(String(5))
    file_crebo: Mapped[str] = mapped_column(String(5))
    file_title: Mapped[str] = mapped_column(String(300))
    source: Mapped[str] = mapped_column(String(300))


class CoreTask(Base):
    __tablename__ = "core_task"
    __merge__ = merge_rules.same_row("qualification_id", "code")
    __table_args__ = (UniqueConstraint("qualification_id", "code"),)

    qualification_id: Mapped[uuid.UUID] = reference("qualification")
    code: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(300))
    position: Mapped[int]


class WorkProcess(Base):
    """Its code is unique within one version of one qualification only."""

    __tablename__ = "work_process"
    __merge__ = merge_rules.same_row("core_task_id", "code")
    __table_args__ = (UniqueConstraint("core_task_id", "code"),)

    core_task_id: Mapped[uuid.UUID] = reference("core_task")
    code: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(300))
    position: Mapped[int]
    sure: Mapped[bool]  # False: the wording is incomplete or in doubt
