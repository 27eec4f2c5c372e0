"""Marks painted in lists and cards: codes, status, complexity, avatars."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from stagecoach.domain.tasks import Status, status_name
from stagecoach.domain.texts import initials
from stagecoach.domain.tracks import Track
from stagecoach.ui.core import theme

TRACK_TOKEN = {Track.LEARNING: "learn", Track.WORK: "work"}
TRACK_ICON = {Track.LEARNING: "book-open", Track.WORK: "hammer"}
_STATUS = {  # icon, fill, border, text
    Status.DONE: ("check", "brand.soft", "brand.soft", "brand.base"),
    Status.BUSY: ("circle-dashed", "bg.hover", "bg.hover", "text.secondary"),
    Status.REVIEW: ("eye", "text.primary", "text.primary", "bg.surface"),
    Status.PLANNED: ("calendar", "bg.surface", "border.default", "text.secondary"),
}


def paint_text(
    painter: QPainter, rect: QRectF, text: str, font: QFont, token: str, *, right: bool = False
) -> None:
    """One line, elided at its end when there is no room."""
    painter.setFont(font)
    painter.setPen(theme.color(token))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)


def paint_icon(
    painter: QPainter, x: float, middle: float, name: str, token: str, size: int = 16
) -> float:
    """An icon with its middle at that height; gives its width."""
    picture = theme.pixmap(name, token, size)
    side = picture.deviceIndependentSize().height()
    painter.drawPixmap(QPointF(round(x), round(middle - side / 2)), picture)
    return side


def paint_code(painter: QPainter, x: float, middle: float, code: str, track: Track) -> float:
    """L5 in a pill, W7 in a rounded square; gives its width."""
    token, height = TRACK_TOKEN[track], theme.scaled(24)
    painter.setFont(theme.font("mark"))
    width = max(theme.scaled(32), painter.fontMetrics().horizontalAdvance(code) + 18)
    rect = QRectF(x, middle - height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(f"{token}.soft"))
    radius = height / 2 if track is Track.LEARNING else 5
    painter.drawRoundedRect(rect, radius, radius)
    painter.setPen(theme.color(f"{token}.strong"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, code)
    return width


def paint_status(painter: QPainter, right: float, middle: float, status: Status) -> float:
    """How far a task is, in a chip that ends at `right`; gives its width."""
    icon, *tokens = _STATUS[status]
    return paint_chip(painter, right, middle, icon, status_name(status), tuple(tokens))


def paint_chip(
    painter: QPainter, right: float, middle: float, icon: str, text: str, tokens: tuple[str, ...]
) -> float:
    """An icon and a word; `tokens` are fill, border and text. Gives the width."""
    fill, border, token = tokens
    height = theme.scaled(26)
    painter.setFont(theme.font("caption", 600))
    side = theme.scaled(14)
    width = painter.fontMetrics().horizontalAdvance(text) + side + 30
    rect = QRectF(right - width + 0.5, middle - height / 2 + 0.5, width - 1, height - 1)
    painter.setPen(QPen(theme.color(border), 1))
    painter.setBrush(theme.color(fill))
    painter.drawRoundedRect(rect, height / 2, height / 2)
    paint_icon(painter, rect.left() + 10, middle, icon, token, 14)
    painter.setPen(theme.color(token))
    area = rect.adjusted(side + 16, 0, 0, 0)
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    return float(width)


def paint_complexity(
    painter: QPainter, x: float, bottom: float, level: int, track: Track
) -> float:
    """Five bars, from 5 to 15 high; gives the width."""
    painter.setPen(Qt.PenStyle.NoPen)
    for bar in range(5):
        height = theme.scaled(5 + 2.5 * bar)
        on = bar < level
        token = f"{TRACK_TOKEN[track]}.rail" if on else "border.default"
        painter.setBrush(theme.color(token))
        painter.drawRoundedRect(QRectF(x + bar * 6, bottom - height, 4, height), 1, 1)
    return 30.0


def paint_avatar(
    painter: QPainter, x: float, middle: float, size: int, name: str, seed: int
) -> None:
    back, text = theme.avatar(seed)
    rect = QRectF(x, middle - size / 2, size, size)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(back)
    painter.drawEllipse(rect)
    font = QFont(theme.font("mark"))
    font.setPixelSize(max(9, round(size * 0.38)))
    painter.setFont(font)
    painter.setPen(QColor(text))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(name))


def paint_choice(
    painter: QPainter, rect: QRectF, *, chosen: bool, over: bool, tone: str = "brand.base"
) -> None:
    """The ground of an entry in a side list: a card with a bar when chosen."""
    if chosen:
        painter.setPen(QPen(theme.color("border.subtle"), 1))
        painter.setBrush(theme.color("bg.surface"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.fillRect(QRectF(0, 3, 3, rect.height() - 6), theme.color(tone))
    elif over:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("bg.hover"))
        painter.drawRoundedRect(rect, 6, 6)


class Avatar(QWidget):
    """Initials in a soft circle: decoration beside a name."""

    def __init__(self, name: str, seed: int, size: int = 40) -> None:
        super().__init__()
        self._name, self._seed = name, seed
        self._size = theme.scaled(size)
        self.setFixedSize(QSize(self._size, self._size))
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_avatar(painter, 0, self._size / 2, self._size, self._name, self._seed)


class CodeBadge(QWidget):
    """L5 or W7 beside a text."""

    def __init__(self, code: str, track: Track) -> None:
        super().__init__()
        self._code, self._track = code, track
        self.setFixedSize(QSize(theme.scaled(36), theme.scaled(26)))
        self.setAccessibleName(code)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_code(painter, 1, self.height() / 2, self._code, self._track)


class ProgressLine(QWidget):
    """A share of a whole as a thin bar; its figures always stand beside it as text."""

    def __init__(self, token: str, soft: str, width: int, height: int = 4) -> None:
        super().__init__()
        self._token, self._soft, self._share = token, soft, 0.0
        self.setFixedSize(QSize(width, height))

    def set_share(self, share: float) -> None:
        self._share = max(0.0, min(1.0, share))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        for token, share in ((self._soft, 1.0), (self._token, self._share)):
            painter.setBrush(theme.color(token))
            painter.drawRoundedRect(
                QRectF(0, 0, self.width() * share, self.height()), radius, radius
            )
