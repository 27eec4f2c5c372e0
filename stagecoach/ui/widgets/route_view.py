"""The route of a placement: two rails, tasks by week and complexity, stations, and now.

One tab stop; the arrows move between tasks, Enter opens one. Labels are placed greedily
(above or below, right, left) and left to the tooltip where there is no room at all.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from stagecoach.domain.tasks import Status, status_name
from stagecoach.i18n import _
from stagecoach.services.tasks.tasks import Row
from stagecoach.ui.core import theme
from stagecoach.ui.widgets import route_paint
from stagecoach.ui.widgets.fields import tip
from stagecoach.ui.widgets.route_plan import DrawnRoute, RoutePlan

_HEIGHT = 332


class RouteView(QWidget):
    opened = Signal(object)  # the id of a task

    def __init__(self, route: DrawnRoute | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Route"))
        self._route: DrawnRoute | None = None
        self._plan: RoutePlan | None = None  # laid out when it is looked at, once for a width
        self._current = -1
        if route is not None:
            self.show_route(route)

    def show_route(self, route: DrawnRoute) -> None:
        self._route, self._plan = route, None
        self._current = min(self._current, len(route.tasks) - 1)
        self.update()

    def _measure(self, text: str) -> float:
        return QFontMetrics(route_paint.typeface("caption", 600)).horizontalAdvance(text)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._plan = None

    def _laid_out(self) -> RoutePlan | None:
        if self._plan is None and self._route is not None:
            self._plan = RoutePlan(self._route, self.width() / route_paint.factor(), self._measure)
        return self._plan

    def sizeHint(self) -> QSize:
        return QSize(760, theme.scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(480, theme.scaled(_HEIGHT))

    def current(self) -> Row | None:
        nodes = self._nodes()
        return nodes[self._current][1] if 0 <= self._current < len(nodes) else None

    def _nodes(self) -> list[tuple[QRectF, Row]]:
        plan = self._laid_out()
        return plan.nodes if plan is not None else []

    def paintEvent(self, _event: QPaintEvent) -> None:
        plan = self._laid_out()
        if plan is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(route_paint.factor(), route_paint.factor())
        route_paint.draw_ground(painter, plan)
        route_paint.draw_rails(painter, plan)
        for node, task in plan.nodes:
            route_paint.draw_stem(painter, node, task)
        for station in plan.route.stations:
            route_paint.draw_station(painter, plan, station)
        route_paint.draw_now(painter, plan)
        for number, (node, task) in enumerate(plan.nodes):
            current = number == self._current and self.hasFocus()
            route_paint.draw_node(painter, node, task, current=current)
        for rect, task, side in plan.labels:
            strong = task.status in {Status.BUSY, Status.REVIEW}
            painter.setFont(route_paint.typeface("caption", 600 if strong else 400))
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
            (
                n
                for n, (node, _t) in enumerate(self._nodes())
                if node.contains(point / route_paint.factor())
            ),
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
