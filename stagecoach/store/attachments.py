"""Documents kept inside the encrypted store."""

import datetime as dt
import uuid

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class Attachment(Base):
    """What a document is called and is; its bytes are a row of their own, read when opened."""

    __tablename__ = "attachment"
    __merge__ = merge_rules.BY_ID

    placement_id: Mapped[uuid.UUID] = reference("placement", index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(String(64))
    added_on: Mapped[dt.date]
    added_by_id: Mapped[uuid.UUID | None] = reference("person")
    content_id: Mapped[uuid.UUID] = reference("attachment_content")


class AttachmentContent(Base):
    """Never journaled; it outlives the removal of its document, so that can be undone."""

    __tablename__ = "attachment_content"
    __merge__ = merge_rules.BY_ID

    content: Mapped[bytes] = mapped_column(LargeBinary)
