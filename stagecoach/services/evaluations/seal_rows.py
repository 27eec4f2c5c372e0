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
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.evaluations.fingerprints import Answers
from stagecoach.store.templates import Blueprint

Agreed = dict[uuid.UUID, dict[uuid.UUID, str]]  # by evaluation: of each version its digest


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


class _Body(msgspec.Struct):
    """Of a version only this is read."""

    answers: dict[str, list[Any]]
    outcomes: dict[str, list[Any]]


_BODY = msgspec.json.Decoder(_Body)


def versions(
    session: Session, keys: Sequence[uuid.UUID]
) -> tuple[Agreed, dict[uuid.UUID, Answers]]:
    """What every version says as it is now, under the digest that this makes; and its answers.

    A text that is no longer under its own digest is left out: what was agreed with is not here.
    """
    v = EvaluationVersion
    query = select(v.evaluation_id, v.id, v.digest, v.body).where(v.evaluation_id.in_(keys))
    by_evaluation: Agreed = {}
    answers: dict[uuid.UUID, Answers] = {}
    for key, version_id, digest, stored in session.execute(query):
        plain = _plain(stored)
        genuine = plain is not None and digest == blueprints.digest_of(plain)
        by_evaluation.setdefault(key, {})[version_id] = digest if genuine else ""
        if genuine and plain is not None:
            with contextlib.suppress(ValueError, RecursionError):
                body = _BODY.decode(plain)
                hexed = {name.replace("-", ""): said for name, said in body.answers.items()}
                answers[version_id] = hexed, body.outcomes
    return by_evaluation, answers


def _plain(stored: bytes) -> bytes | None:
    try:
        return decompress(stored)
    except (ValueError, TypeError):
        return None


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
