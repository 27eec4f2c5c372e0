"""The grid: one week, task or criterion for all my students, as in a spreadsheet."""

import uuid
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTableView, QWidget

from stagecoach import clock
from stagecoach.errors import Invalid
from stagecoach.i18n import _, ngettext
from stagecoach.services import grid as grids
from stagecoach.services.grid import Cell, Grid, key_of
from stagecoach.ui.core import theme
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import label, pick, row
from stagecoach.ui.widgets.segmented import Segmented

Index = QModelIndex | QPersistentModelIndex


class GridModel(QAbstractTableModel):
    """Keeps what is typed until it is saved; a wrong cell says why in its tooltip."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.grid = Grid([])
        self.changed: dict[Cell, str] = {}
        self.wrong: dict[str, str] = {}

    def show(self, grid: Grid) -> None:
        self.beginResetModel()
        self.grid, self.changed, self.wrong = grid, {}, {}
        self.endResetModel()

    def show_wrong(self, problems: dict[str, str]) -> None:
        self.beginResetModel()
        self.wrong = problems
        self.endResetModel()

    def cell(self, index: Index) -> Cell:
        return self.grid.rows[index.row()][0], index.column()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.grid.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.grid.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.grid.columns[section]
        return self.grid.rows[section][1]

    def flags(self, index: Index) -> Qt.ItemFlag:
        kept = super().flags(index)
        if not index.isValid() or self.cell(index) in self.grid.fixed:
            return kept
        return kept | Qt.ItemFlag.ItemIsEditable

    def text(self, index: Index) -> str:
        cell = self.cell(index)
        return self.changed.get(cell, self.grid.texts.get(cell, ""))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return self.text(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.wrong.get(key_of(cell)) or self.grid.fixed.get(cell)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._color(cell)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name, head = self.grid.rows[index.row()][1], self.grid.columns[index.column()]
            about = self.wrong.get(key_of(cell)) or self.grid.fixed.get(cell, "")
            said = self.text(index) or _("empty")
            return f"{name}, {head}: {said} {about}".strip()
        return None

    def _color(self, cell: Cell) -> Any:
        if key_of(cell) in self.wrong:
            return theme.color("alert.strong")
        if cell in self.grid.fixed:
            return theme.color("text.muted")
        return theme.color("brand.base" if cell in self.changed else "text.primary")

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self.cell(index)
        if role != Qt.ItemDataRole.EditRole or cell in self.grid.fixed:
            return False
        text = str(value).strip()
        if text == self.grid.texts.get(cell, ""):
            self.changed.pop(cell, None)
        else:
            self.changed[cell] = text
        self.wrong.pop(key_of(cell), None)
        self.dataChanged.emit(index, index)
        return True

    def paste(self, at: QModelIndex, text: str) -> tuple[int, int]:
        """A table from a spreadsheet: how many cells were taken, and how many fell outside."""
        taken = outside = 0
        for down, line in enumerate(text.rstrip("\r\n").splitlines()):
            for across, part in enumerate(line.split("\t")):
                index = self.index(at.row() + down, at.column() + across)
                if index.isValid() and self.setData(index, part):
                    taken += 1
                else:
                    outside += 1
        return taken, outside


class _Table(QTableView):
    """Arrows move, typing edits, Ctrl+V pastes, Delete empties."""

    told: Callable[[str], Any] | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        assert isinstance(model, GridModel)
        if event.matches(QKeySequence.StandardKey.Paste):
            taken, outside = model.paste(self.currentIndex(), QGuiApplication.clipboard().text())
            text = ngettext("%d cell pasted", "%d cells pasted", taken) % taken
            if outside:
                left = ngettext("%d did not fit", "%d did not fit", outside) % outside
                text = f"{text}, {left}"
            if self.told:
                self.told(text)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            model.setData(self.currentIndex(), "")
        else:
            super().keyPressEvent(event)


class GridForm(Form):
    def __init__(
        self,
        workspace: Workspace,
        parent: QWidget | None = None,
        criterion: uuid.UUID | None = None,
    ) -> None:
        """With a criterion it opens at that one: come here from an evaluation."""
        super().__init__(workspace, _("For all my students"), "grid-3x3", 960, parent)
        self.which = Segmented(_("What?"))
        for name, text in (
            ("week", _("Hours of a week")),
            ("task", _("A task")),
            ("criterion", _("A criterion")),
        ):
            self.which.add(name, text)
        self.which.set_value("criterion" if criterion else "week")
        self.day, self.choice = DateField(_("Week of")), QComboBox()
        self.day.set_day(clock.today())
        self.choice.setAccessibleName(_("Which one?"))
        self.model = GridModel(self)
        self.table = _Table()
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("For all my students"))
        self.table.setMinimumHeight(320)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.told = self.status.setText
        self._problem = label("", "problem", wrap=True)
        self._lay_out()
        self.add_buttons()
        self.which.chosen.connect(self._choose)
        self.day.edited.connect(self.fill_grid)
        self.choice.activated.connect(self.fill_grid)
        self._choose()
        if criterion:
            pick(self.choice, criterion)
            self.fill_grid()

    def _lay_out(self) -> None:
        top = row(self.which, self.day, self.choice, spacing=12)
        top.setStretch(2, 1)
        self.body.addLayout(top)
        hint = _("Type, or paste from a spreadsheet with Ctrl+V. Saving is one step to undo.")
        self.body.addWidget(label(hint, "muted", wrap=True))
        self.body.addWidget(self.table)
        self.body.addWidget(self._problem)

    @Slot()
    def _choose(self) -> None:
        which, me = self.which.value(), self.workspace.person_id
        self.day.setVisible(which == "week")
        self.choice.setVisible(which != "week")
        self.choice.clear()
        ask = self.workspace.ask
        options = ask(grids.tasks_to_choose) if which == "task" else []
        if which == "criterion":
            options = ask(grids.criteria_to_choose, me)
        for option in options:
            self.choice.addItem(option.title, option.id)
        self.fill_grid()

    @Slot()
    def fill_grid(self) -> None:
        which, me, chosen = self.which.value(), self.workspace.person_id, self.choice.currentData()
        self._problem.setText("")
        grid = Grid([])
        if which == "week":
            day = self.day.day()
            if day is None:
                self._problem.setText(_("This date does not exist."))
            else:
                grid = self.workspace.ask(grids.week, me, day)
        elif isinstance(chosen, uuid.UUID):
            make = grids.task if which == "task" else grids.criterion
            grid = self.workspace.ask(make, me, chosen)
        elif which == "task":
            self._problem.setText(_("Put a task into the catalogue first: open it in a dossier."))
        self.model.show(grid)
        self.table.resizeColumnsToContents()

    def save(self) -> None:
        changed, chosen = dict(self.model.changed), self.choice.currentData()
        do: Callable[..., Any] = self.workspace.do
        try:
            match self.which.value():
                case "week":
                    do(grids.save_week, self.workspace.person_id, self.day.day(), changed)
                case "task":
                    do(grids.save_task, chosen, changed)
                case _:
                    do(grids.save_criterion, chosen, changed)
        except Invalid as invalid:
            self.model.show_wrong(invalid.problems)
            self._problem.setText(next(iter(invalid.problems.values())))
            raise
        count = len(changed)
        text = ngettext("%d cell saved", "%d cells saved", count)
        self.workspace.say(text % count, undo=True)

    def show_problems(self, problems: dict[str, str]) -> None:
        """They stand in their cells."""
        del problems
