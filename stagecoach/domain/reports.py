"""What goes in an envelope: a report in somebody's own words, the answer to it, and what follows.

A letter is told by its words only: nothing in it says on which machine it was written, or who was
signed in. The words are kept to the letter, so they are not tidied as other texts are.
"""

import datetime as dt
import hashlib
import json
import uuid
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

VERSION = 1
_MOST_CODES = 100  # of a list


class Broken(Exception):
    """It opened, but it is no letter of ours."""


class Newer(Exception):
    """A letter of a later StageCoach than this one."""


class Kind(StrEnum):
    REPORT = "report"  # also what the reporter adds later
    ANSWER = "answer"
    DRAFT = "draft"  # kept for later, sealed to the reporter alone


@dataclass(frozen=True, slots=True)
class Letter:
    """`reply_to` is the public half of the receipt: who has its words reads the answer."""

    kind: Kind
    words: str
    reply_to: str = ""
    on_day: dt.date | None = None
    kinds: tuple[str, ...] = ()  # codes of the lists, as `grounds` and `help` are
    grounds: tuple[str, ...] = ()
    help: str = ""
    name: str = ""  # empty: without a name
    contact: str = ""  # how the reporter wants to be reached
    without: tuple[str, ...] = ()  # public keys of readers who were unticked
    sender: str = ""  # name of the adviser who answers
    signature: str = ""  # of the adviser, over the answer without it
    id: str = ""
    at: str = ""  # ISO moment, of a draft only: the newest counts

    def pack(self) -> bytes:
        """As bytes, always the same for the same letter."""
        content = {name: value for name, value in asdict(self).items() if value not in ("", ())}
        content |= {"version": VERSION, "kind": self.kind.value}
        if self.on_day is not None:
            content["on_day"] = self.on_day.isoformat()
        return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()

    @property
    def signed(self) -> bytes:
        """What the adviser signs."""
        return replace(self, signature="").pack()


def mark(letter_id: str) -> str:
    """By which a letter is known again after its case was erased."""
    return hashlib.sha256(letter_id.encode()).hexdigest()


def new_id() -> str:
    """Random: a UUIDv7 would tell when the letter was made."""
    return uuid.uuid4().hex


def unpack(data: bytes) -> Letter:
    """Raises Broken or Newer. Whoever sealed it may have been anybody, so nothing is trusted."""
    try:
        content = json.loads(data)
        version = content.pop("version")
        if type(version) is not int or version < 1:
            raise Broken
        if version > VERSION:
            raise Newer
        content["kind"] = Kind(content["kind"])
        if content.get("on_day") is not None:
            content["on_day"] = dt.date.fromisoformat(content["on_day"])
        for name in ("kinds", "grounds", "without"):
            content[name] = _codes(content.get(name, []))
        letter = Letter(**content)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Broken from error
    if not letter.id or not all(isinstance(text, str) for text in _texts(letter)):
        raise Broken
    return letter


def _codes(given: Any) -> tuple[Any, ...]:
    if not isinstance(given, list) or len(given) > _MOST_CODES:
        raise TypeError
    return tuple(given)


def _texts(letter: Letter) -> list[Any]:
    singles = (letter.words, letter.reply_to, letter.help, letter.name, letter.contact)
    more = (letter.sender, letter.signature, letter.id, letter.at)
    return [*singles, *more, *letter.kinds, *letter.grounds, *letter.without]
