"""How the ledger is painted: weeks bold, days under them, what waits as a chip."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from stagecoach.i18n import _, short_day
from stagecoach.ui.core import theme
from stagecoach.ui.hours.tree import (
    APPROVED,
    BY,
    ITEM_ROLE,
    LOGGED,
    PLANNED,
    REMARK,
    RUNNING,
    SCHOOL,
    WEEK,
    HourTree,
    TreeEntry,
)
from stagecoach.ui.widgets.badges import paint_chip, paint_icon, paint_text

Index = QModelIndex | QPersistentModelIndex
_WIDTHS = {WEEK: 156, PLANNED: 76, LOGGED: 76, APPROVED: 100, RUNNING: 86, SCHOOL: 80, BY: 122}


class HourView(QTreeView):
    """Right and Left unfold, F2 types hours, Enter opens the day, G approves, R sends back."""

    approve_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, model: HourTree) -> None:
        super().__init__()
        self.setModel(model)
        self.tree = model
        self.setItemDelegate(_Cells(self))
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(False)
        self.setAllColumnsShowFocus(True)
        self.setAccessibleName(_("Hours by week"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        head = self.header()
        head.setSectionsMovable(False)
        head.setStretchLastSection(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(REMARK, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            head.resizeSection(column, theme.scaled(width))

    def entry(self) -> TreeEntry | None:
        index = self.currentIndex()
        return self.tree.entry(index) if index.isValid() else None

    def open_weeks(self) -> set[int]:
        """By their numbers."""
        weeks = enumerate(self.tree.weeks())
        return {week.number for n, week in weeks if self.isExpanded(self.tree.index(n, 0))}

    def edit_hours(self) -> None:
        """F2: the hours of the current day, whatever column has the cursor."""
        index = self.currentIndex()
        column = SCHOOL if index.column() == SCHOOL else LOGGED
        target = index.siblingAtColumn(column)
        if self.tree.flags(target) & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(target)
            self.edit(target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = {
            Qt.Key.Key_F2: self.edit_hours,
            Qt.Key.Key_G: self.approve_wanted.emit,
            Qt.Key.Key_R: self.back_wanted.emit,
        }.get(Qt.Key(event.key()))
        if wanted is None or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        else:
            wanted()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == WEEK and not index.parent().isValid():
            self.setExpanded(index, not self.isExpanded(index))

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        current = index.row() == self.currentIndex().row() and (
            index.parent() == self.currentIndex().parent()
        )
        ground = "bg.surface" if not index.parent().isValid() else "bg.subtle"
        painter.fillRect(rect, theme.color("bg.selected" if current else ground))
        super().drawRow(painter, option, index)
        painter.setPen(QPen(theme.color("border.subtle"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if current:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("brand.base"), 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)


class _Cells(QStyledItemDelegate):
    def __init__(self, view: HourView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, theme.scaled(30 if index.parent().isValid() else 36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: TreeEntry = index.data(ITEM_ROLE)
        rect = QRectF(option.rect).adjusted(0, 0, -12, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.column() == WEEK:
            self._paint_week(painter, rect, entry, index)
        elif index.column() == BY and entry.day is None:
            self._paint_state(painter, rect, entry)
        else:
            self._paint_text(painter, rect, entry, index)
        painter.restore()

    def _paint_week(self, painter: QPainter, rect: QRectF, entry: TreeEntry, index: Index) -> None:
        text = str(index.data())
        if entry.day is not None:
            if entry.line is not None:
                paint_icon(
                    painter, 40, rect.center().y(), "corner-down-right", "text.secondary", 16
                )
            left = 64 if entry.line is not None else 40
            area = rect.adjusted(left, 0, 0, 0)
            paint_text(painter, area, text, theme.font("compact"), "text.primary")
            return
        unfolded = self._view.isExpanded(index)
        sign = "chevron-down" if unfolded else "chevron-right"
        paint_icon(painter, 14, rect.center().y(), sign, "text.secondary", 18)
        font = theme.font("compact", 600)
        paint_text(painter, rect.adjusted(40, 0, 0, 0), text, font, "text.primary")
        painter.setFont(font)
        left = 48 + painter.fontMetrics().horizontalAdvance(text)
        area = rect.adjusted(left, 0, 0, 0)
        day = short_day(entry.week.monday)
        paint_text(painter, area, day, theme.font("compact"), "text.muted")

    def _paint_state(self, painter: QPainter, rect: QRectF, entry: TreeEntry) -> None:
        week, middle = entry.week, rect.center().y()
        if week.sent_back:
            paint_chip(
                painter,
                rect.right(),
                middle,
                "corner-up-left",
                _("Sent back"),
                ("alert.soft", "alert.soft", "alert.strong"),
            )
        elif week.waiting:
            paint_chip(
                painter,
                rect.right(),
                middle,
                "eye",
                _("To approve"),
                ("text.primary", "text.primary", "bg.surface"),
            )
        elif week.approved_by:
            font = theme.font("compact", 600)
            painter.setFont(font)
            name = str(week.approved_by).split(maxsplit=1)[0]
            width = painter.fontMetrics().horizontalAdvance(name)
            paint_text(painter, rect, name, font, "brand.base", right=True)
            paint_icon(painter, rect.right() - width - 22, middle, "check", "brand.base", 16)

    def _paint_text(self, painter: QPainter, rect: QRectF, entry: TreeEntry, index: Index) -> None:
        column = index.column()
        weight = 700 if column == APPROVED and entry.day is None else 400
        tone = "text.primary" if column in {LOGGED, APPROVED, SCHOOL} else "text.secondary"
        if column == RUNNING or (entry.day is not None and column in {PLANNED, APPROVED}):
            tone = "text.muted"
        shown = (LOGGED, SCHOOL) if column == REMARK else (column,)
        if any(self._view.tree.problem(entry, shown_column) for shown_column in shown):
            tone = "alert.strong"
        area = rect.adjusted(12 if column == REMARK else 0, 0, 0, 0)
        font = theme.font("compact", weight)
        paint_text(painter, area, str(index.data()), font, tone, right=column != REMARK)

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QLineEdit:
        day = index.model().index(index.row(), WEEK, index.parent()).data()
        editor = QLineEdit(parent)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setProperty("cell", True)
        head = self._view.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(f"{day}, {head}")
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(4, 1, -4, -1))
