"""Who coached whom: a line per student, and an arrow per session from coach to coached."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from stagecoach import clock
from stagecoach.i18n import _, short_day
from stagecoach.services.peers import groups
from stagecoach.services.peers.sessions import Row
from stagecoach.services.people.persons import Choice
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.badges import paint_text

MOST = 8  # sessions, the last ones: more do not fit beside each other
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Turn:
    on: dt.date
    coach_id: uuid.UUID
    coachee_id: uuid.UUID


def turns(rows: Sequence[Row]) -> list[Turn]:
    """The last ones, the oldest first."""
    return [Turn(r.on_date, r.coach_id, r.coachee_id) for r in reversed(rows[:MOST])]


class TurnsView(QWidget):
    def __init__(self, members: Sequence[Choice], told: Sequence[Turn], begin: dt.date) -> None:
        super().__init__()
        self._members, self._turns, self._begin = members, told, begin
        if told and len(told) == MOST:
            self._begin = max(begin, told[0].on - dt.timedelta(days=_WEEK))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.scaled(30 + 50 * (len(members) - 1) + 44))
        self.setAccessibleName(self._sentence())

    def _sentence(self) -> str:
        names = groups.called(self._members)
        text = _("%(day)s: %(coach)s coached %(coachee)s")
        told = [
            text
            % {
                "day": short_day(turn.on),
                "coach": names.get(turn.coach_id, ""),
                "coachee": names.get(turn.coachee_id, ""),
            }
            for turn in self._turns
        ]
        return ". ".join(told) or _("No talk yet")

    def sizeHint(self) -> QSize:
        return QSize(500, self.height())

    def _x(self, day: dt.date) -> float:
        """From the first week until a week after today, within the ends of the lines."""
        days = max(_WEEK, (clock.today() - self._begin).days + 2)
        share = min(1.0, max(0.0, (day - self._begin).days / days))
        left = self._left()
        return left + 14 + share * (self.width() - left - 60)

    def _left(self) -> float:
        return float(theme.scaled(92))

    def _y(self, number: int) -> float:
        return float(theme.scaled(24 + 50 * number))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, names = self._left(), groups.called(self._members)
        for number, member in enumerate(self._members):
            y = self._y(number)
            area = QRectF(0, y - 11, left - 10, 22)
            name = names[member.id]
            paint_text(painter, area, name, theme.font("compact", 600), "text.primary", right=True)
            rail = QRectF(left, y - 3, self.width() - left - 42, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bg.pressed"))
            painter.drawRoundedRect(rail, 3, 3)
        self._paint_weeks(painter)
        ys = {member.id: self._y(n) for n, member in enumerate(self._members)}
        last_x = -1000.0
        for turn in self._turns:
            if turn.coach_id in ys and turn.coachee_id in ys:
                x = max(self._x(turn.on), last_x + 26)
                self._paint_turn(painter, x, ys[turn.coach_id], ys[turn.coachee_id], turn)
                last_x = x
        self._paint_now(painter)

    def _paint_turn(
        self, painter: QPainter, x: float, coach: float, coachee: float, turn: Turn
    ) -> None:
        """A ring for who coaches, a dot for who brings in, and the way between them."""
        ink = theme.color("text.primary")
        way = 1 if coachee > coach else -1
        painter.setPen(QPen(ink, 2))
        painter.drawLine(QPointF(x, coach + 7 * way), QPointF(x, coachee - 8 * way))
        painter.setBrush(theme.color("bg.surface"))
        painter.drawEllipse(QPointF(x, coach), 7, 7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(x, coachee), 4.5, 4.5)
        tip = coachee - 6 * way
        painter.drawPolygon(
            QPolygonF(
                [QPointF(x, tip), QPointF(x - 4.5, tip - 7 * way), QPointF(x + 4.5, tip - 7 * way)]
            )
        )
        if abs(coachee - coach) < theme.scaled(60):
            left = x + theme.scaled(56) > self._x(clock.today())  # not under the mark for now
            area = QRectF(x - 71 if left else x + 11, min(coach, coachee) + 14, 60, 22)
            font = theme.font("caption")
            paint_text(painter, area, short_day(turn.on), font, "text.secondary", right=left)

    def _paint_weeks(self, painter: QPainter) -> None:
        y = self._y(len(self._members) - 1) + 14
        font = theme.font("caption")
        left = self._left()
        word = QRectF(0, y, left - 10, 20)
        paint_text(painter, word, _("week"), font, "text.secondary", right=True)
        weeks = max(1, (clock.today() - self._begin).days // _WEEK)
        step = max(1, round(weeks / 12))
        for week in range(0, weeks + 1, step):
            x = self._x(self._begin + dt.timedelta(days=_WEEK * week + 3))
            if x < self._x(clock.today()) - 24:
                area = QRectF(x - 12, y, 30, 20)
                paint_text(painter, area, str(week + 1), font, "text.secondary")

    def _paint_now(self, painter: QPainter) -> None:
        x, bottom = self._x(clock.today()), self._y(len(self._members) - 1) + 16
        painter.setPen(QPen(theme.color("text.primary"), 1.5))
        painter.drawLine(QPointF(x, theme.scaled(8)), QPointF(x, bottom))
        area = QRectF(x - 20, bottom, 40, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("text.primary"))
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(theme.color("bg.surface"))
        painter.setFont(theme.font("mark"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, _("Now"))


class Legend(QWidget):
    """What the ring and the dot are."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(theme.scaled(170), theme.scaled(24))
        self.setAccessibleName(_("ring: coaches, dot: brings in"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, middle = theme.color("text.primary"), self.height() / 2
        painter.setPen(QPen(ink, 2))
        painter.drawEllipse(QPointF(8, middle), 6, 6)
        half = self.width() / 2 - 8
        font = theme.font("caption")
        paint_text(painter, QRectF(20, 0, half, 2 * middle), _("coaches"), font, "text.secondary")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(half + 2, middle), 4, 4)
        area = QRectF(half + 14, 0, half + 8, 2 * middle)
        paint_text(painter, area, _("brings in"), font, "text.secondary")
