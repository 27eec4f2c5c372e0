"""What lies between a dialog and its window.

No dialog here is modal to Qt: Qt drops the request to close a window under a modal one before
anybody hears of it, so that the cross of the window does nothing and says nothing. This keeps
pointer and keyboard with the dialog, and lets the window hear that it is to close.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget

from stagecoach.ui.core import theme
from stagecoach.ui.widgets.focus import Left


class Scrim(QWidget):
    """Dims the window behind a dialog, and sends whoever comes there back to the dialog."""

    def __init__(self, window: QWidget, dialog: QDialog, *, dims: bool = True) -> None:
        super().__init__(window)
        self._dialog, self._dims = dialog, dims
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(dialog.raise_)
        self._again.timeout.connect(dialog.activateWindow)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # no stop of Tab
        self.setAccessibleName(dialog.windowTitle())
        self._left = Left(window)  # before this takes the keyboard
        dialog.finished.connect(self._end)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        window.installEventFilter(self)

    @Slot()
    def _end(self) -> None:
        self.hide()
        self._left.give_back()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        elif event.type() == QEvent.Type.WindowActivate and self._dialog.isVisible():
            self._again.start()  # within the event it would be lost
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no key of the window means anything now
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Typed before the window manager had the dialog in front: it is meant for that."""
        QCoreApplication.sendEvent(self._dialog.focusWidget() or self._dialog, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self._again.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._dims:
            QPainter(self).fillRect(self.rect(), QColor(theme.color("bg.scrim")))


def show_over(window: QWidget | None, dialog: QDialog, *, dims: bool = True) -> None:
    """Show a dialog before its window, which can be closed and not otherwise be reached."""
    if window is not None:
        Scrim(window, dialog, dims=dims)
    dialog.setModal(False)
    dialog.show()
    dialog.activateWindow()


def covered(widget: QWidget) -> bool:
    """Whether a dialog lies over the window it is in."""
    only = Qt.FindChildOption.FindDirectChildrenOnly
    return any(scrim.isVisible() for scrim in widget.window().findChildren(Scrim, options=only))
