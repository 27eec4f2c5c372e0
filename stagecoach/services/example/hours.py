"""The hours of the example store: told by the week, or spread over the days of the pattern."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.hours import Absence, Kind
from stagecoach.domain.students import agreements as plans
from stagecoach.domain.students import placements as weeks
from stagecoach.domain.students.agreements import Pattern
from stagecoach.services.example.forms import Anchor
from stagecoach.services.students import pauses, students
from stagecoach.store.hours import DayLine
from stagecoach.store.people.persons import StoreInfo

_QUARTER = 15  # minutes
_DAYS = 4  # a week, Monday to Thursday, where the data does not say otherwise
_FRIDAY = 4
_SCHOOL = 6 * 60


def pattern(data: dict[str, Any]) -> Pattern:
    """The agreed days: as told, or the agreed hours spread over four days."""
    told = data.get("ledger")
    if told:
        return plans.plain(_minutes(told["days"]), _minutes(told["school_days"]))
    day_minutes = data["hours"] * 60 // data["weeks"] // _DAYS // _QUARTER * _QUARTER
    return plans.plain(dict.fromkeys(range(_DAYS), day_minutes), {_FRIDAY: _SCHOOL})


def _minutes(hours: dict[str, int]) -> dict[int, int]:
    return {int(day): count * 60 for day, count in hours.items()}


def of(session: Session, data: dict[str, Any], head: students.Head, anchor: Anchor) -> None:
    """The lines of one student; the newest ones wait for approval."""
    approver = session.scalars(select(StoreInfo.owner_id)).one()
    told = data.get("ledger")
    lines = _typed_lines(told, head) if told else _spread(data, head, anchor)
    for line, settled in lines:
        line.counted = line.minutes
        line.entered_by_id = approver
        if settled and line.kind is Kind.PRACTICE:
            line.approved_by_id, line.approved_at = approver, clock.now()
        session.add(line)
    session.flush()
    for first, last, reason in told["pauses"] if told else ():
        monday = weeks.monday_of(last, head.starts_on)
        pauses.add(
            session,
            head.placement_id,
            weeks.monday_of(first, head.starts_on),
            monday + dt.timedelta(days=6),
            reason,
        )


def _typed_lines(told: dict[str, Any], head: students.Head) -> Iterator[tuple[DayLine, bool]]:
    notes = {(week, day, kind): text for week, day, kind, text in told["notes"]}
    for kind in (Kind.PRACTICE, Kind.SCHOOL):
        for week, days in enumerate(told[kind.value], start=1):
            for day, count in days.items():
                line = _line(head, _day(head, week, int(day)), kind, count * 60)
                line.note = notes.get((week, int(day), kind.value), "")
                yield line, week not in told["open_weeks"]
    for week, day, why, count, note in told["absent"]:
        line = _line(head, _day(head, week, day), Kind.ABSENCE, count * 60)
        line.absence, line.note = Absence(why), note
        yield line, True
    for week, day, count, why in told["corrections"]:
        line = _line(head, _day(head, week, day), Kind.PRACTICE, count * 60)
        line.correction, line.note = True, why
        yield line, True


def _day(head: students.Head, week: int, day: int) -> dt.date:
    return weeks.monday_of(week, head.starts_on) + dt.timedelta(days=day)


def _line(head: students.Head, day: dt.date, kind: Kind, minutes: int) -> DayLine:
    key: uuid.UUID = head.placement_id
    return DayLine(placement_id=key, on_date=day, kind=kind, minutes=minutes)


def _spread(
    data: dict[str, Any], head: students.Head, anchor: Anchor
) -> Iterator[tuple[DayLine, bool]]:
    """In whole quarters over the days of the pattern until today."""
    span = range((anchor.day - head.starts_on).days + 1)
    days = [head.starts_on + dt.timedelta(days=n) for n in span]
    days = [day for day in days if day.weekday() < _DAYS]
    waiting = days[-2:] if data["open"] <= 2 * 8 else days[-3:]
    waiting = waiting if data["open"] else []
    settled = days[: len(days) - len(waiting)]
    for group, hours in ((settled, data["made"]), (waiting, data["open"])):
        for day, minutes in zip(group, _share(hours * 60, len(group)), strict=True):
            yield _line(head, day, Kind.PRACTICE, minutes), group is settled


def _share(total: int, count: int) -> list[int]:
    """Minutes over days in whole quarters; the first days take what is left over."""
    if not count:
        return []
    day_share = total // count // _QUARTER * _QUARTER
    extra, rest = divmod(total - day_share * count, _QUARTER)
    shares = [day_share + _QUARTER * (n < extra) for n in range(count)]
    shares[0] += rest
    return shares
