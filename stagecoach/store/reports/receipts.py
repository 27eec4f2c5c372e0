"""A receipt: six words that only the reporter has, and that open the answer.

The words are the key: 64 bits from a list, made slow with argon2id. Nothing of a receipt is kept
anywhere, so there is nothing to find, and nothing to give back when the words are lost.
"""

import secrets
from functools import cache

from bech32 import bech32_encode, convertbits
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from pyrage.x25519 import Identity

from stagecoach import paths
from stagecoach.errors import Invalid
from stagecoach.i18n import LANGUAGES, Language, _

WORDS = 6
_TELLING = 4  # the first letters say which word it is
_SALT = b"stagecoach/receipt/v1"  # the same for all: there is no place to keep another
_PASSES, _LANES, _MEMORY = 3, 4, 65_536  # KiB; fixed for good, or no words open any more


@cache
def word_list(language: Language) -> tuple[str, ...]:
    path = paths.RESOURCES / "words" / f"{language}.txt"
    return tuple(path.read_text(encoding="utf-8").split())


def new(language: Language) -> list[str]:
    """Never six of which the first letters are words of the other language too."""
    while True:
        words = [secrets.choice(word_list(language)) for _number in range(WORDS)]
        if read(" ".join(word[:_TELLING] for word in words)) == words:
            return words


def read(typed: str) -> list[str]:
    """The words as they stand in a list, however they were typed. Raises Invalid.

    Four letters of a word are enough. Words of a receipt are of one language.
    """
    parts = typed.lower().replace(",", " ").replace(".", " ").split()
    if len(parts) != WORDS:
        text = _("A receipt has six words. You typed %d.")
        raise Invalid({"words": text % len(parts)})
    for language in LANGUAGES:
        if set(parts) <= set(word_list(language)):
            return parts
    readings = [[_known(part, language) for part in parts] for language in LANGUAGES]
    whole = [words for words in readings if None not in words]
    if not whole:
        closest = min(readings, key=lambda words: words.count(None))
        number = closest.index(None) + 1
        text = _("Word %d is not a word of a receipt. Look at it once more.")
        raise Invalid({"words": text % number})
    return [word for word in whole[0] if word]


def _known(part: str, language: Language) -> str | None:
    return _by_letters(language).get(part[:_TELLING])


@cache
def _by_letters(language: Language) -> dict[str, str]:
    return {word[:_TELLING]: word for word in word_list(language)}


def identity(words: list[str]) -> str:
    """The age identity of these words: AGE-SECRET-KEY-1…. Takes a tenth of a second."""
    kdf = Argon2id(salt=_SALT, length=32, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY)
    bits = convertbits(kdf.derive(" ".join(words).encode()), 8, 5)
    assert bits is not None  # 32 bytes can always be regrouped
    return bech32_encode("age-secret-key-", bits).upper()


def recipient(identity: str) -> str:
    """To whom is answered."""
    return str(Identity.from_str(identity).to_public())
