"""Agreed actions: who does what by when, from a guidance moment or apart from one."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.evaluations import Party, party_name
from stagecoach.domain.texts import line
from stagecoach.errors import Invalid
from stagecoach.i18n import _, short_day
from stagecoach.store.guidance import AgreedAction
from stagecoach.store.journal import recorded_as

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Due:
    """An agreed action."""

    id: uuid.UUID
    placement_id: uuid.UUID
    moment_id: uuid.UUID | None
    text: str
    owner: Party
    due_on: dt.date | None
    done_on: dt.date | None

    @property
    def late(self) -> bool:
        return self.done_on is None and self.due_on is not None and self.due_on < clock.today()


@dataclass(slots=True)
class Draft:
    text: str = ""
    owner: Party = Party.STUDENT
    due_on: dt.date | None = None
    id: uuid.UUID | None = None


def about(due: Due) -> str:
    """Who does it and by when, in a few words."""
    parts = [party_name(due.owner)]
    if due.due_on:
        parts.append(_("by %s") % short_day(due.due_on))
    return ", ".join(parts)


def overview(
    session: Session, placement_ids: Iterable[uuid.UUID], *, done: bool = True
) -> list[Due]:
    """All of them, the first due first; without `done` only what is left to do."""
    a = AgreedAction
    query = (
        select(a.id, a.placement_id, a.moment_id, a.text, a.owner, a.due_on, a.done_on)
        .where(a.placement_id.in_(placement_ids))
        .order_by(a.due_on.is_(None), a.due_on, a.id)
    )
    if not done:
        query = query.where(a.done_on.is_(None))
    return [Due(*row) for row in session.execute(query)]


def still_open(session: Session, placement_ids: Iterable[uuid.UUID]) -> list[Due]:
    """Agreed and not done, the first due first."""
    return overview(session, placement_ids, done=False)


@recorded_as("actions.save")
def save(session: Session, placement_id: uuid.UUID, draft: Draft) -> uuid.UUID:
    """Keep a step apart from a talk, or the change of one. Raises Invalid."""
    if not line(draft.text):
        raise Invalid({"text": _("Say what has to be done.")})
    if len(line(draft.text)) > LONGEST:
        raise Invalid({"text": _("At most %d characters fit here.") % LONGEST})
    kept = session.get_one(AgreedAction, draft.id) if draft.id else None
    kept = kept or AgreedAction(placement_id=placement_id)
    _write(kept, draft)
    session.add(kept)
    session.flush()
    return kept.id


def _write(action: AgreedAction, draft: Draft) -> None:
    action.text, action.owner, action.due_on = line(draft.text), draft.owner, draft.due_on


def save_of_moment(
    session: Session, placement_id: uuid.UUID, moment_id: uuid.UUID, wanted: list[Draft]
) -> None:
    """The actions of a moment become these; empty lines are none."""
    kept = select(AgreedAction).where(AgreedAction.moment_id == moment_id)
    existing = {action.id: action for action in session.scalars(kept)}
    for draft in wanted:
        if not line(draft.text):
            continue
        action = existing.pop(draft.id, None) if draft.id else None
        action = action or AgreedAction(placement_id=placement_id, moment_id=moment_id)
        _write(action, draft)
        session.add(action)
    for gone in existing.values():
        session.delete(gone)
    session.flush()


@recorded_as("actions.set_done")
def set_done(session: Session, action_id: uuid.UUID, *, done: bool) -> None:
    session.get_one(AgreedAction, action_id).done_on = clock.today() if done else None


@recorded_as("actions.delete")
def delete(session: Session, action_id: uuid.UUID) -> None:
    session.delete(session.get_one(AgreedAction, action_id))
