"""What somebody else made, a PDF or a photo, drawn page by page by a process of its own.

A file of 700 kB can ask for a gigabyte, and a fault in the reader of PDFs would be a fault of the
program that holds the key of a store. So the reader works in a process that has no key, no more
memory than it is given and no more time; what it hands back are pixels, whose number is known.
It stays as long as somebody looks, and draws the page that is asked: a page comes when it comes
into view, and one that cannot be drawn leaves the others.
"""

import contextlib
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from stagecoach.documents.preview import LARGEST_PAGE, Pdf, Picture, State, Unreadable

COMMAND = "draw"  # of the command line
MOST_PAGES = 2_000  # that are shown
_MEMORY, _SECONDS = 1024**3, 20  # bytes; of the processor, for one page
_LENGTH = struct.Struct(">Q")
_HEAD = struct.Struct(">III")  # state, pages in the document, pages that may be asked
_SIZE = struct.Struct(">dd")
_REQUEST = struct.Struct(">II")  # page, width in pixels
_PAGE = struct.Struct(">IIII")  # page, width, height, bytes of a row; no pixels: not shown


class _Pages(Protocol):
    sizes: list[tuple[float, float]]

    def draw(self, number: int, width: int) -> Picture: ...


@dataclass(frozen=True, slots=True)
class Opened:
    """What the process says first."""

    state: State
    count: int  # all pages
    sizes: tuple[tuple[float, float], ...]  # width and height of those that may be asked


@dataclass(frozen=True, slots=True)
class Drawn:
    number: int
    picture: Picture | None  # None: this page cannot be shown


def command() -> list[str]:
    module = [] if getattr(sys, "frozen", False) else ["-m", "stagecoach"]
    return [sys.executable, *module, COMMAND]


def document(content: bytes) -> bytes:
    """What the process is sent first."""
    return _LENGTH.pack(len(content)) + content


def request(number: int, width: int) -> bytes:
    return _REQUEST.pack(number, width)


class Answers:
    """What the process sends, put together from the pieces it comes in."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._opened = False

    def add(self, piece: bytes) -> Iterator[Opened | Drawn]:
        """What is whole by now. Raises ValueError for what the process cannot have said."""
        self._bytes += piece
        while (answer := self._page() if self._opened else self._head()) is not None:
            yield answer

    def _head(self) -> Opened | None:
        if len(self._bytes) < _HEAD.size:
            return None
        state, count, shown = _HEAD.unpack_from(self._bytes)
        if shown > MOST_PAGES:
            raise ValueError(shown)
        end = _HEAD.size + shown * _SIZE.size
        if len(self._bytes) < end:
            return None
        sizes = tuple(_SIZE.iter_unpack(self._bytes[_HEAD.size : end]))
        del self._bytes[:end]
        self._opened = True
        return Opened(State(state), count, sizes)

    def _page(self) -> Drawn | None:
        if len(self._bytes) < _PAGE.size:
            return None
        number, width, height, stride = _PAGE.unpack_from(self._bytes)
        if stride < width * 4 or stride * height > 5 * LARGEST_PAGE:
            raise ValueError(stride)
        end = _PAGE.size + stride * height
        if len(self._bytes) < end:
            return None
        pixels = bytes(self._bytes[_PAGE.size : end])
        del self._bytes[:end]
        return Drawn(number, Picture(width, height, stride, pixels) if pixels else None)


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """In the process of its own, until nobody asks any more."""
    _bound_memory()
    _bound_time()
    (length,) = _LENGTH.unpack(source.read(_LENGTH.size))
    state, pages = State.WELL, None
    try:
        pages = _open(source.read(length))
    except Unreadable as error:
        state = error.state
    except MemoryError:
        state = State.TOO_LARGE
    sizes = pages.sizes if pages is not None else []
    shown = sizes[:MOST_PAGES]
    target.write(_HEAD.pack(state, len(sizes), len(shown)))
    target.writelines(_SIZE.pack(*size) for size in shown)
    target.flush()
    while pages is not None and (asked := source.read(_REQUEST.size)):
        number, width = _REQUEST.unpack(asked)
        _bound_time()
        try:
            page = pages.draw(number, width)
            target.write(_PAGE.pack(number, page.width, page.height, page.stride))
            target.write(page.pixels)
        except (Unreadable, MemoryError):
            target.write(_PAGE.pack(number, 0, 0, 0))
        target.flush()


def _open(content: bytes) -> _Pages:
    """Raises Unreadable."""
    if b"%PDF-" in content[:1024]:
        return Pdf(content)
    from stagecoach.documents.photos import Photo

    return Photo(content)


def _bound_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows, where only the pixels are bounded

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _bound_time() -> None:
    """The seconds of one page begin anew."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        seconds = int(used.ru_utime + used.ru_stime) + _SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))
