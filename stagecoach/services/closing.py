"""The seal on a closed evaluation: hashed, signed by this machine, chained; and checked again.

Body (RFC 8785) -> SHA-256 -> Ed25519 (RELIABILITY.md 5.5). The body names the version that was
agreed with, the texts of the form, a fingerprint of every stored row, the signers, and the seal
before it on this machine, so neither a byte nor a whole evaluation changes or goes missing
unseen. Triggers in the database stop accidents; the seal is the proof. A mismatch is shown and
never sealed anew.
"""

import datetime as dt
import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.evaluations import Status
from stagecoach.i18n import _, ngettext
from stagecoach.services import blueprints, versions
from stagecoach.services.sheet_rows import Sheet
from stagecoach.store import device, fingerprints, sealing
from stagecoach.store.attachments import Attachment, AttachmentContent
from stagecoach.store.consents import Closing, Consent, Device, EvaluationVersion
from stagecoach.store.evaluations import Evaluation
from stagecoach.store.ids import new_id
from stagecoach.store.templates import Blueprint

FORMAT: Final = 1
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


def close(session: Session, sheet: Sheet, version: EvaluationVersion) -> None:
    """Everybody agreed: seal it. Raises StageCoachError where this machine cannot."""
    assert sheet.id is not None  # noqa: S101
    session.get_one(Evaluation, sheet.id).status = Status.CLOSED
    session.flush()
    close_all(session, [(sheet.id, version.id, version.digest, sheet.structure.digest)])


Ready = tuple[uuid.UUID, uuid.UUID, str, str]  # evaluation, version, its digest, its form's


def close_all(session: Session, ready: Sequence[Ready]) -> None:
    """Seal evaluations whose rows say closed already; each names the one before."""
    key = device.load()
    mine = _device(session, device.verifier(key))
    number, previous = _head(session, mine)
    signers = _signers(session, [each[0] for each in ready])
    prints = fingerprints.of(session.connection(), [each[0].hex for each in ready])
    at = clock.now()
    for (key_of, version_id, content, form), (_hex, rows) in zip(ready, prints, strict=True):
        number, seal_id = number + 1, new_id()
        said = {
            "format": FORMAT, "rows_format": fingerprints.FORMAT, "seal": str(seal_id),
            "evaluation": str(key_of), "version": str(version_id), "content": content,
            "form": form, "rows": rows, "signers": signers.get(key_of, []), "device": str(mine),
            "number": number, "previous": previous, "closed_at": at.isoformat(),
        }  # fmt: skip
        body = blueprints.canonical(said)
        previous = blueprints.digest_of(body)
        seal = Closing(
            id=seal_id, evaluation_id=key_of, version_id=version_id, device_id=mine, number=number,
            closed_at=at, body=body.decode(), digest=previous, signature=key.sign(body).hex(),
        )  # fmt: skip
        session.add(seal)
    session.flush()


def _device(session: Session, verifier: str) -> uuid.UUID:
    found = session.scalar(select(Device.id).where(Device.verifier == verifier))
    if found is None:
        row = Device(verifier=verifier, known_since=clock.now())
        session.add(row)
        session.flush()
        found = row.id
    return found


def _head(session: Session, device_id: uuid.UUID) -> tuple[int, str]:
    """The last seal of this machine in this store."""
    query = select(Closing.number, Closing.digest).where(Closing.device_id == device_id)
    last = session.execute(query.order_by(Closing.number.desc()).limit(1)).first()
    return (last[0], last[1]) if last else (0, "")


def _signers(session: Session, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Any]]:
    """Who agreed, readable in the body itself; of a scan also what it was."""
    c = Consent
    query = (
        select(
            c.evaluation_id, c.party, c.guardian, c.said, c.name, c.way, c.signed_at,
            c.verifier, Attachment.sha256,
        )
        .outerjoin(Attachment, c.attachment_id == Attachment.id)
        .where(c.evaluation_id.in_(keys), c.withdrawn_at.is_(None))
        .order_by(c.id)
    )  # fmt: skip
    found: dict[uuid.UUID, list[Any]] = {}
    for key, party, guardian, said, name, way, at, verifier, scan in session.execute(query):
        found.setdefault(key, []).append(
            [party.value, guardian, said.value, name, way.value, at.isoformat(), verifier, scan]
        )
    return found


