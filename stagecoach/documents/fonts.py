"""Letters on paper: Source Sans 3, and other fonts where it has no sign for a character.

Right-to-left text is joined and put in reading order here (arabic-reshaper, python-bidi). A
character that no font has is printed as its code point: nothing that was typed disappears.

reportlab comes in when the first form is drawn, not when the window opens.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from stagecoach import caches, paths

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

REGULAR, BOLD = "SourceSans", "SourceSansBold"
_FILES = {
    REGULAR: "SourceSans3_400Regular.ttf",
    BOLD: "SourceSans3_600SemiBold.ttf",
    "Arabic": "NotoSansArabic_400Regular.ttf",
    "Hebrew": "NotoSansHebrew_400Regular.ttf",
    "Emoji": "NotoEmoji_400Regular.ttf",
}
_OTHERS = ("Arabic", "Hebrew", "Emoji")

Run = tuple[str, str]  # font, text
_ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


@cache
def _coverage(font: str) -> frozenset[int]:
    """The code points a font has a sign for; registers it at first use."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    loaded = TTFont(font, str(paths.RESOURCES / "fonts" / _FILES[font]))
    pdfmetrics.registerFont(loaded)
    return frozenset(loaded.face.charToGlyph)


def load() -> None:
    """Make the two usual fonts known to reportlab."""
    _coverage(REGULAR)
    _coverage(BOLD)


@caches.of_texts(4096)
def runs(text: str, font: str) -> tuple[Run, ...]:
    """The pieces a line is drawn in, from left to right."""
    letters = set(text)  # a line has few different ones: each is looked at once
    turned = any(unicodedata.bidirectional(char) in {"R", "AL"} for char in letters)
    if not turned and _coverage(font).issuperset(map(ord, letters)):
        return ((font, text),)
    if turned:
        import arabic_reshaper
        from bidi import get_display

        text = str(get_display(arabic_reshaper.reshape(text)))
    pieces: list[list[str]] = []
    for char in text:
        name, shown = _drawn(char, font)
        if pieces and pieces[-1][0] == name:
            pieces[-1][1] += shown
        elif shown:
            pieces.append([name, shown])
    return tuple((name, piece) for name, piece in pieces)


def _drawn(char: str, font: str) -> Run:
    if unicodedata.category(char) in {"Cf", "Mn"} and ord(char) not in _coverage(font):
        return font, ""  # joiners and variation marks have no sign of their own
    for name in (font, *_OTHERS):
        if ord(char) in _coverage(name):
            return name, char
    return font, f"[U+{ord(char):04X}]"


def encoded(canvas: Canvas, name: str, text: str) -> list[tuple[str, str]]:
    """A run as the PDF wants it: the code of a font's part, and that part's letters, escaped."""
    font = _font(name)
    document = canvas._doc  # noqa: SLF001 - where reportlab keeps which letters a file uses
    if text.isascii() and name in {REGULAR, BOLD}:
        return [(_first_part(font, document), text.translate(_ESCAPED))]
    return [
        (font.getSubsetInternalName(part, document), _escape()(letters))
        for part, letters in font.splitString(text, document)
    ]


@cache
def _font(name: str) -> TTFont:
    from reportlab.pdfbase import pdfmetrics

    return pdfmetrics.getFont(name)


@cache
def _escape() -> Callable[[Any], str]:
    from reportlab.lib.rl_accel import escapePDF

    escape: Callable[[Any], str] = escapePDF
    return escape


def _first_part(font: TTFont, document: Any) -> str:
    """The part that holds the ASCII letters; asking for it puts the font into the file."""
    if document not in font.state:
        font.splitString(" ", document)
    return str(font.getSubsetInternalName(0, document))


@caches.of_texts(16_384)
def width(text: str, font: str, size: float) -> float:
    """In points."""
    return sum(float(_font(name).stringWidth(piece, size)) for name, piece in runs(text, font))


def wrap(text: str, font: str, size: float, room: float) -> list[str]:
    """Lines that fit in `room` points; a word that is too long is broken, nothing is cut."""
    return list(_wrapped(text, font, size, room))


@caches.of_texts(4096)
def _wrapped(text: str, font: str, size: float, room: float) -> tuple[str, ...]:
    """Of one form after the other the same criteria are set."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        space = width(" ", font, size)
        for word in paragraph.split() or [""]:
            needed = width(word, font, size)
            if line and used + space + needed > room:
                lines.append(line)
                line, used = "", 0.0
            if needed > room:
                *full, word = _broken(word, font, size, room)  # noqa: PLW2901
                lines += full
                needed = width(word, font, size)
            line, used = (f"{line} {word}", used + space + needed) if line else (word, needed)
        lines.append(line)
    return tuple(lines)


def _broken(word: str, font: str, size: float, room: float) -> list[str]:
    parts, part, used = [], "", 0.0
    for char in word:
        needed = width(char, font, size)
        if part and used + needed > room:
            parts.append(part)
            part, used = "", 0.0
        part, used = part + char, used + needed
    return [*parts, part]
