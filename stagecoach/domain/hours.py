"""Hours as they are typed and kept: lines of a day, in whole minutes."""

import datetime as dt
import re
from enum import StrEnum

from stagecoach.domain.dates import plain
from stagecoach.i18n import _

MINUTES_A_DAY = 24 * 60
_HOURS, _MINUTES = r"\s*(?:u|h|uur|uren|hours?|hrs?)", r"\s*(?:m|min|minuten|minutes?)\.?"
_PATTERNS = (
    re.compile(rf"(?P<h>\d{{1,2}}):(?P<m>[0-5]\d)(?::00)?(?:{_HOURS})?", re.ASCII),
    re.compile(rf"(?P<h>\d{{1,2}}){_HOURS}\s*(?:(?P<m>[0-5]?\d)(?:{_MINUTES})?)?", re.ASCII),
    re.compile(rf"(?P<h>)[.,](?P<share>\d{{1,2}})(?:{_HOURS})?", re.ASCII),
    re.compile(rf"(?P<h>\d{{1,2}})(?:[.,](?P<share>\d{{1,2}}))?(?:{_HOURS})?", re.ASCII),
    re.compile(rf"(?P<m>\d{{1,4}}){_MINUTES}", re.ASCII),
)
_SHARES = {"½": ",5", "¼": ",25", "¾": ",75"}
_CLOCK = r"(\d{1,2})(?:\s*[:.uh]?\s*([0-5]\d)(?::00)?)?\s*(?:uur|u|h)?"
_SPAN = re.compile(
    rf"{_CLOCK}\s*(?:-|tot|t/m|to)\s*{_CLOCK}"
    r"(?:\s*(?:-|pauze|break|min)\s*(\d{1,3})\s*(?:m|min)?)?",
    re.ASCII,
)


_AND = re.compile(r"\s*[;&+]\s*|\s*,\s+|\s+(?:en|and)\s+")


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

    Also 07:30:00, as a spreadsheet shows a duration, 7½ and ,5. With a day, 22:00-7:00 works too:
    the time that really passed in `zone`, so a night in which the clock changes is an hour shorter
    or longer. A break may follow: 9:00-17:30 pauze 30; or a second spell: 8u-12u, 0830-1700.
    An own parser, since int() and float() also read 1_000, ٣ and 1e400 (docs/threats.md, Bad
    inputs).
    """
    typed = plain(typed)
    for sign, share in _SHARES.items():
        typed = typed.replace(f" {sign}", sign).replace(sign, share)
    spells = [_SPAN.fullmatch(part) for part in _AND.split(typed)] if on is not None else [None]
    if on is not None and all(spells):
        return _sum([match for match in spells if match is not None], on, zone)
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


def _sum(spells: list[re.Match[str]], on: dt.date, zone: dt.tzinfo) -> int | None:
    """Of spells after each other: 8-12 en 12:30-17. None where one begins before the last ends."""
    begins = [_minute(spell[1], spell[2]) for spell in spells]
    ends = [_minute(spell[3], spell[4]) for spell in spells]
    if any(begin < end for end, begin in zip(ends, begins[1:], strict=False)):
        return None
    passed = [_passed(spell, on, zone) for spell in spells]
    total = sum(part or 0 for part in passed)
    return total if all(passed) and total <= MINUTES_A_DAY else None


def _minute(hour: str, minute: str | None) -> int:
    return int(hour) * 60 + int(minute or 0)


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
