"""PDF pages as pictures, exactly as they will be printed (pypdfium2).

A page says itself how large it is, and 200 bytes can ask for a page of gigabytes: it is drawn
smaller then. How many pixels all pages together may take is bounded too.
"""

import math
from dataclasses import dataclass

LARGEST_PAGE, LARGEST_ALL = 4_000_000, 60_000_000  # pixels, of four bytes


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
    """One page, counted from 0; `scale` 1 is 72 pixels an inch. Raises Unreadable."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[number]
            area = math.prod(page.get_size())
            fitting = math.sqrt(LARGEST_PAGE / max(area, 1.0))
            bitmap = page.render(scale=min(scale, fitting), prefer_bgrx=True)
            return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            document.close()
    except (pypdfium2.PdfiumError, MemoryError, ValueError) as error:
        raise Unreadable from error


def pictures(pdf: bytes, scale: float, most: int) -> list[Picture]:
    """The first pages, as many as may be shown. Raises Unreadable."""
    shown: list[Picture] = []
    room = LARGEST_ALL
    for number in range(min(page_count(pdf), most)):
        shown.append(render(pdf, number, scale))
        room -= shown[-1].width * shown[-1].height
        if room <= 0:
            break
    return shown
