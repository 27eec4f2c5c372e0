"""Training companies and schools."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.store import merge_rules
from stagecoach.store.base import Base


class Company(Base):
    __tablename__ = "company"
    __merge__ = merge_rules.BY_ID

    name: Mapped[str] = mapped_column(String(200))
    # Text of up to 20: nine digits today, longer codes in older data (docs/domain.md, Training
    # company and recognition).
    training_company_id: Mapped[str | None] = mapped_column(String(20))
    sector: Mapped[str] = mapped_column(String(200), default="")


class School(Base):
    __tablename__ = "school"
    __merge__ = merge_rules.BY_ID

    name: Mapped[str] = mapped_column(String(200))
