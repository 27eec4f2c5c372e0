"""People who guide, and the roles they hold."""

import datetime as dt
import uuid

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.domain.people import Role
from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class Person(Base):
    __tablename__ = "person"
    __merge__ = merge_rules.CONFLICT

    name: Mapped[str] = mapped_column(String(200))
    company_id: Mapped[uuid.UUID | None] = reference("company", index=True)
    school_id: Mapped[uuid.UUID | None] = reference("school", index=True)
    student_id: Mapped[uuid.UUID | None] = reference("student", unique=True)  # who studies
    manages: Mapped[bool] = mapped_column(default=False)  # persons, rules and lists of the store


class PersonRole(Base):
    """A role is dated; one person may hold several."""

    __tablename__ = "person_role"
    __merge__ = merge_rules.BY_ID

    person_id: Mapped[uuid.UUID] = reference("person", index=True)
    role: Mapped[Role]
    valid_from: Mapped[dt.date]
    valid_until: Mapped[dt.date | None]


class Involvement(Base):
    """Who has a part in one placement beside its coach, trainer and supervisor."""

    __tablename__ = "involvement"
    __merge__ = merge_rules.same_row("placement_id", "person_id", "role", "from_on")
    __table_args__ = (UniqueConstraint("placement_id", "person_id", "role", "from_on"),)

    placement_id: Mapped[uuid.UUID] = reference("placement")
    person_id: Mapped[uuid.UUID] = reference("person", index=True)
    role: Mapped[Role]
    from_on: Mapped[dt.date]
    until_on: Mapped[dt.date | None]


class SignIn(Base):
    """What a person types to be themselves. Never in the journal: it is nobody's history."""

    __tablename__ = "sign_in"
    __merge__ = merge_rules.STAYS

    person_id: Mapped[uuid.UUID] = reference("person", unique=True)
    salt: Mapped[str] = mapped_column(String(32))  # hex
    digest: Mapped[str] = mapped_column(String(64))  # hex, argon2id
    memory: Mapped[int]  # KiB
    passes: Mapped[int]
    wrong_tries: Mapped[int] = mapped_column(default=0)
    lock_after: Mapped[int]  # minutes without a key


class StoreInfo(Base):
    """One row: what this store is called and whose it is."""

    __tablename__ = "store_info"
    __merge__ = merge_rules.STAYS

    name: Mapped[str] = mapped_column(String(200))
    owner_id: Mapped[uuid.UUID] = reference("person")
    role: Mapped[Role]
    device_id: Mapped[uuid.UUID]
