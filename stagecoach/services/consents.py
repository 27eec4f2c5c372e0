"""Agreeing: propose, see, agree or refuse, in any order; and what takes an agreement back.

An agreement names the version it was given to. It proves what this machine held and when, not
who typed the PIN, and it is no qualified signature in the sense of eIDAS: the screens say so.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.evaluations import Party, Said, Status, Way
from stagecoach.domain.texts import LONGEST_NAME, LONGEST_TEXT, clean, line
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _, moment, ngettext
from stagecoach.services import access, closing, keys, pins, sheets, versions
from stagecoach.services.access import Right
from stagecoach.services.sheet_rows import Sheet
from stagecoach.store import journal
from stagecoach.store.attachments import Attachment
from stagecoach.store.consents import Consent, EvaluationVersion
from stagecoach.store.evaluations import Evaluation
from stagecoach.store.people import Person

_CLOCK_SLACK = dt.timedelta(minutes=2)  # a clock that is set right again, not one that is wrong
_MOST_POINTS = 20_000  # of a drawn signature


@dataclass(slots=True)
class Draft:
    """What one party says, and how they show that it is them."""

    evaluation_id: uuid.UUID
    party: Party
    said: Said = Said.AGREED
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


def missing(sheet: Sheet) -> list[str]:
    """Why agreeing has to wait, in sentences; empty when it can be done."""
    return list(_missing(sheet))


def _missing(sheet: Sheet) -> Iterator[str]:
    if not sheet.structure.sections:
        yield _("This form asks nothing")
    if count := sheet.open_questions:
        text = ngettext("%d question still open", "%d questions still open", count)
        yield text % count
    if count := sheet.open_outcomes:
        text = ngettext("%d outcome still to decide", "%d outcomes still to decide", count)
        yield text % count
    if count := sheet.open_explanations:
        text = ngettext("%d explanation is missing", "%d explanations are missing", count)
        yield text % count
    if count := len(sheet.without_agreement):
        text = ngettext(
            "%d time n.v.t. without an agreement where it is done",
            "%d times n.v.t. without an agreement where it is done", count,
        )  # fmt: skip
        yield text % count
    if sheet.conclusion is None and sheet.structure.blueprint.conclusions is not None:
        yield _("The conclusion is missing")


def propose(session: Session, evaluation_id: uuid.UUID) -> uuid.UUID:
    """Complete, and ready to be agreed with: keeps it as a version, and gives that.

    Raises StageCoachError with what is missing.
    """
    sheet = sheets.load(session, evaluation_id)
    if sheet.closed:
        raise StageCoachError(_("This evaluation is closed already."))
    if reasons := missing(sheet):
        raise StageCoachError("\n".join(reasons))
    version = versions.keep(session, sheet)
    session.get_one(Evaluation, evaluation_id).status = Status.PROPOSED
    session.flush()
    return version.id


def withdraw(session: Session, evaluation: Evaluation, why: str) -> int:
    """Back to a draft, because it changes; gives how many agreements that takes back.

    The version they were given to stays, and so do they, with when and why they ended.
    """
    live = list(session.scalars(_live(evaluation.id)))
    for consent in live:
        consent.withdrawn_at, consent.withdrawn_why = clock.now(), why
    if evaluation.status is Status.PROPOSED:
        evaluation.status = Status.DRAFT
    return sum(consent.said is Said.AGREED for consent in live)


def _live(evaluation_id: uuid.UUID) -> Any:
    return select(Consent).where(
        Consent.evaluation_id == evaluation_id, Consent.withdrawn_at.is_(None)
    )


def reopen(session: Session, evaluation_id: uuid.UUID, why: str) -> int:
    """Somebody wants to change what was agreed with, and says why. Raises Invalid."""
    reason = clean(why)
    if not reason:
        raise Invalid({"reason": _("Say why it changes.")})
    access.demand(session, Right.EVALUATE, session.get_one(Evaluation, evaluation_id).placement_id)
    journal.not_undoable(session)
    evaluation = session.get_one(Evaluation, evaluation_id)
    if evaluation.status is Status.CLOSED:
        raise StageCoachError(_("This evaluation is closed already."))
    return withdraw(session, evaluation, reason)


def give(session: Session, draft: Draft) -> int:
    """One party speaks. Gives 0, or how often in a row the PIN was wrong: then nothing was said.

    The last agreement that was missing closes the evaluation. Cannot be undone. Raises Invalid.
    """
    journal.not_undoable(session)
    sheet = sheets.load(session, draft.evaluation_id)
    if problems := _problems(session, sheet, draft):
        raise Invalid(problems)
    if draft.way is Way.PIN:
        assert draft.person_id is not None  # noqa: S101 - seen to in _problems
        if tries := pins.enter(session, draft.person_id, draft.pin):
            return tries
    version = _version(session, sheet)
    at = _moment(session, draft, version)
    _end_own(session, draft)
    session.add(_consent(session, draft, version, at))
    session.flush()
    after = sheets.load(session, draft.evaluation_id)
    if not after.waits_for:
        closing.close(session, after, version)
    return 0


def _problems(session: Session, sheet: Sheet, draft: Draft) -> dict[str, str]:
    """What is wrong with this word, by field."""
    if wrong := _not_now(sheet, draft):
        return {"signers": wrong}
    if not line(draft.name):
        return {"signers": _("A signature needs a name.")}
    most = _("At most %d characters fit here.")
    if len(line(draft.name)) > LONGEST_NAME:
        return {"signers": most % LONGEST_NAME}
    if draft.said is Said.REFUSED and not clean(draft.reason):
        return {"reason": _("Say why you do not agree.")}
    if len(clean(draft.reason)) > LONGEST_TEXT:
        return {"reason": most % LONGEST_TEXT}
    return _unproven(session, sheet, draft)


def _not_now(sheet: Sheet, draft: Draft) -> str:
    """Why this party has no word here, or not yet."""
    if sheet.closed:
        return _("This evaluation is closed already.")
    if draft.party not in sheet.structure.blueprint.signers:
        return _("This party does not sign this form.")
    if draft.guardian and (draft.party is not Party.STUDENT or not sheet.guardian):
        return _("Nobody's parent or guardian has to agree here.")
    found = sheet.guardian_signed if draft.guardian else sheet.signatures.get(draft.party)
    if found is not None and draft.said is Said.AGREED:
        return _("This party has signed already.")
    waiting = _before(sheet, draft.party)
    return _("First the %s agrees.") % party_name(waiting).lower() if waiting else ""


def _before(sheet: Sheet, party: Party) -> Party | None:
    """In a form that is signed in order: whose turn it is first."""
    if not sheet.structure.blueprint.in_order:
        return None
    first = next(iter(sheet.waits_for), party)
    return first if first is not party and party in sheet.waits_for else None


def _unproven(session: Session, sheet: Sheet, draft: Draft) -> dict[str, str]:
    """Each way of signing brings its own proof."""
    if draft.way is Way.PIN:
        if draft.person_id is None or not pins.has_pin(session, draft.person_id):
            return {"pin": _("This person has no PIN. Draw a signature, or sign on paper.")}
        assert sheet.head is not None  # noqa: S101
        if signer_id(session, sheet, draft.party) != draft.person_id:
            return {"pin": _("This PIN is of somebody else.")}
    elif draft.way is Way.DRAWN:
        if not _is_drawn(draft.drawing):
            return {"drawing": _("Draw a signature first.")}
    elif draft.way is Way.PAPER:
        scan = session.get(Attachment, draft.attachment_id) if draft.attachment_id else None
        if scan is None or sheet.head is None or scan.placement_id != sheet.head.placement_id:
            return {"scan": _("Choose the scan of the signed paper, from the documents.")}
    else:
        return {"signers": _("Sign with a PIN, a drawn signature or on paper.")}
    return {}


def _is_drawn(drawing: dict[str, Any] | None) -> bool:
    """Strokes of points in thousandths; one dot is no signature."""
    strokes = drawing.get("strokes") if isinstance(drawing, dict) else None
    if not isinstance(strokes, list) or set(drawing or ()) != {"strokes", "ratio"}:
        return False
    points = [point for stroke in strokes for point in stroke]
    within = all(
        len(p) == 2 and all(isinstance(n, int) and 0 <= n <= 1000 for n in p)  # noqa: PLR2004
        for p in points
    )
    return within and len({tuple(p) for p in points}) > 1 and len(points) <= _MOST_POINTS


def signer_id(session: Session, sheet: Sheet, party: Party) -> uuid.UUID | None:
    """Who speaks for this party, as a person of this store."""
    assert sheet.head is not None  # noqa: S101
    if party is Party.STUDENT:
        return session.scalar(select(Person.id).where(Person.student_id == sheet.head.id))
    return sheet.head.trainer_id if party is Party.COMPANY else sheet.head.supervisor_id


def _version(session: Session, sheet: Sheet) -> EvaluationVersion:
    """The version that lies here; who fills it in may propose and agree at once."""
    assert sheet.id is not None  # noqa: S101
    if sheet.status is Status.DRAFT:
        assert sheet.head is not None  # noqa: S101
        access.demand(session, Right.EVALUATE, sheet.head.placement_id)
        propose(session, sheet.id)
    found = versions.latest(session, sheet.id)
    return found if found is not None else versions.keep(session, sheet)


def _moment(session: Session, draft: Draft, version: EvaluationVersion) -> dt.datetime:
    """When it was said. A clock that went back since the one before is told, not recorded."""
    if draft.at is not None:
        return draft.at
    now = clock.now()
    query = _live(draft.evaluation_id).where(Consent.way != Way.PAPER)
    earlier = [version.made_at, *(c.signed_at for c in session.scalars(query))]
    if now + _CLOCK_SLACK < max(earlier):
        text = _(
            "The clock of this computer stands at %(now)s, earlier than the step before "
            "(%(before)s). Set it right; nothing was signed."
        )
        raise StageCoachError(text % {"now": moment(now), "before": moment(max(earlier))})
    return now


def _end_own(session: Session, draft: Draft) -> None:
    """Who saw it or refused may agree after all: the last word stands."""
    own = _live(draft.evaluation_id).where(
        Consent.party == draft.party, Consent.guardian == draft.guardian
    )
    for before in session.scalars(own):
        before.withdrawn_at, before.withdrawn_why = clock.now(), _("said otherwise since")


def _consent(
    session: Session, draft: Draft, version: EvaluationVersion, at: dt.datetime
) -> Consent:
    verifier = signature = ""
    if draft.passphrase and draft.person_id is not None:
        private = keys.unlock(session, draft.passphrase, person_id=draft.person_id)
        verifier, signature = private.verifier, private.sign(version.digest.encode())
    return Consent(
        evaluation_id=draft.evaluation_id, version_id=version.id, party=draft.party,
        guardian=draft.guardian, said=draft.said, name=line(draft.name),
        person_id=draft.person_id, way=draft.way, signed_at=at, reason=clean(draft.reason),
        drawing=draft.drawing if draft.way is Way.DRAWN else None,
        attachment_id=draft.attachment_id if draft.way is Way.PAPER else None,
        verifier=verifier, signature=signature, withdrawn_why="",
    )  # fmt: skip


def party_name(party: Party) -> str:
    return {
        Party.STUDENT: _("Student"),
        Party.COMPANY: _("Workplace trainer (company)"),
        Party.SCHOOL: _("Supervisor (school)"),
    }[party]
