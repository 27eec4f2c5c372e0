"""The focus ring: drawn once, outside the control that has the keyboard."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QFocusFrame, QTabBar, QWidget

from stagecoach.ui.core import theme

_GAP, _LINE = 2, 2


class FocusFrame(QFocusFrame):
    """Stands round a button. Fields and lists show focus in their own border.

    Qt makes it a child of what the button lies in, so it can go with a page that goes.
    """

    def follow(self, now: QWidget | None) -> None:
        """The keyboard went there."""
        wanted = now if isinstance(now, QAbstractButton) else None
        if isinstance(now, QTabBar | QAbstractItemView):
            wanted = None
        ring: QWidget | None = wanted
        if wanted is not None and (bar := wanted.parentWidget()) and bar.property("ring"):
            ring = bar
        self.setWidget(ring)  # type: ignore[arg-type]  # none hides it: Qt says so, its stubs do not
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        handled = super().eventFilter(watched, event)
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show}:
            self._place()
        return handled

    def _place(self) -> None:
        widget, parent = self.widget(), self.parentWidget()
        if widget is not None and parent is not None:
            corner = widget.mapTo(parent, widget.rect().topLeft())
            margin = _GAP + _LINE
            size = widget.size()
            area = QRect(corner, size).adjusted(-margin, -margin, margin, margin)
            self.setGeometry(area)
            self.clearMask()  # Qt's own would cut the corners off

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("focus.ring"), _LINE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
