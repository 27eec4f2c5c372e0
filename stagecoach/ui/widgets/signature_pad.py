"""A place to write a signature: by mouse, pen or finger."""

from typing import Any

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame

from stagecoach.i18n import _
from stagecoach.ui.core import theme

_MOST = 20_000  # points, of all strokes together
_WHOLE = 1000  # places are kept in thousandths, so the size of the window does not matter


class SignaturePad(QFrame):
    """Qt hands pen and touch on as a mouse, so one way of drawing serves all three."""

    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("signaturePad")
        self.setAccessibleName(_("Draw a signature here"))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(QSize(theme.scaled(300), theme.scaled(120)))
        self._strokes: list[list[list[int]]] = []

    @Slot()
    def wipe(self) -> None:
        self._strokes = []
        self.update()
        self.drawn.emit()

    def drawing(self) -> dict[str, Any] | None:
        """What was drawn; None for nothing, or a single dot."""
        kept = [stroke for stroke in self._strokes if len(stroke) > 1]
        if not kept:
            return None
        return {"strokes": kept, "ratio": max(1, round(self.width() / self.height()))}

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._strokes.append([])
        self._point(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(event)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.drawn.emit()

    def _point(self, event: QMouseEvent) -> None:
        if not self._strokes or sum(map(len, self._strokes)) >= _MOST:
            return
        place = event.position()
        x = round(_WHOLE * place.x() / max(1, self.width()))
        y = round(_WHOLE * place.y() / max(1, self.height()))
        point = [min(_WHOLE, max(0, x)), min(_WHOLE, max(0, y))]
        if not self._strokes[-1] or self._strokes[-1][-1] != point:
            self._strokes[-1].append(point)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = self.height() * 0.78
        painter.setPen(QPen(theme.color("border.default"), 1))
        painter.drawLine(QPointF(16, base), QPointF(self.width() - 16, base))
        pen = QPen(theme.color("text.primary"), 2.2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stroke in self._strokes:
            painter.drawPolyline(
                [QPointF(x * self.width() / _WHOLE, y * self.height() / _WHOLE) for x, y in stroke]
            )
