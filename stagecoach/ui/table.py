"""One table model for every flat list: the columns are data."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole
ROW_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Column(Generic[Row]):
    title: str
    value: Callable[[Row], Any]
    text: Callable[[Any], str] = str


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows as they came, told in one sentence each to a screen reader."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        parent: QObject,
        sentence: Callable[[Row], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._rows: Sequence[Row] = ()
        self._sentence = sentence

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rows(self) -> Sequence[Row]:
        return self._rows

    def row(self, index: Index) -> Row:
        return self._rows[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self.row(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(column.value(row))
        if role == SORT_ROLE:
            return _sortable(column.value(row))
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole and self._sentence:
            return self._sentence(row)
        return None


def _sortable(value: Any) -> Any:
    """What Qt can compare: it knows numbers and texts, and no Python dates or pairs."""
    if isinstance(value, dt.date):
        return value.toordinal()
    if isinstance(value, tuple):
        return " ".join(f"{part:06}" if isinstance(part, int) else str(part) for part in value)
    return value


def table_view(model: TableModel[Any], name: str) -> QTableView:
    """A list that sorts by its raw values, selects rows, and opens one with Enter."""
    view = QTableView()
    proxy = QSortFilterProxyModel(view)
    proxy.setSourceModel(model)
    proxy.setSortRole(SORT_ROLE)
    proxy.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    proxy.setFilterKeyColumn(-1)
    view.setModel(proxy)
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setSortingEnabled(True)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(44)
    view.horizontalHeader().setStretchLastSection(True)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    view.horizontalHeader().setHighlightSections(False)
    view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    return view


def fit_columns(view: QTableView) -> None:
    """As wide as the first rows ask for; looking at all of them would cost too much."""
    view.horizontalHeader().setResizeContentsPrecision(30)
    view.resizeColumnsToContents()


def selected_row(view: QTableView) -> Any:
    """The row under the cursor, or None."""
    return view.currentIndex().data(ROW_ROLE)
