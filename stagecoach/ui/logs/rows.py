"""An entry of the log as a row of the list: two lines of what happened, and who was there."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from stagecoach.domain.logs import Author, EntryKind, Mark, guide_name, mark_name
from stagecoach.i18n import _, ngettext, recent_day
from stagecoach.services.logs.logbook import Row
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.badges import paint_code, paint_icon, paint_text
from stagecoach.ui.widgets.table import ROW_ROLE, Index

MARK_ICONS = {
    Mark.POSITIVE: ("thumbs-up", "brand.base"),
    Mark.NEUTRAL: ("minus", "text.muted"),
    Mark.CONCERN: ("circle-alert", "alert.strong"),
}
_HEIGHT = 74


def about(row: Row) -> str:
    """Who guided, for how long, and what else stands on the entry."""
    who = guide_name(row.guided_by)
    parts = [f"{row.guide}, {who}" if row.guide else who]
    if row.minutes:
        parts.append(ngettext("%d min", "%d min", row.minutes) % row.minutes)
    if row.kind is EntryKind.REFLECTION:
        parts.append(_("reflection of the student"))
    elif row.written_by is Author.STUDENT:
        parts.append(_("written by the student"))
    if row.observers:
        parts.append(_("also seen by %s") % row.observers)
    if row.told:
        parts.append(_("told"))
    return " · ".join(parts)


def sentence(row: Row) -> str:
    mark = mark_name(row.mark) if row.mark else ""
    parts = [recent_day(row.happened_on), row.code, row.task_title, row.text, mark, about(row)]
    return ". ".join(part for part in parts if part)


class LogRows(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, theme.scaled(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("bg.selected"))
            bar = QRectF(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, theme.color("brand.base"))
        painter.setPen(QPen(theme.color("border.subtle"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._paint_row(painter, rect, row)
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        step = theme.scaled(20)
        top = rect.top() + theme.scaled(8)
        left = rect.left() + theme.scaled(66)
        paint_code(painter, rect.left() + 16, top + step * 0.7, row.code, row.track)
        head = QRectF(left, top, rect.right() - left - 16, step)
        day = recent_day(row.happened_on)
        font = theme.font("compact", 600)
        paint_text(painter, head, day, font, "text.primary")
        painter.setFont(font)
        x = left + painter.fontMetrics().horizontalAdvance(day) + 10
        if row.mark is not None:
            icon, token = MARK_ICONS[row.mark]
            x += paint_icon(painter, x, top + step / 2, icon, token, 15) + 8
        meta = about(row)
        caption = theme.font("caption")
        width = min(QFontMetrics(caption).horizontalAdvance(meta) + 4, int(head.width() * 0.5))
        title = QRectF(x, top, max(0.0, head.right() - width - 12 - x), step)
        paint_text(painter, title, row.task_title, theme.font("compact"), "text.secondary")
        area = QRectF(head.right() - width, top, width, step)
        paint_text(painter, area, meta, caption, "text.muted", right=True)
        body = QRectF(left, top + step, head.width(), step * 2)
        _paint_lines(painter, body, " ".join(row.text.split()))


def _paint_lines(painter: QPainter, area: QRectF, text: str) -> None:
    """At most two lines; the rest stands beside the list."""
    font = theme.font("compact")
    painter.setFont(font)
    painter.setPen(theme.color("text.primary"))
    metrics = painter.fontMetrics()
    fits = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(area.width() * 1.9))
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
    painter.drawText(area, flags, fits)
