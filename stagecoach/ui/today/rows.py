"""One line per student: who, the route in small, last guidance and hours."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from stagecoach import clock
from stagecoach.domain.students.placements import route_name
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _, ago, hours, ngettext
from stagecoach.services.today.today import Row
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.badges import (
    TRACK_ICON,
    TRACK_TOKEN,
    paint_avatar,
    paint_icon,
    paint_text,
)
from stagecoach.ui.widgets.rails import Stations, now_mark, paint_mini_route
from stagecoach.ui.widgets.table import ROW_ROLE

_HEIGHT, _GROUP = 76, 34
_ROUTE = 230


@dataclass(frozen=True)
class _Columns:
    """Where the columns begin, for a row of some width."""

    route: float
    counts: float  # right edge
    guided: float
    hours: float  # right edge


def _columns(width: float) -> _Columns:
    end = width - 16
    guided = end - theme.scaled(184)
    counts = guided - 22
    route = counts - theme.scaled(44) - _ROUTE
    return _Columns(route, counts, guided, end)


def sentence(r: Row) -> str:
    """The whole row for a screen reader."""
    parts = [
        _("%(name)s, %(assignment)s, week %(week)d of %(weeks)d.")
        % {"name": r.name, "assignment": r.assignment, "week": r.week, "weeks": r.weeks}
    ]
    for track, text in (
        (Track.LEARNING, _("Learning tasks %(done)d of %(all)d, guided: %(last)s.")),
        (Track.WORK, _("Work tasks %(done)d of %(all)d, guided: %(last)s.")),
    ):
        done, total = r.count(track)
        parts.append(text % {"done": done, "all": total, "last": _last(r, track)})
    parts.append(_("%(made)s of %(all)s hours.") % _hours(r))
    return " ".join(parts)


def at_company(r: Row) -> str:
    """The same where the rows stand grouped."""
    return f"{r.company}. {sentence(r)}"


def _hours(r: Row) -> dict[str, str]:
    return {"made": hours(r.hours.approved), "all": hours(r.agreed_minutes)}


def _last(r: Row, track: Track) -> str:
    last = r.guided.get(track)
    return ago(last) if last else _("not yet")


def height(rows: Sequence[Row], *, grouped: bool) -> int:
    """Of the whole list, in pixels."""
    heads = len({row.company for row in rows}) if grouped else 0
    return theme.scaled(_HEIGHT) * len(rows) + theme.scaled(_GROUP) * heads


class StudentRows(QStyledItemDelegate):
    """Paints a row; focus is drawn inside it. Grouped, each company stands above its first."""

    grouped = False

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        head = theme.scaled(_GROUP) if self._begins(index) else 0
        return QSize(600, theme.scaled(_HEIGHT) + head)

    def _begins(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether this is the first student of a company."""
        if not self.grouped:
            return False
        before = index.sibling(index.row() - 1, 0)
        if not before.isValid():
            return True
        return bool(before.data(ROW_ROLE).company != index.data(ROW_ROLE).company)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        state = option.state
        r: Row = index.data(ROW_ROLE)
        if self._begins(index):
            _company(painter, rect, r.company)
            rect.setTop(rect.top() + theme.scaled(_GROUP))
        _background(painter, rect, state)
        painter.translate(rect.topLeft())
        middle = rect.height() / 2
        where = _columns(rect.width())
        paint_avatar(painter, 16, middle, theme.scaled(36), r.name, r.id.int)
        x = 28 + theme.scaled(36)
        _who(painter, r, x, where.route - x - 8, middle)
        area = QRectF(where.route, middle - 24, _ROUTE, 48)
        paint_mini_route(painter, area, _stations(r), r.weeks)
        _guidance(painter, r, where, middle)
        _made(painter, r, where, middle)
        painter.restore()


def _company(painter: QPainter, rect: QRectF, name: str) -> None:
    area = QRectF(rect.left(), rect.top(), rect.width(), theme.scaled(_GROUP))
    painter.fillRect(area, theme.color("bg.subtle"))
    painter.setPen(QPen(theme.color("border.subtle"), 1))
    painter.drawLine(area.topLeft(), area.topRight())
    paint_icon(painter, 18, area.center().y(), "building-2", "text.secondary", 15)
    words = area.adjusted(42, 0, -16, 0)
    paint_text(painter, words, name, theme.font("caption", 600), "text.secondary")