def verify(session: Session, evaluation_id: uuid.UUID) -> Seal | None:
    """Check one, its scans too; on opening, printing and exporting. None: never sealed."""
    query = select(Closing).where(Closing.evaluation_id == evaluation_id)
    seal = session.scalars(query).first()
    if seal is None:
        return None
    [found] = _check(session, [evaluation_id])
    own = session.get_one(Device, seal.device_id).verifier == device.known()
    faults = (*found.faults, *_scans(session, evaluation_id))
    return Seal(seal.closed_at, seal.digest, faults, own)


def _scans(session: Session, evaluation_id: uuid.UUID) -> Iterator[str]:
    query = (
        select(Attachment.sha256, AttachmentContent.content)
        .join(AttachmentContent, Attachment.content_id == AttachmentContent.id)
        .join(Consent, Consent.attachment_id == Attachment.id)
        .where(Consent.evaluation_id == evaluation_id)
    )
    for digest, content in session.execute(query):
        if hashlib.sha256(content).hexdigest() != digest:
            yield _("the scan of a signed paper is another one")


def check_all(
    session: Session, progress: Callable[[int, int], bool] = lambda _done, _all: True
) -> list[Checked]:
    """Every closed evaluation, and the chain of each machine; gives those with a fault.

    `progress` is told how far it is and says whether to go on.
    """
    query = select(Evaluation.id).where(Evaluation.status == Status.CLOSED)
    keys = list(session.scalars(query.order_by(Evaluation.id)))
    wrong = [*_chains(session)]
    for first in range(0, len(keys), _AT_ONCE):
        wrong += [each for each in _check(session, keys[first : first + _AT_ONCE]) if each.faults]
        if not progress(min(first + _AT_ONCE, len(keys)), len(keys)):
            break
    return wrong


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Closing)) or 0


def told(wrong: Sequence[Checked]) -> list[str]:
    """In sentences that name nobody; each kind of fault once, with how many have it."""
    counts = Counter("; ".join(each.faults) for each in wrong)
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
        if number != last + 1 or json.loads(body)["previous"] != last_digest:
            yield Checked(key, (_("the seal before this one is missing or was changed"),))
        before[machine] = number, digest


_FIELDS: Final = ("seal", "version", "device", "number", "closed_at")


def _check(session: Session, keys: Sequence[uuid.UUID]) -> Iterator[Checked]:
    """Recompute everything of these; the order of the checks is from the outside in."""
    c, v = Closing, EvaluationVersion
    query = (
        select(
            c.id, c.evaluation_id, c.version_id, c.device_id, c.number, c.closed_at, c.body,
            c.digest, c.signature, Device.verifier, v.body, Blueprint.digest, Blueprint.content,
        )
        .join(v, c.version_id == v.id)
        .join(Device, c.device_id == Device.id)
        .join(Evaluation, c.evaluation_id == Evaluation.id)
        .join(Blueprint, Evaluation.blueprint_id == Blueprint.id)
        .where(c.evaluation_id.in_(keys))
    )  # fmt: skip
    sealed = {row[1]: row for row in session.execute(query)}
    able = [key for key in keys if key in sealed]
    rows = dict(fingerprints.of(session.connection(), [key.hex for key in able]))
    forms: dict[str, str] = {}  # equal content is hashed once
    for key in able:
        yield Checked(key, tuple(_faults(sealed[key], rows[key.hex], forms)))


def _faults(found: Any, rows: str, forms: dict[str, str]) -> Iterator[str]:
    seal, key, version, machine, number, at, text, digest, signature, verifier = found[:10]
    content, form, asked = found[10:]
    body = text.encode()
    if blueprints.digest_of(body) != digest or not sealing.signed_by(verifier, body, signature):
        yield _("the seal itself was changed")
        return  # what it says proves nothing any more
    said = json.loads(text)
    beside = {
        "seal": str(seal), "version": str(version), "device": str(machine), "number": number,
        "closed_at": at.isoformat(),
    }  # fmt: skip
    if said["evaluation"] != str(key) or any(said[name] != beside[name] for name in _FIELDS):
        yield _("the seal is of another evaluation")
    if blueprints.digest_of(content.encode()) != said["content"]:
        yield _("what was agreed with was changed")
    if asked not in forms:
        forms[asked] = blueprints.digest_of(asked.encode())
    if not said["form"] == form == forms[asked]:
        yield _("the texts of the form were changed")
    if rows != said["rows"]:
        yield _("an answer, an outcome, a signature or another stored field was changed")
