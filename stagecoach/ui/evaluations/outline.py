"""The parts of an evaluation, and how far each is: work processes on both tracks, then more."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QVBoxLayout, QWidget

from stagecoach.domain.qualifications import Process
from stagecoach.domain.templates.blueprints import Section
from stagecoach.domain.templates.words import block_name
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.badges import TRACK_TOKEN, paint_choice, paint_icon
from stagecoach.ui.widgets.fields import column, icon_label, label, reveal, row, scroll
from stagecoach.ui.widgets.layouts import clear

CLOSING = "closing"
_COUNT = 36
_BAR = 12  # of the scroll bar beside the list
Counts = list[tuple[Track | None, int, int]]


def parts(sheet: Sheet) -> dict[str, list[Section]]:
    """What is shown at once: a work process with its tracks, or a block of its own."""
    sections: dict[str, list[Section]] = {}
    for section in sheet.structure.sections:
        sections.setdefault(part_of(section), []).append(section)
    return sections


def part_of(section: Section) -> str:
    return section.process.code if section.process else section.key


class _Entry(QAbstractButton):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.counts: Counts = []

    def show_counts(self, counts: Counts) -> None:
        self.counts = counts
        said = [_("%(done)d of %(all)d") % {"done": d, "all": a} for _t, d, a in counts]
        self.setAccessibleName(", ".join([self.text(), *said]))
        self.update()

    def _words(self) -> QRectF:
        room = 2 * theme.scaled(_COUNT) + 8 if self.counts else 16
        return QRectF(10, 0, self.width() - 10 - room, self.height())

    def sizeHint(self) -> QSize:
        return QSize(200, theme.scaled(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as the title needs at this width."""
        metrics = QFontMetrics(theme.font("compact", 600))
        room = int(self._words().width())
        text = metrics.boundingRect(0, 0, room, 1000, int(Qt.TextFlag.TextWordWrap), self.text())
        self.setFixedHeight(max(theme.scaled(40), text.height() + 18))
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        paint_choice(painter, rect, chosen=self.isChecked(), over=self.underMouse())
        painter.setFont(theme.font("compact", 600 if self.isChecked() else 400))
        painter.setPen(theme.color("text.primary" if self.isChecked() else "text.secondary"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self._words(), flags, self.text())
        wide = theme.scaled(_COUNT)
        for track, done, total in self.counts:
            if not total:
                continue
            x = rect.right() - (2 if track is Track.LEARNING else 1) * wide
            token = f"{TRACK_TOKEN[track]}.strong" if track else "text.secondary"
            if total and done == total:
                paint_icon(painter, x + wide / 2 - 8, rect.center().y(), "check", token, 16)
            else:
                area = QRectF(x, 0, wide, rect.height())
                painter.setFont(theme.font("mark"))
                painter.setPen(theme.color(token))
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, f"{done}/{total}")


class Outline(QFrame):
    """Up and Down go through it; `chosen` tells that another part is to be shown."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("outline")
        self.setFixedWidth(theme.scaled(276))
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self._keys: list[str] = []
        self._layout = QVBoxLayout()
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._current = ""
        self._signs = {
            Track.LEARNING: icon_label("book-open", "learn.strong", 16),
            Track.WORK: icon_label("hammer", "work.strong", 16),
        }
        for sign in self._signs.values():  # each over its own counts
            sign.setFixedWidth(theme.scaled(_COUNT))
            sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = row(
            label(_("Work processes"), "label"),
            None,
            *self._signs.values(),
            spacing=0,
            margins=(10, 0, theme.scaled(_BAR), 6),
        )
        holder = QWidget()
        holder.setLayout(column(self._layout, None, spacing=0))
        self.setLayout(
            column(head, scroll(holder, "outlineList"), spacing=4, margins=(12, 16, 12, 8))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._current in self._keys:
            QTimer.singleShot(0, self, partial(reveal, self._entry(self._current)))

    def current(self) -> str:
        return self._current

    def forget(self) -> None:
        """Another evaluation comes: it begins at its own first open question."""
        self._current = ""

    def show_sheet(self, sheet: Sheet, last: str = "") -> None:
        """`last` is the name of the part that ends it; a view of somebody's own has another."""
        sheet_parts = parts(sheet)
        tracks = {section.track for section in sheet.structure.sections}
        for track, sign in self._signs.items():
            sign.setVisible(track in tracks)
        keys = [*sheet_parts, CLOSING]
        if keys != self._keys:
            self._rebuild(sheet_parts, last or _("Conclusion and agreements"))
        for key, sections in sheet_parts.items():
            counts: Counts = [(s.track, *sheet.count([s])) for s in sections]
            self._entry(key).show_counts(counts)
        if self._current not in self._keys:
            self._current = self._first_open(sheet, sheet_parts)
        self._entry(self._current).setChecked(True)
        QTimer.singleShot(0, self, partial(reveal, self._entry(self._current)))

    def _first_open(self, sheet: Sheet, groups: dict[str, list[Section]]) -> str:
        """Begin where the first question is open."""
        for key, sections in groups.items():
            done, total = sheet.count(sections)
            if done < total:
                return key
        return self._keys[0]

    def _rebuild(self, groups: dict[str, list[Section]], last: str) -> None:
        clear(self._layout)
        self._keys = [*groups, CLOSING]
        core = ""
        for key, sections in groups.items():
            process = sections[0].process
            if process is not None and process.core_code != core:
                core = process.core_code
                self._layout.addWidget(_core_label(process))
            if process is None and core:
                core = ""
                self._layout.addWidget(label(" ", "caption"))
            self._add(process.title if process else block_name(sections[0].block), key)
        self._layout.addWidget(label(" ", "caption"))
        self._add(last, CLOSING)

    def _add(self, text: str, key: str) -> None:
        entry = _Entry(text)
        if key != CLOSING:
            entry.counts = [(None, 0, 0)]
        self._group.addButton(entry, self._keys.index(key))
        self._layout.addWidget(entry)

    def _entry(self, key: str) -> _Entry:
        act = self._group.button(self._keys.index(key))
        assert isinstance(act, _Entry)
        return act

    def choose(self, key: str) -> None:
        self._entry(key).click()

    def step(self, by: int) -> None:
        """The next or the previous part."""
        if self._current in self._keys:
            at = max(0, min(len(self._keys) - 1, self._keys.index(self._current) + by))
            self._entry(self._keys[at]).click()

    @Slot(object)
    def _clicked(self, entry: QAbstractButton) -> None:
        self._current = self._keys[self._group.id(entry)]
        self.chosen.emit()


def _core_label(process: Process) -> QWidget:
    number = process.core_code.rpartition("K")[2]
    text = _("Core task %(number)s: %(title)s") % {"number": number, "title": process.core_title}
    caption = label(text, "caption", wrap=True)
    caption.setContentsMargins(10, 10, 8, 4)
    return caption


def outline_width(width: int) -> int:
    """Of a page this wide: a quarter; in large text, where words are long, a bit more."""
    return min(theme.scaled(276), max(width // 4, min(theme.scaled(236), width * 3 // 10)))
