"""Views beside the judgement: each a sheet of its own, with its author."""

import datetime as dt
import uuid

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.domain.evaluations import Voice
from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class VoiceSheet(Base):
    """The student's own view, a coach's observations, a colleague's, the school's."""

    __tablename__ = "voice_sheet"
    __merge__ = merge_rules.BY_ID

    evaluation_id: Mapped[uuid.UUID] = reference("evaluation", index=True)
    voice: Mapped[Voice]
    person_id: Mapped[uuid.UUID | None] = reference("person")
    author: Mapped[str] = mapped_column(String(200))
    relation: Mapped[str] = mapped_column(String(200), default="")  # of a colleague
    reflection: Mapped[str] = mapped_column(Text, default="")
    finished_at: Mapped[dt.datetime | None]


class VoiceMark(Base):
    """An answer on such a sheet; it counts in no outcome."""

    __tablename__ = "voice_mark"
    __merge__ = merge_rules.same_row("sheet_id", "criterion_id")
    __table_args__ = (UniqueConstraint("sheet_id", "criterion_id"),)

    evaluation_id: Mapped[uuid.UUID] = reference("evaluation", index=True)
    sheet_id: Mapped[uuid.UUID] = reference("voice_sheet")
    criterion_id: Mapped[uuid.UUID]
    value: Mapped[str | None] = mapped_column(String(10))
    explanation: Mapped[str] = mapped_column(Text, default="")


class TalkPoint(Base):
    """What is put on the sheet for the talk, and what was agreed about it."""

    __tablename__ = "talk_point"
    __merge__ = merge_rules.same_row("evaluation_id", "criterion_id")
    __table_args__ = (UniqueConstraint("evaluation_id", "criterion_id"),)

    evaluation_id: Mapped[uuid.UUID] = reference("evaluation")
    criterion_id: Mapped[uuid.UUID]
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    agreed: Mapped[str] = mapped_column(Text, default="")
