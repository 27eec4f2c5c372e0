"""A page of a PDF as Qt shows it."""

from PySide6.QtGui import QImage, QPixmap

from stagecoach.documents.preview import Picture


def paper_pixmap(picture: Picture, ratio: float = 1.0) -> QPixmap:
    """`ratio`: pixels of the picture for each pixel of the screen."""
    image = QImage(
        picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
    )
    made = QPixmap.fromImage(image)
    made.setDevicePixelRatio(ratio)
    return made
