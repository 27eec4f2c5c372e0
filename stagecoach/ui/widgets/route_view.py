"""The route of a placement: two rails, tasks by week and complexity, stations, and now.

One tab stop; the arrows move between tasks, Enter opens one. Labels are placed greedily
(above or below, right, left) and left to the tooltip where there is no room at all.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from stagecoach import clock
from stagecoach.domain.evaluations import kind_name
from stagecoach.domain.students.placements import week_of
from stagecoach.domain.tasks import Status, status_name
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _, day, short_day
from stagecoach.services.evaluations.stations import Station
from stagecoach.services.tasks.tasks import Row
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.badges import TRACK_TOKEN
from stagecoach.ui.widgets.fields import tip
from stagecoach.ui.widgets.route_plan import (
    LEFT,
    LOWER,
    NODE,
    RIGHT,
    UPPER,
    DrawnRoute,
    RoutePlan,
    level_y,
)

_HEIGHT = 332


def _factor() -> float:
    """The whole drawing grows with the text size, so its type is asked for at 100 %."""
    return theme.scaled(100) / 100


def _type(role: str, weight: int | None = None) -> QFont:
    font = QFont(theme.font(role, weight))
    font.setPointSizeF(font.pointSizeF() / _factor())
    return font


class RouteView(QWidget):
    opened = Signal(object)  # the id of a task

    def __init__(self, route: DrawnRoute | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Route"))
        self._plan: RoutePlan | None = None
        self._current = -1
        if route is not None:
            self.show_route(route)

    def show_route(self, route: DrawnRoute) -> None:
        self._plan = RoutePlan(route, self.width() / _factor(), self._measure)
        self._current = min(self._current, len(route.tasks) - 1)
        self.update()

    def _measure(self, text: str) -> float:
        return QFontMetrics(_type("caption", 600)).horizontalAdvance(text)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        if self._plan is not None:
            self.show_route(self._plan.route)

    def sizeHint(self) -> QSize:
        return QSize(760, theme.scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(480, theme.scaled(_HEIGHT))

    def current(self) -> Row | None:
        nodes = self._nodes()
        return nodes[self._current][1] if 0 <= self._current < len(nodes) else None

    def _nodes(self) -> list[tuple[QRectF, Row]]:
        return self._plan.nodes if self._plan is not None else []

    def paintEvent(self, _event: QPaintEvent) -> None:
        plan = self._plan
        if plan is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(_factor(), _factor())
        _paint_ground(painter, plan)
        _paint_rails(painter, plan)
        for node, task in plan.nodes:
            _paint_stem(painter, node, task)
        for station in plan.route.stations:
            _paint_station(painter, plan, station)
        _paint_now(painter, plan)
        for number, (node, task) in enumerate(plan.nodes):
            current = number == self._current and self.hasFocus()
            _paint_node(painter, node, task, current=current)
        for rect, task, side in plan.labels:
            strong = task.status in {Status.BUSY, Status.REVIEW}
            painter.setFont(_type("caption", 600 if strong else 400))
            painter.setPen(theme.color("text.primary" if strong else "text.muted"))
            painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, task.label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
        }.get(Qt.Key(event.key()))
        task = self.current()
        if step and self._nodes():
            self._current = max(0, min(len(self._nodes()) - 1, self._current + step))
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
            (n for n, (node, _t) in enumerate(self._nodes()) if node.contains(point / _factor())),
            -1,
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._current = self._at(event.position())
        self._announce()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        task = self._nodes()[number][1] if number >= 0 else None
        shape = Qt.CursorShape.PointingHandCursor if task else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.setToolTip(tip(f"{task.code} {task.title}") if task else "")

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        if (task := self.current()) is not None:
            self.opened.emit(task.id)


def _paint_ground(painter: QPainter, plan: RoutePlan) -> None:
    """Levels of complexity as dotted lines, the running week as a band, week numbers."""
    painter.setFont(_type("mark", 400))
    painter.setPen(theme.color("text.muted"))
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for level, word in ((5, _("complex")), (1, _("simple"))):
        for y in (level_y(track, level) for track in Track):
            painter.drawText(QRectF(0, y - 10, LEFT - 12, 20), right, word)
    painter.setPen(QPen(theme.color("border.default"), 1, Qt.PenStyle.DotLine))
    for level in (1, 3, 5):
        for y in (level_y(track, level) for track in Track):
            painter.drawLine(QPointF(LEFT, y), QPointF(plan.width - RIGHT, y))
    week = week_of(clock.today(), plan.route.starts_on)
    width = plan.week_width
    if 1 <= week <= plan.route.weeks:
        area = QRectF(LEFT + (week - 1) * width, 50, width, 252)
        painter.fillRect(area, theme.color("bg.hover"))
    painter.setPen(theme.color("text.muted"))
    painter.drawText(QRectF(0, 302, LEFT - 16, 20), right, _("week"))
    step = 1 if width > 26 else 2 if width > 14 else 4
    for number in range(1, plan.route.weeks + 1, step):
        area = QRectF(LEFT + (number - 1) * width, 302, width, 20)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(number))


def _paint_rails(painter: QPainter, plan: RoutePlan) -> None:
    left, end, now = LEFT, plan.width - RIGHT, plan.now
    passed = max(left, min(end, now))
    painter.setPen(
        QPen(theme.color("border.default"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    )
    for number in range(plan.route.weeks + 1):
        x = left + number * plan.week_width
        painter.drawLine(QPointF(x, UPPER - 5), QPointF(x, LOWER + 5))
    painter.setPen(Qt.PenStyle.NoPen)
    for track, y in ((Track.LEARNING, UPPER), (Track.WORK, LOWER)):
        token = TRACK_TOKEN[track]
        for tone, until in (("soft", end), ("rail", passed)):
            painter.setBrush(theme.color(f"{token}.{tone}"))
            painter.drawRoundedRect(QRectF(left - 4, y - 4, until - left + 8, 8), 4, 4)
        painter.setBrush(theme.color("bg.surface"))
        for where, day_ in plan.route.guided:
            if where is track:
                painter.drawEllipse(QPointF(plan.x(day_, 0.07), y), 2.2, 2.2)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.setFont(_type("body", 600))
    for text, y, token in ((_("Learning"), UPPER, "learn"), (_("Working"), LOWER, "work")):
        painter.setPen(theme.color(f"{token}.strong"))
        painter.drawText(QRectF(0, y - 12, LEFT - 16, 24), right, text)


def _paint_stem(painter: QPainter, node: QRectF, task: Row) -> None:
    rail = UPPER - 4 if task.track is Track.LEARNING else LOWER + 4
    edge = node.bottom() if task.track is Track.LEARNING else node.top()
    dotted = task.status is Status.PLANNED
    style = Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine
    painter.setPen(QPen(theme.color(f"{TRACK_TOKEN[task.track]}.rail"), 2, style))
    painter.drawLine(QPointF(node.center().x(), edge), QPointF(node.center().x(), rail))


def _paint_station(painter: QPainter, plan: RoutePlan, station: Station) -> None:
    area = plan.station_area(station)
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
    left = max(LEFT - 20, min(plan.width - width, x - width / 2))
    at_edge = left != x - width / 2
    flag = Qt.AlignmentFlag.AlignHCenter
    if at_edge:
        flag = Qt.AlignmentFlag.AlignRight if x > plan.width / 2 else Qt.AlignmentFlag.AlignLeft
        left = x - width + 12 if x > plan.width / 2 else x - 10
    painter.setPen(theme.color("text.primary"))
    painter.setFont(_type("caption", 600))
    painter.drawText(QRectF(left, 8, width, 18), flag, kind_name(station.kind))
    painter.setPen(theme.color("text.muted"))
    painter.setFont(_type("caption"))
    text = short_day(station.on) if station.done else day(station.on)
    painter.drawText(QRectF(left, 26, width, 18), flag, text)


def _paint_now(painter: QPainter, plan: RoutePlan) -> None:
    if not plan.route.runs:
        return
    x = plan.now
    painter.setPen(QPen(theme.color("text.primary"), 2))
    painter.drawLine(QPointF(x, 54), QPointF(x, 302))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("text.primary"))
    area = QRectF(x - 20, 302, 40, 20)
    painter.drawRoundedRect(area, 4, 4)
    painter.setPen(theme.color("bg.surface"))
    painter.setFont(_type("caption", 600))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, _("Now"))


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
        task.status,
        (f"{token}.soft", QPen(theme.color(f"{token}.strong"), 2.5), f"{token}.strong"),
    )
    painter.setPen(pen)
    painter.setBrush(theme.color(fill))
    area = node.adjusted(1, 1, -1, -1)
    radius = NODE / 2 if task.track is Track.LEARNING else 6
    painter.drawRoundedRect(area, radius, radius)
    painter.setPen(theme.color(text))
    painter.setFont(_type("mark"))
    painter.drawText(node, Qt.AlignmentFlag.AlignCenter, task.code)
    if current:
        painter.setPen(QPen(theme.color("focus.ring"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = node.adjusted(-3, -3, 3, 3)
        painter.drawRoundedRect(ring, radius + 3, radius + 3)
