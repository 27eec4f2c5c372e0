"""Sentences somebody uses often: put in with two keys instead of typed again."""

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach.domain.texts import clean
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.store.journal import recorded_as
from stagecoach.store.logs import Snippet

LONGEST = 500
MOST = 40


@dataclass(frozen=True, slots=True)
class Row:
    id: uuid.UUID
    text: str


def overview(session: Session, person_id: uuid.UUID) -> list[Row]:
    query = (
        select(Snippet.id, Snippet.text)
        .where(Snippet.person_id == person_id)
        .order_by(Snippet.position, Snippet.id)
    )
    return [Row(*row) for row in session.execute(query)]


@recorded_as("snippets.add")
def add(session: Session, person_id: uuid.UUID, text: str) -> uuid.UUID:
    """Keep a sentence; the same one is kept once. Raises Invalid."""
    wanted = clean(text)
    if not wanted:
        raise Invalid({"text": _("Select or type the sentence first.")})
    if len(wanted) > LONGEST:
        raise Invalid({"text": _("At most %d characters fit here.") % LONGEST})
    kept = overview(session, person_id)
    same = next((row.id for row in kept if row.text == wanted), None)
    if same is not None:
        return same
    if len(kept) >= MOST:
        raise Invalid({"text": _("There are %d sentences. Remove one first.") % MOST})
    last = session.scalar(select(func.max(Snippet.position)).where(Snippet.person_id == person_id))
    snippet = Snippet(person_id=person_id, text=wanted, position=(last or 0) + 1)
    session.add(snippet)
    session.flush()
    return snippet.id


@recorded_as("snippets.remove")
def remove(session: Session, snippet_id: uuid.UUID) -> None:
    session.delete(session.get_one(Snippet, snippet_id))
