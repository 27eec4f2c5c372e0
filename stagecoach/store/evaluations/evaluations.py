"""Evaluations: answers, outcomes and agreements, in editions; and the school's own result."""

import datetime as dt
import uuid

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.domain.evaluations import Kind, Status
from stagecoach.domain.tracks import Track
from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class Evaluation(Base):
    """A correction is a later edition that names the one it corrects."""

    __tablename__ = "evaluation"
    __merge__ = merge_rules.CONFLICT
    __table_args__ = (UniqueConstraint("placement_id", "kind", "edition"),)

    placement_id: Mapped[uuid.UUID] = reference("placement")
    template_id: Mapped[uuid.UUID | None] = reference("template", index=True)
    blueprint_id: Mapped[uuid.UUID] = reference("blueprint", index=True)  # its own copy
    kind: Mapped[Kind]
    edition: Mapped[int] = mapped_column(default=1)
    corrects_id: Mapped[uuid.UUID | None] = reference("evaluation", unique=True)
    correction: Mapped[str] = mapped_column(Text, default="")  # why
    talk_on: Mapped[dt.date]
    status: Mapped[Status] = mapped_column(default=Status.DRAFT, index=True)
    conclusion: Mapped[str | None] = mapped_column(String(20))
    extra_talk_on: Mapped[dt.date | None]
    guardian: Mapped[bool] = mapped_column(default=False)  # a minor: a parent agrees too
    judged_at: Mapped[dt.datetime | None]  # the judgement is finished: others' views may open
    judged_by_id: Mapped[uuid.UUID | None] = reference("person")


class Mark(Base):
    """The answer to one criterion, which stands in the blueprint of its evaluation."""

    __tablename__ = "mark"
    __merge__ = merge_rules.same_row("evaluation_id", "criterion_id")

    evaluation_id: Mapped[uuid.UUID] = reference("evaluation", index=True)
    criterion_id: Mapped[uuid.UUID]
    value: Mapped[str | None] = mapped_column(String(10))
    explanation: Mapped[str] = mapped_column(Text, default="")


class Outcome(Base):
    """What people decided for one section of the form, and what was proposed then."""

    __tablename__ = "outcome"
    __merge__ = merge_rules.same_row("evaluation_id", "section")

    evaluation_id: Mapped[uuid.UUID] = reference("evaluation", index=True)
    section: Mapped[str] = mapped_column(String(80))
    # The same for who asks by work process; none for a block like attitude.
    work_process_id: Mapped[uuid.UUID | None] = reference("work_process")
    track: Mapped[Track | None]
    value: Mapped[str | None] = mapped_column(String(10))
    proposed: Mapped[str | None] = mapped_column(String(10))
    explanation: Mapped[str] = mapped_column(Text, default="")


class Agreement(Base):
    """What is agreed for the time after this evaluation, per track."""

    __tablename__ = "agreement"
    __merge__ = merge_rules.BY_ID

    evaluation_id: Mapped[uuid.UUID] = reference("evaluation", index=True)
    track: Mapped[Track]
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)


class SchoolResult(Base):
    """What the school decided, weighing the company's judgement (WEB 7.2.8(3)).

    A record of its own beside the evaluation; another decision is another row.
    """

    __tablename__ = "school_result"
    __merge__ = merge_rules.BY_ID

    placement_id: Mapped[uuid.UUID] = reference("placement", index=True)
    evaluation_id: Mapped[uuid.UUID | None] = reference("evaluation", index=True)  # weighed
    passed: Mapped[bool]
    hours_met: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[dt.date]
    decided_by_id: Mapped[uuid.UUID | None] = reference("person")
    decided_by: Mapped[str] = mapped_column(String(200))
