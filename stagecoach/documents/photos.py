"""A photo as pixels, upright, and no larger than it is shown (Pillow; HEIC by pi-heif).

A JPEG is made smaller while it is decoded: a camera of 108 megapixels would ask for 432 MB. A
progressive one, a PNG and a HEIC are decoded whole first, so this runs where memory is bounded
(`documents/foreign.py`). libheif turns a HEIC upright itself.
"""

import io
import warnings
from typing import TYPE_CHECKING

from stagecoach.documents.preview import Picture, State, Unreadable

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 120_000_000  # pixels: cameras of telephones have up to 108 million, a few have 200
_HIGHEST = 10  # times as high as wide: a strip is shown smaller
_TURNED = {5, 6, 7, 8}  # the EXIF orientations that lie on their side
_ORIENTATION = 0x0112
_STRIP = 64  # rows of the smaller picture that are made at one go
_WRONG = (OSError, ValueError, SyntaxError, EOFError, MemoryError, RuntimeError)


class Photo:
    """One page; its size is in pixels, as it is to be looked at."""

    def __init__(self, content: bytes) -> None:
        self._content, self._heic = content, content[4:8] == b"ftyp"
        try:
            width, height = self._heic_size() if self._heic else self._size()
        except _WRONG as error:
            raise Unreadable(State.DAMAGED) from error
        if width * height > LARGEST:
            raise Unreadable(State.TOO_LARGE)
        self.sizes = [(float(width), float(height))]

    def draw(self, _number: int, width: int) -> Picture:
        """At most `width` pixels wide. Raises Unreadable."""
        from PIL import ImageOps

        try:
            if self._heic:
                upright = _heic_about(self._content, width)
            else:
                with _open(self._content) as image:
                    longest = max(self.sizes[0]) / self.sizes[0][0] * width
                    image.thumbnail((longest, longest))
                    upright = ImageOps.exif_transpose(image)
            upright.thumbnail((width, width * _HIGHEST))
            return _picture(upright)
        except _WRONG as error:
            raise Unreadable(State.DAMAGED) from error

    def _size(self) -> tuple[int, int]:
        with _open(self._content) as image:
            width, height = image.size
            # Asking a PNG for it would decode it; telephones write JPEG.
            if image.format in {"JPEG", "MPO"} and image.getexif().get(_ORIENTATION) in _TURNED:
                return height, width
            return width, height

    def _heic_size(self) -> tuple[int, int]:
        import pi_heif

        width, height = pi_heif.open_heif(self._content).size
        return width, height


def _open(content: bytes) -> "Image":
    """Only its head is read. Raises Unreadable for what is far too large."""
    from PIL import Image, ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = True  # what came through is shown
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # how large it may be is asked above
            return Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
    except Image.DecompressionBombError as error:
        raise Unreadable(State.TOO_LARGE) from error


def _heic_about(content: bytes, width: int) -> "Image":
    """Twice as wide as asked, or as it is; in strips: all of it would stand there twice."""
    import pi_heif
    from PIL import Image

    heif = pi_heif.open_heif(content)
    rows, mode = memoryview(heif.data), heif.mode
    full_width, full_height = heif.size
    factor = max(1, full_width // (2 * width))
    small = Image.new(mode, (-(-full_width // factor), -(-full_height // factor)))
    for top in range(0, full_height, _STRIP * factor):
        high = min(_STRIP * factor, full_height - top)
        part = bytes(rows[top * heif.stride : (top + high) * heif.stride])
        strip = Image.frombuffer(mode, (full_width, high), part, "raw", mode, heif.stride, 1)
        small.paste(strip.reduce(factor), (0, top // factor))
    return small


def _picture(image: "Image") -> Picture:
    from PIL import Image

    if image.mode.startswith("I"):  # sixteen bits: the upper eight
        image = image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image.convert("RGBA"))
    pixels = image.convert("RGB").tobytes("raw", "BGRX")
    return Picture(image.width, image.height, image.width * 4, pixels)
