"""Whether what is closed is still what was signed: on opening, printing, exporting, or all of it.

A mismatch is told and never sealed anew. What this cannot see: the newest closed evaluation of a
machine taken out of the file whole, seal and all, for no later seal names it.
"""

import datetime as dt
import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, func, or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.evaluations import Status
from stagecoach.i18n import _, ngettext
from stagecoach.services.evaluations import versions
from stagecoach.services.templates import blueprints
from stagecoach.store import sealing
from stagecoach.store.attachments import Attachment, AttachmentContent
from stagecoach.store.evaluations import fingerprints, machine_key
from stagecoach.store.evaluations.consents import Closing, Consent, Device, EvaluationVersion
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.templates import Blueprint

_AT_ONCE = 500  # evaluations checked in one step, so that one can stop


@dataclass(frozen=True, slots=True)
class Seal:
    """What checking found; no faults: it is what was closed."""

    closed_at: dt.datetime
    digest: str
    faults: tuple[str, ...] = ()
    here: bool = False  # it was closed on this machine

    @property
    def code(self) -> str:
        return versions.short(self.digest)


@dataclass(frozen=True, slots=True)
class Checked:
    """One evaluation of many, and what is wrong with it."""

    evaluation_id: uuid.UUID
    faults: tuple[str, ...]


def verify(session: Session, evaluation_id: uuid.UUID) -> Seal | None:
    """Check one; on opening, printing and exporting. None: never sealed, and rightly so."""
    status = select(Evaluation.status).where(Evaluation.id == evaluation_id)
    try:
        seal_row = _seal(session, evaluation_id)
        if seal_row is None and session.scalar(status) is not Status.CLOSED:
            return None
    except _UNREADABLE:
        seal_row = None
    faults = next((checked.faults for checked in _check(session, [evaluation_id])), ())
    if seal_row is None:
        return Seal(clock.now(), "", faults) if faults else None
    return Seal(seal_row[0], seal_row[1], faults, seal_row[2] == machine_key.known())


def _seal(session: Session, evaluation_id: uuid.UUID) -> Any:
    c = Closing
    query = select(c.closed_at, c.digest, Device.verifier).outerjoin(
        Device, c.device_id == Device.id
    )
    return session.execute(query.where(c.evaluation_id == evaluation_id)).first()


def check_all(
    session: Session, progress: Callable[[int, int], bool] = lambda _done, _all: True
) -> list[Checked]:
    """Every evaluation that is closed or was, and the chain of each machine; gives the faulty.

    `progress` is told how far it is and says whether to go on.
    """
    sealed = select(Closing.evaluation_id)
    query = select(Evaluation.id).where(
        or_(Evaluation.status == Status.CLOSED, Evaluation.id.in_(sealed))
    )
    keys = list(session.scalars(query.order_by(Evaluation.id)))
    gone = session.scalars(sealed.where(Closing.evaluation_id.not_in(select(Evaluation.id))))
    wrong = [*_chains(session)]
    wrong += [Checked(key, (_("the evaluation itself is gone"),)) for key in gone]
    for first in range(0, len(keys), _AT_ONCE):
        wrong += [
            checked
            for checked in _check(session, keys[first : first + _AT_ONCE])
            if checked.faults
        ]
        if not progress(min(first + _AT_ONCE, len(keys)), len(keys)):
            break
    return wrong


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Closing)) or 0


def sentences(wrong: Sequence[Checked]) -> list[str]:
    """In sentences that name nobody; each kind of fault once, with how many have it."""
    counts = Counter("; ".join(checked.faults) for checked in wrong)
    return [
        ngettext(
            "%(count)d closed evaluation is not what was signed: %(fault)s.",
            "%(count)d closed evaluations are not what was signed: %(fault)s.",
            count_of,
        )
        % {"count": count_of, "fault": fault}
        for fault, count_of in counts.items()
    ]


def _chains(session: Session) -> Iterator[Checked]:
    """A seal that is missing shows in the one that names it."""
    c = Closing
    query = select(c.evaluation_id, c.device_id, c.number, c.digest, c.body)
    before: dict[uuid.UUID, tuple[int, str]] = {}
    for key, machine, number, digest, body in session.execute(
        query.order_by(c.device_id, c.number)
    ):
        last, last_digest = before.get(machine, (0, ""))
        if number != last + 1 or _content(body).get("previous") != last_digest:
            yield Checked(key, (_("the seal before this one is missing or was changed"),))
        before[machine] = number, digest


def _content(body: str) -> dict[str, Any]:
    """What a seal says; nothing where it is no seal any more."""
    try:
        said = json.loads(body)
    except (ValueError, TypeError):
        return {}
    return said if isinstance(said, dict) else {}


_FIELDS: Final = ("seal", "version", "device", "number", "closed_at")
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, SQLAlchemyError)


def _check(session: Session, keys: Sequence[uuid.UUID]) -> Iterator[Checked]:
    """Recompute everything of these. What cannot even be read is a fault of that one alone."""
    try:
        yield from _checked(session, keys)
    except _UNREADABLE:
        if len(keys) == 1:
            yield Checked(keys[0], (_("it cannot be read"),))
            return
        for key in keys:
            yield from _check(session, [key])