def _background(painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
    selected = bool(state & QStyle.StateFlag.State_Selected)
    if selected and state & QStyle.StateFlag.State_HasFocus:
        painter.fillRect(rect, theme.color("bg.selected"))
        painter.setPen(QPen(theme.color("focus.ring"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        return
    if state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, theme.color("bg.hover"))
    painter.setPen(QPen(theme.color("border.subtle"), 1))
    painter.drawLine(rect.topLeft(), rect.topRight())


def _who(painter: QPainter, r: Row, x: float, width: float, middle: float) -> None:
    step = theme.scaled(19)
    lines = (
        (r.name, theme.font("body", 600), "text.primary"),
        (r.assignment, theme.font("compact"), "text.secondary"),
        (
            _("Week %(week)d of %(weeks)d") % {"week": r.week, "weeks": r.weeks}
            + f" · {route_name(r.route)}",
            theme.font("caption"),
            "text.muted",
        ),
    )
    for number, (text, font, token) in enumerate(lines):
        area = QRectF(x, middle + (number - 1.5) * step, width, step)
        paint_text(painter, area, text, font, token)


def _stations(r: Row) -> Stations:
    span = max(1, (r.ends_on - r.starts_on).days)

    def share(days: int) -> float:
        return max(0.0, min(1.0, days / span))

    done = {track: ready / total for track, (ready, total) in r.tasks.items() if total}
    at = [(0.025 + 0.95 * share((s.on - r.starts_on).days), s.done) for s in r.stations]
    return Stations(at, share((clock.today() - r.starts_on).days), done)


def _guidance(painter: QPainter, r: Row, where: _Columns, middle: float) -> None:
    step = theme.scaled(20)
    for number, track in enumerate(Track):
        y = middle + (number - 0.5) * step
        token = f"{TRACK_TOKEN[track]}.strong"
        done, total = r.count(track)
        counts = QRectF(where.counts - 60, y - step / 2, 60, step)
        paint_text(
            painter, counts, f"{done}/{total}", theme.font("caption", 600), token, right=True
        )
        late = r.late(track)
        sign = "circle-alert" if late else TRACK_ICON[track]
        tone = "alert.strong" if late else token
        paint_icon(painter, where.guided, y, sign, tone, 17)
        words = QRectF(where.guided + theme.scaled(24), y - step / 2, theme.scaled(92), step)
        font = theme.font("compact", 600 if late else 400)
        text_token = "alert.strong" if late else "text.secondary"
        paint_text(painter, words, _last(r, track), font, text_token)


def _made(painter: QPainter, r: Row, where: _Columns, middle: float) -> None:
    step = theme.scaled(20)
    top = middle - (step / 2 if r.hours.waiting else 0)
    painter.setFont(theme.font("compact"))
    rest = " / " + hours(r.agreed_minutes)
    width = painter.fontMetrics().horizontalAdvance(rest)
    area = QRectF(where.hours - 120, top - step / 2, 120, step)
    paint_text(painter, area, rest, theme.font("compact"), "text.secondary", right=True)
    area.setRight(where.hours - width)
    paint_text(
        painter, area, hours(r.hours.approved), theme.font("body", 600), "text.primary", right=True
    )
    if r.hours.waiting:
        text = ngettext("%s to approve", "%s to approve", round(r.hours.waiting / 60))
        area = QRectF(where.hours - 130, middle, 130, step)
        font = theme.font("caption", 600)
        paint_text(painter, area, text % hours(r.hours.waiting), font, "text.primary", right=True)


class _Header(QWidget):
    """The heads of the columns, with what the two tracks look like."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(theme.scaled(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        where, middle, font = _columns(self.width()), self.height() / 2, theme.font("caption", 600)
        height = float(self.height())
        first = QRectF(16, 0, where.route - 24, height)
        paint_text(painter, first, _("Student and assignment"), font, "text.secondary")
        painter.setFont(font)
        x = where.route
        for icon, text, token in (
            ("", _("Route"), "text.secondary"),
            ("book-open", _("Learning task"), "learn.strong"),
            ("hammer", _("Work task"), "work.strong"),
        ):
            if icon:
                x += paint_icon(painter, x, middle, icon, token, 15) + 5
            paint_text(painter, QRectF(x, 0, 150, height), text, font, token)
            x += painter.fontMetrics().horizontalAdvance(text) + 13
        now_mark(painter, x + 5, middle - 6, middle + 6)
        paint_text(painter, QRectF(x + 14, 0, 60, height), _("now"), font, "text.secondary")
        painter.setFont(font)
        guided = QRectF(where.guided, 0, theme.scaled(112), height)
        paint_text(painter, guided, _("Last guided"), font, "text.secondary")
        last = QRectF(where.hours - 80, 0, 80, height)
        paint_text(painter, last, _("Hours"), font, "text.secondary", right=True)


def header() -> QWidget:
    return _Header()
