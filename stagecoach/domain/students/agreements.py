"""What was agreed about days and hours, and what that plans for one day.

An agreement changes by a new sheet that holds from a date, never by editing (docs/domain.md,
Practice agreement), so the plan of a day is that of the sheet in force on that day.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from stagecoach.domain.students.placements import WEEK, monday
from stagecoach.i18n import _

DAYS = 7
LONGEST_CYCLE = 4  # weeks that differ before the pattern begins again
Day = tuple[int, int]  # minutes of practice and of school
Pattern = tuple[tuple[Day, ...], ...]  # one or more weeks of seven days, Monday first


class Change(StrEnum):
    """What a sheet is."""

    FIRST = "first"
    CHANGED = "changed"
    ENDED = "ended"  # early, with a reason


@dataclass(frozen=True, slots=True)
class Agreed:
    """One sheet, as far as it says when and how long."""

    valid_from: dt.date
    starts_on: dt.date
    ends_on: dt.date
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Pause:
    """Days without placement, the first and the last included."""

    from_on: dt.date
    until_on: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class Planned:
    """What one day asks, in minutes, and in words why it asks nothing."""

    practice: int = 0
    school: int = 0
    free: str = ""  # a public holiday or an interruption
    school_free: str = ""  # a school holiday on a day of school


def in_force(sheets: Sequence[Agreed], day: dt.date) -> Agreed | None:
    """The newest sheet that holds on `day`; sheets in order of date and number."""
    return next((sheet for sheet in reversed(sheets) if sheet.valid_from <= day), None)


def planned(
    day: dt.date,
    sheets: Sequence[Agreed],
    pauses: Sequence[Pause] = (),
    holidays: Mapping[dt.date, str] | None = None,
    school_holidays: Mapping[dt.date, str] | None = None,
) -> Planned:
    """What the agreement asks of one day."""
    sheet = in_force(sheets, day)
    if sheet is None or not sheet.starts_on <= day <= sheet.ends_on:
        return Planned()
    pause = next((p for p in pauses if p.from_on <= day <= p.until_on), None)
    if pause is not None:
        return Planned(free=pause.reason)
    if (name := (holidays or {}).get(day)) is not None:
        return Planned(free=name)
    practice, school = _of_pattern(sheet, day)
    school_free = (school_holidays or {}).get(day, "") if school else ""
    return Planned(practice, 0 if school_free else school, "", school_free)


def _of_pattern(sheet: Agreed, day: dt.date) -> Day:
    """Weeks that differ are counted from the week the sheet came into force."""
    if not sheet.pattern:
        return 0, 0
    week = (monday(day) - monday(max(sheet.valid_from, sheet.starts_on))) // WEEK
    return sheet.pattern[week % len(sheet.pattern)][day.weekday()]


def a_week(pattern: Pattern) -> Day:
    """Practice and school a week, on average, in minutes."""
    weeks = max(1, len(pattern))
    practice = sum(day[0] for week in pattern for day in week)
    return practice // weeks, sum(day[1] for week in pattern for day in week) // weeks


def plain(practice: Mapping[int, int], school: Mapping[int, int]) -> Pattern:
    """A pattern of one week, from minutes by weekday (Monday is 0)."""
    return (tuple((practice.get(n, 0), school.get(n, 0)) for n in range(DAYS)),)


def change_name(change: Change) -> str:
    return {
        Change.FIRST: _("Agreement"),
        Change.CHANGED: _("Changed agreement"),
        Change.ENDED: _("Early end"),
    }[change]
