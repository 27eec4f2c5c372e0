"""The lists of rules as the settings show and change them: what stood before stays known.

Nothing is edited in place: a rule gets a next one that holds from a later date. School holidays
are days, not rules, so they are changed and removed as they are.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.domain.dates import wrong_span
from stagecoach.domain.students.placements import Route, route_name
from stagecoach.domain.texts import line
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.rules import rules
from stagecoach.store.journal import recorded_as
from stagecoach.store.rules import AttentionRule, HourNorm, SchoolHoliday

_MOST_DAYS, _MOST_HOURS, _MOST_YEARS = 1_000, 10_000, 6
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Row:
    """A line of one of the lists: what it says, from when, and who says so."""

    id: uuid.UUID
    name: str  # of the rule, as code knows it
    title: str
    value: str
    valid_from: dt.date
    source: str


def attention_title(name: str) -> str:
    return {
        "silent_track": _("A track without guidance, after days"),
        "quiet_pair": _("A pair without a talk, after days or twice its interval"),
        "one_sided_pair": _("A pair in which one coaches most"),
        "silent_student": _("A student without any log, after days"),
        "hours_to_approve": _("Hours that wait for approval"),
        "hours_sent_back": _("Hours that were sent back"),
        "action_due": _("An agreed action, days before it is due"),
        "agreement_unsigned": _("An agreement that is not signed"),
        "contacts_missing": _("Missing contact moments, days before the end for each"),
        "evaluation_due": _("An evaluation to prepare, days before"),
        "start_past": _("A start meeting is asked for until days after"),
        "signature_missing": _("A signature that is missing"),
    }.get(name, name)


def numbers(session: Session) -> list[Row]:
    return [
        Row(r.id, r.name, rules.title(r.name), str(r.value), r.valid_from, r.source)
        for r in rules.overview(session)
    ]


def attention(session: Session) -> list[Row]:
    query = select(AttentionRule).order_by(AttentionRule.name, AttentionRule.valid_from)
    return [
        Row(
            r.id,
            r.name,
            attention_title(r.name),
            str(r.days) if r.enabled else _("off"),
            r.valid_from,
            r.source,
        )
        for r in session.scalars(query)
    ]


def norms(session: Session) -> list[Row]:
    query = select(HourNorm).order_by(HourNorm.route, HourNorm.years, HourNorm.valid_from)
    return [
        Row(r.id, r.crebo, _norm_title(r), str(r.minutes // 60), r.valid_from, r.source)
        for r in session.scalars(query)
    ]


def _norm_title(norm: HourNorm) -> str:
    years = _("each year") if not norm.years else _("%d years") % norm.years
    parts = [route_name(norm.route), years, norm.crebo]
    return ", ".join(part for part in parts if part)


def holidays(session: Session) -> list[Row]:
    query = select(SchoolHoliday).order_by(SchoolHoliday.from_on, SchoolHoliday.region)
    return [
        Row(r.id, r.region, f"{r.name} {r.region}", r.until_on.isoformat(), r.from_on, r.source)
        for r in session.scalars(query)
    ]


def _wrong(valid_from: dt.date | None, source: str) -> dict[str, str]:
    problems = {}
    if valid_from is None:
        problems["valid_from"] = _("This date does not exist.")
    if not line(source):
        problems["source"] = _("Say where this comes from.")
    elif len(source) > _LONGEST:
        problems["source"] = _("At most %d characters fit here.") % _LONGEST
    return problems


@recorded_as("rule_lists.set_attention")
def set_attention(
    session: Session,
    name: str,
    days: int,
    valid_from: dt.date | None,
    source: str,
    *,
    enabled: bool,
) -> None:
    """How a rule of attention holds from a date on. Raises Invalid."""
    problems = _wrong(valid_from, source)
    if not 0 <= days <= _MOST_DAYS:
        problems["value"] = _("Give a number from 0 to %d.") % _MOST_DAYS
    if problems:
        raise Invalid(problems)
    query = select(AttentionRule).where(AttentionRule.name == name)
    newest = session.scalars(query.order_by(AttentionRule.valid_from.desc())).first()
    assert newest is not None  # every rule was shipped
    same = session.scalars(query.where(AttentionRule.valid_from == valid_from)).first()
    rule = same or AttentionRule(
        name=name,
        valid_from=valid_from,
        roles=newest.roles,
        action=newest.action,
        urgent=newest.urgent,
    )
    rule.days, rule.enabled, rule.source = days, enabled, line(source)
    session.add(rule)


@recorded_as("rule_lists.add_norm")
def add_norm(
    session: Session,
    route: Route,
    years: int,
    crebo: str,
    hours: int,
    valid_from: dt.date | None,
    source: str,
) -> None:
    """Hours of a programme for cohorts that begin from a date on. Raises Invalid."""
    problems = _wrong(valid_from, source)
    if not 0 <= years <= _MOST_YEARS:
        problems["years"] = _("Give a number from 0 to %d.") % _MOST_YEARS
    if not 0 <= hours <= _MOST_HOURS:
        problems["value"] = _("Give a number from 0 to %d.") % _MOST_HOURS
    if problems:
        raise Invalid(problems)
    query = select(HourNorm).where(
        HourNorm.route == route,
        HourNorm.years == years,
        HourNorm.crebo == line(crebo),
        HourNorm.valid_from == valid_from,
    )
    norm = session.scalars(query).first() or HourNorm(
        route=route, years=years, crebo=line(crebo), valid_from=valid_from
    )
    norm.minutes, norm.source = hours * 60, line(source)
    session.add(norm)


@recorded_as("rule_lists.add_holiday")
def add_holiday(
    session: Session,
    region: str,
    name: str,
    from_on: dt.date | None,
    until_on: dt.date | None,
    source: str,
) -> None:
    """A school holiday of a region; one that begins on the same day is changed. Raises Invalid."""
    problems = wrong_span(from_on, until_on) | _wrong(from_on, source)
    problems.pop("valid_from", None)
    if not line(name):
        problems["name"] = _("Fill in a name.")
    if problems:
        raise Invalid(problems)
    query = select(SchoolHoliday).where(
        SchoolHoliday.region == region, SchoolHoliday.from_on == from_on
    )
    assert until_on is not None  # seen to above
    kept = session.scalars(query).first() or SchoolHoliday(region=region, from_on=from_on)
    kept.name, kept.until_on, kept.source = line(name)[:60], until_on, line(source)
    session.add(kept)


@recorded_as("rule_lists.remove_holiday")
def remove_holiday(session: Session, holiday_id: uuid.UUID) -> None:
    session.delete(session.get_one(SchoolHoliday, holiday_id))
