"""Handing a case to another adviser, sealed to that one alone and signed by who gives it."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from stagecoach import clock
from stagecoach.domain import reports
from stagecoach.domain.cases import entries as case_entries
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services.cases import cases
from stagecoach.services.cases import room as rooms
from stagecoach.store import sealing
from stagecoach.store.cases import Room, RoomEntry
from stagecoach.store.reports.rosters import Reader

SUFFIX = ".case"
_VERSION = 1
_LARGEST = 50_000_000  # bytes of a file that is read at all
Given = tuple[dt.datetime, str, Any]


class BadFile(StageCoachError):
    """Nothing of it was kept."""


def sealed_case(room: Room, case_id: str, reader: Reader) -> bytes:
    """The whole case, for this adviser alone, signed by who gives it.

    Also how a case is sealed anew for somebody who became an adviser later.
    """
    cases.find(room, case_id)
    entries = [[e.at.isoformat(), e.kind, e.content] for e in room.entries(case_id)]
    body = {"version": _VERSION, "case": case_id, "from": rooms.me(room).name, "entries": entries}
    text = json.dumps(body, sort_keys=True)
    signature = room.private.sign(text.encode())
    whole = json.dumps({"body": text, "by": room.private.verifier, "signature": signature})
    return sealing.seal(whole.encode(), [reader.recipient])


def handed_over(room: Room, case_id: str, reader: Reader, *, keep: bool) -> None:
    """Once the file is there. With `keep` both go on with the case; else it ends here."""
    kind = "resealed" if keep else "handed_over"
    room.append(case_id, kind, to=reader.name, on_day=clock.today().isoformat())


def share_open(room: Room, reader: Reader, folder: Path) -> int:
    """Every open case, sealed anew for an adviser who came later; both go on with them.

    Gives how many. Raises StageCoachError when the folder cannot be written.
    """
    shared = 0
    for case in cases.overview(room):
        if not case.open:
            continue
        try:
            path = folder / f"{reports.new_id()}{SUFFIX}"
            path.write_bytes(sealed_case(room, case.id, reader))
        except OSError as error:
            text = _("Writing to this folder failed. %d cases are there. Choose another folder.")
            raise StageCoachError(text % shared) from error
        handed_over(room, case.id, reader, keep=True)
        shared += 1
    return shared


def take_over(room: Room, path: Path) -> str:
    """A case of another adviser; gives its id. Raises BadFile, and nothing is kept.

    One that was handed over from here comes back with what was added since.
    """
    body = _opened(room, path)
    try:
        case_id, giver = str(body["case"]), str(body["from"])
        entries = [(dt.datetime.fromisoformat(at), kind, c) for at, kind, c in body["entries"]]
        case_entries.check(case_id, entries)
    except case_entries.Newer:
        raise BadFile(_("This case was made by a newer StageCoach. Nothing was kept.")) from None
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise BadFile(_no_case()) from None
    own = room.entries(case_id)
    if own:
        entries = _since(room, case_id, own, entries)
    else:
        entries[0][2]["number"] = cases.next_number(room)
    room.take_over(case_id, [*entries, (clock.now(), "taken_over", {"from": giver})])
    return case_id


def _since(room: Room, case_id: str, own: list[RoomEntry], entries: list[Given]) -> list[Given]:
    """What was added elsewhere to a case that this room handed over. Raises BadFile."""
    shared = [(e.at, e.kind) for e in own]
    if cases.find(room, case_id).handed_to:
        last = max(at for at, (_at, kind) in enumerate(shared) if kind == "handed_over")
        if shared[:last] == [(at, kind) for at, kind, _content in entries[:last]]:
            return entries[last:]
    raise BadFile(_("This case is in your room already. Nothing has changed."))


def _opened(room: Room, path: Path) -> dict[str, Any]:
    """What another adviser of the roster sealed to this one, and signed. Raises BadFile."""
    try:
        if path.stat().st_size > _LARGEST:
            raise BadFile(_no_case())
        whole = json.loads(sealing.unseal(path.read_bytes(), room.private))
        body, signer = whole["body"], whole["by"]
        right = sealing.signed_by(signer, body.encode(), whole["signature"])
        content: dict[str, Any] = json.loads(body)
        version = content["version"]
    except sealing.Sealed:
        text = _("This file is not sealed to you, or it was changed. Nothing was kept.")
        raise BadFile(text) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadFile(_no_case()) from None
    if not right or not _known(room, signer):
        text = _("This case was not signed by an adviser of your list. Nothing was kept.")
        raise BadFile(text)
    if type(version) is not int or not 0 < version <= _VERSION:
        raise BadFile(_("This case was made by a newer StageCoach. Nothing was kept."))
    return content


def _known(room: Room, signer: str) -> bool:
    roster = rooms.roster(room)
    return roster is not None and signer in {
        *roster.keepers,
        *(reader.verifier for reader in roster.readers),
    }


def _no_case() -> str:
    return _("This file is no case. Nothing was kept.")
