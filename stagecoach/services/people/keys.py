"""Personal keys: made, opened for a while, given another passphrase, lost.

A key takes a passphrase or the recovery code, never a PIN: a PIN is short, and what it would
open stands in a file that can be copied and tried at leisure.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _
from stagecoach.services.access import roles
from stagecoach.services.access.rights import Refused
from stagecoach.store import journal, sealing
from stagecoach.store.file import slots, vault
from stagecoach.store.journal import recorded_as
from stagecoach.store.people.keys import KeySlot, PersonalKey
from stagecoach.store.sealing import Private as Private  # noqa: PLC0414 - for the floors above


@dataclass(frozen=True, slots=True)
class State:
    """What may be told of somebody's key."""

    id: uuid.UUID
    recipient: str
    made_on: dt.date


def state(session: Session, person_id: uuid.UUID) -> State | None:
    """The key that holds; None for whoever has none."""
    query = (
        select(PersonalKey.id, PersonalKey.recipient, PersonalKey.made_on)
        .where(PersonalKey.person_id == person_id, PersonalKey.lost_on.is_(None))
        .order_by(PersonalKey.id.desc())
    )
    key_row = session.execute(query).first()
    return State(*key_row) if key_row else None


@dataclass(frozen=True, slots=True)
class KeyReader:
    """Somebody to whom can be sealed."""

    person_id: uuid.UUID
    key_id: uuid.UUID
    recipient: str


def readers(session: Session, person_ids: Iterable[uuid.UUID]) -> list[KeyReader]:
    """Whoever has no key, or lost it, is left out."""
    k = PersonalKey
    query = select(k.person_id, k.id, k.recipient).where(
        k.person_id.in_(list(person_ids)), k.lost_on.is_(None)
    )
    return [KeyReader(*row) for row in session.execute(query)]


@recorded_as("keys.make")
def make(session: Session, passphrase: str, again: str) -> str:
    """A key of my own. Gives the recovery code, once. Raises Invalid.

    An earlier key that was lost stays lost: what was sealed to it opens for its other readers.
    """
    me = _me(session)
    if state(session, me) is not None:
        raise StageCoachError(_("You have a key already. Say first that you lost it."))
    _check(passphrase, again)
    journal.not_undoable(session)
    private, code = sealing.new(), slots.new_recovery_code()
    key = PersonalKey(
        person_id=me, recipient=private.recipient, verifier=private.verifier, made_on=clock.today()
    )
    session.add(key)
    session.flush()
    for kind, secret in (("passphrase", passphrase), ("recovery", code)):
        slot = slots.close(kind, secret, private.pack(), key.id.hex)
        session.add(KeySlot(key_id=key.id, content=slot))
    session.flush()
    return code


def unlock(
    session: Session, secret: str, *, recovery: bool = False, person_id: uuid.UUID | None = None
) -> Private:
    """The private halves, by passphrase or recovery code. Raises WrongPassphrase.

    Mine, or those of somebody who signs beside me at this machine.
    """
    mine = state(session, person_id) if person_id else _mine(session)
    if mine is None:
        raise StageCoachError(_("This person has no key of their own."))
    kept = [slot.content for slot in _slots(session, mine.id)]
    kind = "recovery" if recovery else "passphrase"
    return sealing.unpack(slots.open_one(kept, kind, secret, mine.id.hex))


@recorded_as("keys.change_passphrase")
def change_passphrase(session: Session, private: Private, passphrase: str, again: str) -> None:
    """The recovery code stays as it is. Raises Invalid."""
    _check(passphrase, again)
    _close_anew(session, private, "passphrase", passphrase)


@recorded_as("keys.new_code")
def new_code(session: Session, private: Private) -> str:
    """Another recovery code, where the sheet is gone; the old code opens nothing any more."""
    code = slots.new_recovery_code()
    _close_anew(session, private, "recovery", code)
    return code


def _close_anew(session: Session, private: Private, kind: str, secret: str) -> None:
    mine = _mine(session)
    if private.recipient != mine.recipient:
        raise Refused(_("This is somebody else's key. Nothing has been changed."))
    journal.not_undoable(session)
    for slot in _slots(session, mine.id):
        if slot.content["kind"] == kind:
            slot.content = slots.close(kind, secret, private.pack(), mine.id.hex)
    session.flush()


@recorded_as("keys.lose")
def lose(session: Session) -> None:
    """My key is lost, with passphrase and recovery code: from now on nobody seals to it.

    What was sealed to it is not readable with it any more; other readers still are readers.
    """
    journal.not_undoable(session)
    key = session.get_one(PersonalKey, _mine(session).id)
    key.lost_on = clock.today()
    for slot in _slots(session, key.id):
        session.delete(slot)
    session.flush()


def lost_means() -> str:
    """Said before somebody gives a key up."""
    return _(
        "What was sealed to you stays closed for you. Others it was sealed to can still read "
        "it. Nobody, not even we, can open it for you. New things are sealed to your new key."
    )


def _me(session: Session) -> uuid.UUID:
    mine = roles.me(session)
    if mine is None:
        raise Refused(_("A key belongs to a person. Sign in first."))
    return mine.id


def _mine(session: Session) -> State:
    own_key = state(session, _me(session))
    if own_key is None:
        raise StageCoachError(_("You have no key yet. Make one first."))
    return own_key


def _slots(session: Session, key_id: uuid.UUID) -> list[KeySlot]:
    return list(session.scalars(select(KeySlot).where(KeySlot.key_id == key_id)))


def _check(passphrase: str, again: str) -> None:
    problems = {}
    if len(passphrase.strip()) < vault.SHORTEST_PASSPHRASE:
        text = _("Use at least %d characters. A short sentence is easy to remember.")
        problems["passphrase"] = text % vault.SHORTEST_PASSPHRASE
    elif passphrase != again:
        problems["again"] = _("The two are not the same.")
    if problems:
        raise Invalid(problems)
