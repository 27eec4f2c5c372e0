"""Pages of a PDF that somebody else made, drawn by a process of their own.

A file of 700 kB can ask for a gigabyte, and a fault in the reader of PDFs would be a fault of the
program that holds the key of a store. So the reader works in a process that has no key, no more
memory than it is given and no more time; what it hands back are pixels, whose number is known.
"""

import contextlib
import struct
import subprocess
import sys
from typing import BinaryIO

from stagecoach.documents import preview
from stagecoach.documents.preview import Picture, Unreadable

COMMAND = "draw"  # of the command line
_MEMORY, _SECONDS = 1024**3, 20  # bytes, and seconds of the processor
_HEAD = struct.Struct(">II")  # pages in the document, pages that follow
_PAGE = struct.Struct(">III")  # width, height, bytes of a row


def pictures(pdf: bytes, scale: float, most: int) -> tuple[int, list[Picture]]:
    """How many pages it has, and the first of them as pictures. Raises Unreadable."""
    module = [] if getattr(sys, "frozen", False) else ["-m", "stagecoach"]
    words = [sys.executable, *module, COMMAND, str(scale), str(most)]
    try:
        done = subprocess.run(  # noqa: S603 - this program
            words, input=pdf, capture_output=True, timeout=3 * _SECONDS, check=True
        )
        return _unpacked(done.stdout)
    except (OSError, subprocess.SubprocessError, struct.error) as error:
        raise Unreadable from error


def draw(source: BinaryIO, target: BinaryIO, scale: float, most: int) -> None:
    """In the process of its own: a PDF in, pictures out. Raises Unreadable."""
    _limit()
    pdf = source.read()
    pages = preview.pictures(pdf, scale, most)
    target.write(_HEAD.pack(preview.page_count(pdf), len(pages)))
    for page in pages:
        target.write(_PAGE.pack(page.width, page.height, page.stride))
        target.write(page.pixels)
    target.flush()


def _limit() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows, where only the pixels are bounded

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def _unpacked(content: bytes) -> tuple[int, list[Picture]]:
    """Raises struct.error where less came than was announced."""
    count, shown = _HEAD.unpack_from(content)
    pages: list[Picture] = []
    at = _HEAD.size
    for _number in range(shown):
        width, height, stride = _PAGE.unpack_from(content, at)
        at += _PAGE.size
        (pixels,) = struct.unpack_from(f"{stride * height}s", content, at)
        at += stride * height
        if stride < width * 4:
            raise struct.error
        pages.append(Picture(width, height, stride, pixels))
    return count, pages
