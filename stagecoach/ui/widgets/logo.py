"""The mark of StageCoach, drawn: in the window's corner and above what is locked."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from stagecoach.ui.core import theme


class Logo(QWidget):
    """Two rails and a station on the colour of the brand, the same in both themes."""

    def __init__(self, side: int = 50) -> None:
        super().__init__()
        self.setFixedSize(theme.scaled(side), theme.scaled(side))
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 50, self.height() / 50)
        painter.setPen(Qt.PenStyle.NoPen)
        for tint, area, radius in (
            ("#1F5A4B", QRectF(0, 0, 50, 50), 12),
            ("#9AC2F7", QRectF(6, 15.5, 38, 5), 2.5),
            ("#F5B963", QRectF(6, 29, 38, 5), 2.5),
            ("#1F5A4B", QRectF(24.5, 9, 14.5, 32), 7),
            ("#FFFFFF", QRectF(27, 11.5, 9.5, 27), 4.75),
        ):
            painter.setBrush(QColor(tint))
            painter.drawRoundedRect(area, radius, radius)
