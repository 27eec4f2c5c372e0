"""An entry of the side bar."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from stagecoach.ui.core import theme
from stagecoach.ui.widgets.badges import paint_avatar, paint_choice, paint_icon, paint_text


class SideItem(QAbstractButton):
    """A destination, a student or a case: picture, words, and what stands at the end."""

    def __init__(self, text: str, height: int) -> None:
        super().__init__()
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._height = height
        self.compact = False
        self.icon_name = ""
        self.seed: int | None = None
        self.count = 0
        self.sign = ""
        self.note = ""  # a word at the end
        self.tone = "brand.base"
        self.short = ""  # in place of the picture, where there is no room for words

    def sizeHint(self) -> QSize:
        return QSize(40, theme.scaled(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        paint_choice(
            painter, rect, chosen=self.isChecked(), over=self.underMouse(), tone=self.tone
        )
        token = "text.primary" if self.isChecked() else "text.secondary"
        self._paint_picture(painter, token)
        if not self.compact:
            self._paint_words(painter, rect, token)

    def _paint_picture(self, painter: QPainter, token: str) -> None:
        middle = self.height() / 2
        side = theme.scaled(24 if self.seed is not None else 18)
        left = (self.width() - side) / 2 if self.compact else 10 if self.seed is not None else 12
        if self.seed is not None:
            paint_avatar(painter, left, middle, side, self.text(), self.seed)
        elif self.compact and self.short:
            painter.setFont(theme.font("compact", 600))
            painter.setPen(theme.color(token))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.short)
        else:
            paint_icon(painter, left, middle, self.icon_name, token, 18)
        if self.compact and self.sign:
            tone = "alert.strong" if self.sign == "circle-alert" else "text.primary"
            paint_icon(painter, left + side - 4, middle - side / 2 + 3, self.sign, tone, 13)

    def _end(self) -> int:
        """Room for what stands at the end."""
        if self.note:
            return QFontMetrics(theme.font("caption")).horizontalAdvance(self.note) + 16
        return 40 if self.count or self.sign else 8

    def _paint_words(self, painter: QPainter, rect: QRectF, token: str) -> None:
        left = 44 if self.seed is not None else 42
        room = self._end()
        weight = 600 if self.isChecked() or self.seed is None else 400
        font = theme.font("body" if self.seed is None else "compact", weight)
        paint_text(painter, rect.adjusted(left, -1, -room, -1), self.text(), font, token)
        middle = self.height() / 2
        if self.count:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bg.pressed"))
            side = theme.scaled(22)
            area = QRectF(rect.right() - side - 12, middle - side / 2, side, side)
            painter.drawEllipse(area)
            painter.setPen(theme.color("text.primary"))
            painter.setFont(theme.font("mark"))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(self.count))
        elif self.note:
            painter.setPen(theme.color("text.muted"))
            painter.setFont(theme.font("caption"))
            area = rect.adjusted(0, 0, -10, 0)
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(area, right, self.note)
        elif self.sign:
            tone = "alert.strong" if self.sign == "circle-alert" else "text.secondary"
            paint_icon(painter, rect.right() - 28, middle, self.sign, tone, 16)
