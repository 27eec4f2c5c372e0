"""Personal keys: what is sealed to somebody opens with theirs alone, not with the store's.

The public halves are for everybody. The private ones stand here wrapped under the person's own
passphrase and recovery code (`slots`), and never in the journal: an old passphrase must not go
on opening what a new one closed.
"""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class PersonalKey(Base):
    """An age recipient and an Ed25519 key to check signatures with. One of a person holds."""

    __tablename__ = "personal_key"
    __merge__ = merge_rules.BY_ID

    person_id: Mapped[uuid.UUID] = reference("person", index=True)
    recipient: Mapped[str] = mapped_column(String(100))  # age1…
    verifier: Mapped[str] = mapped_column(String(64))  # hex
    made_on: Mapped[dt.date]
    lost_on: Mapped[dt.date | None]


class KeySlot(Base):
    """The private halves, wrapped."""

    __tablename__ = "key_slot"
    __merge__ = merge_rules.STAYS

    key_id: Mapped[uuid.UUID] = reference("personal_key", index=True)
    content: Mapped[dict[str, Any]]
