"""The list of what was found: heads of groups, hits with their matches marked, and commands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from stagecoach.i18n import _, recent_day
from stagecoach.services.matching import spans
from stagecoach.services.search.hits import Hit
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Command
from stagecoach.ui.widgets.badges import paint_avatar, paint_code, paint_icon, paint_text

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
ICONS = {
    "evaluation": "clipboard-check",
    "guidance": "message-square",
    "company": "building-2",
    "document": "paperclip",
}


@dataclass(frozen=True)
class ListEntry:
    """One row: the head of a group, a hit, a command, or "more of these"."""

    group: str
    head: str = ""
    count: str = ""
    hit: Hit | None = None
    command: Command | None = None
    more: str = ""

    @property
    def title(self) -> str:
        if self.hit is not None:
            return " ".join(self.hit.title.split())[:200]
        return self.command.title if self.command else self.head or self.more


class FoundList(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: Sequence[ListEntry] = ()
        self.words: tuple[str, ...] = ()

    def show(self, entries: Sequence[ListEntry], words: tuple[str, ...]) -> None:
        self.beginResetModel()
        self.entries, self.words = entries, words
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.entries[index.row()].head:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return sentence(entry)
        return None


def sentence(entry: ListEntry) -> str:
    """A row as a screen reader says it."""
    if entry.hit is None:
        keys = f", {entry.command.keys}" if entry.command and entry.command.keys else ""
        return entry.title + keys
    h = entry.hit
    parts = [h.code, entry.title, h.detail, h.state, recent_day(h.on) if h.on else ""]
    return ", ".join(part for part in parts if part)


class FoundRows(QStyledItemDelegate):
    def __init__(self, parent: QObject, model: FoundList) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: ListEntry = index.data(ENTRY_ROLE)
        return QSize(100, theme.scaled(33 if entry.head else 40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: ListEntry = index.data(ENTRY_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.head:
            self._paint_head(painter, rect, entry)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            if chosen:
                painter.fillRect(rect, theme.color("bg.selected"))
                bar = QRectF(rect.left(), rect.top(), 3, rect.height())
                painter.fillRect(bar, theme.color("brand.base"))
            self._paint_entry(painter, rect, entry, chosen=chosen)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRectF, entry: ListEntry) -> None:
        area = rect.adjusted(16, 6, -16, 0)
        font = theme.font("caption", 600)
        paint_text(painter, area, entry.head, font, "text.muted")
        paint_text(painter, area, entry.count, theme.font("caption"), "text.muted", right=True)

    def _paint_entry(
        self, painter: QPainter, rect: QRectF, entry: ListEntry, *, chosen: bool
    ) -> None:
        middle, left = rect.center().y(), rect.left() + 16
        if entry.hit is not None:
            _paint_sign(painter, left, middle, entry.hit)
        elif entry.command is not None:
            paint_icon(painter, left, middle, entry.command.icon, "brand.base", 18)
        right = rect.right() - 16
        right -= self._paint_end(painter, rect, entry, chosen=chosen)
        area = QRectF(left + theme.scaled(40), rect.top(), 0, rect.height())
        area.setRight(right - 8)
        if entry.more:
            font = theme.font("compact", 600)
            paint_text(painter, area, entry.more, font, "brand.base")
            return
        font = theme.font("body")
        used = paint_marked(painter, area, entry.title, font, "text.primary", self._model.words)
        if entry.hit is not None and entry.hit.detail:
            area.setLeft(area.left() + used + 10)
            small = theme.font("caption")
            paint_marked(painter, area, entry.hit.detail, small, "text.muted", self._model.words)

    def _paint_end(
        self, painter: QPainter, rect: QRectF, entry: ListEntry, *, chosen: bool
    ) -> float:
        if entry.command is not None:
            text = entry.command.keys
        elif chosen:
            text = _("Enter")
        elif entry.hit is not None and entry.hit.kind in {"task", "evaluation"}:
            text = entry.hit.state.lower()
        else:
            on = entry.hit.on if entry.hit and entry.hit.kind != "student" else None
            text = recent_day(on) if on else ""
        font = theme.font("keycap" if entry.command or chosen else "caption")
        area = rect.adjusted(0, 0, -16, 0)
        paint_text(painter, area, text, font, "text.muted", right=True)
        painter.setFont(font)
        return float(painter.fontMetrics().horizontalAdvance(text)) if text else 0.0


def _paint_sign(painter: QPainter, left: float, middle: float, hit: Hit) -> None:
    if hit.kind == "student":
        paint_avatar(painter, left, middle, theme.scaled(28), hit.title, hit.id.int)
    elif hit.track is not None:
        paint_code(painter, left, middle, hit.code, hit.track)
    else:
        paint_icon(painter, left + 4, middle, ICONS.get(hit.kind, "file-text"), "text.primary", 18)


def paint_marked(
    painter: QPainter, rect: QRectF, text: str, font: QFont, token: str, words: tuple[str, ...]
) -> float:
    """One line with what was looked for in bold, underlined on a soft ground; gives its width."""
    if rect.width() <= 0:
        return 0.0
    bold = QFont(font)
    bold.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
    x, at = rect.left(), 0
    for begin, length in (*spans(shown, words), (len(shown), 0)):
        for part, mark in ((shown[at:begin], False), (shown[begin : begin + length], True)):
            if not part:
                continue
            painter.setFont(bold if mark else font)
            width = painter.fontMetrics().horizontalAdvance(part)
            area = QRectF(x, rect.top(), width + 1, rect.height())
            if mark:
                _paint_ground(painter, area)
            painter.setPen(theme.color(token))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
            painter.drawText(area, flags, part)
            x += width
        at = begin + length
    return x - rect.left()


def _paint_ground(painter: QPainter, area: QRectF) -> None:
    height = painter.fontMetrics().height()
    ground = QRectF(area.left(), area.center().y() - height / 2, area.width() - 1, height)
    painter.fillRect(ground, theme.color("brand.soft"))
    painter.setPen(QPen(theme.color("brand.base"), 2))
    painter.drawLine(ground.bottomLeft(), ground.bottomRight())


def next_entry(entries: Sequence[ListEntry], at: int, by: int, *, group: bool) -> int | None:
    """The row to go to from `at`; with `group`, the first of another group. None at the end."""
    here = entries[at].group if 0 <= at < len(entries) else ""
    row = at + by
    while 0 <= row < len(entries):
        if not entries[row].head and (not group or entries[row].group != here):
            return row
        row += by
    return None
