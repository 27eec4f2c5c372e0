"""PDF pages as pictures, exactly as they will be printed (pypdfium2)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """Raw pixels, four bytes each (blue, green, red, unused)."""

    width: int
    height: int
    stride: int
    pixels: bytes


class Unreadable(Exception):
    """These bytes are no PDF that can be shown."""


def page_count(pdf: bytes) -> int:
    """Raises Unreadable."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise Unreadable from error
    try:
        return len(document)
    finally:
        document.close()


def render(pdf: bytes, number: int, scale: float) -> Picture:
    """One page, counted from 0; `scale` 1 is 72 pixels an inch."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        bitmap = document[number].render(scale=scale, prefer_bgrx=True)
        return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        document.close()


def pictures(pdf: bytes, scale: float, most: int) -> list[Picture]:
    """The first pages, as many as may be shown. Raises Unreadable."""
    return [render(pdf, number, scale) for number in range(min(page_count(pdf), most))]
