"""Agreeing: propose, see, agree or refuse, in any order; and what takes an agreement back.

An agreement names the version it was given to. It proves what this machine held and when, not
who typed the PIN, and it is no qualified signature in the sense of eIDAS: the screens say so.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Response, Status, Way
from stagecoach.domain.texts import LONGEST_TEXT, clean, line
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _, moment, ngettext
from stagecoach.services.access import rights as access
from stagecoach.services.evaluations import closing, consent_checks, versions
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations.consent_checks import Draft, signer_id
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.services.people import keys, pins
from stagecoach.store import journal
from stagecoach.store.evaluations.consents import Consent, EvaluationVersion
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.journal import recorded_as

__all__ = ["Draft", "signer_id"]

_CLOCK_SLACK = dt.timedelta(minutes=2)  # a clock that is set right again, not one that is wrong


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
            "%d times n.v.t. without an agreement where it is done",
            count,
        )
        yield text % count
    if sheet.conclusion is None and sheet.structure.blueprint.conclusions is not None:
        yield _("The conclusion is missing")


@recorded_as("consents.propose")
def propose(session: Session, evaluation_id: uuid.UUID) -> uuid.UUID:
    """Complete, and ready to be agreed with: keeps it as a version, and gives that.

    Raises StageCoachError with what is missing.
    """
    evaluation = session.get_one(Evaluation, evaluation_id)
    access.demand(session, Right.EVALUATE, evaluation.placement_id)
    sheet = sheets.load(session, evaluation_id)
    if sheet.closed:
        raise StageCoachError(_("This evaluation is closed already."))
    if reasons := missing(sheet):
        raise StageCoachError("\n".join(reasons))
    if not _as_proposed(session, sheet):
        withdraw(session, evaluation, _("proposed anew"))
    version = versions.keep(session, sheet)
    evaluation.status = Status.PROPOSED
    session.flush()
    return version.id


def _as_proposed(session: Session, sheet: Sheet) -> bool:
    """Whether what lies here is the newest version: also its head, hours and other facts."""
    assert sheet.id is not None
    newest = versions.latest(session, sheet.id)
    return newest is not None and newest.digest == versions.digest(session, sheet)


def withdraw(session: Session, evaluation: Evaluation, why: str) -> int:
    """Back to a draft, because it changes; gives how many agreements that takes back.

    The version they were given to stays, and so do they, with when and why they ended. To a draft
    nobody has agreed.
    """
    if evaluation.status is Status.DRAFT:
        return 0
    live = list(session.scalars(_live(evaluation.id)))
    for consent in live:
        consent.withdrawn_at, consent.withdrawn_why = clock.now(), why
    evaluation.status = Status.DRAFT
    return sum(consent.said is Response.AGREED for consent in live)


def _live(evaluation_id: uuid.UUID) -> Any:
    return select(Consent).where(
        Consent.evaluation_id == evaluation_id, Consent.withdrawn_at.is_(None)
    )


@recorded_as("consents.reopen")
def reopen(session: Session, evaluation_id: uuid.UUID, why: str) -> int:
    """Somebody wants to change what was agreed with, and says why. Raises Invalid."""
    reason = clean(why)
    if not reason:
        raise Invalid({"reason": _("Say why it changes.")})
    if len(reason) > LONGEST_TEXT:
        raise Invalid({"reason": _("At most %d characters fit here.") % LONGEST_TEXT})
    access.demand(session, Right.EVALUATE, session.get_one(Evaluation, evaluation_id).placement_id)
    journal.not_undoable(session)
    evaluation = session.get_one(Evaluation, evaluation_id)
    if evaluation.status is Status.CLOSED:
        raise StageCoachError(_("This evaluation is closed already."))
    return withdraw(session, evaluation, reason)


@recorded_as("consents.give")
def give(session: Session, draft: Draft) -> int:
    """One party speaks. Gives 0, or how often in a row the PIN was wrong: then nothing was said.

    The last agreement that was missing closes the evaluation. Cannot be undone. Raises Invalid.
    """
    journal.not_undoable(session)
    at = _moment(session, draft)  # first: who may speak today depends on the clock as well
    sheet = sheets.load(session, draft.evaluation_id)
    if problems := consent_checks.problems(session, sheet, draft):
        raise Invalid(problems)
    if draft.way is Way.PIN:
        assert draft.person_id is not None  # seen to in _problems
        if tries := pins.enter(session, draft.person_id, draft.pin):
            return tries
    version = _version(session, sheet)
    _end_own(session, draft)
    session.add(_consent(session, draft, version, at))
    session.flush()
    after = sheets.load(session, draft.evaluation_id)
    if not after.waits_for:
        closing.close(session, after, version)
    return 0


def _version(session: Session, sheet: Sheet) -> EvaluationVersion:
    """The version that lies here; who fills it in may propose and agree at once."""
    assert sheet.id is not None
    if sheet.status is Status.DRAFT:
        propose(session, sheet.id)
    evaluation_version = versions.latest(session, sheet.id)
    assert evaluation_version is not None  # it was proposed
    if missing(sheet) or not _as_proposed(session, sheet):
        raise StageCoachError(
            _(
                "Something that stands on the form changed since it was proposed: a name, hours "
                "or an agreement. Choose Change it, look at it together and propose it again. "
                "Nothing was signed."
            )
        )
    return evaluation_version


def _moment(session: Session, draft: Draft) -> dt.datetime:
    """When it was said. A clock that went back since the one before is told, not recorded."""
    if draft.at is not None:
        return draft.at
    now = clock.now()
    query = _live(draft.evaluation_id).where(Consent.way != Way.PAPER)
    version = versions.latest(session, draft.evaluation_id)
    earlier = [c.signed_at for c in session.scalars(query)]
    earlier += [version.made_at] if version is not None else []
    if earlier and now + _CLOCK_SLACK < max(earlier):
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
        evaluation_id=draft.evaluation_id,
        version_id=version.id,
        party=draft.party,
        guardian=draft.guardian,
        said=draft.said,
        name=line(draft.name),
        person_id=draft.person_id,
        way=draft.way,
        signed_at=at,
        reason=clean(draft.reason),
        drawing=draft.drawing if draft.way is Way.DRAWN else None,
        attachment_id=draft.attachment_id if draft.way is Way.PAPER else None,
        verifier=verifier,
        signature=signature,
        withdrawn_why="",
    )
