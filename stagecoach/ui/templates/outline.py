"""The parts of a form: what is said of it as a whole, its blocks, and its work processes."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence, QPainter, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from stagecoach.domain.qualifications import Process
from stagecoach.domain.templates.blueprints import ASKED, TRACKS, BlockKind, Blueprint
from stagecoach.domain.templates.words import block_name, kind_name
from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.fields import button, column, icon_button, label, named, row

GENERAL, SCALES, RULE = "general", "scales", "rule"
_KEY = Qt.ItemDataRole.UserRole
_COUNT = Qt.ItemDataRole.UserRole + 1
_BESIDE = 62  # padding, count and scroll bar beside the words of an entry


@dataclass(frozen=True)
class Part:
    """An entry: a whole, a block, or a work process with its criteria on all tracks."""

    key: str
    title: str
    count: str = ""
    block: str = ""
    process: str = ""


def parts(blueprint: Blueprint, processes: list[Process]) -> list[Part]:
    """One without a key is the head of a group; the blocks stand in the order of the form."""
    scales = str(len(blueprint.scales))
    sections = [Part(GENERAL, _("Head and data")), Part(SCALES, _("Scales"), scales)]
    tracks = [b for b in blueprint.blocks if b.kind in TRACKS]
    if processes and tracks:
        sections.append(Part("", _("Criteria by work process")))
    for process in processes if tracks else []:
        count = sum(c.process == process.code for b in tracks for c in b.criteria)
        sections.append(Part(process.code, process.title, str(count), process=process.code))
    known = {process.code for process in processes}
    used = {c.process for b in tracks for c in b.criteria} - known - {""}
    for code in sorted(used):  # of another qualification: to be moved or taken out
        count = sum(c.process == code for b in tracks for c in b.criteria)
        title = _("%s, not in this qualification") % code
        sections.append(Part(code, title, str(count), process=code))
    sections.append(Part("", _("The form")))
    for block in blueprint.blocks:
        if block.kind is BlockKind.HEADER:
            continue
        own = sum(not c.process for c in block.criteria)
        count_text = str(own) if block.kind in ASKED and own else ""
        sections.append(Part(f"block:{block.key}", block_name(block), count_text, block=block.key))
    return [*sections, Part("", _("Result")), Part(RULE, _("Result rule"))]


class _Counted(QStyledItemDelegate):
    """The count stands at the right, in the room that the style sheet leaves beside the title."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        if count := index.data(_COUNT):
            painter.setPen(theme.color("text.secondary"))
            painter.setFont(theme.font("compact"))
            area = option.rect.adjusted(0, 0, -10, 0)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, flags, str(count))


class Outline(QFrame):
    """Alt+Up and Alt+Down move a block; dragging is not the only way (docs/design.md, Form
    editor).
    """

    chosen = Signal(str)
    moved = Signal(str, int)
    added = Signal(object)  # BlockKind

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("outline")
        self._parts: list[Part] = []
        self.list = named(QListWidget(), _("Parts of the form"))
        self.list.setObjectName("partsList")
        self.list.setItemDelegate(_Counted(self.list))
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.currentItemChanged.connect(self._turned)
        self.pages = label("", "muted")
        self.up = icon_button("chevron-up", _("Move up (Alt+Up)"), self._up)
        self.down = icon_button("chevron-down", _("Move down (Alt+Down)"), self._down)
        self.add = button(_("Part"), self._menu, kind="quiet", icon="plus", small=True)
        for keys, move in (("Alt+Up", self._up), ("Alt+Down", self._down)):
            shortcut = QShortcut(QKeySequence(keys), self, move)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)  # rows have it too
        head = row(label(_("Parts"), "label"), None, self.pages, margins=(10, 0, 10, 4))
        foot = row(self.add, None, self.up, self.down, margins=(4, 4, 4, 4))
        whole = column(head, self.list, foot, spacing=4, margins=(12, 16, 12, 8))
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_parts(self, form_parts: list[Part], *, fixed: bool) -> None:
        current = self.current()
        self.add.setEnabled(not fixed)
        if form_parts != self._parts:
            self._parts = form_parts
            self.list.blockSignals(True)
            self.list.clear()
            for part in form_parts:
                self.list.addItem(_item(part))
            self.list.blockSignals(False)
            self._heighten()
        self.select(current if current in self.keys() else GENERAL)
        self._able(fixed=fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._heighten()

    def _heighten(self) -> None:
        """As high as each title needs: Qt's own guess forgets the scroll bar and the padding."""
        room = self.list.width() - theme.scaled(_BESIDE)
        metrics = QFontMetrics(theme.font("body", 600))
        for number in range(self.list.count()):
            item = self.list.item(number)
            if item.data(_KEY):
                text = metrics.boundingRect(
                    0, 0, room, 1000, int(Qt.TextFlag.TextWordWrap), item.text()
                )
                item.setSizeHint(QSize(10, max(theme.scaled(40), text.height() + 18)))

    def _able(self, *, fixed: bool) -> None:
        movable = bool(self.part() and self.part_block()) and not fixed
        for push_button in (self.up, self.down):
            push_button.setEnabled(movable)

    def keys(self) -> list[str]:
        return [part.key for part in self._parts if part.key]

    def current(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_KEY)) if item is not None and item.data(_KEY) else GENERAL

    def part(self) -> Part | None:
        key = self.current()
        return next((p for p in self._parts if p.key == key), None)

    def part_block(self) -> str:
        part = self.part()
        return part.block if part else ""

    def select(self, key: str) -> None:
        for number in range(self.list.count()):
            if self.list.item(number).data(_KEY) == key:
                self.list.blockSignals(True)
                self.list.setCurrentRow(number)
                self.list.blockSignals(False)
                self._able(fixed=not self.add.isEnabled())
                return

    def choose(self, key: str) -> None:
        self.select(key)
        self.chosen.emit(key)

    @Slot()
    def _turned(self) -> None:
        self._able(fixed=not self.add.isEnabled())
        self.chosen.emit(self.current())

    @Slot()
    def _up(self) -> None:
        if block := self.part_block():
            self.moved.emit(block, -1)

    @Slot()
    def _down(self) -> None:
        if block := self.part_block():
            self.moved.emit(block, 1)

    @Slot()
    def _menu(self) -> None:
        menu = QMenu(self.add)
        for kind in BlockKind:
            if kind is BlockKind.HEADER:
                continue  # every form has its head
            action = menu.addAction(kind_name(kind))
            action.setData(kind)
        menu.triggered.connect(self._add)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add.mapToGlobal(self.add.rect().topLeft()))

    @Slot(QAction)
    def _add(self, action: QAction) -> None:
        self.added.emit(BlockKind(action.data()))  # Qt gives back a plain text


def _item(part: Part) -> QListWidgetItem:
    item = QListWidgetItem(part.title)
    if not part.key:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.font("caption"))
        item.setForeground(theme.color("text.muted"))
        return item
    item.setData(_KEY, part.key)
    item.setData(_COUNT, part.count)
    said = f"{part.title}, {part.count}" if part.count else part.title
    item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
    return item
