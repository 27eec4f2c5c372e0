"""The route of a placement: two rails, tasks by week and complexity, stations, and now.

One tab stop; the arrows move between tasks, Enter opens one. Labels are placed greedily
(above or below, right, left) and left to the tooltip where there is no room at all.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from stagecoach import clock
from stagecoach.domain.placements import week_of, weeks
from stagecoach.domain.tasks import Status
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _, day, short_day
from stagecoach.services.tasks import Row, status_name
from stagecoach.services.today import Station, kind_name
from stagecoach.ui import theme
from stagecoach.ui.widgets.badges import TRACK_TOKEN

_UPPER, _LOWER = 156.0, 192.0  # middles of the rails
_STEP = 16.5  # a level of complexity
_LEFT, _RIGHT = 112.0, 24.0
_NODE = 28.0
_HEIGHT = 332


@dataclass(frozen=True)
class Route:
    """All that the view shows."""

    starts_on: dt.date
    ends_on: dt.date
    tasks: Sequence[Row] = ()
    stations: Sequence[Station] = ()
    guided: Sequence[tuple[Track, dt.date]] = ()

    @property
    def weeks(self) -> int:
        return weeks(self.starts_on, self.ends_on)


@dataclass
class _Places:
    """Where everything stands at the present width."""

    nodes: list[tuple[QRectF, Row]] = field(default_factory=list)
    labels: list[tuple[QRectF, Row, Qt.AlignmentFlag]] = field(default_factory=list)


class RouteView(QWidget):
    opened = Signal(object)  # the id of a task

    def __init__(self, route: Route | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Route"))
        self._route = route
        self._places = _Places()
        self._current = -1

    def show_route(self, route: Route) -> None:
        self._route = route
        self._current = min(self._current, len(route.tasks) - 1)
        self._place()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(760, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(480, _HEIGHT)

    def current(self) -> Row | None:
        nodes = self._places.nodes
        return nodes[self._current][1] if 0 <= self._current < len(nodes) else None

    def _x(self, day: dt.date, share: float = 0.0) -> float:
        """The middle of the working day; `share` is a part of a week further on."""
        route = self._route
        assert route is not None  # noqa: S101
        first = route.starts_on - dt.timedelta(days=route.starts_on.weekday())
        at = (day - first).days / 7 + share
        return _LEFT + at * self._week_width()

    def _week_width(self) -> float:
        count = self._route.weeks if self._route else 1
        return (self.width() - _LEFT - _RIGHT) / count

    def resizeEvent(self, _event: object) -> None:
        self._place()

    def _place(self) -> None:
        """Nodes by week and level, then labels where they touch nothing."""
        if self._route is None:
            return
        self._places = places = _Places()
        taken = [self._station_area(station) for station in self._route.stations]
        if self._route.starts_on <= clock.today() <= self._route.ends_on:
            now = self._now()
            taken.append(QRectF(now - 4, 40, 8, 280))
        for track in Track:
            own = [task for task in self._route.tasks if task.track is track]
            seen: dict[tuple[dt.date, int], int] = {}
            for task in own:
                key = (task.planned_from, task.complexity)
                seen[key] = seen.get(key, 0) + 1
                node = self._node(task, seen[key] - 1)
                places.nodes.append((node, task))
        taken += [node for node, _task in places.nodes]
        taken.append(QRectF(0, _UPPER - 12, self.width(), _LOWER - _UPPER + 24))
        for node, task in places.nodes:
            if task.status is not Status.DONE:  # what is behind us has its tooltip
                self._place_label(node, task, taken)

    def _station_area(self, station: Station) -> QRectF:
        return QRectF(self._x(station.on, 0.07) - 11, _UPPER - 16, 22, _LOWER - _UPPER + 32)

    def _node(self, task: Row, nth: int) -> QRectF:
        span = (task.planned_until - task.planned_from).days / 7 / 2
        x = self._x(task.planned_from, 0.4 + span) + nth * (_NODE + 2)
        away = 28 + (task.complexity - 1) * _STEP
        y = _UPPER - away if task.track is Track.LEARNING else _LOWER + away
        side = _NODE / 2
        node = QRectF(x - side, y - side, _NODE, _NODE)
        assert self._route is not None  # noqa: S101
        for station in self._route.stations:
            area = self._station_area(station)
            if area.intersects(node):
                node.moveLeft(area.right() + 3)
        return node

    def _place_label(self, node: QRectF, task: Row, taken: list[QRectF]) -> None:
        metrics = self.fontMetrics()
        width, height = metrics.horizontalAdvance(task.label) + 6.0, 18.0
        up = task.track is Track.LEARNING
        beyond = node.top() - height - 1 if up else node.bottom() + 1
        middle = node.center().y() - height / 2
        flag = Qt.AlignmentFlag
        for rect, side in (
            (QRectF(node.right() + 4, middle, width, height), flag.AlignLeft),
            (QRectF(node.center().x() - width / 2, beyond, width, height), flag.AlignHCenter),
            (QRectF(node.left() - 4 - width, middle, width, height), flag.AlignRight),
            (QRectF(node.right() - width, beyond, width, height), flag.AlignRight),
            (QRectF(node.left(), beyond, width, height), flag.AlignLeft),
        ):
            inside = rect.left() >= _LEFT - 20 and rect.right() <= self.width() - 2
            if inside and not any(rect.intersects(other) for other in taken):
                taken.append(rect)
                self._places.labels.append((rect, task, side))
                return

    def _now(self) -> float:
        return self._x(clock.today(), 0.1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._route is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_rails(painter)
        for node, task in self._places.nodes:
            self._paint_stem(painter, node, task)
        for station in self._route.stations:
            self._paint_station(painter, station)
        self._paint_now(painter)
        for number, (node, task) in enumerate(self._places.nodes):
            current = number == self._current and self.hasFocus()
            _paint_node(painter, node, task, current=current)
        for rect, task, side in self._places.labels:
            strong = task.status in {Status.BUSY, Status.REVIEW}
            painter.setFont(theme.font("caption", 600 if strong else 400))
            painter.setPen(theme.color("text.primary" if strong else "text.muted"))
            painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, task.label)

    def _paint_ground(self, painter: QPainter) -> None:
        """Levels of complexity as dotted lines, the running week as a band, week numbers."""
        painter.setFont(theme.font("mark", 400))
        painter.setPen(theme.color("text.muted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for level, word in ((5, _("complex")), (1, _("simple"))):
            for y in (_UPPER - 28 - (level - 1) * _STEP, _LOWER + 28 + (level - 1) * _STEP):
                painter.drawText(QRectF(0, y - 10, _LEFT - 12, 20), right, word)
        painter.setPen(QPen(theme.color("border.default"), 1, Qt.PenStyle.DotLine))
        for level in (1, 3, 5):
            for y in (_UPPER - 28 - (level - 1) * _STEP, _LOWER + 28 + (level - 1) * _STEP):
                painter.drawLine(QPointF(_LEFT, y), QPointF(self.width() - _RIGHT, y))
        assert self._route is not None  # noqa: S101
        week = week_of(clock.today(), self._route.starts_on)
        width = self._week_width()
        if 1 <= week <= self._route.weeks:
            area = QRectF(_LEFT + (week - 1) * width, 50, width, 252)
            painter.fillRect(area, theme.color("bg.hover"))
        painter.setPen(theme.color("text.muted"))
        painter.drawText(QRectF(0, 302, _LEFT - 16, 20), right, _("week"))
        step = 1 if width > 26 else 2 if width > 14 else 4
        for number in range(1, self._route.weeks + 1, step):
            area = QRectF(_LEFT + (number - 1) * width, 302, width, 20)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(number))

    def _paint_rails(self, painter: QPainter) -> None:
        assert self._route is not None  # noqa: S101
        left, end, now = _LEFT, self.width() - _RIGHT, self._now()
        passed = max(left, min(end, now))
        painter.setPen(QPen(theme.color("border.default"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for number in range(self._route.weeks + 1):
            x = left + number * self._week_width()
            painter.drawLine(QPointF(x, _UPPER - 5), QPointF(x, _LOWER + 5))
        painter.setPen(Qt.PenStyle.NoPen)
        for track, y in ((Track.LEARNING, _UPPER), (Track.WORK, _LOWER)):
            token = TRACK_TOKEN[track]
            for tone, until in (("soft", end), ("rail", passed)):
                painter.setBrush(theme.color(f"{token}.{tone}"))
                painter.drawRoundedRect(QRectF(left - 4, y - 4, until - left + 8, 8), 4, 4)
            painter.setBrush(theme.color("bg.surface"))
            for where, day_ in self._route.guided:
                if where is track:
                    painter.drawEllipse(QPointF(self._x(day_, 0.07), y), 2.2, 2.2)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("body", 600))
        for text, y, token in ((_("Learning"), _UPPER, "learn"), (_("Working"), _LOWER, "work")):
            painter.setPen(theme.color(f"{token}.strong"))
            painter.drawText(QRectF(0, y - 12, _LEFT - 16, 24), right, text)

    def _paint_stem(self, painter: QPainter, node: QRectF, task: Row) -> None:
        rail = _UPPER - 4 if task.track is Track.LEARNING else _LOWER + 4
        edge = node.bottom() if task.track is Track.LEARNING else node.top()
        dotted = task.status is Status.PLANNED
        style = Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.color(f"{TRACK_TOKEN[task.track]}.rail"), 2, style))
        painter.drawLine(QPointF(node.center().x(), edge), QPointF(node.center().x(), rail))

    def _paint_station(self, painter: QPainter, station: Station) -> None:
        area = self._station_area(station)
        x = area.center().x()
        painter.setPen(QPen(theme.color("text.muted"), 1.5))
        painter.drawLine(QPointF(x, 50), QPointF(x, area.top()))
        painter.setPen(QPen(theme.color("text.primary"), 2.5))
        painter.setBrush(theme.color("text.secondary" if station.done else "bg.surface"))
        painter.drawRoundedRect(area, 10, 10)
        if station.done:
            mark = theme.pixmap("check", "bg.surface", 14)
            painter.drawPixmap(QPointF(x - 7, area.center().y() - 7), mark)
        width = 150.0
        left = max(_LEFT - 20, min(self.width() - width, x - width / 2))
        at_edge = left != x - width / 2
        flag = Qt.AlignmentFlag.AlignHCenter
        if at_edge:
            flag = Qt.AlignmentFlag.AlignRight if x > self.width() / 2 else Qt.AlignmentFlag.AlignLeft
            left = x - width + 12 if x > self.width() / 2 else x - 10
        painter.setPen(theme.color("text.primary"))
        painter.setFont(theme.font("caption", 600))
        painter.drawText(QRectF(left, 8, width, 18), flag, kind_name(station.kind))
        painter.setPen(theme.color("text.muted"))
        painter.setFont(theme.font("caption"))
        text = short_day(station.on) if station.done else day(station.on)
        painter.drawText(QRectF(left, 26, width, 18), flag, text)

    def _paint_now(self, painter: QPainter) -> None:
        assert self._route is not None  # noqa: S101
        if not self._route.starts_on <= clock.today() <= self._route.ends_on:
            return
        x = self._now()
        painter.setPen(QPen(theme.color("text.primary"), 2))
        painter.drawLine(QPointF(x, 54), QPointF(x, 302))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("text.primary"))
        area = QRectF(x - 20, 302, 40, 20)
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(theme.color("bg.surface"))
        painter.setFont(theme.font("caption", 600))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, _("Now"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
        }.get(Qt.Key(event.key()))
        task = self.current()
        if step and self._places.nodes:
            self._current = max(0, min(len(self._places.nodes) - 1, self._current + step))
            self._announce()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and task:
            self.opened.emit(task.id)
        else:
            super().keyPressEvent(event)

    def _announce(self) -> None:
        task = self.current()
        if task is not None:
            text = _("%(code)s %(title)s, level %(level)d, %(status)s") % {
                "code": task.code,
                "title": task.title,
                "level": task.complexity,
                "status": status_name(task.status),
            }
            self.setAccessibleDescription(text)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        self.update()

    def _at(self, point: QPointF) -> int:
        return next(
            (n for n, (node, _t) in enumerate(self._places.nodes) if node.contains(point)), -1
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._current = self._at(event.position())
        self._announce()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        task = self._places.nodes[number][1] if number >= 0 else None
        shape = Qt.CursorShape.PointingHandCursor if task else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        # Another sign for "<" keeps Qt from reading a title as markup.
        self.setToolTip(f"{task.code} {task.title}".replace("<", "‹") if task else "")

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        if (task := self.current()) is not None:
            self.opened.emit(task.id)


def _paint_node(painter: QPainter, node: QRectF, task: Row, *, current: bool) -> None:
    token = TRACK_TOKEN[task.track]
    fill, pen, text = {
        Status.DONE: (f"{token}.strong", QPen(theme.color(f"{token}.strong"), 1), "bg.surface"),
        Status.PLANNED: (
            "bg.surface",
            QPen(theme.color(f"{token}.rail"), 1.5, Qt.PenStyle.DashLine),
            f"{token}.strong",
        ),
    }.get(
        task.status, (f"{token}.soft", QPen(theme.color(f"{token}.strong"), 2.5), f"{token}.strong")
    )
    painter.setPen(pen)
    painter.setBrush(theme.color(fill))
    area = node.adjusted(1, 1, -1, -1)
    radius = _NODE / 2 if task.track is Track.LEARNING else 6
    painter.drawRoundedRect(area, radius, radius)
    painter.setPen(theme.color(text))
    painter.setFont(theme.font("mark"))
    painter.drawText(node, Qt.AlignmentFlag.AlignCenter, task.code)
    if current:
        painter.setPen(QPen(theme.color("focus.ring"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = node.adjusted(-3, -3, 3, 3)
        painter.drawRoundedRect(ring, radius + 3, radius + 3)
