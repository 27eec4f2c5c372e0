"""People who guide, and the roles they hold."""

import datetime as dt
import uuid

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.domain.people import Role
from stagecoach.store.base import Base, reference


class Person(Base):
    __tablename__ = "person"

    name: Mapped[str] = mapped_column(String(200))
    company_id: Mapped[uuid.UUID | None] = reference("company", index=True)
    school_id: Mapped[uuid.UUID | None] = reference("school", index=True)


class PersonRole(Base):
    """A role is dated; one person may hold several."""

    __tablename__ = "person_role"

    person_id: Mapped[uuid.UUID] = reference("person", index=True)
    role: Mapped[Role]
    valid_from: Mapped[dt.date]
    valid_until: Mapped[dt.date | None]


class StoreInfo(Base):
    """One row: what this store is called and whose it is."""

    __tablename__ = "store_info"

    name: Mapped[str] = mapped_column(String(200))
    owner_id: Mapped[uuid.UUID] = reference("person")
    role: Mapped[Role]
    device_id: Mapped[uuid.UUID]
