"""The work processes of an evaluation, and how far each is on both tracks."""

import uuid

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QVBoxLayout, QWidget

from stagecoach.domain.tracks import Track
from stagecoach.i18n import _
from stagecoach.services.qualifications import Process
from stagecoach.services.sheets import Sheet
from stagecoach.ui import theme
from stagecoach.ui.fields import clear, column, icon_label, label, row, scroll
from stagecoach.ui.widgets.badges import TRACK_TOKEN, paint_choice, paint_icon

CLOSING = "closing"
_COUNT = 36


class _Entry(QAbstractButton):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.counts: dict[Track, tuple[int, int]] = {}

    def show_counts(self, counts: dict[Track, tuple[int, int]]) -> None:
        self.counts = counts
        parts = [_("%(done)d of %(all)d") % {"done": d, "all": a} for d, a in counts.values()]
        self.setAccessibleName(", ".join([self.text(), *parts]))
        self.update()

    def _words(self) -> QRectF:
        room = 2 * _COUNT + 8 if self.counts else 16
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
        x = rect.right() - 2 * _COUNT - 4
        for track, (done, total) in self.counts.items():
            token = f"{TRACK_TOKEN[track]}.strong"
            if total and done == total:
                paint_icon(painter, x + _COUNT / 2 - 8, rect.center().y(), "check", token, 16)
            else:
                area = QRectF(x, 0, _COUNT, rect.height())
                font = theme.font("mark")
                painter.setFont(font)
                painter.setPen(theme.color(token))
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, f"{done}/{total}")
            x += _COUNT


class Outline(QFrame):
    """Up and Down go through it; `chosen` tells that another part is to be shown."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("outline")
        self.setFixedWidth(theme.scaled(276))
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self._keys: list[uuid.UUID | str] = []
        self._layout = QVBoxLayout()
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._current: uuid.UUID | str | None = None
        head = row(
            label(_("Work processes"), "label"),
            None,
            icon_label("book-open", "learn.strong", 16),
            icon_label("hammer", "work.strong", 16),
            spacing=20,
            margins=(10, 0, 17, 6),
        )
        holder = QWidget()
        holder.setLayout(column(self._layout, None, spacing=0))
        self.setLayout(
            column(head, scroll(holder, "outlineList"), spacing=4, margins=(12, 16, 12, 8))
        )

    def current(self) -> uuid.UUID | str | None:
        return self._current

    def forget(self) -> None:
        """Another evaluation comes: it begins at its own first open question."""
        self._current = None

    def show_sheet(self, sheet: Sheet) -> None:
        keys: list[uuid.UUID | str] = [p.id for p in sheet.structure.processes]
        keys.append(CLOSING)
        if keys != self._keys:
            self._rebuild(sheet, keys)
        for process in sheet.structure.processes:
            counts = {track: sheet.progress(track, process) for track in Track}
            self._entry(process.id).show_counts(counts)
        if self._current not in self._keys:
            self._current = self._first_open(sheet)
        self._entry(self._current).setChecked(True)

    def _first_open(self, sheet: Sheet) -> uuid.UUID | str:
        """Begin where the first question is open."""
        for process in sheet.structure.processes:
            if any(done < total for done, total in (sheet.progress(t, process) for t in Track)):
                return process.id
        return self._keys[0]

    def _rebuild(self, sheet: Sheet, keys: list[uuid.UUID | str]) -> None:
        clear(self._layout)
        self._keys = keys
        core = ""
        for process in sheet.structure.processes:
            if process.core_code != core:
                core = process.core_code
                self._layout.addWidget(_core_label(process))
            self._add(process.title, process.id)
        self._layout.addWidget(label(" ", "caption"))
        self._add(_("Conclusion and agreements"), CLOSING)

    def _add(self, text: str, key: uuid.UUID | str) -> None:
        entry = _Entry(text)
        if key != CLOSING:
            entry.counts = dict.fromkeys(Track, (0, 0))
        self._group.addButton(entry, self._keys.index(key))
        self._layout.addWidget(entry)

    def _entry(self, key: uuid.UUID | str) -> _Entry:
        found = self._group.button(self._keys.index(key))
        assert isinstance(found, _Entry)  # noqa: S101
        return found

    def choose(self, key: uuid.UUID | str) -> None:
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
    made = label(text, "caption", wrap=True)
    made.setContentsMargins(10, 10, 8, 4)
    return made
