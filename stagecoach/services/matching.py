"""What the words of a search mean: folded, told apart, and forgiven a typing error."""

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from sqlalchemy import text
from sqlalchemy.orm import Session

from stagecoach import caches
from stagecoach.store.search import INDEXED, Indexed, fold

_WORD = re.compile(r"[^\W_]+")  # as the index splits them
_FORGIVEN_FROM = 4  # letters
_MOST_WORDS = 8
_MOST_TERMS = 4  # words a mistyped one may have meant


@dataclass(frozen=True, slots=True)
class Words:
    """Every word stands for itself, or for those it may have meant."""

    all: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()  # that begin the name or number of a student
    meant: tuple[tuple[str, tuple[str, ...]], ...] = ()  # mistyped, with what it may be

    def variants(self, word: str) -> tuple[str, ...]:
        """The word, or what a mistyped one may have meant."""
        return dict(self.meant).get(word, (word,))

    @property
    def others(self) -> tuple[str, ...]:
        """What is said beside the name of a student."""
        return tuple(word for word in self.all if word not in self.names)


def sort_key(text: str) -> str:
    """By what names are ordered everywhere, as the store does: Ángela before Bram, bob too.

    People are called and listed by the first name, so a particle stands where it is written.
    """
    return fold(text)


def split(typed: str) -> tuple[str, ...]:
    """Folded words as the index has them, each once."""
    return tuple(dict.fromkeys(_WORD.findall(fold(typed))))[:_MOST_WORDS]


def match(words: tuple[str, ...], known: Words | None = None) -> str:
    """An FTS5 question: all of the words, from their beginning.

    Each is quoted, so that no sign in it means anything (docs/threats.md, Texts).
    """
    return " AND ".join(_one(word, known) for word in words)


def _one(word: str, known: Words | None) -> str:
    variants = known.variants(word) if known else (word,)
    quoted = ['"' + variant.replace('"', '""') + '"*' for variant in variants]
    return quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})"


def understand(session: Session, typed: str) -> Words:
    """Which words begin a student's name, and which nobody wrote that way anywhere."""
    words = split(typed)
    names, meant = set(), []
    for word in words:
        if _known(session, "student", word):
            names.add(word)
        elif not _anywhere(session, word) and len(word) >= _FORGIVEN_FROM:
            for indexed in (candidate for candidate in INDEXED if candidate.names):
                if terms := _near(session, indexed, word):
                    meant.append((word, terms))
                    if indexed.table == "student":
                        names.add(word)
                    break
    return Words(words, frozenset(names), tuple(meant))


def _known(session: Session, table: str, word: str) -> bool:
    query = text(
        f"SELECT 1 FROM search_{table} WHERE search_{table} MATCH :words LIMIT 1"  # noqa: S608
    )
    return session.execute(query, {"words": match((word,))}).first() is not None


def _anywhere(session: Session, word: str) -> bool:
    return any(_known(session, indexed.table, word) for indexed in INDEXED)


def _near(session: Session, indexed: Indexed, word: str) -> tuple[str, ...]:
    """Terms that begin like the word with one letter missing, added, wrong or swapped."""
    near_terms = []
    for term in _terms(session, indexed, word):
        lengths = range(len(word) - 1, len(word) + 2)
        if any(OSA.distance(word, term[:size], score_cutoff=1) <= 1 for size in lengths):
            near_terms.append(term)
    return tuple(sorted(near_terms, key=lambda term: OSA.distance(word, term))[:_MOST_TERMS])


def _terms(session: Session, indexed: Indexed, word: str) -> list[str]:
    """Terms that share the first letter, or the first letter but one with the second."""
    query = text(
        f"SELECT term FROM {indexed.vocabulary} WHERE term >= :low AND term < :high"  # noqa: S608
    )
    starts = {word[0], word[1]}
    return [
        row[0]
        for start in sorted(starts)
        for row in session.execute(query, {"low": start, "high": start + "\uffff"})
    ]


@caches.of_texts(512)
def spans(shown: str, words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where the words stand in a text as it is shown: (begin, length), in order.

    Folding may change the length of a letter (ß is ss), so it is done word by word.
    """
    places = []
    for part in _WORD.finditer(shown):
        folded = fold(part[0])
        hit = next((word for word in words if folded.startswith(word)), None)
        if hit is not None:
            length = len(part[0]) if len(folded) != len(part[0]) else len(hit)
            places.append((part.start(), length))
    return tuple(places)


def is_named(title: str, words: tuple[str, ...]) -> bool:
    parts = split(title)
    return all(any(part.startswith(word) for part in parts) for word in words)
