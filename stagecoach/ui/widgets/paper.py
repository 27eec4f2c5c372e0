"""Pages of a PDF as Qt shows them: one as a picture, or all of them under each other."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from stagecoach.documents.preview import Picture
from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.fields import named, scroll
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

    def show_pages(self, pictures: Iterable[QPixmap], instead: str = "") -> None:
        """`instead` of a page that cannot be shown."""
        clear(self._pages)
        for number, picture in enumerate(list(pictures) or [QPixmap()], start=1):
            page = named(QLabel(), _("Page %d") % number)
            page.setAlignment(Qt.AlignmentFlag.AlignCenter)
            if picture.isNull():
                page.setText(instead)
            else:
                page.setPixmap(picture)
            self._pages.addWidget(page)
        self._pages.addStretch()
