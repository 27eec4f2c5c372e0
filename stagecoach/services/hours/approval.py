"""Approving hours, sending them back and correcting them; who did it is named.

Approved lines never change: a correction is a line of its own below them.
"""

import datetime as dt
import uuid

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.hours import MINUTES_A_DAY, Kind, minutes
from stagecoach.domain.students.placements import monday
from stagecoach.domain.texts import line
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.hours import ledger
from stagecoach.services.hours.entry import LONGEST_NOTE, check_day
from stagecoach.services.hours.ledger import DAYS
from stagecoach.store import journal
from stagecoach.store.hours import DayLine
from stagecoach.store.journal import recorded_as

LONGEST_REASON = 300
_LAST = dt.timedelta(days=DAYS - 1)


def _open_lines(placement_id: uuid.UUID, first: dt.date, last: dt.date) -> Select[DayLine]:
    return select(DayLine).where(
        DayLine.placement_id == placement_id,
        DayLine.kind == Kind.PRACTICE,
        DayLine.approved_at.is_(None),
        DayLine.on_date.between(first, last),
    )


@recorded_as("hour_approval.approve_week")
def approve_week(
    session: Session, placement_id: uuid.UUID, day: dt.date, person_id: uuid.UUID
) -> int:
    """Approve the practice of the week of `day` that waits; gives how many minutes."""
    return _approve(session, placement_id, monday(day), monday(day) + _LAST, person_id)


@recorded_as("hour_approval.approve_day")
def approve_day(
    session: Session, placement_id: uuid.UUID, day: dt.date, person_id: uuid.UUID
) -> int:
    """The same for one line."""
    return _approve(session, placement_id, day, day, person_id)


def _approve(
    session: Session, placement_id: uuid.UUID, first: dt.date, last: dt.date, person_id: uuid.UUID
) -> int:
    """What was sent back is not approved: it waits for whoever wrote it."""
    approved = 0
    query = _open_lines(placement_id, first, last).where(DayLine.sent_back == "")
    for kept in session.scalars(query).all():
        kept.approved_by_id, kept.approved_at = person_id, clock.now()
        approved += kept.minutes
    return approved


@recorded_as("hour_approval.send_back")
def send_back(
    session: Session,
    placement_id: uuid.UUID,
    first: dt.date,
    last: dt.date,
    reason: str,
    person_id: uuid.UUID,
) -> int:
    """Send the open lines of these days back with a reason; gives how many. Raises Invalid."""
    why = line(reason)
    if not why:
        raise Invalid({"reason": _("Say what is not right, so that it can be mended.")})
    if len(why) > LONGEST_REASON:
        raise Invalid({"reason": _("At most %d characters fit here.") % LONGEST_REASON})
    rows = session.scalars(_open_lines(placement_id, first, last)).all()
    for kept in rows:
        kept.sent_back, kept.sent_back_by_id = why, person_id
    return len(rows)


@recorded_as("hour_approval.correct")
def correct(
    session: Session,
    placement_id: uuid.UUID,
    day: dt.date | None,
    typed: str,
    reason: str,
    person_id: uuid.UUID,
    *,
    less: bool,
    approve: bool,
) -> uuid.UUID:
    """A counter-entry under the lines of a day, more or less. Raises Invalid.

    A day never falls below nothing, nor rises above a whole day.
    """
    wanted = minutes(typed) or 0
    problems = _wrong_correction(wanted, reason)
    if day is None:
        problems["day"] = _("This date does not exist.")
    elif not problems:
        problems = _wrong_sum(session, placement_id, day, -wanted if less else wanted)
    if problems:
        raise Invalid(problems)
    counter_entry = DayLine(
        placement_id=placement_id,
        on_date=day,
        kind=Kind.PRACTICE,
        minutes=-wanted if less else wanted,
        counted=-wanted if less else wanted,
        note=line(reason),
        correction=True,
        entered_by_id=person_id,
    )
    if approve:
        counter_entry.approved_by_id, counter_entry.approved_at = person_id, clock.now()
        journal.not_undoable(session)  # another counter-entry takes it back, and both stay
    session.add(counter_entry)
    session.flush()
    return counter_entry.id


def _wrong_correction(wanted: int, reason: str) -> dict[str, str]:
    problems = {}
    if not wanted:
        problems["typed"] = _("Type hours as 7.5, 7:30 or 90 min, at most 24.")
    if not line(reason):
        problems["reason"] = _("Say why: the student sees it too.")
    elif len(line(reason)) > LONGEST_NOTE:
        problems["reason"] = _("At most %d characters fit here.") % LONGEST_NOTE
    return problems


def _wrong_sum(
    session: Session, placement_id: uuid.UUID, day: dt.date, change: int
) -> dict[str, str]:
    try:
        check_day(session, placement_id, day)
    except Invalid as invalid:
        return {"day": invalid.problems["typed"]}
    kept = ledger.lines(session, placement_id, day, day).get(day, [])
    now = sum(ln.counted for ln in kept if ln.kind is Kind.PRACTICE)
    if not 0 <= now + change <= MINUTES_A_DAY:
        return {"typed": _("This day has no more hours to take away, or would have over 24.")}
    return {}
