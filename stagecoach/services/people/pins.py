"""The PIN with which a person is themselves at a machine that others use too.

It opens no file: the store is open already, under its passphrase. So a PIN is never a key slot
(docs/threats.md, Keys); its hash is kept in the store, and wrong tries slow down without end.
"""

import secrets
import uuid
from dataclasses import dataclass

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.people import LONGEST_PIN, SHORTEST_PIN, Role, applies, is_guessable
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.access import rights as access
from stagecoach.services.access import roles
from stagecoach.services.access.rights import Refused
from stagecoach.services.rules import rules
from stagecoach.store.journal import recorded_as
from stagecoach.store.people.persons import Person, PersonRole, SignIn

MEMORY, PASSES = 19_456, 2  # KiB; 27 ms on two cores (docs/threats.md, Keys)
DEFAULT_LOCK = 5  # minutes
_LONGEST_LOCK = 120
_MANY = 10  # wrong tries: then it was forgotten


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody who can be chosen at the machine."""

    id: uuid.UUID
    name: str
    roles: tuple[Role, ...]
    manages: bool
    wrong_tries: int


def faces(session: Session) -> list[Face]:
    """Who has a PIN and still a role here, by name; empty where the store is one person's."""
    days = 7 * rules.numbers(session).get("grace_weeks", 0)
    query = (
        select(Person.id, Person.name, Person.manages, SignIn.wrong_tries)
        .join(SignIn, SignIn.person_id == Person.id)
        .order_by(func.fold(Person.name))
    )
    held: dict[uuid.UUID, set[Role]] = {}
    for person_role in session.scalars(select(PersonRole)):
        if applies(
            clock.today(), person_role.valid_from, person_role.valid_until, grace_days=days
        ):
            held.setdefault(person_role.person_id, set()).add(person_role.role)
    return [
        Face(key, name, tuple(r for r in Role if r in held.get(key, ())), manages, tries)
        for key, name, manages, tries in session.execute(query)
        if manages or key in held
    ]


def has_pin(session: Session, person_id: uuid.UUID) -> bool:
    return _found(session, person_id) is not None


def lock_after(session: Session, person_id: uuid.UUID) -> int | None:
    """Minutes without a key; None for whoever has no PIN."""
    kept = _found(session, person_id)
    return kept.lock_after if kept else None


@recorded_as("pins.choose")
def choose(
    session: Session, person_id: uuid.UUID, pin: str, again: str, minutes: int = DEFAULT_LOCK
) -> None:
    """A new PIN, for oneself or by a manager for somebody at the machine. Raises Invalid."""
    me = roles.me(session)
    if me is not None and me.id != person_id:
        access.demand(session, Right.PERSONS)
        if not has_pin(session, me.id):
            raise Refused(_("Choose a PIN of your own first, or others can be you."))
    problems = _problems(pin, again)
    if not 1 <= minutes <= _LONGEST_LOCK:
        problems["lock_after"] = _("Give a number from 1 to %d.") % _LONGEST_LOCK
    if problems:
        raise Invalid(problems)
    salt = secrets.token_bytes(16)
    kept = _found(session, person_id) or SignIn(person_id=person_id)
    kept.salt, kept.memory, kept.passes = salt.hex(), MEMORY, PASSES
    kept.digest = _kdf(salt, MEMORY, PASSES).derive(pin.encode()).hex()
    kept.wrong_tries, kept.lock_after = 0, minutes
    session.add(kept)
    session.flush()


def _problems(pin: str, again: str) -> dict[str, str]:
    if not (pin.isascii() and pin.isdigit()):
        return {"pin": _("A PIN has digits only.")}
    if not SHORTEST_PIN <= len(pin) <= LONGEST_PIN:
        text = _("A PIN has %(least)d to %(most)d digits.")
        return {"pin": text % {"least": SHORTEST_PIN, "most": LONGEST_PIN}}
    if is_guessable(pin):
        return {"pin": _("This one is guessed at once. Choose another.")}
    if pin != again:
        return {"again": _("The two are not the same.")}
    return {}


@recorded_as("pins.enter")
def enter(session: Session, person_id: uuid.UUID, pin: str) -> int:
    """Try a PIN. 0 when it is right, else how many wrong tries there are in a row now."""
    kept = _found(session, person_id)
    if kept is None:
        raise Refused(_("This person cannot sign in here any more. A manager can change that."))
    try:
        salt = bytes.fromhex(kept.salt)
        _kdf(salt, kept.memory, kept.passes).verify(pin.encode(), bytes.fromhex(kept.digest))
    except InvalidKey:
        kept.wrong_tries += 1
    else:
        kept.wrong_tries = 0
    return kept.wrong_tries


def wrong(tries: int) -> str:
    """What is said after a wrong PIN."""
    if tries < _MANY:
        return _("That is not right. Nothing has been changed. Try again.")
    return _("That is not right. A manager of this file can give you a new PIN.")


@recorded_as("pins.take_away")
def take_away(session: Session, person_id: uuid.UUID) -> None:
    """From now on this person cannot be chosen. Raises Refused for the last manager."""
    access.demand(session, Right.PERSONS)
    kept = _found(session, person_id)
    others = [face for face in faces(session) if face.id != person_id]
    if others and session.get_one(Person, person_id).manages:
        text = _("A manager needs a PIN as long as others have one. Take theirs away first.")
        raise Refused(text)
    if kept is not None:
        session.delete(kept)


def _found(session: Session, person_id: uuid.UUID) -> SignIn | None:
    return session.scalars(select(SignIn).where(SignIn.person_id == person_id)).first()


def _kdf(salt: bytes, memory: int, passes: int) -> Argon2id:
    return Argon2id(salt=salt, length=32, iterations=passes, lanes=1, memory_cost=memory)
