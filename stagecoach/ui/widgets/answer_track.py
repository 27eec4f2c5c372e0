"""Two answers on one scale: a circle and a square, and the line between them is the subject."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from stagecoach.domain.templates.scales import Scale
from stagecoach.ui.core import theme

_WIDTH, _HEIGHT, _SIDE, _EDGE = 300, 44, 13, 38


class AnswerTrack(QWidget):
    """Never colour alone: shape says who, place says what. The words stand beside it."""

    def __init__(
        self, scale: Scale, circle: str | None, square: str | None, hidden: str = ""
    ) -> None:
        super().__init__()
        self._scale, self._circle, self._square, self._hidden = scale, circle, square, hidden
        self.setFixedSize(QSize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT)))

    def places(self) -> list[tuple[str, float]]:
        """The letters of the scale from left to right."""
        letters = [value.letter for value in self._scale.values]
        room = self.width() - 2 * _EDGE
        step = room / max(1, len(letters) - 1)
        return [(letter, _EDGE + step * at) for at, letter in enumerate(letters)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = self.height() / 2
        rail = QRectF(8, y - 3, self.width() - 16, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("border.default"))
        painter.drawRoundedRect(rail, 3, 3)
        painter.setPen(QPen(theme.color("border.control"), 1))
        at = dict(self.places())
        for x in at.values():
            painter.drawLine(QPointF(x, y - 8), QPointF(x, y + 8))
        here, there = at.get(self._square or ""), at.get(self._circle or "")
        if here is not None and there is not None and here != there:
            painter.setPen(QPen(theme.color("text.primary"), 3))
            painter.drawLine(QPointF(here, y), QPointF(there, y))
        self._marks(painter, here, there, y)

    def _marks(self, painter: QPainter, here: float | None, there: float | None, y: float) -> None:
        same = here is not None and here == there
        if self._hidden:
            self._note(painter, y)
        if there is not None:
            self._mark(
                painter, there - (_SIDE if same else 0), y, self._circle or "", square=False
            )
        if here is not None:
            self._mark(painter, here + (_SIDE if same else 0), y, self._square or "", square=True)

    def _mark(self, painter: QPainter, x: float, y: float, letter: str, *, square: bool) -> None:
        dark, light = theme.color("text.primary"), theme.color("bg.surface")
        painter.setPen(QPen(dark, 2.5))
        painter.setBrush(dark if square else light)
        box = QRectF(x - _SIDE + 1, y - _SIDE + 1, 2 * _SIDE - 2, 2 * _SIDE - 2)
        if square:
            painter.drawRoundedRect(box, 5, 5)
        else:
            painter.drawEllipse(box)
        painter.setPen(light if square else dark)
        painter.setFont(theme.font("mark", 700))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)

    def _note(self, painter: QPainter, y: float) -> None:
        """Somebody chose, and it may not be seen yet."""
        box = QRectF(46, y - 14, self.width() - 92, 28)
        pen = QPen(theme.color("text.muted"), 1.2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.color("bg.surface"))
        painter.drawRoundedRect(box, 14, 14)
        painter.setPen(theme.color("text.secondary"))
        painter.setFont(theme.font("caption"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._hidden)


class ShapeMark(QWidget):
    """Whose shape it is, beside their name."""

    def __init__(self, *, square: bool) -> None:
        super().__init__()
        self._square = square
        self.setFixedSize(QSize(theme.scaled(24), theme.scaled(24)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("text.primary"), 2.5))
        painter.setBrush(theme.color("text.primary" if self._square else "bg.surface"))
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self._square:
            painter.drawRoundedRect(box, 5, 5)
        else:
            painter.drawEllipse(box)
