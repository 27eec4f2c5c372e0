"""Scales, templates and evaluations. A template in use is never edited: it gets a new version."""

import datetime as dt
import uuid

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.domain.evaluations import Conclusion, Kind, Party, Status
from stagecoach.domain.tracks import Track
from stagecoach.store.base import Base, reference


class Scale(Base):
    __tablename__ = "scale"

    name: Mapped[str] = mapped_column(String(100))
    valid_from: Mapped[dt.date]
    source: Mapped[str] = mapped_column(String(300))


class ScaleValue(Base):
    """In order of position from lowest to highest."""

    __tablename__ = "scale_value"
    __table_args__ = (UniqueConstraint("scale_id", "letter"),)

    scale_id: Mapped[uuid.UUID] = reference("scale")
    position: Mapped[int]
    letter: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(60))
    label_en: Mapped[str] = mapped_column(String(60), default="")
    counts: Mapped[bool]
    passes: Mapped[bool]
    explain: Mapped[bool]


class Template(Base):
    __tablename__ = "template"
    __table_args__ = (UniqueConstraint("qualification_id", "version"),)

    qualification_id: Mapped[uuid.UUID] = reference("qualification")
    scale_id: Mapped[uuid.UUID] = reference("scale")
    version: Mapped[int]
    valid_from: Mapped[dt.date]
    source: Mapped[str] = mapped_column(String(300))
    example: Mapped[bool]  # its criteria were invented, to be replaced by the school's own


class Criterion(Base):
    __tablename__ = "criterion"

    template_id: Mapped[uuid.UUID] = reference("template", index=True)
    work_process_id: Mapped[uuid.UUID] = reference("work_process")
    track: Mapped[Track]
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))


class Evaluation(Base):
    __tablename__ = "evaluation"
    __table_args__ = (UniqueConstraint("placement_id", "kind"),)

    placement_id: Mapped[uuid.UUID] = reference("placement")
    template_id: Mapped[uuid.UUID] = reference("template")
    kind: Mapped[Kind]
    talk_on: Mapped[dt.date]
    status: Mapped[Status] = mapped_column(default=Status.OPEN, index=True)
    conclusion: Mapped[Conclusion | None]
    extra_talk_on: Mapped[dt.date | None]


class Mark(Base):
    """The answer to one criterion."""

    __tablename__ = "mark"
    __table_args__ = (UniqueConstraint("evaluation_id", "criterion_id"),)

    evaluation_id: Mapped[uuid.UUID] = reference("evaluation")
    criterion_id: Mapped[uuid.UUID] = reference("criterion")
    value: Mapped[str | None] = mapped_column(String(10))
    explanation: Mapped[str] = mapped_column(Text, default="")


class Outcome(Base):
    """What people decided for one work process on one track, and what was proposed then."""

    __tablename__ = "outcome"
    __table_args__ = (UniqueConstraint("evaluation_id", "work_process_id", "track"),)

    evaluation_id: Mapped[uuid.UUID] = reference("evaluation")
    work_process_id: Mapped[uuid.UUID] = reference("work_process")
    track: Mapped[Track]
    value: Mapped[str | None] = mapped_column(String(10))
    proposed: Mapped[str | None] = mapped_column(String(10))
    explanation: Mapped[str] = mapped_column(Text, default="")


class Agreement(Base):
    """What is agreed for the time after this evaluation, per track."""

    __tablename__ = "agreement"

    evaluation_id: Mapped[uuid.UUID] = reference("evaluation", index=True)
    track: Mapped[Track]
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)


class Signature(Base):
    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("evaluation_id", "party"),)

    evaluation_id: Mapped[uuid.UUID] = reference("evaluation")
    party: Mapped[Party]
    name: Mapped[str] = mapped_column(String(200))
    signed_at: Mapped[dt.datetime]
