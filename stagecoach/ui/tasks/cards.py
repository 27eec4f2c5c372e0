"""Paints the plan: a card per task, the rails between, evaluations across."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from stagecoach.domain.evaluations import kind_name
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _, day
from stagecoach.services.tasks.tasks import Row
from stagecoach.ui.core import theme
from stagecoach.ui.tasks.plan import RAILS, PlanLine, PlanModel, fold_text, track_of
from stagecoach.ui.widgets.badges import (
    TRACK_TOKEN,
    paint_code,
    paint_complexity,
    paint_icon,
    paint_status,
    paint_text,
)
from stagecoach.ui.widgets.rails import head
from stagecoach.ui.widgets.table import ROW_ROLE

_CARD, _GAP = 92, 16
_LINE, _NOW = 48, 30
_OPPOSITE = {Track.LEARNING: Track.WORK, Track.WORK: Track.LEARNING}


class Cards(QStyledItemDelegate):
    def __init__(self, model: PlanModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        line = self._model.line(index)
        height = _CARD + _GAP if line.tasks else _LINE
        if line.now and line.station is None:
            height = _NOW
        return QSize(100, theme.scaled(height))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, line = QRectF(option.rect), index.data(ROW_ROLE)
        state = option.state
        if index.column() == RAILS:
            _rails(painter, rect, line, self._model.now)
        elif line.station:
            _station_side(painter, rect, line, index.column(), self._model.now, state)
        elif line.now:
            _now_side(painter, rect, line, index.column(), self._model.now)
        elif line.folded:
            _fold(painter, rect, fold_text(line, track_of(index)), state)
        elif task := self._model.task(index):
            _card(painter, rect, task, state)
        painter.restore()


def _focused(state: QStyle.StateFlag) -> bool:
    both = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus
    return (state & both) == both


def _frame(painter: QPainter, area: QRectF, state: QStyle.StateFlag) -> None:
    over = bool(state & QStyle.StateFlag.State_MouseOver)
    painter.setBrush(theme.color("bg.hover" if over else "bg.surface"))
    if _focused(state):
        painter.setPen(QPen(theme.color("focus.ring"), 2))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 8, 8)
    else:
        painter.setPen(QPen(theme.color("border.subtle"), 1))
        painter.drawRoundedRect(area, 8, 8)


def _card(painter: QPainter, rect: QRectF, task: Row, state: QStyle.StateFlag) -> None:
    area = rect.adjusted(1.5, _GAP / 2, -1.5, -_GAP / 2)
    _frame(painter, area, state)
    left, right, top = area.left() + 14, area.right() - 14, area.top()
    step = area.height() / 3.2
    first, second, third = top + step * 0.75, top + step * 1.62, top + step * 2.45
    chip = paint_status(painter, right, first, task.status)
    width = paint_code(painter, left, first, task.code, task.track)
    title = QRectF(left + width + 10, first - 12, right - chip - left - width - 20, 24)
    paint_text(painter, title, task.title, theme.font("body", 600), "text.primary")
    process = " · ".join(filter(None, (task.process_code, task.process)))
    place = QRectF(left, second - 11, right - left, 22)
    paint_text(
        painter, place, process or _("no work process"), theme.font("compact"), "text.muted"
    )
    _card_foot(painter, task, left, right, third)


def _card_foot(painter: QPainter, task: Row, left: float, right: float, y: float) -> None:
    font = theme.font("caption")
    painter.setFont(font)
    x = left + paint_complexity(painter, left, y + 7, task.complexity, task.track) + 6
    links = ", ".join(task.links)
    room = right - painter.fontMetrics().horizontalAdvance(links) - 40 if links else right
    parts = [("", _("Level %d") % task.complexity, "text.secondary")]
    if task.company_coach:
        parts.append(("building-2", task.company_coach, "text.secondary"))
    else:
        parts.append(("circle-alert", _("No coach at the company"), "alert.strong"))
    school = task.school_coach or _("none")
    parts.append(
        ("graduation-cap", school, "text.secondary" if task.school_coach else "text.muted")
    )
    for icon, text, token in parts:
        if icon:
            x += paint_icon(painter, x, y, icon, token, 15) + 6
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(text) + 2
        if x + width > room:
            break
        paint_text(painter, QRectF(x, y - 11, width, 22), text, font, token)
        x += width + 12
    if links:
        token = f"{TRACK_TOKEN[_OPPOSITE[task.track]]}.strong"
        strong = theme.font("caption", 700)
        area = QRectF(room, y - 11, right - room, 22)
        paint_text(painter, area, links, strong, token, right=True)
        painter.setFont(strong)
        paint_icon(
            painter,
            right - painter.fontMetrics().horizontalAdvance(links) - 22,
            y,
            "link",
            token,
            15,
        )


def _fold(painter: QPainter, rect: QRectF, text: str, state: QStyle.StateFlag) -> None:
    area = rect.adjusted(1.5, 5, -1.5, -5)
    _frame(painter, area, state)
    middle = area.center().y()
    paint_icon(painter, area.left() + 14, middle, "chevron-right", "text.secondary", 15)
    words = area.adjusted(40, 0, -10, 0)
    paint_text(painter, words, text, theme.font("compact"), "text.secondary")


def _now_side(painter: QPainter, rect: QRectF, line: PlanLine, column: int, now: int) -> None:
    """A line across where the present ends; on the left it says so."""
    middle, end = rect.center().y(), rect.right() - 12
    if column == 0 and line.now:
        for text, font, token in (
            (_("week %d") % now, theme.font("compact"), "text.muted"),
            (_("Now"), theme.font("compact", 600), "text.primary"),
        ):
            painter.setFont(font)
            wide = painter.fontMetrics().horizontalAdvance(text) + 4
            area = QRectF(end - wide, middle - 12, wide, 24)
            paint_text(painter, area, text, font, token, right=True)
            end -= wide + 6
    painter.setPen(QPen(theme.color("text.secondary" if line.now else "border.default"), 1))
    painter.drawLine(QPointF(rect.left(), middle), QPointF(end, middle))


def _station_side(
    painter: QPainter, rect: QRectF, line: PlanLine, column: int, now: int, state: QStyle.StateFlag
) -> None:
    assert line.station is not None
    if column == 0:
        _now_side(painter, rect, line, column, now)
        return
    middle, strong = rect.center().y(), theme.font("compact", 600)
    painter.setFont(strong)
    name = kind_name(line.station.kind)
    width = painter.fontMetrics().horizontalAdvance(name) + 4
    paint_text(
        painter, QRectF(rect.left() + 4, middle - 12, width, 24), name, strong, "text.primary"
    )
    when = day(line.station.on)
    x = rect.left() + width + 12
    paint_text(painter, QRectF(x, middle - 12, 120, 24), when, theme.font("compact"), "text.muted")
    action = _("Open") if line.station.evaluation_id else _("Prepare")
    painter.setFont(strong)
    size = painter.fontMetrics().horizontalAdvance(action) + 24
    box = QRectF(rect.right() - size - 2, middle - 16, size, 32)
    painter.setBrush(theme.color("bg.surface"))
    ring = "focus.ring" if _focused(state) else "border.default"
    painter.setPen(QPen(theme.color(ring), 2 if _focused(state) else 1))
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(theme.color("text.primary"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, action)


def _rails(painter: QPainter, rect: QRectF, line: PlanLine, now: int) -> None:
    middle = rect.center().x()
    painter.setPen(QPen(theme.color("border.default"), 3))
    y = rect.top() + 8
    while y < rect.bottom():
        painter.drawLine(QPointF(middle - 18, y), QPointF(middle + 18, y))
        y += 18
    tone = "rail" if line.passed else "soft"
    places = {Track.LEARNING: middle - 12, Track.WORK: middle + 12}
    for track, x in places.items():
        area = QRectF(x - 3.5, rect.top(), 7, rect.height())
        painter.fillRect(area, theme.color(f"{TRACK_TOKEN[track]}.{tone}"))
    if line.station:
        pill = QRectF(middle - 26, rect.center().y() - 11, 52, 22)
        painter.setPen(QPen(theme.color("text.primary"), 2.5))
        painter.setBrush(theme.color("text.secondary" if line.station.done else "bg.surface"))
        painter.drawRoundedRect(pill, 11, 11)
        return
    if line.tasks is None:
        return
    for track, x in places.items():
        if line.tasks[track] is not None:
            edge = rect.left() if track is Track.LEARNING else rect.right()
            painter.setPen(QPen(theme.color(f"{TRACK_TOKEN[track]}.rail"), 2))
            painter.drawLine(QPointF(edge, rect.center().y()), QPointF(x, rect.center().y()))
            head(painter, x, rect.center().y(), track, 14)
    chip = QRectF(middle - 31, rect.top() - 1, 62, 21)
    painter.setPen(QPen(theme.color("border.default"), 1))
    painter.setBrush(theme.color("bg.surface"))
    painter.drawRoundedRect(chip, 5, 5)
    painter.setFont(theme.font("mark", 600))
    token = "text.primary" if line.week == now else "text.secondary"
    painter.setPen(theme.color(token))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, _("week %d") % line.week)
