"""How a route is painted: its ground and rails, stations, tasks and where we are now."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from stagecoach import clock
from stagecoach.domain.students.placements import week_of
from stagecoach.domain.tasks import Status
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _
from stagecoach.services.evaluations.stations import Station
from stagecoach.services.tasks.tasks import Row
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.badges import TRACK_TOKEN
from stagecoach.ui.widgets.route_plan import LEFT, LOWER, NODE, RIGHT, UPPER, RoutePlan, level_y


def factor() -> float:
    """The whole drawing grows with the text size, so its type is asked for at 100 %."""
    return theme.scaled(100) / 100


def typeface(role: str, weight: int | None = None) -> QFont:
    font = QFont(theme.font(role, weight))
    font.setPointSizeF(font.pointSizeF() / factor())
    return font


def draw_ground(painter: QPainter, plan: RoutePlan) -> None:
    """Levels of complexity as dotted lines, the running week as a band, week numbers."""
    painter.setFont(typeface("mark", 400))
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


def draw_rails(painter: QPainter, plan: RoutePlan) -> None:
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
    painter.setFont(typeface("body", 600))
    for text, y, token in ((_("Learning"), UPPER, "learn"), (_("Working"), LOWER, "work")):
        painter.setPen(theme.color(f"{token}.strong"))
        painter.drawText(QRectF(0, y - 12, LEFT - 16, 24), right, text)


def draw_stem(painter: QPainter, node: QRectF, task: Row) -> None:
    rail = UPPER - 4 if task.track is Track.LEARNING else LOWER + 4
    edge = node.bottom() if task.track is Track.LEARNING else node.top()
    dotted = task.status is Status.PLANNED
    style = Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine
    painter.setPen(QPen(theme.color(f"{TRACK_TOKEN[task.track]}.rail"), 2, style))
    painter.drawLine(QPointF(node.center().x(), edge), QPointF(node.center().x(), rail))


def draw_station(painter: QPainter, plan: RoutePlan, station: Station) -> None:
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
    looks = (("text.primary", typeface("caption", 600)), ("text.muted", typeface("caption")))
    for (rect, text), (color, font) in zip(plan.station_head(station), looks, strict=True):
        painter.setPen(theme.color(color))
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def draw_now(painter: QPainter, plan: RoutePlan) -> None:
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
    painter.setFont(typeface("caption", 600))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, _("Now"))


def draw_node(painter: QPainter, node: QRectF, task: Row, *, current: bool) -> None:
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
    painter.setFont(typeface("mark"))
    painter.drawText(node, Qt.AlignmentFlag.AlignCenter, task.code)
    if current:
        painter.setPen(QPen(theme.color("focus.ring"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = node.adjusted(-3, -3, 3, 3)
        painter.drawRoundedRect(ring, radius + 3, radius + 3)
