"""Numbers, hour norms and school holidays: data with a date and a source, in the user's hands."""

import datetime as dt
import tomllib
import uuid
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach import clock, paths
from stagecoach.domain.students.placements import Route
from stagecoach.domain.texts import line
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.store import journal
from stagecoach.store.context import remembered
from stagecoach.store.journal import recorded_as
from stagecoach.store.qualifications import Qualification
from stagecoach.store.rules import AttentionRule, HourNorm, Rule, SchoolHoliday
from stagecoach.store.students.students import Student

_ALWAYS = dt.date(2000, 1, 1)
_MOST = 10_000
_LONGEST_SOURCE = 300
REGIONS = ("noord", "midden", "zuid")


@dataclass(frozen=True, slots=True)
class Row:
    """A number as the settings list it."""

    id: uuid.UUID
    name: str
    value: int
    valid_from: dt.date
    source: str


@dataclass(frozen=True, slots=True)
class Attention:
    """When something asks for attention, whom it asks, and where it is solved."""

    name: str
    days: int
    roles: tuple[str, ...]
    action: str
    urgent: bool


def title(name: str) -> str:
    """What a number decides, in words."""
    return {
        "contacts": _("Contact moments a placement has at least"),
        "contacts_at_work": _("Contact moments at the workplace at least"),
        "overtime_counts": _("Hours above the plan of a day count (1) or not (0)"),
        "log_marks": _("Log entries can be marked (1) or not (0)"),
        "grace_weeks": _("Weeks to finish after a role or a stand-in ended"),
        "peer_lead": _("Talks that one coaches more than the other before it is asked about"),
        "attachment_megabytes": _("Megabytes that one attached document has at most"),
    }.get(name, name)


@cache
def _read(name: str) -> dict[str, Any]:
    path = paths.RESOURCES / "rules" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@recorded_as("rules.ship")
def ship(session: Session) -> None:
    """Add what the program knows and the store does not have yet."""
    journal.not_undoable(session)
    known = set(session.scalars(select(Rule.name)))
    session.add_all(
        Rule(name=name, value=rule["value"], valid_from=_ALWAYS, source=rule["source"])
        for name, rule in _read("numbers").items()
        if name not in known
    )
    asking = set(session.scalars(select(AttentionRule.name)))
    session.add_all(
        AttentionRule(name=name, valid_from=_ALWAYS, **rule)
        for name, rule in _read("attention").items()
        if name not in asking
    )
    norms = _read("hour_norms")
    if not session.scalar(select(func.count()).select_from(HourNorm)):
        session.add_all(
            HourNorm(
                route=Route(norm["route"]),
                years=norm["years"],
                minutes=norm["hours"] * 60,
                valid_from=norms["valid_from"],
                source=norms["source"],
            )
            for norm in norms["norms"]
        )
    if not session.scalar(select(func.count()).select_from(SchoolHoliday)):
        session.add_all(
            SchoolHoliday(
                region=holiday["region"],
                name=holiday["name"],
                from_on=holiday["from"],
                until_on=holiday["until"],
                source=holiday["source"],
            )
            for holiday in _read("school_holidays")["holidays"]
        )
    session.flush()


def is_shipped(session: Session) -> bool:
    """Whether the store has every number and rule of attention that the program asks for."""
    numbers = set(_read("numbers")) <= set(session.scalars(select(Rule.name)))
    return numbers and set(_read("attention")) <= set(session.scalars(select(AttentionRule.name)))


def numbers(session: Session, day: dt.date | None = None) -> dict[str, int]:
    """Every number as it holds on `day`, by name."""
    on = day or clock.today()
    query = select(Rule.name, Rule.value).where(Rule.valid_from <= on).order_by(Rule.valid_from)
    rule_values = remembered(
        session, ("numbers", on), frozenset({"rule"}), lambda: dict(session.execute(query).all())
    )
    return dict(rule_values)


def attention(session: Session) -> dict[str, Attention]:
    """The rules of attention that hold today, in the order in which they were shipped."""
    key, tables = ("attention", clock.today()), frozenset({"attention_rule"})
    return dict(remembered(session, key, tables, lambda: _attention(session)))


def _attention(session: Session) -> dict[str, Attention]:
    a = AttentionRule
    query = (
        select(a.name, a.days, a.roles, a.action, a.urgent, a.enabled)
        .where(a.valid_from <= clock.today())
        .order_by(a.valid_from)
    )
    attentions: dict[str, Attention | None] = dict.fromkeys(_read("attention"))
    for name, days, roles, action, urgent, enabled in session.execute(query):
        attentions[name] = Attention(name, days, tuple(roles), action, urgent) if enabled else None
    return {name: rule for name, rule in attentions.items() if rule is not None}


def overview(session: Session) -> list[Row]:
    """All numbers with their history, in the order of the settings."""
    order = list(_read("numbers"))
    query = select(Rule.id, Rule.name, Rule.value, Rule.valid_from, Rule.source)
    rows = [Row(*row) for row in session.execute(query)]
    return sorted(rows, key=lambda row: (order.index(row.name), row.valid_from))


@recorded_as("rules.set_number")
def set_number(
    session: Session, name: str, value: int, valid_from: dt.date | None, source: str
) -> None:
    """A number that holds from a date on; what held before stays known. Raises Invalid."""
    problems = {}
    if not 0 <= value <= _MOST:
        problems["value"] = _("Give a number from 0 to %d.") % _MOST
    if valid_from is None:
        problems["valid_from"] = _("This date does not exist.")
    if not line(source):
        problems["source"] = _("Say where this number comes from.")
    elif len(source) > _LONGEST_SOURCE:
        problems["source"] = _("At most %d characters fit here.") % _LONGEST_SOURCE
    if problems:
        raise Invalid(problems)
    query = select(Rule).where(Rule.name == name, Rule.valid_from == valid_from)
    rule = session.scalars(query).first() or Rule(name=name, valid_from=valid_from)
    rule.value, rule.source = value, line(source)
    session.add(rule)


@dataclass(frozen=True, slots=True)
class Norm:
    """The least practice hours of a whole programme, in minutes, and who says so."""

    minutes: int
    source: str


def norm(session: Session, student_id: uuid.UUID, route: Route) -> Norm | None:
    """The norm of a student's programme: that of the crebo, else the floor; None if unknown.

    The newest norm that held when the cohort began. Where a norm is for each year (BBL) it is
    taken times the years of the programme.
    """
    programme = session.execute(
        select(Student.programme_years, Student.cohort, Qualification.crebo)
        .join(Qualification, Student.qualification_id == Qualification.id)
        .where(Student.id == student_id)
    ).one()
    years, cohort, crebo = programme
    if years is None:
        return None
    began = dt.date(cohort or clock.today().year, 8, 1)
    query = (
        select(HourNorm)
        .where(
            HourNorm.route == route,
            HourNorm.years.in_((0, years)),
            HourNorm.crebo.in_(("", crebo)),
            HourNorm.valid_from <= began,
        )
        .order_by(HourNorm.crebo.desc(), HourNorm.valid_from.desc())
        .limit(1)
    )
    rule = session.scalars(query).first()
    if rule is None:
        return None
    return Norm(rule.minutes * (1 if rule.years else years), rule.source)
