"""Today, yesterday or another day: what a log is mostly about needs no typing."""

import datetime as dt

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from stagecoach import clock
from stagecoach.i18n import _
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import column, labelled
from stagecoach.ui.widgets.segmented import Segmented

_TODAY, _YESTERDAY, _OTHER = "today", "yesterday", "other"


class DayChoice(QWidget):
    edited = Signal()
    grown = Signal()  # the field of another day came or went

    def __init__(self) -> None:
        super().__init__()
        self.choice = Segmented(_("Date"))
        self.field = DateField(_("Day"))
        self.choice.add(_TODAY, _("Today"))
        self.choice.add(_YESTERDAY, _("Yesterday"))
        self.choice.add(_OTHER, _("Choose"), "calendar")
        self.setLayout(column(labelled(_("&Date"), self.choice), self.field, spacing=6))
        self.choice.chosen.connect(self._chosen)
        self.field.edited.connect(self.edited)

    def day(self) -> dt.date | None:
        """None for what is no date."""
        if self.choice.value() == _OTHER:
            return self.field.day()
        return clock.today() - dt.timedelta(days=self.choice.value() == _YESTERDAY)

    def set_day(self, day: dt.date) -> None:
        ago = (clock.today() - day).days
        self.choice.set_value({0: _TODAY, 1: _YESTERDAY}.get(ago, _OTHER))
        self.field.set_day(day)
        self.field.setVisible(self.choice.value() == _OTHER)

    def typed(self) -> str | None:
        """Another day to the letter, also when it is none."""
        return self.field.text() if self.choice.value() == _OTHER else None

    def set_typed(self, text: str) -> None:
        self.choice.set_value(_OTHER)
        self.field.setText(text)
        self.field.show()

    @Slot(object)
    def _chosen(self, which: str) -> None:
        if which == _OTHER:
            self.field.show()
            self.field.setFocus()
            self.field.selectAll()
        else:
            self.set_day(clock.today() - dt.timedelta(days=which == _YESTERDAY))
        self.grown.emit()
        self.edited.emit()
