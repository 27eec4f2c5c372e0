"""The seal on a closed evaluation: hashed, signed by this machine, chained.

Body (RFC 8785) -> SHA-256 -> Ed25519 (docs/promises.md, Sealed evaluations). The body names the
version that was agreed with, the texts of the form, a fingerprint of every stored row, the
signers, the seal before it on this machine and the chain of all seals before it. So neither a
byte nor a whole evaluation changes or goes missing unseen (`seal_checks`). Triggers in the
database stop accidents; the seal is the proof.
"""

import uuid
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.evaluations import Status
from stagecoach.services.evaluations import seal_chain
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.services.templates import blueprints
from stagecoach.store.attachments import Attachment
from stagecoach.store.evaluations import fingerprints, machine_key
from stagecoach.store.evaluations.consents import Closing, Consent, Device, EvaluationVersion
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.file import mark
from stagecoach.store.ids import new_id

FORMAT: Final = 2  # from 2 on it names the chain of all seals before it


def close(session: Session, sheet: Sheet, version: EvaluationVersion) -> None:
    """Everybody agreed: seal it. Raises StageCoachError where this machine cannot."""
    assert sheet.id is not None
    session.get_one(Evaluation, sheet.id).status = Status.CLOSED
    session.flush()
    close_all(session, [(sheet.id, version.id, version.digest, sheet.structure.digest)])


Ready = tuple[uuid.UUID, uuid.UUID, str, str]  # evaluation, version, its digest, its form's


def close_all(session: Session, ready: Sequence[Ready]) -> None:
    """Seal evaluations whose rows say closed already; each names the one before."""
    key = machine_key.load()
    mine = _device(session, machine_key.verifier(key))
    number, previous = _head(session, mine)
    chain = seal_chain.now(session)
    signers = _signers(session, [evaluation[0] for evaluation in ready])
    prints = fingerprints.of(session.connection(), [evaluation[0] for evaluation in ready])
    at = clock.now()
    for (key_of, version_id, content, form), (_key, rows) in zip(ready, prints, strict=True):
        number, seal_id = number + 1, new_id()
        said = {
            "format": FORMAT,
            "rows_format": fingerprints.FORMAT,
            "seal": str(seal_id),
            "evaluation": str(key_of),
            "version": str(version_id),
            "content": content,
            "form": form,
            "rows": rows,
            "signers": signers.get(key_of, []),
            "device": str(mine),
            "number": number,
            "previous": previous,
            "seals": [chain.count, chain.head],
            "closed_at": at.isoformat(),
        }
        body = blueprints.canonical(said)
        previous = blueprints.digest_of(body)
        chain = mark.follow(chain, [(seal_id.bytes, previous)])
        columns: dict[str, Any] = {"evaluation_id": key_of, "version_id": version_id}
        columns |= {"device_id": mine, "closed_at": at}
        columns |= {"number": number, "body": body.decode(), "digest": previous}
        session.add(Closing(id=seal_id, signature=key.sign(body).hex(), **columns))
    session.flush()


def _device(session: Session, verifier: str) -> uuid.UUID:
    device_id = session.scalar(select(Device.id).where(Device.verifier == verifier))
    if device_id is None:
        row = Device(verifier=verifier, known_since=clock.now())
        session.add(row)
        session.flush()
        device_id = row.id
    return device_id


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
            c.evaluation_id,
            c.party,
            c.guardian,
            c.said,
            c.name,
            c.way,
            c.signed_at,
            c.verifier,
            Attachment.sha256,
        )
        .outerjoin(Attachment, c.attachment_id == Attachment.id)
        .where(c.evaluation_id.in_(keys), c.withdrawn_at.is_(None))
        .order_by(c.id)
    )
    signers: dict[uuid.UUID, list[Any]] = {}
    for key, party, guardian, said, name, way, at, verifier, scan in session.execute(query):
        signers.setdefault(key, []).append(
            [party.value, guardian, said.value, name, way.value, at.isoformat(), verifier, scan]
        )
    return signers
