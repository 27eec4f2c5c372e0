"""How a person wants to see the lists: filters under a name, and columns left out."""

import uuid
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class SavedFilter(Base):
    __tablename__ = "saved_filter"
    __merge__ = merge_rules.same_row("person_id", "list_name", "title")
    __table_args__ = (UniqueConstraint("person_id", "list_name", "title"),)

    person_id: Mapped[uuid.UUID] = reference("person")
    list_name: Mapped[str] = mapped_column(String(40))  # "students"
    title: Mapped[str] = mapped_column(String(80))
    choices: Mapped[dict[str, Any]]  # a filter's name to what was chosen, as text


class HiddenColumn(Base):
    """A list shows every column but these: a new one of a later version is seen at once."""

    __tablename__ = "hidden_column"
    __merge__ = merge_rules.same_row("person_id", "list_name", "name")
    __table_args__ = (UniqueConstraint("person_id", "list_name", "name"),)

    person_id: Mapped[uuid.UUID] = reference("person")
    list_name: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(40))
