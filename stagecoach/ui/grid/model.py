"""The cells of the grid, and what was typed into them until it is saved."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from stagecoach.i18n import _
from stagecoach.services.grid import Cell, Grid, key_of
from stagecoach.ui.core import theme

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
        self.take({cell: str(value).strip()})
        return True

    def take(self, texts: dict[Cell, str]) -> None:
        """Many cells at once, as one change."""
        for cell, text in texts.items():
            if text == self.grid.texts.get(cell, ""):
                self.changed.pop(cell, None)
            else:
                self.changed[cell] = text
            self.wrong.pop(key_of(cell), None)
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
