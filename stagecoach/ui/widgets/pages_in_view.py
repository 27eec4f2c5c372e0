"""Pages under each other of which those in view are drawn, and few of the others are kept.

A document of 300 pages would fill half a gigabyte with pictures.
"""

import math

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from stagecoach.documents.preview import LARGEST_PAGE
from stagecoach.i18n import _
from stagecoach.ui.widgets.fields import mark_wrong
from stagecoach.ui.widgets.paper import Pages

KEPT = 14_000_000  # pixels, of four bytes: 56 MB
_BLANK_HIGH = 48


class PagesInView(QObject):
    wanted = Signal(int, int)  # page, its width in pixels of the screen

    def __init__(self, desk: Pages) -> None:
        super().__init__(desk.desk)
        self._desk = desk
        self._labels: list[QLabel] = []
        self._sizes: list[QSize] = []
        self._kept: dict[int, int] = {}  # page: its pixels, in the order they came
        self._failed: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.ask)
        desk.desk.verticalScrollBar().valueChanged.connect(self._look)
        desk.desk.viewport().installEventFilter(self)

    def show_sizes(self, sizes: list[QSize]) -> None:
        """As they are to be shown, in pixels that the system scales."""
        self._sizes = sizes
        self._labels = self._desk.show_blank(sizes)
        self._soon.start()

    def ratio(self) -> float:
        return self._desk.desk.devicePixelRatioF()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._soon.start()
        return super().eventFilter(watched, event)

    @Slot()
    def _look(self) -> None:
        self._soon.start()

    @Slot()
    def ask(self) -> None:
        """For the first page in view that is not there yet."""
        for number in self._in_view():
            if number not in self._kept and number not in self._failed:
                self.wanted.emit(number, round(self._sizes[number].width() * self.ratio()))
                return

    def _in_view(self) -> list[int]:
        top = self._desk.desk.verticalScrollBar().value()
        bottom = top + self._desk.desk.viewport().height()
        return [
            number
            for number, page in enumerate(self._labels)
            if page.y() < bottom and page.y() + page.height() > top
        ]

    def show_page(self, number: int, pixmap: QPixmap | None) -> None:
        """None: it cannot be shown."""
        page = self._labels[number]
        if pixmap is None:
            self._failed.add(number)
            page.setText(_("Page %d cannot be shown. A copy holds it as it came.") % (number + 1))
            page.setFixedHeight(_BLANK_HIGH)
            mark_wrong(page, wrong=True)
        else:
            page.setPixmap(pixmap)
            self._kept[number] = pixmap.width() * pixmap.height()
            self._drop()
        self._soon.start()

    def _drop(self) -> None:
        """The ones that are longest there and out of view."""
        seen = set(self._in_view())
        for number in [old for old in self._kept if old not in seen]:
            if sum(self._kept.values()) <= KEPT:
                return
            del self._kept[number]
            self._labels[number].clear()


def shown_size(size: tuple[float, float], room: int, *, enlarge: bool) -> QSize:
    """How large a page or photo is shown in `room` pixels of width."""
    width, height = (max(side, 1.0) for side in size)
    scale = min(room / width, math.sqrt(LARGEST_PAGE / (width * height)))
    scale = scale if enlarge else min(scale, 1.0)
    return QSize(max(1, round(width * scale)), max(1, round(height * scale)))
