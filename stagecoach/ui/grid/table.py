"""The table of the grid, with the keys of a spreadsheet.

An editor opens when somebody types or presses F2, not on each move: an open one would take Ctrl+V
for itself and put a whole table into one cell. While it is open, Up, Down, Tab and Enter keep what
was typed and go on; Left and Right too, unless F2 or a double click opened it to mend a word.
"""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from stagecoach.domain import pasted
from stagecoach.i18n import _

_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_SIDEWAYS = {Qt.Key.Key_Left, Qt.Key.Key_Right}


def _plain(event: QKeyEvent) -> bool:
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


class GridTable(QTableView):
    """Arrows and Enter move, typing edits, Ctrl+V pastes, Ctrl+C copies, Delete empties."""

    pasted = Signal(str)  # what is on the clipboard

    def __init__(self) -> None:
        super().__init__()
        self.mends = False  # the editor that is open was opened to mend, not to type over
        self.setAccessibleName(_("For all my students"))
        self.setMinimumHeight(320)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_Cells(self))

    def edit(  # type: ignore[override]  # Qt has a second one, which calls this
        self, index: QModelIndex, trigger: QAbstractItemView.EditTrigger, event: QEvent
    ) -> bool:
        self.mends = trigger != QAbstractItemView.EditTrigger.AnyKeyPressed
        return super().edit(index, trigger, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence.StandardKey
        if event.matches(keys.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            for index in self.selectedIndexes():
                self.model().setData(index, "")
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and _plain(event):
            self.step(event.key())
        else:
            super().keyPressEvent(event)

    def step(self, key: int) -> None:
        """To the next cell that way, and no further than the last."""
        down, across = _STEPS[Qt.Key(key)]
        here = self.currentIndex()
        there = self.model().index(here.row() + down, here.column() + across)
        if there.isValid():
            self.setCurrentIndex(there)


class _Cells(QStyledItemDelegate):
    def __init__(self, table: GridTable) -> None:
        super().__init__(table)
        self._table = table

    def createEditor(
        self,
        parent: QWidget,
        _option: QStyleOptionViewItem,
        _index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        line = QLineEdit(parent)
        line.setFrame(False)
        line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # its Paste knows no cells
        return line

    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            assert isinstance(editor, QWidget)
            if event.matches(QKeySequence.StandardKey.Paste):
                text = QGuiApplication.clipboard().text()
                if pasted.is_table(text):
                    self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                    self._table.pasted.emit(text)
                    return True
            moves = event.key() in _STEPS and _plain(event)
            if moves and not (self._table.mends and event.key() in _SIDEWAYS):
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                self._table.step(event.key())
                return True
        return super().eventFilter(editor, event)
