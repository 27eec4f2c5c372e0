"""What changes with time or school: numbers, hour norms and school holidays, with a source."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.domain.students.placements import Route
from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class Rule(Base):
    """A number with a name that holds from a date until the next one of that name."""

    __tablename__ = "rule"
    __merge__ = merge_rules.same_row("name", "valid_from")
    __table_args__ = (UniqueConstraint("name", "valid_from"),)

    name: Mapped[str] = mapped_column(String(40))
    value: Mapped[int]
    valid_from: Mapped[dt.date]
    source: Mapped[str] = mapped_column(String(300))


class HourNorm(Base):
    """The least practice hours of a programme, per route, length and cohort."""

    __tablename__ = "hour_norm"
    __merge__ = merge_rules.same_row("route", "years", "crebo", "valid_from")
    __table_args__ = (UniqueConstraint("route", "years", "crebo", "valid_from"),)

    route: Mapped[Route]
    years: Mapped[int]  # of the programme; 0 where the norm is for each year
    crebo: Mapped[str] = mapped_column(String(5), default="")  # empty: every programme
    minutes: Mapped[int]
    valid_from: Mapped[dt.date]  # first cohort it holds for
    source: Mapped[str] = mapped_column(String(300))


class SchoolHoliday(Base):
    __tablename__ = "school_holiday"
    __merge__ = merge_rules.same_row("region", "from_on")
    __table_args__ = (UniqueConstraint("region", "from_on"),)

    region: Mapped[str] = mapped_column(String(20), index=True)
    name: Mapped[str] = mapped_column(String(60))
    from_on: Mapped[dt.date]
    until_on: Mapped[dt.date]
    source: Mapped[str] = mapped_column(String(300))


class AttentionRule(Base):
    """When something asks for attention, whom it asks and where it is solved."""

    __tablename__ = "attention_rule"
    __merge__ = merge_rules.same_row("name", "valid_from")
    __table_args__ = (UniqueConstraint("name", "valid_from"),)

    name: Mapped[str] = mapped_column(String(40))
    days: Mapped[int]
    roles: Mapped[list[Any]] = mapped_column(JSON)  # who sees it
    action: Mapped[str] = mapped_column(String(20))  # the place where it is solved
    urgent: Mapped[bool]
    enabled: Mapped[bool] = mapped_column(default=True)
    valid_from: Mapped[dt.date]
    source: Mapped[str] = mapped_column(String(300))


class Cleared(Base):
    """A point of attention that somebody set aside: done on paper, or not needed."""

    __tablename__ = "cleared"
    __merge__ = merge_rules.BY_ID

    rule: Mapped[str] = mapped_column(String(40))
    placement_id: Mapped[uuid.UUID] = reference("placement", index=True)
    subject: Mapped[str] = mapped_column(String(60))  # which one: asks anew when it changes
    on_paper: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(300), default="")
    cleared_on: Mapped[dt.date]
    person_id: Mapped[uuid.UUID | None] = reference("person")
