"""Agreement sheets: the first one and every later bpv-blad; pauses, and who stands in."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.domain.students.agreements import Change
from stagecoach.domain.students.placements import Route
from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class AgreementSheet(Base):
    """Once signed it never changes: what changes gets a sheet of its own."""

    __tablename__ = "agreement_sheet"
    __merge__ = merge_rules.renumbered("number")
    __table_args__ = (
        UniqueConstraint("placement_id", "number"),
        CheckConstraint("starts_on <= ends_on", name="dates"),
    )

    placement_id: Mapped[uuid.UUID] = reference("placement")
    number: Mapped[int]
    change: Mapped[Change]
    valid_from: Mapped[dt.date]
    signed_on: Mapped[dt.date | None]
    reason: Mapped[str] = mapped_column(String(300), default="")
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    agreed_minutes: Mapped[int]
    route: Mapped[Route]
    company_id: Mapped[uuid.UUID] = reference("company")
    country: Mapped[str] = mapped_column(String(2), default="NL")  # whose public holidays
    school_region: Mapped[str] = mapped_column(String(20), default="")  # whose school holidays
    pattern: Mapped[list[Any]] = mapped_column(JSON, default=list)  # weeks of days of minutes


class PlacementPause(Base):
    """An interruption, or days on which the company is closed."""

    __tablename__ = "placement_pause"
    __merge__ = merge_rules.BY_ID
    __table_args__ = (CheckConstraint("from_on <= until_on", name="dates"),)

    placement_id: Mapped[uuid.UUID] = reference("placement", index=True)
    from_on: Mapped[dt.date]
    until_on: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(String(200))


class StandIn(Base):
    """Who guides a student for a while in the place of somebody else."""

    __tablename__ = "stand_in"
    __merge__ = merge_rules.BY_ID
    __table_args__ = (CheckConstraint("from_on <= until_on", name="dates"),)

    placement_id: Mapped[uuid.UUID] = reference("placement", index=True)
    person_id: Mapped[uuid.UUID] = reference("person", index=True)
    for_id: Mapped[uuid.UUID] = reference("person")
    from_on: Mapped[dt.date]
    until_on: Mapped[dt.date]
