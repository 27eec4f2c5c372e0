"""The menus of a window, from a table; made anew when what they act on opens or closes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QPushButton, QWidget

from stagecoach.ui.core import theme
from stagecoach.ui.widgets.fields import button, row


@dataclass(frozen=True)
class MenuEntry:
    """A line of the table. Menus come in the order of their first entry."""

    menu: str
    name: str  # of its action, whatever the language
    text: str
    act: Callable[[], Any]
    keys: str = ""  # several are parted by " | "
    line_before: bool = False
    possible: Callable[[], bool] | None = None  # asked when the menu opens
    words: Callable[[str], str] | None = None  # what it says then, made of its text


class Menus(QObject):
    """Holds the actions by name; `drop` takes it all away again."""

    def __init__(
        self,
        window: QMainWindow,
        table: Iterable[MenuEntry],
        find: tuple[str, Callable[[], Any]] | None = None,
    ) -> None:
        """`find`: what the search box at the end of the bar says, and does."""
        super().__init__(window)
        self.actions: dict[str, QAction] = {}
        self._possible: dict[str, Callable[[], bool]] = {}
        self._words: dict[str, Callable[[], str]] = {}
        self._bar = window.menuBar()
        self._made: dict[str, QMenu] = {}
        self._box: QPushButton | None = None  # the search box
        for entry in table:
            self._add(entry)
        self._corner(find)
        window.installEventFilter(self)

    def _add(self, entry: MenuEntry) -> None:
        if entry.menu not in self._made:
            # Made here: of one that the bar makes Python may lose hold while it is there (6.11).
            menu = self._made[entry.menu] = QMenu(entry.menu, self._bar)
            self._bar.addMenu(menu)
            menu.aboutToShow.connect(self.show_possible)
            menu.aboutToHide.connect(self._allow_keys)
        menu = self._made[entry.menu]
        if entry.line_before:
            menu.addSeparator()
        action = QAction(entry.text, menu)
        if entry.keys:
            action.setShortcuts([QKeySequence(key) for key in entry.keys.split(" | ")])
        action.triggered.connect(partial(_act, entry.act))
        menu.addAction(action)
        self.actions[entry.name] = action
        if entry.possible is not None:
            self._possible[entry.name] = entry.possible
        if entry.words is not None:
            self._words[entry.name] = partial(entry.words, entry.text)

    @Slot()
    def show_possible(self) -> None:
        """The open menu shows what can be done now."""
        for name, possible in self._possible.items():
            self.actions[name].setEnabled(possible())
        for name, words in self._words.items():
            self.actions[name].setText(words().replace("\n", " "))

    @Slot()
    def _allow_keys(self) -> None:
        """A key says itself why nothing can be done."""
        for name in self._possible:
            self.actions[name].setEnabled(True)

    def drop(self) -> None:
        """No action outlives what it acts on, and from now on no key reaches one."""
        for action in self.actions.values():
            action.setEnabled(False)
        for menu in self._made.values():
            menu.deleteLater()
        self.deleteLater()

    def _room(self) -> int:
        """For the search box: in large text the menus go before it."""
        menus = sum(self._bar.actionGeometry(action).width() for action in self._bar.actions())
        left = self._bar.window().width() - menus - theme.scaled(40)
        return max(theme.scaled(150), min(theme.scaled(340), left))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._box is not None:
            self._box.setFixedWidth(self._room())
        return super().eventFilter(watched, event)

    def _corner(self, find: tuple[str, Callable[[], Any]] | None) -> None:
        """The search box at the end of the bar; without `find` there is nothing to search."""
        holder = QWidget(self._bar)  # a parent of its own, or Python disposes of it at once
        if find is not None:
            text, seek = find
            box = self._box = button(text, seek, icon="search", keys="Ctrl+K", small=True)
            box.setObjectName("searchBox")
            box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            box.setFixedWidth(self._room())
            holder.setLayout(row(box, margins=(0, 3, 12, 3)))
        before = self._bar.cornerWidget()
        self._bar.setCornerWidget(holder)
        if before is not None:
            before.deleteLater()  # the bar only hides it
        holder.setVisible(find is not None)
        self._bar.adjustSize()  # or the bar keeps the room of the corner it had before


def _act(act: Callable[[], Any], _checked: bool = False) -> None:  # noqa: FBT001, FBT002
    """Qt tells whether it is checked; no entry is."""
    act()


def pop_up(
    choices: Iterable[tuple[str, str, Callable[[], Any]]], anchor: object, parent: QWidget
) -> None:
    """Under the button that asked: icon, text and act of each. It goes when it closes."""
    menu = QMenu(parent)
    for icon, text, act in choices:
        menu.addAction(theme.icon(icon), text, act)
    menu.aboutToHide.connect(menu.deleteLater)
    over = anchor if isinstance(anchor, QWidget) else parent
    menu.popup(over.mapToGlobal(QPoint(0, over.height())))
