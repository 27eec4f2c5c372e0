"""The roster: who may read reports; signed, versioned, with an end date (docs/threats.md, The list
of readers).

A roster names its keepers: advisers whose signature the next version needs. The first one is
accepted by comparing words; from then on nobody but a keeper can put other readers in its place,
or a manager of a file with their PIN, and no earlier version comes back. Whoever reports is shown
for three months that the readers changed. Who can write this user's files can still put another
roster there: then the names and words on the screen differ from those on paper, which is why they
show.
"""

import datetime as dt
import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from pyrage import RecipientError
from pyrage.x25519 import Recipient

from stagecoach.domain import texts
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.store.reports import envelopes, receipts
from stagecoach.store.sealing import Private

FORMAT = 1
SUFFIX = ".roster"
LARGEST = 1_000_000  # bytes of a file that is read at all
_SALT = b"stagecoach/fingerprint/v1"
_FINGERPRINT = 4  # words
_LONGEST = 200  # characters of a name
_HIGHEST = 1_000_000  # version
UNUSABLE = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
    OverflowError,
    RecipientError,
)


class BadRoster(StageCoachError):
    """It is not used; what was there before stays."""


class NotByKeeper(BadRoster):
    """Nobody whom the list before names has signed it; for the rest it is right."""


@dataclass(frozen=True, slots=True)
class Reader:
    """An adviser; `recipient` is the age key to seal to, `verifier` checks what they sign."""

    name: str
    role: str
    phone: str
    recipient: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Roster:
    school: str
    version: int
    valid_until: dt.date
    readers: tuple[Reader, ...]
    keepers: tuple[str, ...]  # verifiers; one of them signs the next version
    lists: dict[str, Any] = field(default_factory=dict)  # in place of the shipped ones


def fingerprint(reader: Reader) -> str:
    """Four words to compare by telephone or with paper; the same in every language.

    Made slow, so that nobody makes a key with the same words by trying.
    """
    kdf = Argon2id(salt=_SALT, length=2 * _FINGERPRINT, iterations=2, lanes=1, memory_cost=16_384)
    digest = kdf.derive(f"{reader.recipient}/{reader.verifier}".encode())
    words = receipts.word_list("nl")
    numbers = [int.from_bytes(digest[at : at + 2]) for at in range(0, len(digest), 2)]
    return " ".join(words[number % len(words)] for number in numbers)


def sign(roster: Roster, keeper: Private) -> str:
    """The text of the file."""
    body = _body(roster)
    key = Ed25519PrivateKey.from_private_bytes(keeper.signer)
    signature = key.sign(_canonical(body)).hex()
    whole = {"roster": body, "by": keeper.verifier, "signature": signature}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def read(text: str, before: Roster | None, today: dt.date) -> Roster:
    """A roster to use from now on. Raises BadRoster with the reason."""
    roster, signer = _checked(text)
    if signer not in (before.keepers if before is not None else roster.keepers):
        raise NotByKeeper(
            _("This list was not signed by a keeper of the list before. Nothing has changed.")
        )
    if before is not None:
        if roster.version < before.version:
            raise BadRoster(_("This list is older than the one on this computer, which stays."))
        if roster != before and roster.version == before.version:
            raise BadRoster(_("This is another list with the same version. Nothing has changed."))
    if roster.valid_until < today:
        raise BadRoster(_("The end date of this list has passed. Ask for a new one."))
    return roster


def _checked(text: str) -> tuple[Roster, str]:
    """What any roster has to be. Raises BadRoster."""
    try:
        whole = json.loads(text)
        body, signer = whole["roster"], whole["by"]
        if body["format"] > FORMAT:
            raise BadRoster(_("This list was made by a newer StageCoach. Nothing has changed."))
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signer))
        key.verify(bytes.fromhex(whole["signature"]), _canonical(body))
        roster = _roster(body)
    except InvalidSignature:
        text = _("The signature of this list is not right: it was changed. It is not used.")
        raise BadRoster(text) from None
    except UNUSABLE:
        text = _("This file is no list of advisers. Nothing has changed.")
        raise BadRoster(text) from None
    if not roster.readers or not roster.keepers:
        raise BadRoster(_("Nobody could read a report with this list. It is not used."))
    if len(roster.readers) > envelopes.SEATS:
        raise BadRoster(_("A list has at most %d readers.") % envelopes.SEATS)
    return roster, str(signer)


def _roster(body: dict[str, Any]) -> Roster:
    readers = tuple(reader_of(member) for member in body["readers"])
    keepers = tuple(_verifier(member) for member in body["keepers"])
    version, keys = body["version"], {member.recipient for member in readers}
    if type(version) is not int or not 0 < version < _HIGHEST or len(keys) < len(readers):
        raise ValueError
    return Roster(
        _line(body["school"]),
        version,
        dt.date.fromisoformat(body["valid_until"]),
        readers,
        keepers,
        dict(body["lists"]),
    )


def reader_of(raw: dict[str, Any]) -> Reader:
    """Raises ValueError, TypeError or RecipientError: whoever wrote it may have been anybody."""
    reader = Reader(**raw)
    _verifier(reader.verifier)
    for text in (reader.name, reader.role, reader.phone):
        _line(text)
    if not reader.name.strip():
        raise ValueError
    Recipient.from_str(reader.recipient)
    return reader


def _line(text: Any) -> str:
    if not isinstance(text, str) or len(text) > _LONGEST or texts.line(text) != text:
        raise ValueError
    return text


def _verifier(text: Any) -> str:
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))
    return str(text)


def _body(roster: Roster) -> dict[str, Any]:
    body = asdict(replace(roster, lists={}))
    body["valid_until"] = roster.valid_until.isoformat()
    return {**body, "lists": roster.lists, "format": FORMAT}


def _canonical(body: dict[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()


def parse(text: str) -> Roster:
    """A roster that was accepted before. Raises BadRoster when it was changed since."""
    return _checked(text)[0]


def find(path: Path) -> Roster | None:
    """The roster of this computer; None without one. Raises BadRoster: it was changed."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise BadRoster(_("This file is no list of advisers. Nothing has changed.")) from error
    return parse(text)


def text_of(path: Path) -> str:
    """Of a file somebody chose. Raises BadRoster."""
    try:
        if path.stat().st_size <= LARGEST:
            return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        pass
    raise BadRoster(_("This file is no list of advisers. Nothing has changed."))


def keep(path: Path, text: str) -> None:
    """In place of the one before, wholly or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
