"""Undo and redo: the inverse of one action, which is itself an action."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from stagecoach.domain.evaluations import Status
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services.history import changes as changes_of
from stagecoach.services.history import words
from stagecoach.store import base, journal
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.hours import DayLine
from stagecoach.store.journal import Action, Change, ChangeKind, recorded_as


@dataclass(frozen=True, slots=True)
class Done:
    """What Undo would take back, in words; the placement whose it is, where it is of one."""

    text: str
    placement_id: uuid.UUID | None = None


def about(session: Session, action_id: uuid.UUID) -> Done:
    """The first of its changes says what it did: a log, new (Youssef Amrani)."""
    query = select(Change).where(Change.action_id == action_id).order_by(Change.id)
    changes = [c for c in session.scalars(query) if c.table_name not in words.ALONG]
    if not changes:
        return Done(_("Something"))
    text = words.done(changes[0].table_name, changes[0].kind)
    placement_id = next((key for c in changes if (key := _whose(session, c))), None)
    name = changes_of.student_name(session, placement_id)
    return Done(f"{text} ({name})" if name else text, placement_id)


def _whose(session: Session, change: Change) -> uuid.UUID | None:
    """The placement of a row, also when it is gone."""
    row = session.get(base.model(change.table_name), change.row_id)
    if change.table_name == "placement":
        return change.row_id
    if row is not None:
        evaluation_id = getattr(row, "evaluation_id", None)
        evaluation = session.get(Evaluation, evaluation_id) if evaluation_id else None
        return getattr(evaluation or row, "placement_id", None)
    kept = change.fields.get("placement_id", [None])[0]
    return uuid.UUID(kept) if kept else None


@recorded_as("history.reverse")
def reverse(session: Session, action_id: uuid.UUID) -> str:
    """Take an action back; gives its name. Reversing the reversal does it again.

    Raises StageCoachError when a later change stands in the way; then nothing has changed.
    """
    action = session.get_one(Action, action_id)
    if not action.undoable:
        raise StageCoachError(_("This cannot be undone."))
    query = select(Change).where(Change.action_id == action_id).order_by(Change.id.desc())
    try:
        for change in session.scalars(query).all():
            if change.table_name == "blueprint":
                continue  # kept under its digest, whoever uses it
            _refuse_fixed(session, change)
            _INVERSE[change.kind](session, change)
            session.flush()
    except IntegrityError:
        raise _in_the_way() from None
    return action.name


def _in_the_way() -> StageCoachError:
    return StageCoachError(_("A later change stands in the way. Undo that one first."))


def _refuse_fixed(session: Session, change: Change) -> None:
    """What people approved or signed does not change by a key."""
    model = base.model(change.table_name)
    row = session.get(model, change.row_id)
    if isinstance(row, DayLine) and row.approved_at and "approved_at" not in change.fields:
        raise StageCoachError(_("These hours have been approved since, so they stay."))
    if isinstance(row, Evaluation) and "status" in change.fields:
        raise StageCoachError(_("An agreement comes and goes in words, not by undoing."))
    if change.table_name == "school_result":
        return  # a record of its own
    key = row.id if isinstance(row, Evaluation) else getattr(row, "evaluation_id", None)
    evaluation = session.get(Evaluation, key) if key is not None else None
    beside = change.table_name in {"voice_sheet", "voice_mark", "talk_point"}
    if evaluation is None or evaluation.status is Status.DRAFT:
        return
    if evaluation.status is Status.CLOSED or not beside:
        raise StageCoachError(_("This evaluation has been proposed since, so it stays."))


def _undo_insert(session: Session, change: Change) -> None:
    row = session.get(base.model(change.table_name), change.row_id)
    if row is None:
        raise _in_the_way()
    later = select(Change).where(Change.row_id == change.row_id, Change.id > change.id)
    at_first: dict[str, object] = {}
    for since in session.scalars(later.order_by(Change.id)):
        if since.kind in {ChangeKind.UPDATE, ChangeKind.DELETE}:  # it may have come back since
            at_first = {name: pair[0] for name, pair in since.fields.items()} | at_first
    if any(journal.encode(getattr(row, name)) != value for name, value in at_first.items()):
        raise _in_the_way()
    session.delete(row)


def _undo_update(session: Session, change: Change) -> None:
    model = base.model(change.table_name)
    row = session.get(model, change.row_id)
    for name, (old, new) in change.fields.items():
        if row is None or journal.encode(getattr(row, name)) != new:
            raise _in_the_way()
        setattr(row, name, journal.decode(model, name, old))


def _undo_delete(session: Session, change: Change) -> None:
    model = base.model(change.table_name)
    if session.get(model, change.row_id) is not None:
        raise _in_the_way()
    values = {
        name: journal.decode(model, name, old) for name, (old, _new) in change.fields.items()
    }
    session.add(model(id=change.row_id, **values))


def _undo_bulk(_session: Session, _change: Change) -> None:
    raise StageCoachError(_("An import cannot be undone step by step. Restore a backup."))


_INVERSE = {
    ChangeKind.INSERT: _undo_insert,
    ChangeKind.UPDATE: _undo_update,
    ChangeKind.DELETE: _undo_delete,
    ChangeKind.BULK: _undo_bulk,
}