def _checked(session: Session, keys: Sequence[uuid.UUID]) -> list[Checked]:
    """The order of the checks is from the outside in."""
    sealed = {row[1]: row for row in session.execute(_seals(keys))}
    rows = dict(fingerprints.of(session.connection(), [key.hex for key in sealed]))
    signers = {key: _content(row[6]).get("signers", []) for key, row in sealed.items()}
    on_paper = [key for key, said in signers.items() if any(signer[-1] for signer in said)]
    with_key = [key for key, said in signers.items() if any(signer[-2] for signer in said)]
    scans = _papers(session, on_paper) if on_paper else {}
    keyed = _wrongly_keyed(session, with_key) if with_key else {}
    forms: dict[str, str] = {}  # equal content is hashed once
    rest = [key for key in keys if key not in sealed]
    checked = [Checked(key, (_("its seal is missing"),)) for key in _unsealed(session, rest)]
    return checked + [
        Checked(
            key, (*_faults(row, rows[key.hex], scans.get(key, []), forms), *keyed.get(key, ()))
        )
        for key, row in sealed.items()
    ]


def _seals(keys: Sequence[uuid.UUID]) -> Select[*tuple[Any, ...]]:
    """Of each closing what it is made of, and what stands beside it now."""
    c, v = Closing, EvaluationVersion
    return (
        select(
            c.id,
            c.evaluation_id,
            c.version_id,
            c.device_id,
            c.number,
            c.closed_at,
            c.body,
            c.digest,
            c.signature,
            Device.verifier,
            v.body,
            Blueprint.digest,
            Blueprint.content,
            Evaluation.status,
        )
        .join(Evaluation, c.evaluation_id == Evaluation.id)
        .outerjoin(v, c.version_id == v.id)
        .outerjoin(Device, c.device_id == Device.id)
        .outerjoin(Blueprint, Evaluation.blueprint_id == Blueprint.id)
        .where(c.evaluation_id.in_(keys))
    )


def _unsealed(session: Session, keys: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Without a seal, and closed with versions: so by a StageCoach that seals."""
    if not keys:
        return []
    e, v = Evaluation, EvaluationVersion
    query = select(e.id).where(
        e.id.in_(keys), e.status == Status.CLOSED, e.id.in_(select(v.evaluation_id))
    )
    return list(session.scalars(query))


def _papers(session: Session, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[str | None]]:
    """Of every signature that stands the scan it names, as it is now: SHA-256, hex."""
    query = (
        select(Consent.evaluation_id, Consent.attachment_id, AttachmentContent.content)
        .outerjoin(Attachment, Consent.attachment_id == Attachment.id)
        .outerjoin(AttachmentContent, Attachment.content_id == AttachmentContent.id)
        .where(Consent.evaluation_id.in_(keys), Consent.withdrawn_at.is_(None))
        .where(Consent.attachment_id.is_not(None))
        .order_by(Consent.id)
    )
    digests: dict[uuid.UUID, list[str | None]] = {}
    for key, _scan, content in session.execute(query):
        digests.setdefault(key, []).append(
            hashlib.sha256(content).hexdigest() if content else None
        )
    return digests


def _wrongly_keyed(session: Session, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[str]]:
    """Where somebody signed with a key of their own, and it does not fit what lies here."""
    c, v = Consent, EvaluationVersion
    query = (
        select(c.evaluation_id, c.verifier, v.digest, c.signature)
        .join(v, c.version_id == v.id)
        .where(c.evaluation_id.in_(keys), c.verifier != "")
    )
    return {
        key: (_("a signature with somebody's own key does not fit"),)
        for key, verifier, digest, signature in session.execute(query)
        if not sealing.signed_by(verifier, digest.encode(), signature)
    }


def _faults(row: Any, rows: str, scans: list[str | None], forms: dict[str, str]) -> Iterator[str]:
    """What the seal itself says comes first: changed, it proves nothing any more."""
    text, digest, signature, verifier = row[6:10]
    body = text.encode()
    if verifier is None:
        yield _("the machine that sealed it is not known any more")
    elif blueprints.digest_of(body) != digest or not sealing.signed_by(verifier, body, signature):
        yield _("the seal itself was changed")
    else:
        said = json.loads(text)
        yield from _apart(row, said, forms)
        if [signer[-1] for signer in said["signers"] if signer[-1]] != scans:
            yield _("the scan of a signed paper is another one")
        if rows != said["rows"]:
            yield _("an answer, an outcome, a signature or another stored field was changed")


def _apart(row: Any, said: dict[str, Any], forms: dict[str, str]) -> Iterator[str]:
    """Where the seal and what stands beside it differ."""
    seal, key, version, machine, number, at = row[:6]
    content, form, asked, status = row[10:]
    beside = {
        "seal": str(seal),
        "version": str(version),
        "device": str(machine),
        "number": number,
        "closed_at": at.isoformat(),
    }
    if said["evaluation"] != str(key) or any(said[name] != beside[name] for name in _FIELDS):
        yield _("the seal is of another evaluation")
    if status is not Status.CLOSED:
        yield _("it was opened again, past StageCoach")
    if content is None or blueprints.digest_of(content.encode()) != said["content"]:
        yield _("what was agreed with was changed")
    if asked is not None and asked not in forms:
        forms[asked] = blueprints.digest_of(asked.encode())
    if not said["form"] == form == forms.get(asked):
        yield _("the texts of the form were changed")
