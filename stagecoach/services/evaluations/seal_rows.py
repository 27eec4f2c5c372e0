"""What checking a seal reads: the seals, and what they name as it lies here now, many at once."""

import contextlib
import hashlib
import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from stagecoach.i18n import _
from stagecoach.services.templates import blueprints
from stagecoach.store import sealing
from stagecoach.store.attachments import Attachment, AttachmentContent
from stagecoach.store.compressed import decompress
from stagecoach.store.evaluations.consents import Closing, Consent, Device, EvaluationVersion
from stagecoach.store.evaluations.evaluations import Evaluation, Mark, Outcome
from stagecoach.store.templates import Blueprint

Agreed = dict[uuid.UUID, dict[uuid.UUID, str]]  # by evaluation: of each version its digest
Answers = tuple[dict[str, list[Any]], dict[str, list[Any]]]  # of criteria, of parts


class Texts(NamedTuple):
    """What the seals name by digest: versions of evaluations, and forms."""

    versions: Agreed
    forms: dict[uuid.UUID, str]


def seals(keys: Sequence[uuid.UUID]) -> Select[*tuple[Any, ...]]:
    """Of each evaluation its closing, where it has one, and what stands beside it now."""
    c = Closing
    return (
        select(
            c.id,
            Evaluation.id,
            c.version_id,
            c.device_id,
            c.number,
            c.closed_at,
            c.body,
            c.digest,
            c.signature,
            Device.verifier,
            Evaluation.blueprint_id,
            Evaluation.status,
        )
        .select_from(Evaluation)
        .outerjoin(c, c.evaluation_id == Evaluation.id)
        .outerjoin(Device, c.device_id == Device.id)
        .where(Evaluation.id.in_(keys))
    )


def versions(session: Session, keys: Sequence[uuid.UUID]) -> Agreed:
    """What every version says as it is now, under the digest that this makes.

    A text that is no longer under its own digest is left out: what was agreed with is not here.
    """
    v = EvaluationVersion
    query = select(v.evaluation_id, v.id, v.digest, v.body).where(v.evaluation_id.in_(keys))
    by_evaluation: Agreed = {}
    for key, version_id, digest, stored in session.execute(query):
        digests = by_evaluation.setdefault(key, {})
        digests[version_id] = digest if digest == _digest_of(stored) else ""
    return by_evaluation


def _digest_of(stored: bytes) -> str:
    try:
        return blueprints.digest_of(decompress(stored))
    except (ValueError, TypeError):
        return ""


def forms(session: Session, keys: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The digest that the texts of each form make now; those under another one are left out."""
    query = select(Blueprint.id, Blueprint.digest, Blueprint.content).where(Blueprint.id.in_(keys))
    return {
        key: digest
        for key, digest, content in session.execute(query)
        if blueprints.digest_of(content.encode()) == digest
    }


def papers(session: Session, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[str | None]]:
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


def wrongly_keyed(session: Session, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[str]]:
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


def agreed(session: Session, version_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Answers]:
    """What the versions that were sealed say was answered; by version."""
    v = EvaluationVersion
    bodies: dict[uuid.UUID, Answers] = {}
    for key, stored in session.execute(select(v.id, v.body).where(v.id.in_(version_ids))):
        with contextlib.suppress(ValueError, TypeError, KeyError, RecursionError):
            content = msgspec.json.decode(decompress(stored))
            bodies[key] = dict(content["answers"]), dict(content["outcomes"])
    return bodies


def answers(session: Session, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, Answers]:
    """What stands in the rows now, in the same words; by evaluation."""
    by_key: dict[uuid.UUID, Answers] = {key: ({}, {}) for key in keys}
    marks = select(Mark.evaluation_id, Mark.criterion_id, Mark.value, Mark.explanation)
    for key, criterion, value, why in session.execute(marks.where(Mark.evaluation_id.in_(keys))):
        if value is not None or why:
            by_key[key][0][str(criterion)] = [value, why]
    o = Outcome
    outcomes = select(o.evaluation_id, o.section, o.value, o.proposed, o.explanation)
    for key, section, *said in session.execute(outcomes.where(o.evaluation_id.in_(keys))):
        by_key[key][1][section] = said
    return by_key
