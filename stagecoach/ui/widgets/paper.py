"""Pages of a PDF as Qt shows them: one as a picture, or all of them under each other."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from stagecoach.documents.preview import Picture
from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.fields import label, named, scroll
from stagecoach.ui.widgets.layouts import clear


def paper_pixmap(picture: Picture, ratio: float = 1.0) -> QPixmap:
    """`ratio`: pixels of the picture for each pixel of the screen."""
    image = QImage(
        picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
    )
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


class Pages:
    """A desk on which pages lie under each other; `desk` is the widget."""

    def __init__(self, name: str, height: int) -> None:
        self._pages = QVBoxLayout()  # with the margins of its own
        self._pages.setSpacing(12)
        holder = QWidget()
        holder.setLayout(self._pages)
        self.desk: QScrollArea = named(scroll(holder, "desk"), name)
        self.desk.setFixedHeight(theme.scaled(height))
        self.desk.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        own, bar = Qt.ShortcutContext.WidgetShortcut, self.desk.verticalScrollBar()
        for keys, end in (("Home", bar.minimum), ("End", bar.maximum)):
            go = QShortcut(QKeySequence(keys), self.desk, context=own)
            go.activated.connect(lambda end=end: bar.setValue(end()))

    def show_pages(self, pictures: Iterable[QPixmap]) -> None:
        clear(self._pages)
        for number, picture in enumerate(pictures, start=1):
            self._add(number).setPixmap(picture)
        self._pages.addStretch()

    def show_blank(self, sizes: list[QSize]) -> list[QLabel]:
        """White paper of these sizes, on which pages are drawn later."""
        clear(self._pages)
        pages = [self._add(number) for number in range(1, len(sizes) + 1)]
        for page, size in zip(pages, sizes, strict=True):
            page.setObjectName("paper")
            page.setFixedSize(size)
        self._pages.addStretch()
        return pages

    def show_sentence(self, text: str) -> None:
        """Instead of pages."""
        clear(self._pages)
        sentence = label(text, "secondary", wrap=True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages.addWidget(sentence)
        self._pages.addStretch()

    def _add(self, number: int) -> QLabel:
        page: QLabel = named(QLabel(), _("Page %d") % number)
        page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        return page
