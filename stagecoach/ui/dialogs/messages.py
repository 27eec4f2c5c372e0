"""What the program says: a toast with Undo, a question, an error beside the work."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHideEvent
from PySide6.QtWidgets import QFrame, QMessageBox, QWidget

from stagecoach import __version__
from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.fields import button, icon_label, label, row
from stagecoach.ui.widgets.focus import Left
from stagecoach.ui.widgets.scrim import show_over

_SHOWN_FOR = 8_000  # milliseconds


class Toast(QFrame):
    """One line at the bottom of the window; stays while the pointer or the keyboard is on it.

    F6 goes to it; nothing else gives it the keyboard, and it gives it back when it goes.
    """

    def __init__(self, window: QWidget, undo: Callable[[], Any] | None = None) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self._text = label()
        self._action: object = None
        self._settle: Callable[[], Any] | None = None
        self._undo = button(_("Undo"), undo, small=True)
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._undo.clicked.connect(self.hide)
        self._left: Left | None = None  # where the keyboard was before F6
        self.setLayout(
            row(
                icon_label("check", "bg.surface", 18),
                self._text,
                self._undo,
                margins=(16, 6, 10, 6),
            )
        )
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_FOR)
        self._timer.timeout.connect(self._fade)
        window.installEventFilter(self)
        self.hide()

    def show_text(
        self, text: str, *, action: object = None, settle: Callable[[], Any] | None = None
    ) -> None:
        """With an action, offer to take it back; `settle` is called when that time is over."""
        self._over()
        self._settle = settle
        self._text.setText(text)
        self._action = action
        self._undo.setVisible(action is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def limit_undo(self, newest: object) -> None:
        """Offer Undo only while it would take back what this toast tells of."""
        if self._action is not None and newest != self._action:
            self._action = None
            self._undo.hide()
            self._place()

    def text(self) -> str:
        return self._text.text() if self.isVisible() else ""

    def take_keys(self, by: int) -> bool:
        """F6: when there is something on it to press; the next F6 goes on from where one was."""
        has_keys = self._undo.hasFocus()
        self.leave_keys()
        if has_keys or by < 0 or not self._undo.isVisible():
            return False
        self._left = Left(self.window())
        self._undo.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def leave_keys(self) -> None:
        if self._left is not None:
            self._left.give_back()
            self._left = None

    def hideEvent(self, event: QHideEvent) -> None:
        self.leave_keys()
        self._over()
        super().hideEvent(event)

    def _over(self) -> None:
        settle, self._settle = self._settle, None
        if settle is not None:
            settle()

    @Slot()
    def _fade(self) -> None:
        if self.underMouse() or self._undo.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        window = self.parentWidget()
        if window is not None:
            bottom = window.height() - self.height() - 24
            self.move((window.width() - self.width()) // 2, bottom)


class Banner(QFrame):
    """Something to know or to do, above the work it is about."""

    def __init__(self, kind: str, icon: str, token: str) -> None:
        super().__init__()
        self.setObjectName(kind)
        self._text = label(wrap=True)
        self._buttons = row(spacing=8)
        layout = row(
            icon_label(icon, token, 20), self._text, self._buttons, margins=(14, 10, 12, 10)
        )
        layout.setStretchFactor(self._text, 1)
        self.setLayout(layout)
        self.hide()

    def add(self, text: str, slot: Callable[..., Any]) -> None:
        self._buttons.addWidget(button(text, slot, small=True))

    def show_text(self, text: str) -> None:
        self._text.setText(text)
        self.show()

    def text(self) -> str:
        return self._text.text()


def ask(parent: QWidget, text: str, action: str, then: Callable[[], Any]) -> QMessageBox:
    """Confirm what cannot be undone; the button names what will happen. Nothing is asked twice."""
    for asked in parent.findChildren(QMessageBox):
        if asked.isVisible() and asked.text() == text:
            asked.activateWindow()
            return asked
    box = QMessageBox(parent)
    box.setWindowTitle("StageCoach")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    yes = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    yes.clicked.connect(then)
    box.finished.connect(box.deleteLater)
    show_over(parent.window(), box, dims=False)
    return box


def complain(parent: QWidget | None, text: str, details: str = "") -> QMessageBox:
    """What went wrong, what is safe, what to do."""
    box = QMessageBox(parent)
    box.setIconPixmap(theme.pixmap("circle-alert", "alert.strong", 28))
    box.setWindowTitle("StageCoach")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    if details:
        box.setDetailedText(details)
    box.finished.connect(box.deleteLater)
    show_over(parent.window() if parent is not None else None, box, dims=False)
    return box


def about(window: QWidget) -> QMessageBox:
    """What this program is."""
    text = _("StageCoach %s. Guides students on placement, on two tracks. Licence: EUPL-1.2.")
    box = complain(window, text % __version__)
    box.setIconPixmap(window.windowIcon().pixmap(32, 32))
    return box
