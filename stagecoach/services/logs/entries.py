"""Log entries: written in seconds, on one of the tracks."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.logs import LONGEST_MINUTES, Author, EntryKind, Guide, Mark
from stagecoach.domain.people import COMPANY_ROLES, Role
from stagecoach.domain.tasks import Status
from stagecoach.domain.texts import LONGEST_TEXT, clean, first_name, line
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services import drafts
from stagecoach.services.access import roles
from stagecoach.services.people import persons as people
from stagecoach.services.students import students
from stagecoach.store.journal import recorded_as
from stagecoach.store.logs import LogEntry
from stagecoach.store.tasks import Task

FORM = "log"  # the name a half-typed new entry is kept under, with the placement as subject
LONGEST_OBSERVERS = 300
CHANGE = "log_change"  # and the half-typed change of one, with the entry as subject


@dataclass(slots=True)
class Draft:
    """An entry as it stands in the form."""

    placement_id: uuid.UUID | None = None
    track: Track = Track.WORK
    task_id: uuid.UUID | None = None
    happened_on: dt.date | None = None
    text: str = ""
    went_well: str = ""
    next_step: str = ""
    guided_by: Guide = Guide.COMPANY
    minutes: int = 0
    written_by: Author = Author.SUPERVISOR
    kind: EntryKind = EntryKind.NOTE
    mark: Mark | None = None
    told: bool = False  # to the student
    observers: str = ""
    id: uuid.UUID | None = None


def prefill(
    session: Session, person_id: uuid.UUID | None, placement_id: uuid.UUID | None = None
) -> Draft:
    """A new entry: the student meant or logged last, the task in progress, today."""
    if placement_id is None:
        placement_id = _last_student(session, person_id)
    draft = Draft(placement_id=placement_id, happened_on=clock.today())
    if (mine := roles.me(session)) is not None and mine.roles == {Role.STUDENT}:
        draft.written_by = Author.STUDENT
    if placement_id is not None and (task := _going_on(session, placement_id)):
        draft.task_id, draft.track = task.id, task.track
    return draft


def _last_student(session: Session, person_id: uuid.UUID | None) -> uuid.UUID | None:
    if person_id is None:
        return None
    own = {brief.placement_id for brief in students.mine(session, person_id, Right.LOG)}
    newest = (
        select(LogEntry.placement_id)
        .where(LogEntry.placement_id.in_(own))
        .order_by(LogEntry.id.desc())
        .limit(1)
    )
    return session.scalar(newest) or next(iter(own), None)


def _going_on(session: Session, placement_id: uuid.UUID) -> Task | None:
    """The busy task that was logged last, else the first busy one."""
    last = func.max(LogEntry.id)
    query = (
        select(Task)
        .outerjoin(LogEntry, LogEntry.task_id == Task.id)
        .where(Task.placement_id == placement_id, Task.status == Status.BUSY)
        .group_by(Task.id)
        .order_by(last.desc(), Task.planned_from)
    )
    return session.scalars(query).first()


def half_typed(session: Session) -> drafts.Kept | None:
    """The newest half-typed new entry of a student who is still there."""
    for kept in drafts.every(session, FORM):
        if not kept.subject or students.exists(session, uuid.UUID(kept.subject)):
            return kept
    return None


def draft(session: Session, entry_id: uuid.UUID) -> Draft:
    return drafts.of_row(Draft, session.get_one(LogEntry, entry_id))


@recorded_as("logs.save")
def save(
    session: Session, draft: Draft, *, author_id: uuid.UUID | None = None, subject: str = ""
) -> uuid.UUID:
    """Keep an entry and throw its half-typed form away. Raises Invalid."""
    _check(session, draft)
    entry = session.get_one(LogEntry, draft.id) if draft.id else LogEntry()
    if draft.id is None:
        entry.author_id = author_id
    before = (entry.placement_id, entry.task_id, entry.guided_by)
    if before != (draft.placement_id, draft.task_id, draft.guided_by):
        entry.guide = _guide(session, draft, entry.author_id)
    drafts.put(draft, entry)
    for name in ("text", "went_well", "next_step"):
        setattr(entry, name, clean(getattr(draft, name)))
    entry.minutes = 0 if draft.guided_by is Guide.NOBODY else draft.minutes
    entry.kind = draft.kind if draft.written_by is Author.STUDENT else EntryKind.NOTE
    entry.observers = line(draft.observers)
    session.add(entry)
    session.flush()
    drafts.discard(session, CHANGE if draft.id else FORM, subject)
    return entry.id


@recorded_as("logs.save_several")
def save_several(
    session: Session,
    draft: Draft,
    others: list[uuid.UUID],
    *,
    author_id: uuid.UUID | None = None,
    subject: str = "",
) -> uuid.UUID:
    """One note for several students at once: an entry for each, undone as one. Raises Invalid.

    A task belongs to one student, so the others get it on the track alone.
    """
    key = save(session, draft, author_id=author_id, subject=subject)
    for placement_id in others:
        if placement_id != draft.placement_id:
            own = replace(draft, placement_id=placement_id, task_id=None)
            save(session, own, author_id=author_id, subject=subject)
    return key


def _guide(session: Session, draft: Draft, author_id: uuid.UUID | None) -> str:
    """Who guided, by first name: whoever of that side writes it; else the coach of the task, or
    the one of the placement.
    """
    if draft.guided_by not in {Guide.COMPANY, Guide.SCHOOL}:
        return ""
    company = draft.guided_by is Guide.COMPANY
    sides = COMPANY_ROLES if company else {Role.SCHOOL_SUPERVISOR, Role.CAREER_COACH}
    if author_id is not None and roles.read(session, author_id).roles & sides:
        return first_name(people.name(session, author_id))
    task = session.get(Task, draft.task_id) if draft.task_id else None
    own = (task.company_coach_id if company else task.school_coach_id) if task else None
    if own is not None:
        return first_name(people.name(session, own))
    assert draft.placement_id is not None  # checked before
    head = students.head(session, draft.placement_id)
    return first_name((head.coach or head.trainer) if company else head.supervisor)


def _check(session: Session, draft: Draft) -> None:
    problems = _wrong_texts(draft)
    if draft.placement_id is None:
        problems["placement_id"] = _("Choose a student.")
    if draft.happened_on is None:
        problems["happened_on"] = _("This date does not exist.")
    elif draft.happened_on > clock.today():
        problems["happened_on"] = _("This day has yet to come.")
    if not 0 <= draft.minutes <= LONGEST_MINUTES:
        problems["minutes"] = _("Give 0 to %d minutes.") % LONGEST_MINUTES
    if draft.task_id is not None:
        task = session.get(Task, draft.task_id)
        if not task or (task.placement_id, task.track) != (draft.placement_id, draft.track):
            problems["task_id"] = _("Choose a task of this student on this track.")
    if problems:
        raise Invalid(problems)


def _wrong_texts(draft: Draft) -> dict[str, str]:
    problems = {
        name: _("At most %d characters fit here.") % LONGEST_TEXT
        for name in ("text", "went_well", "next_step")
        if len(getattr(draft, name)) > LONGEST_TEXT
    }
    if len(line(draft.observers)) > LONGEST_OBSERVERS:
        problems["observers"] = _("At most %d characters fit here.") % LONGEST_OBSERVERS
    if not clean(draft.text):
        problems["text"] = _("Say in a few words what happened.")
    return problems


@recorded_as("logs.set_next_step_done")
def set_next_step_done(session: Session, entry_id: uuid.UUID, *, done: bool) -> None:
    session.get_one(LogEntry, entry_id).next_step_done = done


@recorded_as("logs.delete")
def delete(session: Session, entry_id: uuid.UUID) -> None:
    session.delete(session.get_one(LogEntry, entry_id))
