"""Who agreed with which version of an evaluation, and the seal on a closed one."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.domain.evaluations import Party, Response, Way
from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class EvaluationVersion(Base):
    """An evaluation as it was proposed, as canonical JSON. Never changed (triggers).

    The body is compressed; the digest is of the plain text, so it says what was agreed with
    whatever compressed it (`store/compressed.py`).
    """

    __tablename__ = "evaluation_version"
    __merge__ = merge_rules.CONFLICT
    __table_args__ = (UniqueConstraint("evaluation_id", "number"),)

    evaluation_id: Mapped[uuid.UUID] = reference("evaluation")
    number: Mapped[int]
    made_at: Mapped[dt.datetime]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the plain text, hex


class Consent(Base):
    """What one party said to one version. Taken back it stays, with when and why."""

    __tablename__ = "consent"
    __merge__ = merge_rules.BY_ID

    evaluation_id: Mapped[uuid.UUID] = reference("evaluation", index=True)
    version_id: Mapped[uuid.UUID] = reference("evaluation_version")
    party: Mapped[Party]
    guardian: Mapped[bool] = mapped_column(default=False)  # a parent, beside the student
    said: Mapped[Response]
    name: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[uuid.UUID | None] = reference("person")
    way: Mapped[Way]
    signed_at: Mapped[dt.datetime]
    reason: Mapped[str] = mapped_column(Text, default="")  # of a refusal
    drawing: Mapped[dict[str, Any] | None]  # strokes; points in thousandths of the width
    attachment_id: Mapped[uuid.UUID | None] = reference("attachment")  # the scan
    verifier: Mapped[str] = mapped_column(String(64), default="")  # own public key, hex
    signature: Mapped[str] = mapped_column(String(128), default="")  # over the digest, hex
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_why: Mapped[str] = mapped_column(Text, default="")


class Device(Base):
    """A machine that closed an evaluation; its private half stays outside the store."""

    __tablename__ = "device"
    __merge__ = merge_rules.same_row("verifier")

    verifier: Mapped[str] = mapped_column(String(64), unique=True)  # Ed25519, hex
    known_since: Mapped[dt.datetime]


class Closing(Base):
    """The seal: each names the one before it on the same device, so none can go missing."""

    __tablename__ = "closing"
    __merge__ = merge_rules.CONFLICT
    __table_args__ = (
        UniqueConstraint("device_id", "number"),
        Index("ix_closing_evaluation_id", "evaluation_id", unique=True),
    )

    evaluation_id: Mapped[uuid.UUID] = reference("evaluation")
    version_id: Mapped[uuid.UUID] = reference("evaluation_version")
    device_id: Mapped[uuid.UUID] = reference("device")
    number: Mapped[int]
    closed_at: Mapped[dt.datetime]
    body: Mapped[str] = mapped_column(Text)  # canonical JSON
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the body, hex
    signature: Mapped[str] = mapped_column(String(128))  # of the device over the body, hex
