"""The catalogue: tasks of a qualification that any student can be given, once written well."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.domain.tracks import Track
from stagecoach.services.students import students
from stagecoach.services.tasks import tasks
from stagecoach.store.journal import recorded_as
from stagecoach.store.qualifications import WorkProcess
from stagecoach.store.tasks import CatalogueTask, Task


@dataclass(frozen=True, slots=True)
class Row:
    id: uuid.UUID
    track: Track
    title: str
    short_title: str
    process_id: uuid.UUID | None
    process_code: str
    complexity: int
    criteria: str
    used: bool  # by this student, on this track


def overview(session: Session, placement_id: uuid.UUID, track: Track) -> list[Row]:
    """What this student could be given on a track, from simple to complex; retired ones not."""
    head = students.head(session, placement_id)
    used = set(
        session.scalars(
            select(Task.catalogue_id).where(
                Task.placement_id == placement_id, Task.catalogue_id.is_not(None)
            )
        )
    )
    c = CatalogueTask
    query = (
        select(
            c.id,
            c.track,
            c.title,
            c.short_title,
            c.work_process_id,
            WorkProcess.code,
            c.complexity,
            c.criteria,
        )
        .outerjoin(WorkProcess, c.work_process_id == WorkProcess.id)
        .where(c.qualification_id == head.qualification_id, c.track == track, c.retired.is_(False))
        .order_by(c.complexity, c.title)
    )
    return [
        Row(key, on, title, short, process, code or "", level, criteria, key in used)
        for key, on, title, short, process, code, level, criteria in session.execute(query)
    ]


@recorded_as("catalogue.keep")
def keep(session: Session, task_id: uuid.UUID) -> uuid.UUID:
    """Put a student's task into the catalogue of the qualification; gives its id there.

    A task that came from the catalogue brings its changes back to it.
    """
    task = session.get_one(Task, task_id)
    kept = session.get(CatalogueTask, task.catalogue_id) if task.catalogue_id else None
    if kept is None:
        head = students.head(session, task.placement_id)
        kept = CatalogueTask(qualification_id=head.qualification_id, track=task.track)
    kept.title, kept.short_title = task.title, task.short_title
    kept.work_process_id, kept.complexity = task.work_process_id, task.complexity
    kept.criteria, kept.retired = task.criteria, False
    session.add(kept)
    session.flush()
    task.catalogue_id = kept.id
    return kept.id


def draft_from(session: Session, placement_id: uuid.UUID, row: Row) -> tasks.Draft:
    """A new task for this student as the catalogue has it; the weeks are still to be chosen."""
    draft = tasks.new_draft(session, placement_id, row.track)
    draft.title, draft.short_title = row.title, row.short_title
    draft.process_id, draft.complexity = row.process_id, row.complexity
    draft.criteria, draft.catalogue_id = row.criteria, row.id
    return draft


@recorded_as("catalogue.retire")
def retire(session: Session, catalogue_id: uuid.UUID) -> None:
    """No longer offered; tasks that came from it stay as they are."""
    session.get_one(CatalogueTask, catalogue_id).retired = True
