"""The menus of a window, made anew when what they act on opens or closes."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QPushButton, QWidget

from stagecoach.ui.core import theme
from stagecoach.ui.widgets.fields import button, row


class MenuSet(QObject):
    """Subclasses fill it; `drop` takes it all away again."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.actions: dict[str, QAction] = {}
        self._bar = window.menuBar()
        self._made: list[QMenu] = []
        self._box: QPushButton | None = None  # the search box
        window.installEventFilter(self)

    def drop(self) -> None:
        """No action outlives what it acts on, and from now on no key reaches one."""
        for action in self.actions.values():
            action.setEnabled(False)
        for menu in self._made:
            menu.deleteLater()
        self.deleteLater()

    def _menu(self, title: str) -> QMenu:
        self._made.append(self._bar.addMenu(title))
        return self._made[-1]

    def _add(
        self, menu: QMenu, name: str, text: str, slot: Callable[..., Any], keys: str = ""
    ) -> None:
        action = QAction(text, menu)
        if keys:
            action.setShortcuts([QKeySequence(key) for key in keys.split(" | ")])
        action.triggered.connect(slot)
        menu.addAction(action)
        self.actions[name] = action

    def _room(self) -> int:
        """For the search box: in large text the menus go before it."""
        menus = sum(self._bar.actionGeometry(each).width() for each in self._bar.actions())
        left = self._bar.window().width() - menus - theme.scaled(40)
        return max(theme.scaled(150), min(theme.scaled(340), left))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._box is not None:
            self._box.setFixedWidth(self._room())
        return super().eventFilter(watched, event)

    def _corner(self, text: str, find: Callable[..., Any] | None) -> None:
        """The search box at the end of the bar; without `find` there is nothing to search."""
        holder = QWidget(self._bar)  # a parent of its own, or Python disposes of it at once
        if find is not None:
            box = button(text, find, icon="search", keys="Ctrl+K", small=True)
            box.setObjectName("searchBox")
            box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            box.setFixedWidth(self._room())
            holder.setLayout(row(box, margins=(0, 3, 12, 3)))
        before = self._bar.cornerWidget()
        self._bar.setCornerWidget(holder)
        if before is not None:
            before.deleteLater()  # the bar only hides it
        holder.setVisible(find is not None)
        self._box = box if find is not None else None
        self._bar.adjustSize()  # or the bar keeps the room of the corner it had before
