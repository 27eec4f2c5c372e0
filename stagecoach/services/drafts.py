"""Half-typed forms: kept while typing, found back after a crash, gone once saved.

They are whose who typed them: another person at the same machine neither sees nor loses them.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.store import context
from stagecoach.store.drafts import Draft
from stagecoach.store.ids import new_id
from stagecoach.store.journal import recorded_as


@dataclass(frozen=True, slots=True)
class Kept:
    form: str
    subject: str
    fields: dict[str, Any]
    saved_at: dt.datetime


@recorded_as("drafts.keep")
def keep(session: Session, form: str, subject: str, fields: dict[str, Any]) -> None:
    """Keep what is typed now, in the place of what was kept before."""
    values = {"fields": fields, "saved_at": clock.now()}
    whose = {"person_id": context.of(session).person_id, "form": form, "subject": subject}
    row = insert(Draft).values(id=new_id(), **whose, **values)
    session.execute(row.on_conflict_do_update(index_elements=list(whose), set_=values))


def find(session: Session, form: str, subject: str = "") -> Kept | None:
    query = select(Draft).where(_mine(session), Draft.form == form, Draft.subject == subject)
    found = session.scalars(query).first()
    return Kept(form, subject, found.fields, found.saved_at) if found else None


def every(session: Session, form: str) -> list[Kept]:
    """All of one form, newest first."""
    mine = select(Draft).where(_mine(session), Draft.form == form)
    query = mine.order_by(Draft.saved_at.desc())
    return [Kept(form, d.subject, d.fields, d.saved_at) for d in session.scalars(query)]


@recorded_as("drafts.discard")
def discard(session: Session, form: str, subject: str = "") -> None:
    session.execute(
        delete(Draft).where(_mine(session), Draft.form == form, Draft.subject == subject)
    )


def _mine(session: Session) -> ColumnElement[bool]:
    mine = context.of(session).person_id
    return Draft.person_id == mine
