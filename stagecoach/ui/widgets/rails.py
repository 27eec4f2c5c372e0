"""The two rails, small: in lists and, without a student, on the welcome and lock screens."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from stagecoach.domain.tracks import Track
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.badges import TRACK_TOKEN

_RAIL = 6


@dataclass(frozen=True)
class Stations:
    """Where the evaluations are, as shares of the route, and which have been held."""

    at: Sequence[tuple[float, bool]]
    now: float
    done: dict[Track, float]


def paint_mini_route(painter: QPainter, rect: QRectF, route: Stations, weeks: int) -> None:
    """Sleepers, rails, heads, stations and the mark for now, within 242 × 48."""
    upper, lower = rect.center().y() - 9, rect.center().y() + 9
    left, right = rect.left() + 5, rect.right() - 5
    span = right - left
    painter.setPen(QPen(theme.color("border.subtle"), 2))
    sleepers = min(weeks, 20)
    for number in range(sleepers + 1):
        x = left + span * number / sleepers if sleepers else left
        painter.drawLine(QPointF(x, upper), QPointF(x, lower))
    for track, y in ((Track.LEARNING, upper), (Track.WORK, lower)):
        _rail(painter, left, right, y, track, route.done.get(track, 0.0))
    for share, held in route.at:
        station(painter, left + span * share, upper - 8, lower + 8, held=held)
    now_mark(painter, left + span * route.now, rect.top(), rect.bottom() - 2)
    for track, y in ((Track.LEARNING, upper), (Track.WORK, lower)):
        head(painter, left + span * route.done.get(track, 0.0), y, track)


def now_mark(painter: QPainter, x: float, top: float, bottom: float) -> None:
    painter.setPen(QPen(theme.color("text.primary"), 1.5))
    painter.drawLine(QPointF(x, top + 4), QPointF(x, bottom))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("text.primary"))
    painter.drawPolygon(
        QPolygonF([QPointF(x - 4.5, top), QPointF(x + 4.5, top), QPointF(x, top + 6)])
    )


def _rail(
    painter: QPainter, left: float, right: float, y: float, track: Track, share: float
) -> None:
    token = TRACK_TOKEN[track]
    painter.setPen(Qt.PenStyle.NoPen)
    for name, width in ((f"{token}.soft", 1.0), (f"{token}.rail", share)):
        painter.setBrush(theme.color(name))
        area = QRectF(left - 5, y - _RAIL / 2, (right - left) * width + 5, _RAIL)
        painter.drawRoundedRect(area, _RAIL / 2, _RAIL / 2)


def head(painter: QPainter, x: float, y: float, track: Track, size: float = 13) -> None:
    """How far a track is: a circle for learning, a square for work."""
    painter.setPen(QPen(theme.color(f"{TRACK_TOKEN[track]}.rail"), size / 4.3))
    painter.setBrush(theme.color("bg.surface"))
    rect = QRectF(x - size / 2, y - size / 2, size, size)
    if track is Track.LEARNING:
        painter.drawEllipse(rect)
    else:
        rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, size / 5, size / 5)


def station(
    painter: QPainter, x: float, top: float, bottom: float, *, held: bool, width: float = 9
) -> None:
    """A pill across both rails: filled once the evaluation was held."""
    fill = "text.secondary" if held else "bg.surface"
    painter.setPen(QPen(theme.color("text.secondary"), 1.5))
    painter.setBrush(theme.color(fill))
    rect = QRectF(x - width / 2, top, width, bottom - top)
    painter.drawRoundedRect(rect, width / 2, width / 2)


class Rails(QWidget):
    """The rails across the whole window. `stations` carry a word below, or none at all."""

    def __init__(self, stations: Sequence[tuple[float, str]], done: float, icon: str = "") -> None:
        super().__init__()
        self._stations, self._done, self._icon = stations, done, icon
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.scaled(118))

    def sizeHint(self) -> QSize:
        return QSize(800, theme.scaled(118))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, upper, lower = self.width(), 26.0, 62.0
        painter.setPen(
            QPen(theme.color("border.default"), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        )
        for x in range(12, width, 24):
            painter.drawLine(QPointF(x, upper - 12), QPointF(x, lower + 14))
        for track, y in ((Track.LEARNING, upper), (Track.WORK, lower)):
            token = TRACK_TOKEN[track]
            painter.fillRect(QRectF(0, y - 5, width, 10), theme.color(f"{token}.soft"))
            painter.fillRect(
                QRectF(0, y - 5, width * self._done, 10), theme.color(f"{token}.rail")
            )
            if self._done:
                head(painter, width * self._done, y, track, 26)
        for share, word in self._stations:
            self._paint_station(painter, width * share, upper, lower, word)

    def _paint_station(
        self, painter: QPainter, x: float, upper: float, lower: float, word: str
    ) -> None:
        painter.setPen(QPen(theme.color("text.primary"), 3))
        painter.setBrush(theme.color("bg.surface"))
        painter.drawRoundedRect(QRectF(x - 15, upper - 18, 30, lower - upper + 36), 15, 15)
        if self._icon:
            picture = theme.pixmap(self._icon, "text.primary", 22)
            side = picture.deviceIndependentSize().width()
            middle = QPointF(x - side / 2, (upper + lower) / 2 - side / 2)
            painter.drawPixmap(middle, picture)
        painter.setFont(theme.font("compact", 600))
        painter.setPen(theme.color("text.secondary"))
        area = QRectF(x - 120, lower + 22, 240, theme.scaled(26))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, word)
