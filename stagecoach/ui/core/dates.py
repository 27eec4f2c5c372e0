"""Dates as `i18n` says them, by Qt's calendar: for the two windows that open first.

Babel, which the rest of the program asks, is loaded behind them: it is 40 ms of a start. A test
holds that both say the same.
"""

import datetime as dt

from PySide6.QtCore import QDate, QLocale

from stagecoach import clock
from stagecoach.i18n import language, time_of_day

_READERS = {
    "nl": QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


def sentence_day(day: dt.date) -> str:
    """Woensdag 4 november / Wednesday 4 November, at the begin of a sentence."""
    text = _formed(day, "dddd d MMMM")
    return text[:1].upper() + text[1:]


def date(day: dt.date) -> str:
    """4 nov 2026 / 4 Nov 2026."""
    return _formed(day, "d MMM yyyy")


def moment(value: dt.datetime) -> str:
    """4 nov 2026, 14.32 / 4 Nov 2026, 14:32, in local time."""
    there = clock.local(value)
    return f"{date(there.date())}, {time_of_day(there.time())}"


def _formed(day: dt.date, pattern: str) -> str:
    return _READERS[language()].toString(QDate(day.year, day.month, day.day), pattern)
