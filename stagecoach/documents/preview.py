"""PDF pages as pictures, exactly as they will be printed (pypdfium2).

A page says itself how large it is, and 200 bytes can ask for a page of gigabytes: it is drawn
smaller then.
"""

import math
import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

LARGEST_PAGE = 4_000_000  # pixels, of four bytes
_PASSWORD = 4  # PDFium's number for it (FPDF_ERR_PASSWORD)
_A4 = (595.0, 842.0)  # points
_PAGE = re.compile(rb"(?<!\d)(\d{1,7}) 0 obj\s*<<(?:(?!endobj)[\s\S]){0,4000}?/Type\s*/Page\b")
_NO_PAGES = re.compile(rb"/Count\s+0\b")
_NEW = 4_000_000  # number of an object: more than any file has, less than PDFium refuses


@dataclass(frozen=True, slots=True)
class Picture:
    """Raw pixels, four bytes each (blue, green, red, unused)."""

    width: int
    height: int
    stride: int
    pixels: bytes


class State(IntEnum):
    """Of a document that somebody wants to look at."""

    WELL = 0
    LOCKED = 1  # a password is asked
    DAMAGED = 2
    EMPTY = 3  # no pages
    TOO_LARGE = 4


class Unreadable(Exception):
    """These bytes are no document that can be shown; `state` says why."""

    def __init__(self, state: State = State.DAMAGED) -> None:
        super().__init__(state.name)
        self.state = state


class Pdf:
    """The pages of a document, drawn one by one; sizes in points. Raises Unreadable."""

    def __init__(self, content: bytes) -> None:
        try:
            self._document = _open(content)
        except Unreadable as error:
            if error.state is not State.DAMAGED:
                raise
            self._document = _open(_with_new_end(content))
        self.sizes = [self._size(number) for number in range(len(self._document))]
        if not self.sizes:
            raise Unreadable(State.EMPTY)

    def _size(self, number: int) -> tuple[float, float]:
        """A page that is not there is as large as paper; drawing it will not go."""
        import pypdfium2

        try:
            width, height = self._document.get_page_size(number)
        except pypdfium2.PdfiumError:
            return _A4
        return width, height

    def draw(self, number: int, width: int) -> Picture:
        """One page, counted from 0, `width` pixels wide where it fits. Raises Unreadable."""
        return self.draw_at(number, width / max(self.sizes[number][0], 1.0))

    def draw_at(self, number: int, scale: float) -> Picture:
        """The same; `scale` 1 is 72 pixels an inch."""
        import pypdfium2

        try:
            page = self._document[number]
            area = math.prod(page.get_size())
            fitting = math.sqrt(LARGEST_PAGE / max(area, 1.0))
            bitmap = page.render(scale=min(scale, fitting), prefer_bgrx=True)
            picture = Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            bitmap.close()
            page.close()
        except (pypdfium2.PdfiumError, MemoryError, ValueError) as error:
            raise Unreadable from error
        return picture

    def close(self) -> None:
        self._document.close()


def _open(content: bytes) -> "PdfDocument":
    """Raises Unreadable."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD
        raise Unreadable(State.LOCKED if locked else State.DAMAGED) from error


def _with_new_end(content: bytes) -> bytes:
    """A file that was cut off lost its list of pages: the pages that are there, in a new one.

    Raises Unreadable where there are none.
    """
    pages = [match[1] + b" 0 R" for match in _PAGE.finditer(content)]
    if not pages:
        raise Unreadable(State.EMPTY if _NO_PAGES.search(content) else State.DAMAGED)
    first, second = _NEW, _NEW + 1
    kids = b" ".join(pages)
    return content + (
        b"\nendstream endobj\n%d 0 obj<</Type/Pages/Kids[%s]/Count %d>>endobj\n"
        b"%d 0 obj<</Type/Catalog/Pages %d 0 R>>endobj\ntrailer<</Root %d 0 R>>\n%%%%EOF\n"
    ) % (first, kids, len(pages), second, first, second)


def render(pdf: bytes, number: int, scale: float) -> Picture:
    """One page of what this program made. Raises Unreadable."""
    document = Pdf(pdf)
    try:
        return document.draw_at(number, scale)
    finally:
        document.close()


def pictures(pdf: bytes, scale: float, most: int | None = None) -> list[Picture]:
    """The first pages of what this program made. Raises Unreadable."""
    document = Pdf(pdf)
    try:
        return [document.draw_at(number, scale) for number in range(len(document.sizes))[:most]]
    finally:
        document.close()
