"""A date as people type it: 4-11-2026, 4/11/26, 4 nov; or picked from a calendar."""

import datetime as dt
import re

from PySide6.QtCore import QDate, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidgetAction

from stagecoach import clock, i18n
from stagecoach.i18n import _
from stagecoach.ui.core import theme

_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_MONTHS = (
    ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
)
_WORDS = re.compile(r"(\d{1,2})[ -]([a-z]{3})[a-z]*\.?(?:[ -](\d{4}))?", re.ASCII)


def parse(typed: str) -> dt.date | None:
    """The day, always day before month; None when no such day exists. No year: this year."""
    text = typed.strip().lower()
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _NUMBERS.fullmatch(text):
        day, month, year = int(match[1]), int(match[2]), _year(match[3])
    elif (match := _WORDS.fullmatch(text)) and (month_number := _month(match[2])):
        day, month, year = int(match[1]), month_number, _year(match[3])
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int | None:
    return next((names.index(word) + 1 for names in _MONTHS if word in names), None)


def _year(typed: str | None) -> int:
    if typed is None:
        return clock.today().year
    return int(typed) + (2000 if len(typed) == 2 else 0)


class DateField(QLineEdit):
    """Keeps what was typed, also when it is no date: the service says so beside the field."""

    edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(_("day-month-year"))
        pick = QAction(theme.icon("calendar", "text.secondary"), _("Choose a day"), self)
        pick.triggered.connect(self._open)
        self.addAction(pick, QLineEdit.ActionPosition.TrailingPosition)
        self.textEdited.connect(self.edited)

    def day(self) -> dt.date | None:
        return parse(self.text())

    def set_day(self, day: dt.date | None) -> None:
        self.setText(f"{day.day}-{day.month}-{day.year}" if day else "")

    @Slot()
    def _open(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget()
        locale = QLocale.Language.English if i18n.language() == "en" else QLocale.Language.Dutch
        calendar.setLocale(QLocale(locale, QLocale.Country.Netherlands))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        day = self.day() or clock.today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        calendar.clicked.connect(self._picked)
        calendar.clicked.connect(menu.close)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    @Slot(QDate)
    def _picked(self, day: QDate) -> None:
        self.set_day(dt.date(day.year(), day.month(), day.day()))
        self.edited.emit()
