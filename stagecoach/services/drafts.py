"""Half-typed forms: kept while typing, found back after a crash, gone once saved.

They are whose who typed them: another person at the same machine neither sees nor loses them.
"""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Protocol, TypeVar

from sqlalchemy import ColumnElement, delete, inspect, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.store import context
from stagecoach.store.base import Base
from stagecoach.store.drafts import Draft
from stagecoach.store.ids import new_id
from stagecoach.store.journal import recorded_as


class Fields(Protocol):
    """What every dataclass has."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


T = TypeVar("T", bound=Fields)


@dataclass(frozen=True, slots=True)
class Kept:
    form: str
    subject: str
    fields: dict[str, Any]
    saved_at: dt.datetime


def of_row(kind: type[T], row: Base, **others: Any) -> T:
    """A draft for a form: what a row calls by the same name, and `others` besides."""
    names = {field.name for field in fields(kind)} - others.keys()
    return kind(**{name: getattr(row, name) for name in names if hasattr(row, name)}, **others)


def put(draft: Any, row: Base) -> None:
    """The same way back, for fields that need no more than that; ids stay the row's own."""
    columns = set(inspect(type(row)).columns.keys()) - {"id"}
    for field in fields(draft):
        if field.name in columns:
            setattr(row, field.name, getattr(draft, field.name))


@recorded_as("drafts.keep")
def keep(session: Session, form: str, subject: str, fields: dict[str, Any]) -> None:
    """Keep what is typed now, in the place of what was kept before."""
    values = {"fields": fields, "saved_at": clock.now()}
    whose = {"person_id": context.of(session).person_id, "form": form, "subject": subject}
    row = insert(Draft).values(id=new_id(), **whose, **values)
    session.execute(row.on_conflict_do_update(index_elements=list(whose), set_=values))


def find(session: Session, form: str, subject: str = "") -> Kept | None:
    query = select(Draft).where(_mine(session), Draft.form == form, Draft.subject == subject)
    draft = session.scalars(query).first()
    return Kept(form, subject, draft.fields, draft.saved_at) if draft else None


def every(session: Session, form: str) -> list[Kept]:
    """All of one form, newest first."""
    mine = select(Draft).where(_mine(session), Draft.form == form)
    query = mine.order_by(Draft.saved_at.desc())
    return [Kept(form, d.subject, d.fields, d.saved_at) for d in session.scalars(query)]


@recorded_as("drafts.discard")
def discard(session: Session, form: str, subject: str = "") -> None:
    session.execute(
        delete(Draft).where(_mine(session), Draft.form == form, Draft.subject == subject),
        execution_options={"synchronize_session": False},  # no draft is held as a row
    )


def _mine(session: Session) -> ColumnElement[bool]:
    mine = context.of(session).person_id
    return Draft.person_id == mine
