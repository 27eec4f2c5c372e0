"""What was seen of one work process: log, tasks, talks and documents, to judge it by.

Put into a form it is a quotation with its day and observer: the words as they were. A note that
is edited later changes no form.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.domain.access import Right
from stagecoach.domain.templates.blueprints import Section
from stagecoach.services.access import rights as access
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.services.guidance import moments
from stagecoach.services.logs import logbook
from stagecoach.services.students import attachments
from stagecoach.services.tasks import tasks
from stagecoach.store.logs import LogEntry
from stagecoach.store.tasks import Task


@dataclass(frozen=True, slots=True)
class Evidence:
    """Newest first. Talks and documents are of the placement: they name no work process."""

    logs: list[logbook.Row]
    tasks: list[tasks.Row]
    talks: list[moments.Row]
    documents: list[attachments.Row]


def of(session: Session, placement_id: uuid.UUID, process_id: uuid.UUID | None) -> Evidence:
    """Of the dossier: an assessor judges the evaluation, and not how somebody learned."""
    if not access.may(session, Right.OPEN, placement_id):
        return Evidence([], [], [], [])
    plan = tasks.plan(session, placement_id)
    on_it = [row for row in plan if process_id is None or row.process_id == process_id]
    return Evidence(
        logbook.about(session, [row.id for row in on_it]),
        on_it,
        moments.overview(session, placement_id),
        attachments.overview(session, placement_id),
    )


def without(session: Session, sheet: Sheet) -> list[Section]:
    """Judged, and nothing was ever logged on that work process and track: said before signing."""
    if sheet.head is None:
        return []
    query = (
        select(Task.work_process_id, Task.track)
        .join(LogEntry, LogEntry.task_id == Task.id)
        .where(Task.placement_id == sheet.head.placement_id)
        .distinct()
    )
    seen = {(row[0], row[1]) for row in session.execute(query)}
    return [
        section
        for section in sheet.structure.sections
        if section.process is not None
        and section.track is not None
        and (section.process.id, section.track) not in seen
        and not sheet.leaves_out(section)
        and not any(sheet.answer(q).explanation for q in section.questions)
    ]
