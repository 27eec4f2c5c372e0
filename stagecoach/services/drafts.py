"""Half-typed forms: kept while typing, found back after a crash, gone once saved."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.store.drafts import Draft
from stagecoach.store.ids import new_id


@dataclass(frozen=True, slots=True)
class Kept:
    form: str
    subject: str
    fields: dict[str, Any]
    saved_at: dt.datetime


def keep(session: Session, form: str, subject: str, fields: dict[str, Any]) -> None:
    """Keep what is typed now, in the place of what was kept before."""
    values = {"fields": fields, "saved_at": clock.now()}
    row = insert(Draft).values(id=new_id(), form=form, subject=subject, **values)
    session.execute(row.on_conflict_do_update(index_elements=["form", "subject"], set_=values))


def find(session: Session, form: str, subject: str = "") -> Kept | None:
    query = select(Draft).where(Draft.form == form, Draft.subject == subject)
    found = session.scalars(query).first()
    return Kept(form, subject, found.fields, found.saved_at) if found else None


def every(session: Session, form: str) -> list[Kept]:
    """All of one form, newest first."""
    query = select(Draft).where(Draft.form == form).order_by(Draft.saved_at.desc())
    return [Kept(form, d.subject, d.fields, d.saved_at) for d in session.scalars(query)]


def discard(session: Session, form: str, subject: str = "") -> None:
    session.execute(delete(Draft).where(Draft.form == form, Draft.subject == subject))
