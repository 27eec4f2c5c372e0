"""A training in resilience: its days, who takes part, and who was there."""

import uuid
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from stagecoach import clock
from stagecoach.i18n import _, short_day
from stagecoach.services.peers import group_changes, trainings
from stagecoach.services.peers.trainings import Day, Draft
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import messages
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import (
    button,
    column,
    icon_button,
    label,
    named,
    number_box,
    pick,
    row,
)

_KEY = Qt.ItemDataRole.UserRole


class _DayLine(QWidget):
    """A day of the training; the time may stay empty."""

    def __init__(self, day: Day, number: int) -> None:
        super().__init__()
        self.kept = day
        self.date = DateField(_("Day %d") % number)
        self.date.set_day(day.on_date)
        self.starts = QLineEdit(day.starts)
        self.starts.setPlaceholderText("13:00")
        self.minutes = number_box(1, 600)
        self.minutes.setValue(day.minutes)
        self.gone = icon_button("x", _("Remove day %d") % number, self.hide)
        self.call(number)
        line = row(self.date, self.starts, self.minutes, label(_("minutes"), "muted"), self.gone)
        for number_, stretch in enumerate((2, 1, 1)):
            line.setStretch(number_, stretch)
        self.setLayout(line)

    def call(self, number: int) -> None:
        """The number it has among the days; another one when an earlier day goes."""
        named(self.date, _("Day %d") % number)
        named(self.starts, _("Time of day %d") % number)
        named(self.minutes, _("Minutes of day %d") % number)
        named(self.gone, _("Remove day %d") % number)

    def read(self) -> Day:
        return Day(self.date.day(), self.starts.text(), self.minutes.value(), self.kept.id)


