"""Documents inside the encrypted store: scans, PDF files and pictures."""

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.texts import LONGEST_NAME, line
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _, number
from stagecoach.services import Store
from stagecoach.services.rules import rules
from stagecoach.store.attachments import Attachment, AttachmentContent
from stagecoach.store.evaluations.consents import Consent
from stagecoach.store.journal import recorded_as

PDF, JPEG, PNG, HEIC = "application/pdf", "image/jpeg", "image/png", "image/heic"
_ENDINGS = ("pdf", "jpg", "jpeg", "png", "heic", "heif")  # of file names
# What a file is shows in how it begins; its name proves nothing (docs/threats.md, Bad inputs).
_BEGINS = {b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}
_PDF_WITHIN = 1024  # bytes: mail programs and scanners put something before it
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    id: uuid.UUID
    name: str
    media_type: str
    size: int  # bytes
    added_on: dt.date


def overview(session: Session, placement_id: uuid.UUID) -> list[Row]:
    """The documents of a placement, newest first."""
    a = Attachment
    query = (
        select(a.id, a.name, a.media_type, a.size, a.added_on)
        .where(a.placement_id == placement_id)
        .order_by(a.id.desc())
    )
    return [Row(*row) for row in session.execute(query)]


def attach(store: Store, placement_id: uuid.UUID, path: Path, person_id: uuid.UUID) -> uuid.UUID:
    """Read a file and keep it. A job of the worker. Raises StageCoachError; nothing is kept then.

    The size is looked at before anything is read.
    """
    most = store.ask(rules.numbers)["attachment_megabytes"]
    try:
        size = path.stat().st_size
        if size > most * _MEGABYTE:
            text = _("This file has %(size)s megabytes. At most %(most)d fit. Nothing was added.")
            raise StageCoachError(text % {"size": number(round(size / _MEGABYTE)), "most": most})
        content = path.read_bytes()
    except OSError as error:
        raise StageCoachError(_("This file cannot be read. Nothing was added.")) from error
    key: uuid.UUID = store.do(add, placement_id, path.name, content, person_id)
    return key


def pattern() -> str:
    """For a dialog that asks for a file."""
    name, endings = _("Documents"), " ".join(f"*.{ending}" for ending in _ENDINGS)
    return f"{name} ({endings})"


@recorded_as("attachments.add")
def add(
    session: Session, placement_id: uuid.UUID, name: str, content: bytes, person_id: uuid.UUID
) -> uuid.UUID:
    """Keep a document. Raises StageCoachError for what is no PDF or picture."""
    if not content:
        raise StageCoachError(_("This file is empty. Nothing was added."))
    media_type = kind(content)
    if media_type is None:
        raise StageCoachError(
            _("Only PDF, JPEG, PNG and HEIC can be added. This file is something else.")
        )
    kept = AttachmentContent(content=content)
    session.add(kept)
    session.flush()
    row = Attachment(
        placement_id=placement_id,
        name=line(name)[:LONGEST_NAME] or _("document"),
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_on=clock.today(),
        added_by_id=person_id,
        content_id=kept.id,
    )
    session.add(row)
    session.flush()
    return row.id


def kind(content: bytes) -> str | None:
    """What a file is, by how it begins; None for what is not shown here."""
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return PDF
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return HEIC
    return next((kind for begin, kind in _BEGINS.items() if content.startswith(begin)), None)


def read(session: Session, attachment_id: uuid.UUID) -> tuple[Row, bytes]:
    """The document itself. Raises StageCoachError when its bytes are not what was put in."""
    a = session.get_one(Attachment, attachment_id)
    content = session.get_one(AttachmentContent, a.content_id).content
    if hashlib.sha256(content).hexdigest() != a.sha256:
        raise StageCoachError(_("This document is damaged. Restore it from a backup."))
    return Row(a.id, a.name, a.media_type, a.size, a.added_on), content


@recorded_as("attachments.remove")
def remove(session: Session, attachment_id: uuid.UUID) -> None:
    """Take a document away; its bytes stay, so that this can be undone.

    Raises StageCoachError for the scan of a paper that somebody signed.
    """
    if session.scalar(select(Consent.id).where(Consent.attachment_id == attachment_id).limit(1)):
        raise StageCoachError(_("Somebody signed an evaluation on this paper, so it stays."))
    session.delete(session.get_one(Attachment, attachment_id))
