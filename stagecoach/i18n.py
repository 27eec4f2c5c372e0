"""The reader's language: texts by gettext, dates and numbers by Babel, on every floor.

Babel is imported where something is formed: the lock screen has no number, and says its two dates
with Qt's calendar, which is there already.
"""

import datetime as dt
import gettext as _gettext
import locale as _system
import os
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from stagecoach import clock, paths

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")
_FORMS = {"nl": "nl", "en": "en_GB"}  # whose dates and numbers

_language: Language = "nl"
_texts: _gettext.NullTranslations = _gettext.NullTranslations()


def system_language() -> Language:
    """English only when the system says so: the trade is Dutch."""
    variables = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    # Windows sets none of these, and C says nothing about who reads.
    name = next(filter(None, variables), None) or _system.getlocale()[0] or ""
    return "en" if name.lower().startswith("en") else "nl"


def use(language: Language) -> None:
    global _language, _texts  # noqa: PLW0603 - one reader per process
    _language = language
    _texts = _gettext.translation(
        "stagecoach", paths.RESOURCES / "locale", languages=[language], fallback=True
    )


def language() -> Language:
    return _language


def _(text: str) -> str:
    return _texts.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    return _texts.ngettext(one, many, count)


def listed(names: Sequence[str]) -> str:
    """Ada, Bo and Cem."""
    if len(names) < 2:  # noqa: PLR2004 - one needs no "and"
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def either(nl: str, en: str | None) -> str:
    """A text that is data and may exist in both languages."""
    return en if _language == "en" and en else nl


def _date(day: dt.date, pattern: str) -> str:
    return _formed(day, pattern, _FORMS[_language])


@lru_cache(maxsize=4_096)  # a list shows the same days again and again
def _formed(day: dt.date, pattern: str, form: str) -> str:
    from babel.dates import format_date

    return str(format_date(day, pattern, locale=form))


def day(value: dt.date) -> str:
    """Wo 4 nov / Wed 4 Nov, without capital in Dutch."""
    return _date(value, "EEE d MMM")


def week_day(number: int) -> str:
    """Ma / Mon, for 0; in Dutch without a capital."""
    return _date(dt.date(2024, 1, 1) + dt.timedelta(days=number), "EEE")


def short_day(value: dt.date) -> str:
    """4 nov / 4 Nov."""
    return _date(value, "d MMM")


def long_day(value: dt.date) -> str:
    """Woensdag 4 november / Wednesday 4 November, as within a sentence."""
    return _date(value, "EEEE d MMMM")


def sentence_day(value: dt.date) -> str:
    """Woensdag 4 november / Wednesday 4 November, at the begin of a sentence."""
    text = long_day(value)
    return text[:1].upper() + text[1:]


def full_date(value: dt.date) -> str:
    """4 november 2026 / 4 November 2026."""
    return _date(value, "d MMMM y")


def date(value: dt.date) -> str:
    """4 nov 2026 / 4 Nov 2026."""
    return _date(value, "d MMM y")


def moment(value: dt.datetime) -> str:
    """4 nov 2026, 14.32 / 4 Nov 2026, 14:32, in local time."""
    there = clock.local(value)
    return f"{date(there.date())}, {time_of_day(there.time())}"


def time_of_day(value: dt.time) -> str:
    """13.00 / 13:00."""
    return value.strftime("%H.%M" if _language == "nl" else "%H:%M")


def number(value: float) -> str:
    """7,5 / 7.5 and 1.126 / 1,126; at most two decimals."""
    return _number(value, _FORMS[_language])


def figure(value: Decimal) -> str:
    """To be edited: every decimal, and no marks between thousands."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, "0.##########", locale=_FORMS[_language]))


@lru_cache(maxsize=4_096)  # the same hours stand in many rows, and forming one costs 60 µs
def _number(value: float, form: str) -> str:
    from babel.numbers import format_decimal

    return str(format_decimal(value, "#,##0.##", locale=form))


def hours(minutes: int) -> str:
    """Minutes as hours, in the reader's number form, at most two decimals."""
    return number(minutes / 60)


def ago(value: dt.date) -> str:
    """Today, yesterday, 16 days: how long since, for a person in a hurry.

    A day to come, after the clock was set back, is named itself.
    """
    days = (clock.today() - value).days
    if days < 0:
        return day(value)
    if days == 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("%d day", "%d days", days) % days


def recent_day(value: dt.date) -> str:
    """Today and yesterday in words, other days as a short date with the week day."""
    return ago(value) if 0 <= (clock.today() - value).days <= 1 else day(value)
