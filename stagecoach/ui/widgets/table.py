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
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView

from stagecoach.services.matching import sort_key

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
More = Callable[[Sequence[Row]], Sequence[Row]]
SORT_ROLE = Qt.ItemDataRole.UserRole
ROW_ROLE = Qt.ItemDataRole.UserRole + 1


PAGE = 100  # rows that are read at once, where a list is read in pages


@dataclass(frozen=True)
class Column(Generic[Row]):
    title: str
    value: Callable[[Row], Any]
    text: Callable[[Any], str] = str
    name: str = ""  # under which it can be left out, or sorted on by the store


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows as they came, told in one sentence each to a screen reader.

    A list without end is read in pages while one scrolls: cost follows what is shown.
    """

    sort_wanted = Signal(str, bool)  # the column's name, descending: where the store sorts

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
        self._more: More[Row] | None = None

    def show(self, rows: Sequence[Row], more: More[Row] | None = None) -> None:
        """`more` gives the page that follows the rows there are; then `rows` is the first."""
        self.beginResetModel()
        self._rows = rows
        self._more = more if rows and len(rows) % PAGE == 0 else None
        self.endResetModel()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more is not None

    def fetchMore(self, _parent: Index) -> None:
        if self._more is None:
            return
        fresh, end = self._more(self._rows), len(self._rows)
        if len(fresh) < PAGE:
            self._more = None
        if fresh:
            self.beginInsertRows(QModelIndex(), end, end + len(fresh) - 1)
            self._rows = [*self._rows, *fresh]
            self.endInsertRows()

    def columns(self) -> Sequence[Column[Row]]:
        return self._columns

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Only asked of a list that the store sorts; the others have a proxy for it."""
        descending = order == Qt.SortOrder.DescendingOrder
        self.sort_wanted.emit(self._columns[column].name, descending)

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
    if isinstance(value, str):
        return sort_key(value)
    if isinstance(value, tuple):
        return " ".join(f"{part:06}" if isinstance(part, int) else str(part) for part in value)
    return value


def _sorted(model: TableModel[Any], view: QTableView) -> QSortFilterProxyModel:
    proxy = QSortFilterProxyModel(view)
    proxy.setSourceModel(model)
    proxy.setSortRole(SORT_ROLE)
    proxy.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    proxy.setFilterKeyColumn(-1)
    return proxy


def table_view(model: TableModel[Any], name: str, *, paged: bool = False) -> QTableView:
    """A list that sorts by its raw values, selects rows, and opens one with Enter.

    `paged`: not all rows are here, so the store filters and sorts them.
    """
    view = QTableView()
    view.setModel(model if paged else _sorted(model, view))
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


def select_row(view: QTableView, wanted: Callable[[Any], bool]) -> None:
    """The first row that is wanted, in the order that is seen; else the first."""
    model = view.model()
    rows = (model.index(number, 0).data(ROW_ROLE) for number in range(model.rowCount()))
    view.selectRow(next((number for number, row in enumerate(rows) if wanted(row)), 0))


def titles(model: TableModel[Any]) -> list[tuple[str, str]]:
    """The columns for the menu of a list; the first always stays."""
    names = [(column.name, column.title) for column in model.columns()]
    return [("", names[0][1]), *names[1:]]
