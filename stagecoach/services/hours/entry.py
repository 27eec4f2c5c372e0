"""Writing hours into the ledger. Approved lines never change."""

import datetime as dt
import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.hours import Absence, Kind, minutes
from stagecoach.domain.texts import line
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.hours import calendars, ledger
from stagecoach.services.rules import rules
from stagecoach.services.students import agreements
from stagecoach.services.students.agreements import Agreements
from stagecoach.store.hours import DayLine
from stagecoach.store.journal import recorded_as
from stagecoach.store.students.placements import Placement

LONGEST_NOTE = 200


@recorded_as("hour_entry.enter")
def enter(
    session: Session,
    placement_id: uuid.UUID,
    day: dt.date,
    kind: Kind,
    typed: str,
    *,
    note: str | None = None,
    absence: Absence | None = None,
    person_id: uuid.UUID | None = None,
) -> int:
    """Keep what was typed for one day: 7,5 or 7:30 or 9:00-17:00; empty or 0 takes it away.

    Gives the minutes that were understood. Raises Invalid on `typed` or `note`.
    """
    agreed = agreements.load(session, placement_id)
    wanted = _minutes(typed, day, agreed)
    check_day(session, placement_id, day)
    if note is not None and len(line(note)) > LONGEST_NOTE:
        raise Invalid({"note": _("At most %d characters fit here.") % LONGEST_NOTE})
    kept = _ordinary(session, placement_id, day, kind)
    if kept and kept.approved_at and kept.minutes != wanted:
        raise Invalid(
            {"typed": _("These hours have been approved and stay as they are. Correct them.")}
        )
    if not wanted and kept:
        session.delete(kept)
    if not wanted or (kept and kept.approved_at):
        return wanted
    day_line = kept or DayLine(placement_id=placement_id, on_date=day, kind=kind)
    day_line.minutes = wanted
    day_line.counted = _counted(session, agreed, day, kind, wanted)
    day_line.absence = absence if kind is Kind.ABSENCE else None
    day_line.note = line(note) if note is not None else day_line.note or ""
    day_line.entered_by_id = person_id
    day_line.sent_back, day_line.sent_back_by_id = "", None
    session.add(day_line)
    session.flush()
    return wanted


def _ordinary(
    session: Session, placement_id: uuid.UUID, day: dt.date, kind: Kind
) -> DayLine | None:
    query = select(DayLine).where(
        DayLine.placement_id == placement_id,
        DayLine.on_date == day,
        DayLine.kind == kind,
        DayLine.correction.is_(False),
    )
    return session.scalars(query).first()


Typed = tuple[str, str, Absence | None]  # hours, note, why absent


@recorded_as("hour_entry.fill_day")
def fill_day(
    session: Session,
    placement_id: uuid.UUID,
    day: dt.date,
    typed: dict[Kind, Typed],
    person_id: uuid.UUID,
) -> None:
    """Several kinds of one day at once: all of them or none. Raises Invalid by kind."""
    problems = {}
    for kind, (text, note, absence) in typed.items():
        try:
            enter(
                session,
                placement_id,
                day,
                kind,
                text,
                note=note,
                absence=absence,
                person_id=person_id,
            )
        except Invalid as invalid:
            problems[kind.value] = next(iter(invalid.problems.values()))
    if problems:
        raise Invalid(problems)


def _minutes(typed: str, day: dt.date, agreed: Agreements) -> int:
    if not typed.strip():
        return 0
    country = agreed.newest.country if agreed.newest else "NL"
    wanted = minutes(typed, day, calendars.zone(country))
    if wanted is None:
        raise Invalid({"typed": _("Type hours as 7.5, 7:30, 90 min or 9:00-17:00, at most 24.")})
    return wanted


def _counted(session: Session, agreed: Agreements, day: dt.date, kind: Kind, wanted: int) -> int:
    """All of it, or at most what the plan asks where overtime does not count."""
    known = agreed.newest is not None and bool(agreed.newest.pattern)
    if kind is not Kind.PRACTICE or not known or rules.numbers(session, day)["overtime_counts"]:
        return wanted
    planned = ledger.planned_days(session, agreed, day, day)[day]
    return min(wanted, planned.practice)


def check_day(session: Session, placement_id: uuid.UUID, day: dt.date) -> None:
    placement = session.get_one(Placement, placement_id)
    if day > clock.today():
        raise Invalid({"typed": _("This day has yet to come.")})
    if not placement.starts_on <= day <= placement.ends_on:
        raise Invalid({"typed": _("This day lies outside the placement.")})
