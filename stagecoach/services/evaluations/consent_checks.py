"""Whether somebody may speak about an evaluation now, and shows that it is them."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.evaluations import Party, Response, Way, signer_name
from stagecoach.domain.texts import LONGEST_NAME, LONGEST_TEXT, clean, is_name, line
from stagecoach.i18n import _
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.services.people import pins
from stagecoach.store import context
from stagecoach.store.attachments import Attachment
from stagecoach.store.people.persons import Person

_MOST_POINTS = 20_000  # of a drawn signature
_Thousandths = Annotated[int, msgspec.Meta(ge=0, le=1000)]


class _Drawing(msgspec.Struct, forbid_unknown_fields=True):
    """Strokes of points in thousandths, and the height of the pad as a share of its width."""

    strokes: list[list[tuple[_Thousandths, _Thousandths]]]
    ratio: Annotated[float, msgspec.Meta(ge=0.05, le=20)]


@dataclass(slots=True)
class Draft:
    """What one party says, and how they show that it is them."""

    evaluation_id: uuid.UUID
    party: Party
    said: Response = Response.AGREED
    way: Way = Way.DRAWN
    name: str = ""
    guardian: bool = False
    person_id: uuid.UUID | None = None
    pin: str = ""
    passphrase: str = ""  # of their own key, where they have one
    drawing: dict[str, Any] | None = None
    attachment_id: uuid.UUID | None = None
    reason: str = ""
    at: dt.datetime | None = None  # of what was signed on paper: when; else now


def problems(session: Session, sheet: Sheet, draft: Draft) -> dict[str, str]:
    """What is wrong with this word, by field."""
    if wrong := _not_now(sheet, draft):
        return {"signers": wrong}
    if not is_name(draft.name):
        return {"signers": _("A signature needs a name.")}
    most = _("At most %d characters fit here.")
    if len(line(draft.name)) > LONGEST_NAME:
        return {"signers": most % LONGEST_NAME}
    if draft.said is Response.REFUSED and not clean(draft.reason):
        return {"reason": _("Say why you do not agree.")}
    if len(clean(draft.reason)) > LONGEST_TEXT:
        return {"reason": most % LONGEST_TEXT}
    return _unproven(session, sheet, draft)


def _not_now(sheet: Sheet, draft: Draft) -> str:
    """Why this party has no word here, or not yet."""
    if sheet.closed:
        return _("This evaluation is closed already.")
    if draft.party not in sheet.signs_for:
        return _("You sign for yourself only. Nothing has been changed.")
    if draft.party not in sheet.structure.blueprint.signers:
        return _("This party does not sign this form.")
    if draft.guardian and (draft.party is not Party.STUDENT or not sheet.guardian):
        return _("Nobody's parent or guardian has to agree here.")
    signature = sheet.guardian_signed if draft.guardian else sheet.signatures.get(draft.party)
    if signature is not None and draft.said is Response.AGREED:
        return _("This party has signed already.")
    waiting = _before(sheet, draft.party)
    return _("First the %s agrees.") % signer_name(waiting).lower() if waiting else ""


def _before(sheet: Sheet, party: Party) -> Party | None:
    """In a form that is signed in order: whose turn it is first."""
    if not sheet.structure.blueprint.in_order:
        return None
    first = next(iter(sheet.waits_for), party)
    return first if first is not party and party in sheet.waits_for else None


def _unproven(session: Session, sheet: Sheet, draft: Draft) -> dict[str, str]:
    """Each way of signing brings its own proof, and is of the party itself."""
    if draft.at is not None and not _may_be_then(session, draft):
        return {"signers": _("Only what was signed on paper has another moment than now.")}
    proof = _PROOFS.get(draft.way)
    if proof is None:
        return {"signers": _("Sign with a PIN, a drawn signature or on paper.")}
    if wrong := proof(session, sheet, draft):
        return wrong
    own = draft.person_id is None or _is_own(session, sheet, draft)
    return {} if own else {"signers": _("This key is of somebody else.")}


def _may_be_then(session: Session, draft: Draft) -> bool:
    """Paper was signed before it was scanned; and an example tells of days gone by."""
    on_paper = draft.way is Way.PAPER and draft.at is not None and draft.at <= clock.now()
    return on_paper or context.of(session).trusted


def _is_own(session: Session, sheet: Sheet, draft: Draft) -> bool:
    """A parent or guardian is no person of this store."""
    return not draft.guardian and draft.person_id == signer_id(session, sheet, draft.party)


def _without_pin(session: Session, sheet: Sheet, draft: Draft) -> dict[str, str]:
    if draft.person_id is None or not pins.has_pin(session, draft.person_id):
        return {"pin": _("This person has no PIN. Draw a signature, or sign on paper.")}
    own = _is_own(session, sheet, draft)
    return {} if own else {"pin": _("This PIN is of somebody else.")}


def _without_drawing(_session: Session, _sheet: Sheet, draft: Draft) -> dict[str, str]:
    return {} if _is_drawn(draft.drawing) else {"drawing": _("Draw a signature first.")}


def _without_scan(session: Session, sheet: Sheet, draft: Draft) -> dict[str, str]:
    scan = session.get(Attachment, draft.attachment_id) if draft.attachment_id else None
    if scan is None or sheet.head is None or scan.placement_id != sheet.head.placement_id:
        return {"scan": _("Choose the scan of the signed paper, from the documents.")}
    return {}


_PROOFS = {Way.PIN: _without_pin, Way.DRAWN: _without_drawing, Way.PAPER: _without_scan}


def _is_drawn(drawing: dict[str, Any] | None) -> bool:
    """Strokes of points in thousandths; one dot is no signature."""
    try:
        signature = msgspec.convert(drawing, _Drawing)
    except msgspec.ValidationError:
        return False
    points = [point for stroke in signature.strokes for point in stroke]
    return len(set(points)) > 1 and len(points) <= _MOST_POINTS


def signer_id(session: Session, sheet: Sheet, party: Party) -> uuid.UUID | None:
    """Who speaks for this party, as a person of this store."""
    assert sheet.head is not None
    if party is Party.STUDENT:
        return session.scalar(select(Person.id).where(Person.student_id == sheet.head.id))
    return sheet.head.trainer_id if party is Party.COMPANY else sheet.head.supervisor_id
