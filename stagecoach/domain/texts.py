"""What may be typed: texts are kept to the letter, but for what no system can carry."""

import re
import unicodedata
from collections.abc import Sequence

from stagecoach.i18n import _

LONGEST_TEXT = 65_000  # characters, for notes and explanations
LONGEST_NAME = 200
_LONGEST_PART = 60  # of the name of a file: systems take 255 bytes for all of it
_NOT_IN_FILES = re.compile(r"[\s/\\:*?\"<>|\x00-\x1f.]+")
_SHAPELESS = frozenset("\u115f\u1160\u3164\uffa0")  # Hangul fillers: letters without a shape
# The signs of Word's lists: as letters of its own fonts, and as it puts them into plain text.
_WORD_SIGNS = str.maketrans(
    {
        "\uf0b7": "•",
        "\uf0a7": "▪",
        "\uf0d8": "›",
        "\uf076": "◆",
        "\uf0e0": "→",
        "\uf0fc": "✓",
        "\uf0fe": "☑",
        "\uf06f": "☐",
        "\uf0a8": "☐",
        "\uf02d": "–",
    }
)
_WORD_BULLETS = re.compile(r"^([ \t]*)[·§o][\t\u00a0]+(?=\S)", re.MULTILINE)

# Controls but tab and line end, halves of pairs, and the marks that turn all that follows.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")  # also those of spreadsheets
_MEANINGLESS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e]")


def clean(text: str) -> str:
    """Without characters that have no meaning in a text and break files and databases.

    Control characters (but line ends and tabs), NUL, lone surrogates and the marks that
    turn the direction of all that follows (U+202A to U+202E) are taken out; a right-to-left
    script needs none of those. Composed to NFC, so that equal looks equal. A bullet of Word is
    a bullet.
    """
    kept = _MEANINGLESS.sub("", _LINE_ENDS.sub("\n", text)).translate(_WORD_SIGNS)
    kept = _WORD_BULLETS.sub(r"\1• ", kept)
    return unicodedata.normalize("NFC", kept).strip()


def line(text: str) -> str:
    """The same for a field of one line: every run of white space is one space."""
    return " ".join(clean(text).split())


def in_file_name(text: str) -> str:
    """As part of the name of a file, on any system: Youssef Amrani is Youssef-Amrani."""
    return _NOT_IN_FILES.sub("-", line(text)).strip("-. ")[:_LONGEST_PART] or _("nameless")


def is_name(text: str) -> bool:
    """Something that can be read and pronounced: not only spaces or signs without a shape."""
    return any(unicodedata.category(c)[0] in "LN" and c not in _SHAPELESS for c in line(text))


def initials(name: str) -> str:
    """YA for Youssef Amrani; TP for Thi Lan Pham; prefixes in small letters do not count."""
    words = [word for word in name.split() if word[:1].isupper()] or name.split()
    if not words:
        return "?"
    letters = [words[0], *words[1:]][:: max(1, len(words) - 1)] if len(words) > 1 else words
    return "".join(word[0] for word in letters[:2]).upper()


def first_name(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.split() else ""


def listed(names: Sequence[str], *, as_written: bool = False) -> str:
    """One, two or three of them in a sentence; in small letters, but for names of people."""
    small = [
        name if as_written or name.startswith("SLB") else name[:1].lower() + name[1:]
        for name in names
    ]
    if len(small) < 2:  # noqa: PLR2004 - one needs no "or"
        return "".join(small)
    return _("%(first)s or %(last)s") % {"first": ", ".join(small[:-1]), "last": small[-1]}
