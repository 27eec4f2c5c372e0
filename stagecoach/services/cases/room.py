"""The adviser's room: made, opened, backed up. Whose it is, is told by a card for the roster."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from stagecoach import clock
from stagecoach.domain.texts import line
from stagecoach.errors import CannotOpen, Invalid
from stagecoach.i18n import _
from stagecoach.services.reports import lists as report_lists
from stagecoach.services.reports.lists import Lists
from stagecoach.store import cases as rooms
from stagecoach.store import sealing
from stagecoach.store.cases import SUFFIX as SUFFIX  # noqa: PLC0414 - for the floors above
from stagecoach.store.cases import Room as Room  # noqa: PLC0414
from stagecoach.store.file import backup, vault
from stagecoach.store.reports import envelopes, rosters
from stagecoach.store.reports.rosters import BadRoster
from stagecoach.store.reports.rosters import Reader as Reader  # noqa: PLC0414
from stagecoach.store.reports.rosters import Roster as Roster  # noqa: PLC0414

CARD = ".adviser"  # the file that an adviser hands over
ROSTER = rosters.SUFFIX
_CODE = "recovery code"  # kept in the room until it is on paper: it opens nothing else


def create(path: Path, who: tuple[str, str, str], passphrase: str, again: str) -> tuple[Room, str]:
    """A room for somebody: name, role, telephone. Gives the recovery code, once.

    Raises Invalid beside the fields; a file that is there is never overwritten.
    """
    name, role, phone = (line(detail) for detail in who)
    problems = {}
    if not name:
        problems["name"] = _("Give your own name.")
    if not role:
        problems["role"] = _("Say what you are: confidential adviser, ombudsperson.")
    if len(passphrase.strip()) < vault.SHORTEST_PASSPHRASE:
        text = _("Use at least %d characters. A short sentence is easy to remember.")
        problems["passphrase"] = text % vault.SHORTEST_PASSPHRASE
    elif passphrase != again:
        problems["again"] = _("These two are not the same.")
    if path.exists() or vault.keys_file(path).exists():
        problems["path"] = _("This file exists already. Choose another name.")
    if problems:
        raise Invalid(problems)
    private = sealing.new()
    room, code = rooms.create(path, passphrase, private)
    reader = Reader(name, role, phone, private.recipient, private.verifier)
    room.put_value("me", json.dumps(asdict(reader)))
    room.put_value(_CODE, code)
    return room, code


def code_to_note(room: Room) -> str:
    """The recovery code while nobody said that it is on paper; empty afterwards."""
    return room.held(_CODE) or ""


def code_noted(room: Room) -> None:
    room.forget(_CODE)


def open_with(path: Path, secret: str, *, recovery: bool = False) -> Room:
    """Raises WrongPassphrase, or CannotOpen with the reason."""
    if not path.is_file():
        raise CannotOpen(_("There is no room here. Has it been moved? Choose the file itself."))
    return rooms.open_with(path, secret, recovery=recovery)


def wait_after(wrong_tries: int) -> int:
    """Seconds until the next try."""
    return vault.wait_after(wrong_tries)


def me(room: Room) -> Reader:
    return Reader(**json.loads(room.held("me") or "{}"))


def fault(room: Room) -> str:
    """What is wrong with the log of the room; empty when it is whole."""
    number = room.fault()
    if number is None:
        return ""
    text = _(
        "The log of this room is not right from line %d on: it was changed outside StageCoach. "
        "Nothing was repaired. Take a backup of before, and tell the data protection officer."
    )
    return text % number


def make_backup(room: Room, folder: Path) -> Path:
    """A whole copy with its key file, checked. Raises StageCoachError."""
    full_copy = backup.make(room.path, room.key, folder, file=room.file)
    room.put_value("backup", clock.today().isoformat())
    return full_copy.path


def last_backup(room: Room) -> dt.date | None:
    value = room.held("backup")
    return dt.date.fromisoformat(value) if value else None


def change_passphrase(room: Room, passphrase: str, again: str) -> None:
    """The recovery code stays as it is. Raises Invalid."""
    if len(passphrase.strip()) < vault.SHORTEST_PASSPHRASE:
        text = _("Use at least %d characters. A short sentence is easy to remember.")
        raise Invalid({"passphrase": text % vault.SHORTEST_PASSPHRASE})
    if passphrase != again:
        raise Invalid({"again": _("These two are not the same.")})
    try:
        vault.change_passphrase(room.path, room.key, passphrase)
    except OSError as error:
        text = _("This place cannot be written. The passphrase stays as it was.")
        raise Invalid({"passphrase": text}) from error


# What is half-typed in a sheet of the room: sealed with it, and no entry of a case.


def keep_draft(room: Room, name: str, fields: dict[str, Any]) -> None:
    room.put_value(f"draft/{name}", json.dumps(fields))


def find_draft(room: Room, name: str) -> dict[str, Any] | None:
    text = room.held(f"draft/{name}")
    return None if text is None else dict(json.loads(text))


def drop_draft(room: Room, name: str) -> None:
    room.forget(f"draft/{name}")


def lost_means() -> str:
    """Said before somebody makes a room, and where one cannot be opened."""
    return _(
        "Without passphrase and recovery sheet nobody can open this room, not even "
        "us. What was sealed to you alone is then lost. Other readers can still read "
        "theirs."
    )


# The roster as this adviser knows it.


def card(room: Room) -> str:
    """To hand over to whoever keeps the roster; signed, so that nobody changes it on the way."""
    body = asdict(me(room))
    signature = room.private.sign(json.dumps(body, sort_keys=True).encode())
    return json.dumps({"adviser": body, "signature": signature}, ensure_ascii=False, indent=1)


def read_card(path: Path) -> Reader:
    """Raises BadRoster for a file that is no card, or was changed."""
    try:
        whole = json.loads(rosters.text_of(path))
        reader = rosters.reader_of(whole["adviser"])
        data = json.dumps(whole["adviser"], sort_keys=True).encode()
        if sealing.signed_by(reader.verifier, data, whole["signature"]):
            return reader
    except rosters.UNUSABLE:
        pass
    raise BadRoster(_("This file is no card of an adviser, or it was changed. It is not used."))


def roster(room: Room) -> Roster | None:
    """The newest that this room made or took over."""
    text = room.held("roster")
    return rosters.parse(text) if text else None


def others(room: Room) -> list[Reader]:
    """The other advisers of the list."""
    own_roster = roster(room)
    mine = room.private.recipient
    return (
        [adviser for adviser in own_roster.readers if adviser.recipient != mine]
        if own_roster
        else []
    )


def reader(room: Room, recipient: str) -> Reader:
    return next(adviser for adviser in others(room) if adviser.recipient == recipient)


def lists(room: Room) -> Lists:
    return report_lists.read(roster(room))


def check_roster(
    room: Room, school: str, readers: Sequence[Reader], valid_until: dt.date | None
) -> None:
    """Raises Invalid for what cannot be signed."""
    before = roster(room)
    problems = {}
    if not readers:
        problems["readers"] = _("Somebody has to be able to read a report.")
    elif len(readers) > envelopes.SEATS:
        problems["readers"] = _("A list has at most %d readers.") % envelopes.SEATS
    if not line(school):
        problems["school"] = _("Give the name of the school.")
    if valid_until is None or valid_until <= clock.today():
        problems["valid_until"] = _("Choose a day to come.")
    if before is not None and room.private.verifier not in before.keepers:
        problems["readers"] = _("Only a keeper of the list before can make the next one.")
    if problems:
        raise Invalid(problems)


def publish(
    room: Room,
    path: Path,
    school: str,
    readers: Sequence[Reader],
    valid_until: dt.date | None,
    lists: Lists | None,
) -> None:
    """The next version, signed by this adviser, as a file. Raises Invalid.

    The room goes on from it once the file is there.
    """
    check_roster(room, school, readers, valid_until)
    assert valid_until is not None  # seen to just now
    before = roster(room)
    own = report_lists.pack(lists) if lists is not None else (before.lists if before else {})
    keepers = tuple(
        dict.fromkeys([room.private.verifier, *(adviser.verifier for adviser in readers)])
    )
    version = before.version + 1 if before else 1
    new_roster = Roster(line(school), version, valid_until, tuple(readers), keepers, own)
    text = rosters.sign(new_roster, room.private)
    rosters.read(text, before, clock.today())  # what nobody could use is not kept
    try:
        rosters.keep(path, text)
    except OSError as error:
        problem = _("This place cannot be written. Choose another. Nothing has changed.")
        raise Invalid({"readers": problem}) from error
    room.put_value("roster", text)


def take_roster(room: Room, path: Path) -> Roster:
    """A roster that another adviser made. Raises BadRoster."""
    text = rosters.text_of(path)
    new_roster = rosters.read(text, roster(room), clock.today())
    room.put_value("roster", text)
    return new_roster


def few(readers: Sequence[Reader]) -> str:
    """A warning, not a refusal: with one reader a lost key loses reports."""
    if len(readers) == 1:
        return _(
            "With one reader a report is lost when that key is lost, and a student cannot choose "
            "another reader. Two is better."
        )
    return ""
