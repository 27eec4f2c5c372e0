"""Uren: the ledger. Every hour a line, every total the sum of the lines that are seen."""

import datetime as dt

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.hours import Kind
from stagecoach.errors import Invalid
from stagecoach.i18n import _, day
from stagecoach.i18n import hours as shown
from stagecoach.services.dossier import Summary
from stagecoach.services.hours import approval
from stagecoach.services.hours import entry as hour_entry
from stagecoach.services.hours import ledger as hours
from stagecoach.services.hours.rows import Ledger, Week
from stagecoach.ui.core.page import Place
from stagecoach.ui.core.tab import Tab
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.list_menu import ListMenu
from stagecoach.ui.hours.forms import CorrectionForm, DayForm, send_back
from stagecoach.ui.hours.totals import HourTotals
from stagecoach.ui.hours.tree import HourTree, TreeEntry, column_titles
from stagecoach.ui.hours.tree_view import HourView
from stagecoach.ui.widgets.fields import button, column, framed, label, row, scroll

_DAY = dt.timedelta(days=1)
_SUNDAY = dt.timedelta(days=6)


class HoursTab(Tab):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._summary: Summary | None = None
        self.ledger: Ledger | None = None
        self._typed_on: dt.date | None = None  # the list goes on to the day after
        self.tree = HourTree(self)
        self.view = HourView(self.tree)
        self.totals = HourTotals()
        self._title, self._hint = label("", "strong"), label("", "caption")
        self.back = button(
            _("Send back with a reason"),
            self.send_back,
            icon="corner-up-left",
            right=Right.APPROVE,
            fixes=True,
        )
        self.approve = button(
            _("Approve week"),
            self.approve_week,
            kind="primary",
            icon="check",
            keys="G",
            right=Right.APPROVE,
            fixes=True,
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        listed = framed("card", column(self.view, margins=(1, 1, 1, 1)))
        body = QWidget()
        body.setLayout(column(self.totals, listed, spacing=12, margins=(32, 14, 32, 12)))
        listed.setMinimumHeight(240)
        words = column(self._title, self._hint, spacing=0)
        foot = framed("bar", row(words, None, self.back, self.approve, margins=(24, 12, 24, 12)))
        whole = column(scroll(body), foot, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.tree.typed.connect(self._typed)
        self.view.selectionModel().currentChanged.connect(self._show_foot)
        self.view.doubleClicked.connect(self._opened)
        self.view.activated.connect(self._opened)
        self.view.approve_wanted.connect(self.approve_week)
        self.view.back_wanted.connect(self.send_back)

    def head_line(self, summary: Summary) -> str:
        """Company, period and days, as the agreement says them."""
        return hours.period_line(summary.head, self.ledger.agreements if self.ledger else None)

    def head_buttons(self) -> list[QPushButton]:
        return [
            button(_("Fill in a day"), self.fill_day, icon="calendar-plus", right=Right.HOURS),
            button(_("Correction"), self.correct, icon="arrow-left-right", right=Right.HOURS),
            button(_("Hour sheet"), self.print_sheet, icon="printer"),
            ListMenu(self.workspace, "hours", view=self.view, titles=column_titles()),
        ]

    def forget(self) -> None:
        self._summary = self.ledger = None
        self.tree.wrong.clear()

    def show_summary(self, summary: Summary) -> None:
        first = self._summary is None
        open_weeks = self.view.open_weeks()
        entry, at = self.view.entry(), self.view.currentIndex().column()
        self._summary = summary
        self.ledger = self.workspace.ask(hours.ledger, summary.head.placement_id)
        self.tree.show(self.ledger)
        if first:
            weeks = self.tree.weeks()
            waiting = next((w for w in reversed(weeks) if w.waiting), None)
            chosen = waiting or (weeks[0] if weeks else None)
            open_weeks = {chosen.number} if chosen else set()
            self.view.setCurrentIndex(self.tree.index_of(chosen.number if chosen else 0))
        for number in open_weeks:
            self.view.expand(self.tree.index_of(number))
        if not first and entry is not None:
            self._select(entry.week.number, _day_to_show(entry, self._typed_on), at)
            if self._typed_on is not None:
                self.view.setFocus()
        self.totals.show_ledger(self.ledger)
        self._show_foot()

    def _select(self, week: int, on: dt.date | None, column: int) -> None:
        index = self.tree.index_of(week)
        for number in range(self.tree.rowCount(index)):
            child = self.tree.index(number, max(0, column), index)
            child_day = self.tree.entry(child).day
            if on is not None and child_day is not None and child_day.on == on:
                index = child
                break
        self.view.setCurrentIndex(index)

    def week(self) -> Week | None:
        entry = self.view.entry()
        return entry.week if entry is not None else None

    @Slot()
    def _show_foot(self) -> None:
        week = self.week()
        key = self._summary.head.placement_id if self._summary else None
        may = self.workspace.may(Right.APPROVE, key)
        waiting = week is not None and week.waiting
        self.approve.setEnabled(may and waiting)
        self.back.setEnabled(may and waiting)
        number = week.number if week is not None else 0
        self.approve.setText(" " + _("Approve week %d") % number)
        self.approve.setAccessibleName(_("Approve week %d") % number)
        if not may:
            self._title.setText(_("A workplace trainer approves hours."))
        elif week is None or not waiting:
            self._title.setText(_("No hours wait for approval in this week."))
        else:
            text = _("%(hours)s hours to approve in week %(week)d")
            words = {"hours": shown(week.waiting_minutes), "week": week.number}
            self._title.setText(text % words)
        self._hint.setText(
            _("After that the lines are fixed. Is something wrong? Make a correction.")
        )

    @Slot(object, object, str)
    def _typed(self, on: dt.date, kind: Kind, text: str) -> None:
        assert self._summary is not None
        self.tree.wrong.pop((on, kind), None)
        here = QApplication.focusWidget()
        self._typed_on = on if here and self.view.isAncestorOf(here) else None
        try:
            self.workspace.do(
                hour_entry.enter,
                self._summary.head.placement_id,
                on,
                kind,
                text,
                person_id=self.workspace.person_id,
            )
        except Invalid as invalid:
            self.tree.wrong[on, kind] = (text, invalid.problems["typed"])
            self.view.viewport().update()
        finally:
            self._typed_on = None

    @Slot()
    def approve_week(self) -> None:
        week = self.week()
        if self._summary is None or week is None or not self.approve.isEnabled():
            return
        minutes = self.workspace.do(
            approval.approve_week,
            self._summary.head.placement_id,
            week.monday,
            self.workspace.person_id,
        )
        text = _("%s hours approved. Then they are fixed.") % shown(minutes)
        self.workspace.say(text, undo=True, only_now=True)

    @Slot()
    def send_back(self) -> None:
        entry = self.view.entry()
        if self._summary is None or entry is None or not self.back.isEnabled():
            return
        days = entry.day.on if entry.day is not None else None
        first, last = days or entry.week.monday, days or entry.week.monday + _SUNDAY
        what = day(first) if days else _("week %d") % entry.week.number
        key = self._summary.head.placement_id
        send_back(self.workspace, key, first, last, what, self).open_once()

    @Slot()
    def correct(self) -> None:
        self._open(CorrectionForm)

    @Slot()
    def fill_day(self) -> None:
        self._open(DayForm)

    @Slot(QModelIndex)
    def _opened(self, index: QModelIndex) -> None:
        if self.tree.entry(index).day is not None:
            self._open(DayForm)

    def _open(self, kind: type[DayForm] | type[CorrectionForm]) -> None:
        if self._summary is None:
            return
        entry = self.view.entry()
        head = self._summary.head
        latest = min(clock.today(), head.ends_on)
        on = entry.day.on if entry is not None and entry.day is not None else latest
        kind(self.workspace, head.placement_id, min(on, latest), self).open_once()

    def new_here(self) -> bool:
        if self._summary and self.workspace.may(Right.HOURS, self._summary.head.placement_id):
            self.fill_day()
        return True

    @Slot()
    def print_sheet(self) -> None:
        here = self._summary.head.placement_id if self._summary else None
        self.go.emit(Place("hour_sheet", here))


def _day_to_show(entry: TreeEntry, typed_on: dt.date | None) -> dt.date | None:
    """That of before; once hours were typed, the next one of its week."""
    if entry.day is None:
        return None
    if typed_on is None:
        return entry.day.on
    return min(typed_on + _DAY, entry.week.monday + _SUNDAY)
