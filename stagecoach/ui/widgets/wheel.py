"""The wheel on lists that open: in a long page it is meant for the page."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


class _Still(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        asleep = isinstance(watched, QWidget) and not watched.hasFocus()
        if event.type() == QEvent.Type.Wheel and asleep:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def still(widget: QWidget) -> None:
    """The wheel scrolls the page past it, and changes it only where it has the keyboard."""
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.installEventFilter(_Still(widget))
