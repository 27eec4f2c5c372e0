"""Letters on paper: Source Sans 3, and other fonts where it has no sign for a character.

Right-to-left text is joined and put in reading order here (arabic-reshaper, python-bidi); signs
of Hindi, Tamil and Thai stand where HarfBuzz puts them. A character that no font has, here or on
this computer, is printed as its code point: nothing that was typed disappears.

reportlab comes in when the first form is drawn, not when the window opens.
"""

from __future__ import annotations

import contextlib
import re
import struct
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from stagecoach import caches, paths
from stagecoach.documents import system_fonts

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
    "Thai": "NotoSansThai_400Regular.ttf",
    "Devanagari": "NotoSansDevanagari_400Regular.ttf",
    "Tamil": "NotoSansTamil_400Regular.ttf",
    "Georgian": "NotoSansGeorgian_400Regular.ttf",
    "Armenian": "NotoSansArmenian_400Regular.ttf",
    "Ethiopic": "NotoSansEthiopic_400Regular.ttf",
}
_SCRIPTS = {name.upper(): name for name in _FILES}  # as the names of its letters in Unicode begin
_FIRST_WORD = re.compile(r"\w*")
_SHAPED = {"Thai", "Devanagari", "Tamil"}  # a letter's place depends on its neighbours
_ATTACHED = {"Mn", "Mc", "Cf"}  # marks and joiners belong to the letter before them

Run = tuple[str, str]  # font, text
_ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


@cache
def _coverage(font: str) -> frozenset[int]:
    """The code points a font has a sign for; registers it at first use."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    own = _FILES.get(font)
    file = paths.RESOURCES / "fonts" / own if own else font
    loaded = TTFont(font, str(file), shapable=font in _SHAPED)
    pdfmetrics.registerFont(loaded)
    return frozenset(loaded.face.charToGlyph)


@cache
def _of_this_computer(char: str) -> str:
    """The file of a font that has it, which is its name here; empty where there is none."""
    from reportlab.pdfbase.ttfonts import TTFError

    for file in map(str, system_fonts.candidates(char)):
        with contextlib.suppress(TTFError, OSError, struct.error, IndexError, KeyError):
            if ord(char) in _coverage(file):  # many are of a kind that a PDF here cannot hold
                return file
    return ""


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
        name, shown = _drawn(char, font, pieces[-1][0] if pieces else font)
        if pieces and pieces[-1][0] == name:
            pieces[-1][1] += shown
        elif shown:
            pieces.append([name, shown])
    return tuple((name, piece) for name, piece in pieces)


def _drawn(char: str, font: str, before: str) -> Run:
    attached = unicodedata.category(char) in _ATTACHED
    if attached and ord(char) in _coverage(before):
        return before, char
    if ord(char) in _coverage(font):
        return font, char
    if attached and unicodedata.category(char) != "Mc":
        return font, ""  # joiners and variation marks have no sign of their own
    word = _FIRST_WORD.match(unicodedata.name(char, ""))
    script = _SCRIPTS.get(word[0] if word else "", "Emoji")
    for name in (script, "Emoji"):
        if ord(char) in _coverage(name):
            return name, char
    if other := _of_this_computer(char):
        return other, char
    return font, f"[U+{ord(char):04X}]"


def unprintable(text: str) -> set[str]:
    """Its characters that are printed as their code points."""
    if text.isascii() or not any("[U+" in piece for _font, piece in runs(text, REGULAR)):
        return set()
    others = (char for char in text if not char.isascii())
    return {char for char in others if "[U+" in "".join(run[1] for run in runs(char, REGULAR))}


def is_shaped(font: str) -> bool:
    return font in _SHAPED


def shaped(text: str, font: str, size: float) -> str:
    """The signs of a run and where each stands, for a canvas."""
    from reportlab.pdfbase.ttfonts import shapeStr

    signs: str = shapeStr(text, font, size)
    return signs


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
    return sum(run_width(name, piece, size) for name, piece in runs(text, font))


def run_width(name: str, text: str, size: float) -> float:
    """Of one run, in points."""
    if name in _SHAPED:
        places = getattr(shaped(text, name, size), "__shapeData__", None)
        if places is not None:
            return float(sum(place.x_advance for place in places)) * size / 1000
    return float(_font(name).stringWidth(text, size))


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
