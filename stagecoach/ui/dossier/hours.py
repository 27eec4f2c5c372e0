"""Uren: a plain weekly list; typed as people write hours, approved a week at a time."""

import datetime as dt
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from stagecoach import clock
from stagecoach.domain.hours import Kind
from stagecoach.domain.people import Role
from stagecoach.domain.placements import WEEK, monday
from stagecoach.errors import Invalid
from stagecoach.i18n import _, day
from stagecoach.i18n import hours as shown
from stagecoach.services import hours
from stagecoach.services.dossiers import Summary
from stagecoach.services.hours import Row, Totals
from stagecoach.ui import theme
from stagecoach.ui.dossier.tab import Tab
from stagecoach.ui.fields import (
    button,
    card,
    column,
    icon_button,
    label,
    mark_wrong,
    row,
    scroll,
)
from stagecoach.ui.workspace import Workspace


class HoursTab(Tab):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._summary: Summary | None = None
        self._week = monday(clock.today())
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        self._title = label("", "panel")
        self._totals = label("", "secondary")
        self.fields: dict[tuple[int, Kind], QLineEdit] = {}
        self._days = [label() for _n in range(hours.DAYS)]
        self._states = [QLabel() for _n in range(hours.DAYS)]
        self._state_words = [label("", "muted") for _n in range(hours.DAYS)]
        self._sum = {kind: label("", "strong") for kind in Kind}
        self.approve = button(_("Approve week"), self._approve, kind="primary", icon="check")
        self._why_not = label("", "muted")
        self._build()

    def _build(self) -> None:
        back = icon_button("chevron-left", _("Week before"), self._earlier)
        on = icon_button("chevron-right", _("Next week"), self._later)
        frame, body = card(_("Hours of the week"), self._totals)
        body.addLayout(row(back, self._title, on, None, margins=(16, 10, 16, 4)))
        grid = QGridLayout()
        grid.setContentsMargins(16, 4, 16, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        names = {Kind.PRACTICE: _("Practice hours"), Kind.SCHOOL: _("School hours")}
        grid.addWidget(label(_("Day"), "caption"), 0, 0)
        for number, kind in enumerate(Kind):
            grid.addWidget(label(names[kind], "caption"), 0, 1 + number)
        for line in range(hours.DAYS):
            grid.addWidget(self._days[line], 1 + line, 0)
            for number, kind in enumerate(Kind):
                field = QLineEdit()
                field.setFixedWidth(theme.scaled(96))
                field.setAlignment(Qt.AlignmentFlag.AlignRight)
                field.editingFinished.connect(partial(self._typed, line, kind))
                self.fields[line, kind] = field
                grid.addWidget(field, 1 + line, 1 + number)
            state = row(self._states[line], self._state_words[line], None, spacing=6)
            grid.addLayout(state, 1 + line, 3)
        grid.addWidget(label(_("Together"), "strong"), 1 + hours.DAYS, 0)
        for number, kind in enumerate(Kind):
            self._sum[kind].setFixedWidth(theme.scaled(84))
            self._sum[kind].setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(self._sum[kind], 1 + hours.DAYS, 1 + number)
        grid.setColumnStretch(3, 1)
        body.addLayout(grid)
        body.addLayout(row(self._problem, margins=(16, 0, 16, 6)))
        body.addLayout(row(self.approve, self._why_not, None, margins=(16, 4, 16, 16)))
        content = QWidget()
        content.setLayout(column(frame, None, margins=(32, 16, 32, 16)))
        self.setLayout(column(scroll(content)))

    def forget(self) -> None:
        self._summary = None

    def show_summary(self, summary: Summary) -> None:
        if self._summary is None:
            waiting = self.workspace.ask(hours.first_to_approve, summary.head.placement_id)
            today = max(summary.head.starts_on, min(clock.today(), summary.head.ends_on))
            self._week = monday(waiting or today)
            self._forget_wrong()
        self._summary = summary
        self._show_week()

    def _forget_wrong(self) -> None:
        """Another week or student: what could not be kept belongs to neither."""
        for field in self.fields.values():
            mark_wrong(field, wrong=False)
        self._problem.hide()

    def _show_week(self) -> None:
        assert self._summary is not None  # noqa: S101
        head = self._summary.head
        rows = self.workspace.ask(hours.week, head.placement_id, self._week)
        week = head.week_of(self._week)
        self._title.setText(
            _("Week %(week)d, from %(day)s") % {"week": week, "day": day(self._week)}
        )
        for number, line in enumerate(rows):
            self._show_day(number, line)
        for kind in Kind:
            total = sum(line.practice if kind is Kind.PRACTICE else line.school for line in rows)
            self._sum[kind].setText(shown(total))
        self._show_totals(self._summary.hours)
        self._show_approval(rows)

    def _show_day(self, number: int, line: Row) -> None:
        self._days[number].setText(day(line.day))
        for kind, minutes in ((Kind.PRACTICE, line.practice), (Kind.SCHOOL, line.school)):
            field = self.fields[number, kind]
            if not field.property("wrong"):
                field.setText(shown(minutes) if minutes else "")
            field.setReadOnly(kind is Kind.PRACTICE and line.approved)
            name = _("practice hours") if kind is Kind.PRACTICE else _("school hours")
            field.setAccessibleName(f"{day(line.day)}, {name}")
        icon, token, word = "circle-dashed", "text.muted", ""
        if line.approved:
            icon, token, word = "check", "brand.base", _("approved by %s") % line.approved_by
        elif line.practice:
            word = _("to approve")
        self._states[number].setPixmap(theme.pixmap(icon, token, 16))
        self._states[number].setVisible(bool(word))
        self._state_words[number].setText(word)

    def _show_totals(self, totals: Totals) -> None:
        text = _("%(logged)s hours worked, %(approved)s approved")
        self._totals.setText(
            text % {"logged": shown(totals.logged), "approved": shown(totals.approved)}
        )

    def _show_approval(self, rows: list[Row]) -> None:
        waiting = any(line.practice and not line.approved for line in rows)
        may = self.workspace.identity.role is not Role.WORK_COACH
        self.approve.setEnabled(waiting and may)
        reason = "" if waiting else _("No hours wait for approval in this week.")
        self._why_not.setText(reason if may else _("A workplace trainer approves hours."))

    def _typed(self, number: int, kind: Kind) -> None:
        assert self._summary is not None  # noqa: S101
        field = self.fields[number, kind]
        if not field.isModified() or field.isReadOnly():
            return
        field.setModified(False)
        on = self._week + dt.timedelta(days=number)
        mark_wrong(field, wrong=False)
        try:
            self.workspace.do(hours.enter, self._summary.head.placement_id, on, kind, field.text())
        except Invalid as invalid:
            mark_wrong(field, wrong=True)
            self._problem.setText(f"{day(on)}: {invalid.problems['typed']}")
            self._problem.show()
            return
        if not any(each.property("wrong") for each in self.fields.values()):
            self._problem.hide()

    @Slot()
    def _approve(self) -> None:
        assert self._summary is not None  # noqa: S101
        minutes = self.workspace.do(
            hours.approve_week,
            self._summary.head.placement_id,
            self._week,
            self.workspace.person_id,
        )
        self.workspace.say(_("%s hours approved") % shown(minutes), undo=True)

    @Slot()
    def _earlier(self) -> None:
        self._week -= WEEK
        self._forget_wrong()
        self._show_week()

    @Slot()
    def _later(self) -> None:
        self._week += WEEK
        self._forget_wrong()
        self._show_week()