class TrainingForm(Form):
    """One training at a time; another one, or a new one, is chosen at the top."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, _("Mental resilience"), "thumbs-up", 700, parent)
        self.which = QComboBox()
        self.which.addItem(_("New training"), None)
        known = workspace.ask(trainings.overview)
        for choice in known:
            self.which.addItem(choice.name, choice.id)
        self.which.setCurrentIndex(min(1, len(known)))
        self.which.activated.connect(self._choose)
        self.name, self.given_by = QLineEdit(), QLineEdit()
        self.lines: list[_DayLine] = []
        self._days = QVBoxLayout()
        self.table = named(QTableWidget(), _("Who was there"))
        self.table.verticalHeader().hide()
        self.table.setFixedHeight(220)
        self.table.itemChanged.connect(self._follow)
        self._draft = self._kept = Draft()
        self._lay_out()
        self._load()

    def _lay_out(self) -> None:
        line = row(spacing=16)
        for parts in (
            ("which", _("&Training"), self.which),
            ("name", _("&Name"), self.name),
            ("given_by", _("&Given by"), self.given_by),
        ):
            line.addLayout(self.field(*parts), 1)
        self.body.addLayout(line)
        more = button(_("&Day"), self.add_day, kind="quiet", icon="plus", small=True)
        more.setAutoDefault(False)
        head = row(label(_("Days"), "label"), None, more)
        problem = self.problem_label("days", more)
        self.body.addLayout(column(head, self._days, problem, spacing=6))
        self.body.addWidget(label(_("Who takes part, and who was there"), "label"))
        self.body.addLayout(column(self.table, self.problem_label("students", self.table)))
        self.remove = button(_("Remove"), self._ask_remove, icon="trash-2")
        self.remove.setAutoDefault(False)
        self.footer.addWidget(self.remove)
        self.add_buttons()

    @Slot()
    def _choose(self) -> None:
        """Another training; not while what was typed for this one is not kept."""
        if self._read() == self._kept:
            self.show_problems({})
            self._load()
            return
        pick(self.which, self._draft.id)
        text = _("Save this training first, or close to leave it as it was.")
        self.show_problems({"which": text})

    @Slot()
    def _load(self) -> None:
        chosen: uuid.UUID | None = self.which.currentData()
        if chosen is None:
            self._draft = trainings.new_draft()
        else:
            self._draft = self.workspace.ask(trainings.draft, chosen)
        self.name.setText(self._draft.name)
        self.given_by.setText(self._draft.given_by)
        self.remove.setVisible(chosen is not None)
        for line in self.lines:
            line.deleteLater()
        self.lines = []
        for day in self._draft.days:
            self._add(day)
        self._show_table()
        self._kept = self._read()
        self.refit()

    @Slot()
    def add_day(self) -> None:
        self._draft = self._read()
        day = Day(clock.today(), minutes=self._draft.days[-1].minutes if self._draft.days else 90)
        self._add(day)
        self._draft.days.append(day)
        self._show_table()
        self.refit()
        self.lines[-1].date.setFocus()

    def _add(self, day: Day) -> None:
        line = _DayLine(day, len(self.lines) + 1)
        line.gone.clicked.connect(partial(self._drop, line))
        line.date.editingFinished.connect(self._retitle)
        self.lines.append(line)
        self._days.addWidget(line)

    def _drop(self, line: _DayLine) -> None:
        self._draft = self._read()
        at = self.lines.index(line)
        self.lines.remove(line)
        del self._draft.days[at]
        line.deleteLater()
        for number, left in enumerate(self.lines, start=1):
            left.call(number)
        self._show_table()

    def _show_table(self) -> None:
        """A row per student: whether they take part, and a tick per day."""
        known = {
            group_change.id: group_change.name
            for group_change in self.workspace.ask(group_changes.choices)
        }
        if self._draft.id is not None:
            known |= self.workspace.ask(trainings.names, self._draft.id)
        self.table.clear()
        self.table.setRowCount(len(known))
        self.table.setColumnCount(1 + len(self.lines))
        for number, (key, name) in enumerate(sorted(known.items(), key=lambda item: item[1])):
            self.table.setItem(number, 0, _cell(name, key, on=key in self._draft.students))
            for column_, day in enumerate(self._draft.days, start=1):
                there = _cell("", key, on=key in day.there)
                self.table.setItem(number, column_, there)
        self._retitle()
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    @Slot()
    def _retitle(self) -> None:
        days = [line.date.day() for line in self.lines]
        self.table.setHorizontalHeaderLabels(
            [_("Takes part"), *(short_day(day) if day else "?" for day in days)]
        )

    @Slot(QTableWidgetItem)
    def _follow(self, cell: QTableWidgetItem) -> None:
        """Whoever was there takes part; whoever takes no part was not there."""
        first = self.table.item(cell.row(), 0)
        if first is None:
            return
        self.table.blockSignals(True)
        if cell.column() and _is_on(cell):
            first.setCheckState(Qt.CheckState.Checked)
        elif not cell.column() and not _is_on(cell):
            for number in range(1, self.table.columnCount()):
                if (other := self.table.item(cell.row(), number)) is not None:
                    other.setCheckState(Qt.CheckState.Unchecked)
        self.table.blockSignals(False)

    def _read(self) -> Draft:
        days = [line.read() for line in self.lines]
        students = []
        for number in range(self.table.rowCount()):
            first = self.table.item(number, 0)
            if first is None:
                continue
            key: uuid.UUID = first.data(_KEY)
            ticked = [_is_on(self.table.item(number, at)) for at in range(1, 1 + len(days))]
            if _is_on(first) or any(ticked):
                students.append(key)
            for day, on in zip(days, ticked, strict=True):
                if on:
                    day.there.add(key)
        return Draft(self.name.text(), self.given_by.text(), days, students, self._draft.id)

    def save(self) -> None:
        self.workspace.do(trainings.save, self._read())
        self.workspace.say(_("Training saved"), undo=True)

    @Slot()
    def _ask_remove(self) -> None:
        text = _("Remove this training, with who was there?")
        messages.ask(self, text, _("Remove"), self._remove)

    def _remove(self) -> None:
        assert self._draft.id is not None  # the button is there only then
        self.workspace.do(trainings.delete, self._draft.id)
        self.workspace.say(_("Training removed"), undo=True)
        self.done(0)


def _cell(text: str, key: uuid.UUID, *, on: bool) -> QTableWidgetItem:
    qtable_widget_item = QTableWidgetItem(text)
    qtable_widget_item.setData(_KEY, key)
    qtable_widget_item.setFlags(
        Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
    )
    qtable_widget_item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
    return qtable_widget_item


def _is_on(cell: QTableWidgetItem | None) -> bool:
    return cell is not None and cell.checkState() == Qt.CheckState.Checked
