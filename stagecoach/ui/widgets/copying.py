"""Ctrl+C in any list: the chosen rows as text with tabs, as spreadsheets and letters take them."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QTreeView


def copy_rows(_window: object = None) -> None:
    """Of the list that has the keyboard; a field copies what is marked in it by itself."""
    here = QApplication.focusWidget()
    if isinstance(here, QAbstractItemView) and (text := rows_text(here)):
        QGuiApplication.clipboard().setText(text)


def rows_text(view: QAbstractItemView) -> str:
    """A line a row, in the order that is seen; what is hidden is left out."""
    chosen = view.selectionModel().selectedIndexes() or [view.currentIndex()]
    rows: dict[tuple[object, ...], QModelIndex] = {}
    for index in chosen:
        if index.isValid():
            rows.setdefault(_place(index), index)
    return "\n".join(_line(view, rows[place]) for place in sorted(rows))


def _place(index: QModelIndex) -> tuple[object, ...]:
    """From the root down, so that a child follows its parent."""
    above = _place(index.parent()) if index.parent().isValid() else ()
    return (*above, index.row())


def _line(view: QAbstractItemView, row: QModelIndex) -> str:
    head = _header(view)
    count = view.model().columnCount(row.parent())
    columns = range(count) if head is None else [head.logicalIndex(n) for n in range(count)]
    shown = [column for column in columns if head is None or not head.isSectionHidden(column)]
    return "\t".join(_cell(row.siblingAtColumn(column)) for column in shown)


def _header(view: QAbstractItemView) -> QHeaderView | None:
    if isinstance(view, QTableView):
        return view.horizontalHeader()
    return view.header() if isinstance(view, QTreeView) else None


def _cell(index: QModelIndex) -> str:
    """A painted row has no text of its own; then it is what a screen reader says."""
    text = index.data(Qt.ItemDataRole.DisplayRole)
    if text is None or text == "":
        single = index.model().columnCount(index.parent()) == 1
        text = index.data(Qt.ItemDataRole.AccessibleTextRole) if single else ""
    return " ".join(str(text or "").split())
