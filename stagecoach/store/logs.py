"""Log entries: what happened, on which track, and who guided."""

import datetime as dt
import uuid

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.domain.logs import Author, EntryKind, Guide, Mark
from stagecoach.domain.tracks import Track
from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class LogEntry(Base):
    __tablename__ = "log_entry"
    __merge__ = merge_rules.BY_ID
    __table_args__ = (Index("ix_log_entry_newest", "placement_id", "happened_on", "id"),)

    placement_id: Mapped[uuid.UUID] = reference("placement")
    task_id: Mapped[uuid.UUID | None] = reference("task", index=True)
    track: Mapped[Track]
    written_by: Mapped[Author]
    author_id: Mapped[uuid.UUID | None] = reference("person")
    happened_on: Mapped[dt.date]
    text: Mapped[str] = mapped_column(Text)
    went_well: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(Text, default="")
    next_step_done: Mapped[bool] = mapped_column(default=False)
    guided_by: Mapped[Guide]
    guide: Mapped[str] = mapped_column(String(200), default="")  # first name, as told
    minutes: Mapped[int] = mapped_column(default=0)  # of guidance
    kind: Mapped[EntryKind] = mapped_column(default=EntryKind.NOTE, server_default="note")
    mark: Mapped[Mark | None]
    told: Mapped[bool] = mapped_column(default=False, server_default="0")  # to the student
    observers: Mapped[str] = mapped_column(String(300), default="", server_default="")


class Snippet(Base):
    """A sentence somebody uses often."""

    __tablename__ = "snippet"
    __merge__ = merge_rules.BY_ID

    person_id: Mapped[uuid.UUID] = reference("person", index=True)
    text: Mapped[str] = mapped_column(String(500))
    position: Mapped[int] = mapped_column(default=0)
