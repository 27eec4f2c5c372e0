"""Guidance moments: talks, visits and calls, with their actions."""

import datetime as dt
import uuid

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.domain.evaluations import Party
from stagecoach.domain.guidance import MomentKind
from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class GuidanceMoment(Base):
    """Planned while it has no result; a contact counts when school and student were there."""

    __tablename__ = "guidance_moment"
    __merge__ = merge_rules.BY_ID

    placement_id: Mapped[uuid.UUID] = reference("placement", index=True)
    kind: Mapped[MomentKind]
    on_date: Mapped[dt.date]
    held: Mapped[bool] = mapped_column(default=False)
    at_work: Mapped[bool] = mapped_column(default=False)
    student_there: Mapped[bool] = mapped_column(default=True)
    company_there: Mapped[bool] = mapped_column(default=True)
    school_there: Mapped[bool] = mapped_column(default=True)
    agenda: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[int] = mapped_column(default=0)
    author_id: Mapped[uuid.UUID | None] = reference("person")


class AgreedAction(Base):
    """Who does what by when; agreed in a moment or apart from one."""

    __tablename__ = "agreed_action"
    __merge__ = merge_rules.BY_ID

    placement_id: Mapped[uuid.UUID] = reference("placement", index=True)
    moment_id: Mapped[uuid.UUID | None] = reference("guidance_moment", index=True)
    text: Mapped[str] = mapped_column(String(300))
    owner: Mapped[Party]
    due_on: Mapped[dt.date | None]
    done_on: Mapped[dt.date | None]
