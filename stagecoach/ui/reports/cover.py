"""F8: blank at once, over pages, menus and questions alike; only F8 brings it back."""

import ctypes
import sys

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QMenu, QMessageBox, QStackedWidget, QWidget
from shiboken6 import isValid

from stagecoach.ui.core import theme

_NO_CAPTURE = 0x11  # WDA_EXCLUDEFROMCAPTURE, Windows 10 2004 and later; older ones refuse it


class Cover(QStackedWidget):
    """The middle of the window: what is seen, and a page with nothing on it, not even a name."""

    def __init__(self, window: QMainWindow, inner: QWidget) -> None:
        super().__init__()
        self._window = window
        self._left: QWidget | None = None  # where the keyboard was before
        self._actions: list[QAction] = []
        self.blank = QWidget()
        self.blank.setObjectName("canvas")
        self.blank.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addWidget(inner)
        self.addWidget(self.blank)

    def closed(self) -> bool:
        """Nothing is seen."""
        return self.currentWidget() is self.blank

    def still(self, action: QAction) -> None:
        """While it is closed this does nothing."""
        self._actions.append(action)

    def watch(self, menu: QMenu) -> None:
        """An open menu keeps the keys from the window: F8 works in it too."""
        menu.installEventFilter(self)

    def watch_box(self, box: QMessageBox) -> None:
        """So does a question."""
        QShortcut(QKeySequence("F8"), box, self.toggle)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F8:
            self.toggle()
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def toggle(self) -> None:
        hidden = self.closed()
        while (popup := theme.application().activePopupWidget()) is not None:
            popup.close()
        for box in self._window.findChildren(QMessageBox):
            box.done(0)
        self.setCurrentIndex(0 if hidden else 1)
        self._window.menuBar().setVisible(hidden)
        for action in self._actions:
            action.setEnabled(hidden)
        if not hidden:
            self._left = self._window.focusWidget()
            self.blank.setFocus()
        elif self._left is not None and isValid(self._left):
            self._left.setFocus()


def keep_off_pictures(window: QWidget) -> None:
    """Where the system can, the window stays black in screenshots and recordings."""
    if sys.platform == "win32":  # elsewhere there is no such thing to ask for
        ctypes.windll.user32.SetWindowDisplayAffinity(int(window.winId()), _NO_CAPTURE)
