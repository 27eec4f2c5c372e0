"""Long texts that are kept for years and seldom read: compressed, under a digest of the plain one.

zlib, because every language reads it. What comes back is checked by the digest that stands beside
it, never by how it was compressed.
"""

import zlib
from typing import Final

_LARGEST: Final = 50_000_000  # bytes; a form of 400 criteria with texts everywhere has 1,000,000
_LEVEL: Final = 6


def compress(content: bytes) -> bytes:
    return zlib.compress(content, _LEVEL)


def decompress(stored: bytes) -> bytes:
    """Raises ValueError for what `compress` did not make, and for more than one text ever is."""
    reader = zlib.decompressobj()
    try:
        content = reader.decompress(stored, _LARGEST)
    except zlib.error as error:
        raise ValueError("not compressed") from error
    if not reader.eof or reader.unused_data:
        raise ValueError("cut off, too long, or followed by something else")
    return content
