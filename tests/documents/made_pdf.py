"""PDFs as others make them: well, strange, and meant to hurt."""

import io
import zlib

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

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


def drawn(pages: int = 3, **options: object) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, **options)
    for number in range(pages):
        canvas.drawString(100, 700, f"Bladzijde {number}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def locked() -> bytes:
    return drawn(encrypt=StandardEncryption("geheim", ownerPassword="baas"))


def bomb() -> bytes:
    """A page of which the marks unpack to two gigabytes."""
    packer = zlib.compressobj(9)
    piece = b"0 0 m 1 1 l S\n" * 100_000
    packed = b"".join([*(packer.compress(piece) for _number in range(1_500)), packer.flush()])
    head = f"4 0 obj<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode()
    return a_pdf(more="/Contents 4 0 R", objects=head + packed + b"\nendstream endobj")
