"""The sessions of a group: when, who coached, and what was said, for whoever can read it."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from stagecoach.i18n import _, day, ngettext
from stagecoach.services.peers import groups
from stagecoach.services.peers.content import Content
from stagecoach.services.peers.sessions import Row
from stagecoach.services.people.keys import Private
from stagecoach.services.people.persons import Choice
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.badges import paint_avatar, paint_icon, paint_text
from stagecoach.ui.widgets.table import ROW_ROLE, Column, TableModel

_WHEN, _WHO = 92, 104
_LINE, _PAD = 20, 9

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session as the list shows it: with what was said, where that can be read."""

    row: Row
    coach: Choice
    coachee: Choice
    called: tuple[str, str]  # the two, in short
    content: Content | None

    @property
    def closed(self) -> bool:
        return bool(self.row.sealed) and self.content is None

    @property
    def minutes(self) -> str:
        return ngettext("%d min", "%d min", self.row.minutes) % self.row.minutes

    @property
    def question(self) -> str:
        if self.closed:
            return _("sealed")
        return self.content.question if self.content else ""

    @property
    def action(self) -> str:
        return self.content.action if self.content else ""

    @property
    def state(self) -> str:
        """Of the agreed action."""
        if self.content is None or not self.content.action:
            return ""
        if self.content.done_on:
            return _("carried out")
        return _("by %s") % day(self.content.due_on) if self.content.due_on else _("open")


def lines(
    rows: Sequence[Row], members: Sequence[Choice], private: Private | None
) -> list[SessionLine]:
    known, names = {member.id: member for member in members}, groups.called(members)
    nobody = Choice(uuid.UUID(int=0), "?")
    return [
        SessionLine(
            row,
            known.get(row.coach_id, nobody),
            known.get(row.coachee_id, nobody),
            (names.get(row.coach_id, "?"), names.get(row.coachee_id, "?")),
            row.content(private),
        )
        for row in rows
    ]


def sentence(one: SessionLine) -> str:
    """The whole row for a screen reader."""
    text = _("%(day)s, %(minutes)s, %(coach)s coached %(coachee)s")
    said = text % {
        "day": day(one.row.on_date),
        "minutes": one.minutes,
        "coach": one.called[0],
        "coachee": one.called[1],
    }
    parts = [said, one.question, " ".join(part for part in (one.action, one.state) if part)]
    return ". ".join(part for part in parts if part)


def columns() -> list[Column[SessionLine]]:
    return [
        Column(_("When"), lambda t: t.row.on_date, day),
        Column(_("Who coaches"), lambda t: f"{t.coach.name} → {t.coachee.name}"),
        Column(_("Question"), lambda t: t.question),
        Column(_("Agreed action"), lambda t: t.action),
    ]


class SessionTable(QTableView):
    """Enter opens a session, Space ticks its action off."""

    ticked = Signal()

    def __init__(self, model: TableModel[SessionLine]) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(_("Talks"))
        self.setItemDelegate(_Cells(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        for number, width in enumerate((_WHEN, _WHO)):
            head.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(number, theme.scaled(width))
        for number in (2, 3):
            head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        model.rowsInserted.connect(self._fit_rows)
        model.modelReset.connect(self.resizeRowsToContents)

    def _fit_rows(self, _parent: Index, first: int, last: int) -> None:
        for number in range(first, last + 1):
            self.resizeRowToContents(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resizeRowsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.ticked.emit()
            return
        super().keyPressEvent(event)


class _Cells(QStyledItemDelegate):
    """Two lines of when, two faces and an arrow, and texts over as many lines as they take."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        told: SessionLine = index.data(ROW_ROLE)
        line = theme.scaled(_LINE)
        if index.column() < 2:
            return QSize(10, 2 * line + 2 * _PAD)
        view = option.widget
        wide = view.columnWidth(index.column()) if isinstance(view, QTableView) else 200
        text = told.question if index.column() == 2 else told.action
        metrics = self._metrics(option)
        area = metrics(text, wide - 2 * _PAD)
        extra = line if index.column() == 3 and told.state else 0
        return QSize(wide, max(2 * line, area + extra) + 2 * _PAD)

    def _metrics(self, _option: QStyleOptionViewItem) -> Callable[[str, int], int]:
        metrics = QFontMetrics(theme.font("compact"))
        way = int(Qt.TextFlag.TextWordWrap)

        def high(text: str, wide: int) -> int:
            return metrics.boundingRect(0, 0, wide, 10_000, way, text).height()

        return high

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        told: SessionLine = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("bg.selected"))
        painter.setPen(theme.color("border.subtle"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        parts = (self._when, self._who, self._question, self._action)
        parts[index.column()](painter, inner, told)
        painter.restore()

    def _when(self, painter: QPainter, rect: QRectF, told: SessionLine) -> None:
        line = theme.scaled(_LINE)
        area = QRectF(rect.left(), rect.top(), rect.width(), line)
        paint_text(painter, area, day(told.row.on_date), theme.font("compact"), "text.primary")
        area.translate(0, line)
        paint_text(painter, area, told.minutes, theme.font("caption"), "text.secondary")

    def _who(self, painter: QPainter, rect: QRectF, told: SessionLine) -> None:
        side, middle = theme.scaled(24), rect.top() + theme.scaled(13)
        x = rect.left()
        paint_avatar(painter, x, middle, side, told.coach.name, told.coach.id.int)
        paint_icon(painter, x + side + 7, middle, "arrow-right", "text.primary", 15)
        x += side + theme.scaled(15) + 16
        paint_avatar(painter, x, middle, side, told.coachee.name, told.coachee.id.int)

    def _question(self, painter: QPainter, rect: QRectF, told: SessionLine) -> None:
        if told.closed:
            middle = rect.top() + theme.scaled(10)
            wide = paint_icon(painter, rect.left(), middle, "lock", "text.muted", 14)
            area = QRectF(rect.left() + wide + 6, rect.top(), rect.width(), theme.scaled(_LINE))
            paint_text(painter, area, told.question, theme.font("compact"), "text.muted")
            return
        self._words(painter, rect, told.question)

    def _action(self, painter: QPainter, rect: QRectF, told: SessionLine) -> None:
        high = self._words(painter, rect, told.action)
        if not told.state:
            return
        done = bool(told.content and told.content.done_on)
        icon, token = ("check", "brand.base") if done else ("clock", "text.secondary")
        line = theme.scaled(_LINE)
        area = QRectF(rect.left(), rect.top() + high, rect.width(), line)
        wide = paint_icon(painter, area.left(), area.center().y(), icon, token, 15)
        area.setLeft(area.left() + wide + 5)
        font = theme.font("caption", 600 if done else 400)
        paint_text(painter, area, told.state, font, token)

    def _words(self, painter: QPainter, rect: QRectF, text: str) -> float:
        """Draw over several lines; gives how high it was."""
        painter.setFont(theme.font("compact"))
        painter.setPen(theme.color("text.primary"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.drawText(rect, text, option)
        way = int(Qt.TextFlag.TextWordWrap)
        metrics = painter.fontMetrics()
        box = metrics.boundingRect(0, 0, round(rect.width()), 10_000, way, text)
        return float(box.height())
