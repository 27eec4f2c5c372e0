"""Days as people write them, and spans of days."""

import datetime as dt
import re

from stagecoach.i18n import _

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\uff0d]")
_WEEK_DAY = re.compile(
    r"^(?:ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +", re.ASCII
)
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ]'?(\d{4}|\d{2}))?", re.ASCII)
_CLOSE = re.compile(r"(\d\d)(\d\d)(\d{4}|\d\d)", re.ASCII)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_WORDS = re.compile(
    r"(\d{1,2})(?:e|th|st|nd|rd)?[ -]?([a-z]{3,9})\.?(?:,?[ -]?'?(\d{4}|\d{2}))?", re.ASCII
)
_MONTHS = (
    ("januari", "january"),
    ("februari", "february"),
    ("maart", "mrt", "march"),
    ("april",),
    ("mei", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("augustus", "august"),
    ("september",),
    ("oktober", "october"),
    ("november",),
    ("december",),
)


def plain(typed: str) -> str:
    """In small letters, with plain spaces and hyphens: pasted ones are of many kinds."""
    return " ".join(_DASHES.sub("-", typed).lower().split())


def parse_day(typed: str, this_year: int) -> dt.date | None:
    """4-11-2026, 4/11/26, 04112026, 4 nov, 15 maart 2026, di 1 sep 26: always day before month.

    Without a year it is this one. None when no such day exists.
    """
    text = _WEEK_DAY.sub("", plain(typed), count=1)
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _NUMBERS.fullmatch(text) or _CLOSE.fullmatch(text):
        day, month, year = int(match[1]), int(match[2]), _year(match[3], this_year)
    elif match := _WORDS.fullmatch(text):
        day, month, year = int(match[1]), _month(match[2]), _year(match[3], this_year)
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    """Its number, also from three letters on; 0 for no month."""
    for number, names in enumerate(_MONTHS, start=1):
        if any(name.startswith(word) for name in names):
            return number
    return 9 if word == "sept" else 0


def _year(typed: str | None, this_year: int) -> int:
    if typed is None:
        return this_year
    return int(typed) + (2000 if len(typed) == 2 else 0)  # noqa: PLR2004


def wrong_day() -> str:
    return _("This date does not exist.")


def empty_or_wrong(typed: str) -> str:
    """Why a text is no day."""
    return wrong_day() if typed.strip() else _("Fill in a date.")


def wrong_span(from_on: dt.date | None, until_on: dt.date | None) -> dict[str, str]:
    """What is wrong with two dates, the last one included."""
    if from_on is None:
        return {"from_on": _("This date does not exist.")}
    if until_on is None:
        return {"until_on": _("This date does not exist.")}
    return {"until_on": _("The end comes before the begin.")} if until_on < from_on else {}
