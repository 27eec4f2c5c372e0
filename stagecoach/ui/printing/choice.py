"""One form to choose: an icon and its name, with a bar when chosen."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton

from stagecoach.ui.core import theme
from stagecoach.ui.widgets.badges import paint_icon, paint_text


class ChoiceRow(QRadioButton):
    def __init__(self, text: str, icon: str) -> None:
        super().__init__(text)
        self._icon = icon
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(200, theme.scaled(40))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bg.selected" if self.isChecked() else "bg.hover"))
            painter.drawRoundedRect(rect, 6, 6)
        if self.isChecked():
            painter.fillRect(QRectF(0, 3, 3, rect.height() - 6), theme.color("brand.base"))
        paint_icon(painter, 12, rect.center().y(), self._icon, "text.secondary", 18)
        font = theme.font("body", 600 if self.isChecked() else 400)
        paint_text(painter, rect.adjusted(42, -1, -8, -1), self.text(), font, "text.primary")
