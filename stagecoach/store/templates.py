"""Evaluation templates in versions, and the blueprints that templates and evaluations hold."""

import datetime as dt
import uuid

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.domain.templates.blueprints import TemplateStatus
from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class Blueprint(Base):
    """What a form asks, as canonical JSON, once for equal content. Never changed (triggers)."""

    __tablename__ = "blueprint"
    __merge__ = merge_rules.same_row("digest")

    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of the content, hex
    content: Mapped[str] = mapped_column(Text)


class Template(Base):
    """One version of a template; versions of one template share its family."""

    __tablename__ = "template"
    __merge__ = merge_rules.renumbered("version")
    __table_args__ = (UniqueConstraint("family_id", "version"),)

    family_id: Mapped[uuid.UUID]
    version: Mapped[int]
    status: Mapped[TemplateStatus] = mapped_column(index=True)
    blueprint_id: Mapped[uuid.UUID] = reference("blueprint", index=True)
    title: Mapped[str] = mapped_column(String(200))
    crebo: Mapped[str] = mapped_column(String(5))  # empty: for any qualification
    cohort_from: Mapped[int]  # students who began before keep an earlier version
    valid_from: Mapped[dt.date]
    standard: Mapped[bool] = mapped_column(default=False)  # chosen where nobody chooses
