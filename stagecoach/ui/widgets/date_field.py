"""A date as people type it: 4-11-2026, 4/11/26, 4 nov; or picked from a calendar."""

import datetime as dt

from PySide6.QtCore import QDate, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidgetAction

from stagecoach import clock, i18n
from stagecoach.domain.dates import parse_day
from stagecoach.i18n import _
from stagecoach.ui.core import theme


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
        return parse_day(self.text(), clock.today().year)

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
