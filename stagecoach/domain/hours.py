"""Hours as they are typed and kept: lines of a day, in whole minutes."""

import datetime as dt
import re
from enum import StrEnum

from stagecoach.i18n import _

MINUTES_A_DAY = 24 * 60
_HOURS, _MINUTES = r"\s*(?:u|h|uur|uren|hours?|hrs?)", r"\s*(?:m|min|minuten|minutes?)\.?"
_PATTERNS = (
    re.compile(rf"(?P<h>\d{{1,2}}):(?P<m>[0-5]\d)(?:{_HOURS})?", re.ASCII),
    re.compile(rf"(?P<h>\d{{1,2}}){_HOURS}\s*(?:(?P<m>[0-5]?\d)(?:{_MINUTES})?)?", re.ASCII),
    re.compile(rf"(?P<h>\d{{1,2}})(?:[.,](?P<share>\d{{1,2}}))?(?:{_HOURS})?", re.ASCII),
    re.compile(rf"(?P<m>\d{{1,4}}){_MINUTES}", re.ASCII),
)
_CLOCK = r"(\d{1,2})(?:[:.]([0-5]\d))?"
_SPAN = re.compile(
    rf"{_CLOCK}\s*(?:-|–|tot|t/m|to)\s*{_CLOCK}\s*(?:u|uur)?"
    r"(?:\s*(?:-|–|pauze|break|min)\s*(\d{1,3})\s*(?:m|min)?)?",
    re.ASCII,
)


class Kind(StrEnum):
    PRACTICE = "practice"
    SCHOOL = "school"
    ABSENCE = "absence"


class Absence(StrEnum):
    """Why somebody was not there. Illness is a word, never a diagnosis."""

    ILLNESS = "illness"
    LEAVE = "leave"
    APPOINTMENT = "appointment"
    SCHOOL = "school"  # an exam or a school day in company time
    OTHER = "other"


def minutes(typed: str, on: dt.date | None = None, zone: dt.tzinfo = dt.UTC) -> int | None:
    """7,5 · 7.5 · 7:30 · 7u30 · 450 min are 450 minutes; None when it is no time of one day.

    With a day, 22:00-7:00 works too: the time that really passed in `zone`, so a night in which
    the clock changes is an hour shorter or longer. A break may follow: 9:00-17:30 pauze 30.
    An own parser, since int() and float() also read 1_000, ٣ and 1e400 (docs/threats.md, Bad
    inputs).
    """
    typed = typed.strip().lower()
    if on is not None and (match := _SPAN.fullmatch(typed)):
        return _passed(match, on, zone)
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(typed):
            total = _total(match.groupdict())
            return total if total <= MINUTES_A_DAY else None
    return None


def _total(parts: dict[str, str | None]) -> int:
    share = (parts.get("share") or "").ljust(2, "0")
    return (
        int(parts.get("h") or 0) * 60
        + int(parts.get("m") or 0)
        + (int(share or 0) * 60 + 50) // 100
    )


def _passed(match: re.Match[str], on: dt.date, zone: dt.tzinfo) -> int | None:
    """Minutes between two times of the clock; the second one may be tomorrow's."""
    hours = [int(match[1]), int(match[3])]
    if hours[0] > 23 or hours[1] > 24:  # noqa: PLR2004
        return None
    begin = dt.datetime.combine(on, dt.time(hours[0], int(match[2] or 0)), zone)
    end = dt.datetime.combine(on, dt.time(hours[1] % 24, int(match[4] or 0)), zone)
    if hours[1] == 24 or end.replace(tzinfo=None) <= begin.replace(tzinfo=None):  # noqa: PLR2004
        end += dt.timedelta(days=1)
    passed = end.astimezone(dt.UTC) - begin.astimezone(dt.UTC)
    total = int(passed.total_seconds()) // 60 - int(match[5] or 0)
    return total if 0 < total <= MINUTES_A_DAY else None


def hour_kind_name(kind: Kind) -> str:
    return {Kind.PRACTICE: _("Practice"), Kind.SCHOOL: _("School"), Kind.ABSENCE: _("Absence")}[
        kind
    ]


def absence_name(absence: Absence) -> str:
    return {
        Absence.ILLNESS: _("ill"),
        Absence.LEAVE: _("leave"),
        Absence.APPOINTMENT: _("appointment"),
        Absence.SCHOOL: _("school duty"),
        Absence.OTHER: _("absent"),
    }[absence]
