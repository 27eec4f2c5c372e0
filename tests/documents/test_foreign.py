"""Documents from outside, drawn by a process of their own: what can be shown is shown."""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from stagecoach.documents import foreign, preview
from stagecoach.documents.foreign import Answers, Drawn, Opened
from stagecoach.documents.preview import LARGEST_PAGE, Picture, State
from stagecoach.services.students import attachments
from tests.documents.made_pdf import a_pdf, bomb, drawn, locked

_FILES = Path(__file__).parent / "files"
# A process of its own starts it: the memory of a child counts that of who started it.
_MEASURING = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""
_RED, _WIDTH = (200, 40, 40), 720


def asked(
    content: bytes, *pages: int, width: int = _WIDTH
) -> tuple[Opened, list[Picture | None], int]:
    """What the process says, and the most memory it took, in MB."""
    source = foreign.document(content) + b"".join(foreign.request(n, width) for n in pages)
    process = subprocess.Popen(
        [sys.executable, "-c", _MEASURING, *foreign.command()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    out, said = process.communicate(source)
    answers = list(Answers().add(out))
    assert isinstance(answers[0], Opened)
    later = [answer.picture for answer in answers[1:] if isinstance(answer, Drawn)]
    return answers[0], later, int(said.split()[-1]) // 1024


def pixel(picture: Picture | None, x: float, y: float) -> tuple[int, ...]:
    """Red, green and blue, at a part of width and height."""
    assert picture is not None
    at = int(y * picture.height) * picture.stride + int(x * picture.width) * 4
    return tuple(picture.pixels[at : at + 3][::-1])


def is_red(picture: Picture | None, x: float, y: float) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(pixel(picture, x, y), _RED, strict=True))


def a_photo(width: int = 300, height: int = 200, mode: str = "RGB") -> Image.Image:
    """Red in its upper left quarter."""
    photo = Image.new("RGB", (width, height), (70, 130, 180))
    photo.paste(_RED, (0, 0, width // 2, height // 2))
    return photo.convert(mode)


def saved(photo: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    file = io.BytesIO()
    photo.save(file, kind, **more)
    return file.getvalue()


def test_each_page_is_drawn_as_it_would_be_here() -> None:
    opened, pages, _memory = asked(drawn(), 0, 2)
    assert (opened.state, opened.count, len(opened.sizes)) == (State.WELL, 3, 3)
    here = preview.Pdf(drawn())
    assert pages == [here.draw(0, _WIDTH), here.draw(2, _WIDTH)]


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (b"", State.DAMAGED),
        (b"%PDF-1.4", State.DAMAGED),
        (b"\x00" * 5_000, State.DAMAGED),
        (a_pdf(kids="", count=0).replace(b"/Type/Page/", b"/Type/Font/"), State.EMPTY),
        (locked(), State.LOCKED),
        (b"\xff\xd8\xff" + bytes(400), State.DAMAGED),
        ((_FILES / "small.heic").read_bytes()[:200], State.DAMAGED),
    ],
    ids=["empty", "head", "zeros", "no pages", "locked", "jpeg", "heic"],
)
def test_why_nothing_is_shown_is_known(content: bytes, state: State) -> None:
    opened, _pages, _memory = asked(content)
    assert (opened.state, opened.sizes) == (state, ())


def test_bytes_before_the_beginning_do_no_harm() -> None:
    content = b"X-Mailer: scan\r\n\r\n" + drawn()
    assert attachments.kind(content) == attachments.PDF
    assert asked(content, 0)[1][0] is not None


def test_a_truncated_document_shows_what_is_left() -> None:
    """Without its end it has no list of pages; a piece of it has some of them."""
    whole = drawn(40)
    opened, pages, _memory = asked(whole[:-400], 0, 39)
    assert (opened.count, len(pages)) == (40, 2)
    assert None not in pages
    opened, pages, _memory = asked(whole[: len(whole) // 3], 0)
    assert 0 < opened.count < 40


def test_a_bad_page_leaves_the_others() -> None:
    pdf = a_pdf(kids="3 0 R 9 0 R 3 0 R", count=3)  # no object 9
    _opened, pages, _memory = asked(pdf, 0, 1, 2)
    assert [page is not None for page in pages] == [True, False, True]


def test_a_tree_of_pages_that_names_itself_ends() -> None:
    opened, pages, memory = asked(a_pdf(kids="2 0 R"), 0)
    assert (opened.count, len(pages)) == (1, 1)
    assert memory < 100


def test_five_metres_and_300_pages() -> None:
    opened, pages, memory = asked(a_pdf(14_400), 0)
    assert opened.sizes == ((14_400.0, 14_400.0),)
    assert pages[0] is not None
    assert pages[0].width * pages[0].height <= 1.01 * LARGEST_PAGE
    opened, pages, memory = asked(drawn(300), 299)
    assert (opened.count, pages[0] is not None) == (300, True)
    assert memory < 100


def test_a_thousand_pages_too_many_are_counted() -> None:
    opened, _pages, _memory = asked(a_pdf(kids="3 0 R " * 3_000, count=3_000))
    assert (opened.count, len(opened.sizes)) == (3_000, foreign.MOST_PAGES)


def test_a_page_that_unpacks_to_gigabytes_ends_its_own_process_only() -> None:
    _opened, pages, memory = asked(bomb(), 0)
    assert pages in ([], [None])
    assert memory < 1_100


def test_what_no_process_of_ours_says_is_not_taken() -> None:
    answers = Answers()
    assert [type(a) for a in answers.add(foreign._HEAD.pack(0, 1, 1) + bytes(16))] == [Opened]
    whole = foreign._PAGE.pack(0, 10, 10, 40) + bytes(400)
    assert list(answers.add(whole[:-1])) == []  # not yet
    [page] = answers.add(whole[-1:])
    assert isinstance(page, Drawn)
    for wrong in (foreign._PAGE.pack(0, 10, 10, 4), foreign._PAGE.pack(0, 9, 2**30, 40)):
        with pytest.raises(ValueError, match=r"^\d+$"):
            list(answers.add(wrong))
        answers._bytes.clear()


def test_a_photo_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned to the right
    opened, pages, _memory = asked(saved(a_photo(), exif=exif), 0)
    assert opened.sizes == ((200.0, 300.0),)
    assert is_red(pages[0], 0.75, 0.25)
    assert not is_red(pages[0], 0.25, 0.25)


@pytest.mark.parametrize("mode", ["RGB", "CMYK", "L", "RGBA", "P", "1", "I;16", "LA"])
def test_a_photo_of_any_kind_is_shown(mode: str) -> None:
    photo = Image.new("I;16", (30, 20), 40_000) if mode == "I;16" else a_photo(mode=mode)
    kind = "JPEG" if mode in {"CMYK", "L", "RGB"} else "PNG"
    content = saved(photo, kind)
    assert attachments.kind(content) in {attachments.JPEG, attachments.PNG}
    [page] = asked(content, 0)[1]
    assert page is not None
    assert (page.width, page.height) == photo.size
    if mode in {"RGB", "CMYK", "RGBA", "P"}:
        assert is_red(page, 0.25, 0.25)


def test_half_a_jpeg_shows_what_came_through() -> None:
    content = saved(a_photo(2_000, 1_500))
    [page] = asked(content[: len(content) * 2 // 3], 0)[1]
    assert is_red(page, 0.25, 0.1)


def test_heic_is_shown_and_stands_upright() -> None:
    """The two files were written once by libheif: 300 x 200, and one that is to be turned."""
    small = (_FILES / "small.heic").read_bytes()
    assert attachments.kind(small) == attachments.HEIC
    opened, pages, _memory = asked(small, 0)
    assert opened.sizes == ((300.0, 200.0),)
    assert is_red(pages[0], 0.1, 0.1)
    opened, pages, _memory = asked((_FILES / "turned.heic").read_bytes(), 0)
    assert is_red(pages[0], 0.1, 0.1)


def test_108_megapixels_in_bounded_memory() -> None:
    """A JPEG is made smaller while it is decoded, the others are decoded whole."""
    huge = Image.new("L", (12_000, 9_000), 120)
    _opened, [page], memory = asked(saved(huge), 0)
    assert page is not None
    assert page.width == _WIDTH
    assert memory < 100
    _opened, [page], memory = asked(saved(huge, progressive=True), 0)
    assert page is not None
    assert memory < 400
    _opened, [page], memory = asked((_FILES / "large.heic").read_bytes(), 0)
    assert is_red(page, 0.1, 0.1)
    assert memory < 520, "libheif holds it as it was kept and as it is shown"


def test_a_picture_of_a_billion_pixels_is_too_large() -> None:
    opened, _pages, memory = asked(a_png(30_000, 30_000))
    assert opened.state is State.TOO_LARGE
    assert memory < 100
    opened, _pages, _memory = asked(a_png(11_500, 11_500))
    assert opened.state is State.TOO_LARGE


def a_png(width: int, height: int) -> bytes:
    """Of these measures by its head; its pixels are not there."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))]
    whole = b"\x89PNG\r\n\x1a\n"
    for name, content in [*parts, (b"IDAT", zlib.compress(bytes(10))), (b"IEND", b"")]:
        check = struct.pack(">I", zlib.crc32(name + content))
        whole += struct.pack(">I", len(content)) + name + content + check
    return whole
