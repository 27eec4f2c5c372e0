"""PDFs and pictures from outside: shown or not, in bounded memory, and never an exception."""

import io
import random
import struct
import subprocess
import sys
import uuid
import zlib

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from stagecoach.documents import foreign, preview
from stagecoach.ui.dialogs import viewer

_TREE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[{kids}]/Count {count}>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 {side} {side}]{more}>>endobj
{objects}
trailer<</Root 1 0 R>>
%%EOF"""


def a_pdf(
    side: int = 500, kids: str = "3 0 R", count: int = 1, more: str = "", objects: bytes = b""
) -> bytes:
    values = {b"{kids}": kids, b"{count}": str(count), b"{side}": str(side), b"{more}": more}
    content = _TREE
    for name, value in values.items():
        content = content.replace(name, value.encode())
    return content.replace(b"{objects}", objects)


def drawn(**options: object) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, **options)
    for number in range(3):
        canvas.drawString(100, 700, f"Bladzijde {number}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("side", [500, 10_000, 100_000, 2_000_000_000])
def test_the_pixels_of_a_page_are_bounded(side: int) -> None:
    """284 bytes took a gigabyte."""
    [page] = preview.pictures(a_pdf(side), 1.15, 300)
    assert page.width * page.height <= 1.01 * preview.LARGEST_PAGE


def test_the_pixels_of_all_pages_are_bounded() -> None:
    pdf = a_pdf(10_000, kids="3 0 R " * 400, count=400)
    pages = preview.pictures(pdf, 1.15, 300)
    assert sum(page.width * page.height for page in pages) <= (
        preview.LARGEST_ALL + preview.LARGEST_PAGE
    )


def test_an_ordinary_document_is_drawn_as_it_was() -> None:
    count, pages = foreign.pictures(drawn(), 1.15, 300)
    assert count == len(pages) == 3
    assert pages == preview.pictures(drawn(), 1.15, 300)


@pytest.mark.parametrize(
    "pdf",
    [
        b"",
        b"%PDF-1.4",
        b"\x00" * 5_000,
        a_pdf(kids="2 0 R"),
        drawn(encrypt=StandardEncryption("geheim", ownerPassword="baas")),
    ],
    ids=["empty", "head", "zeros", "itself", "locked"],
)
def test_what_cannot_be_shown_is_said(pdf: bytes) -> None:
    with pytest.raises(preview.Unreadable):
        foreign.pictures(pdf, 1.15, 300)


def test_a_damaged_document_is_shown_or_not() -> None:
    """Bytes changed at random; each gives pictures or is called unreadable."""
    whole, chance = drawn(), random.Random(3)
    outcomes = set()
    for _number in range(400):
        content = bytearray(whole)
        for _byte in range(chance.randint(1, 20)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            preview.pictures(bytes(content[: chance.randrange(1, len(content) + 1)]), 0.3, 5)
            outcomes.add("shown")
        except preview.Unreadable:
            outcomes.add("not")
    assert outcomes == {"shown", "not"}


def test_a_page_that_unpacks_to_gigabytes_ends_its_own_process_only() -> None:
    packed = _bomb()
    head = f"4 0 obj<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode()
    pdf = a_pdf(more="/Contents 4 0 R", objects=head + packed + b"\nendstream endobj")
    script = (
        "import sys; from pathlib import Path; from stagecoach.documents import foreign, preview\n"
        "try: foreign.pictures(sys.stdin.buffer.read(), 1.15, 300)\n"
        "except preview.Unreadable: pass\n"
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=pdf, capture_output=True, check=True
    )
    assert int(done.stdout) < 300_000, "KiB in the process that asked"


def _bomb() -> bytes:
    packer = zlib.compressobj(9)
    piece = b"0 0 m 1 1 l S\n" * 100_000
    return b"".join([*(packer.compress(piece) for _number in range(1_500)), packer.flush()])


def test_pixels_that_were_not_sent_are_not_taken() -> None:
    whole = foreign._HEAD.pack(1, 1) + foreign._PAGE.pack(10, 10, 40) + bytes(400)
    assert len(foreign._unpacked(whole)[1]) == 1
    for wrong in (whole[:-1], foreign._HEAD.pack(1, 2) + whole[8:], uuid.uuid4().bytes[:7]):
        with pytest.raises(Exception, match="unpack"):
            foreign._unpacked(wrong)


def a_png(width: int, height: int) -> bytes:
    """Of these measures by its head; of a small one the pixels are there too."""
    rows = zlib.compress(
        b"".join(b"\0" + b"\x55" * (3 * width) for _row in range(min(height, 50)))
    )
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", rows)]
    whole = b"\x89PNG\r\n\x1a\n"
    for name, content in [*parts, (b"IEND", b"")]:
        check = struct.pack(">I", zlib.crc32(name + content))
        whole += struct.pack(">I", len(content)) + name + content + check
    return whole


def test_a_picture_is_shown_and_one_of_a_billion_pixels_is_not(qapp: QApplication) -> None:
    assert qapp is not None
    assert viewer._picture(a_png(40, 50)).size() == QSize(40, 50)
    assert viewer._picture(a_png(30_000, 30_000)).isNull()
    assert viewer._picture(b"no picture").isNull()
