"""The hours ledger: every hour a visible line, and every total the sum of those lines.

Practice and school side by side, per day and week, against what the agreement plans. Approved
lines never change: a correction is a line of its own, with its reason and who made it.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from stagecoach import i18n
from stagecoach.domain.hours import Kind
from stagecoach.domain.students import agreements as plans
from stagecoach.domain.students.agreements import Planned
from stagecoach.domain.students.placements import monday
from stagecoach.i18n import _
from stagecoach.services.hours import calendars
from stagecoach.services.hours.rows import Day, HourLine, Ledger, Totals, Week
from stagecoach.services.rules import rules
from stagecoach.services.students import agreements
from stagecoach.services.students.agreements import Agreements
from stagecoach.services.students.students import Head
from stagecoach.store.hours import DayLine
from stagecoach.store.people.persons import Person
from stagecoach.store.students.agreements import AgreementSheet
from stagecoach.store.students.placements import Placement

DAYS = 7
_DAY = dt.timedelta(days=1)


def period_line(head: Head, agreed: Agreements | None) -> str:
    """Kadewerk Software, 31 aug t/m 15 jan, ma wo do vr bedrijf, di school."""
    text = _("%(company)s, %(first)s to %(last)s")
    first, last = i18n.short_day(head.starts_on), i18n.short_day(head.ends_on)
    said = [text % {"company": head.company, "first": first, "last": last}]
    newest = agreed.newest if agreed else None
    if newest is not None and newest.pattern:
        week = newest.pattern[0]
        names = [i18n.week_day(number) for number in range(DAYS)]
        for at, where in ((0, _("company")), (1, _("school"))):
            days = [name for name, day in zip(names, week, strict=True) if day[at]]
            if days:
                said.append(f"{' '.join(days)} {where}")
    return ", ".join(said)


def lines(
    session: Session, placement_id: uuid.UUID, first: dt.date, last: dt.date
) -> dict[dt.date, list[HourLine]]:
    """The kept lines of some days, ordinary ones before their corrections."""
    d, approver, sender = DayLine, aliased(Person), aliased(Person)
    query: Select[*tuple[Any, ...]] = (
        select(
            d.id,
            d.on_date,
            d.kind,
            d.minutes,
            d.counted,
            d.note,
            d.absence,
            d.correction,
            func.coalesce(approver.name, ""),
            d.approved_at,
            d.sent_back,
            func.coalesce(sender.name, ""),
        )
        .outerjoin(approver, d.approved_by_id == approver.id)
        .outerjoin(sender, d.sent_back_by_id == sender.id)
        .where(d.placement_id == placement_id, d.on_date.between(first, last))
        .order_by(d.on_date, d.correction, d.kind, d.id)
    )
    hour_lines: dict[dt.date, list[HourLine]] = defaultdict(list)
    for row in session.execute(query):
        hour_lines[row[1]].append(HourLine(*row))
    return hour_lines


def ledger(session: Session, placement_id: uuid.UUID) -> Ledger:
    """The whole of it: six queries, however many lines there are."""
    placement = session.get_one(Placement, placement_id)
    agreed = agreements.load(session, placement_id)
    norm = rules.norm(session, placement.student_id, placement.route)
    return Ledger(
        weeks=tuple(_weeks(session, placement, agreed)),
        agreements=agreed,
        agreed_minutes=placement.agreed_minutes,
        norm=norm,
        career_minutes=_career(session, placement.student_id) if norm else 0,
    )


def _weeks(session: Session, placement: Placement, agreed: Agreements) -> list[Week]:
    """From the first day of any sheet to the last, whole weeks."""
    starts = [placement.starts_on, *(sheet.starts_on for sheet in agreed.sheets)]
    ends = [placement.ends_on, *(sheet.ends_on for sheet in agreed.sheets)]
    first, last = monday(min(starts)), monday(max(ends)) + (DAYS - 1) * _DAY
    kept = lines(session, placement.id, first, last)
    days = planned_days(session, agreed, first, last)
    origin = monday(placement.starts_on)
    weeks: list[Week] = []
    for offset in range((last - first).days // DAYS + 1):
        start = first + offset * DAYS * _DAY
        before = weeks[-1].running if weeks else 0
        week = Week((start - origin).days // DAYS + 1, start, before=before)
        for number in range(DAYS):
            on = start + number * _DAY
            week.days.append(_day(on, days[on], kept.get(on, []), agreed))
        weeks.append(week)
    return weeks


def _day(on: dt.date, planned: Planned, kept: list[HourLine], agreed: Agreements) -> Day:
    counts = not agreed.sheets or (agreed.counts_from is not None and on >= agreed.counts_from)
    return Day(on, planned, kept, counts)


def planned_days(
    session: Session, agreed: Agreements, first: dt.date, last: dt.date
) -> dict[dt.date, Planned]:
    """What every day asks, from the sheet in force on that day."""
    sheets = [sheet.agreed for sheet in agreed.sheets]
    pauses = [row.pause for row in agreed.pauses]
    places = {(s.country, s.school_region) for s in agreed.sheets}
    free = {
        country: calendars.public_holidays(country, first, last) for country, _region in places
    }
    school = {
        region: calendars.school_holidays(session, region, first, last) for _c, region in places
    }
    planned_days = {}
    for offset in range((last - first).days + 1):
        day = first + offset * _DAY
        at = next((s for s in reversed(agreed.sheets) if s.valid_from <= day), None)
        country, region = (at.country, at.school_region) if at else ("", "")
        planned_days[day] = plans.planned(
            day, sheets, pauses, free.get(country, {}), school.get(region, {})
        )
    return planned_days


def _career(session: Session, student_id: uuid.UUID) -> int:
    query = (
        select(func.sum(DayLine.minutes))
        .join(Placement, DayLine.placement_id == Placement.id)
        .where(
            Placement.student_id == student_id,
            DayLine.kind == Kind.PRACTICE,
            DayLine.approved_at.is_not(None),
        )
    )
    return session.scalar(query) or 0


def totals(session: Session, placement_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Totals]:
    """Practice of several placements in one query, without what was made before signing."""
    sheet, line = AgreementSheet, DayLine
    signed = (
        select(sheet.placement_id, func.min(sheet.signed_on).label("on"))
        .where(sheet.placement_id.in_(placement_ids))
        .group_by(sheet.placement_id)
        .subquery()
    )
    open_line = line.approved_at.is_(None)
    query = (
        select(
            line.placement_id,
            func.sum(line.counted),
            func.sum(line.counted).filter(line.approved_at.is_not(None)),
            func.sum(line.counted).filter(open_line, line.sent_back == ""),
        )
        .outerjoin(signed, signed.c.placement_id == line.placement_id)
        .where(
            line.placement_id.in_(placement_ids),
            line.kind == Kind.PRACTICE,
            signed.c.placement_id.is_(None) | (line.on_date >= signed.c.on),
        )
        .group_by(line.placement_id)
    )
    return {key: Totals(*(n or 0 for n in sums)) for key, *sums in session.execute(query)}


def of(session: Session, placement_id: uuid.UUID) -> Totals:
    return totals(session, [placement_id]).get(placement_id, Totals())
