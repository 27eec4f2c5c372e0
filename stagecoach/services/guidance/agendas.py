"""The agenda of a talk, made from what is open: nobody has to remember it."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.domain.tasks import Status
from stagecoach.domain.tracks import Track, code
from stagecoach.i18n import _
from stagecoach.services.guidance import actions
from stagecoach.services.hours import ledger
from stagecoach.store.logs import LogEntry
from stagecoach.store.tasks import Task

_STEPS = 5  # newest next steps


def propose(session: Session, placement_id: uuid.UUID) -> str:
    """One line for each open point: actions, steps from the log, tasks to assess, hours."""
    agreed = actions.still_open(session, [placement_id])
    lines = [f"{due.text} ({actions.about(due)})" for due in agreed]
    lines += _steps(session, placement_id)
    lines += _tasks(session, placement_id)
    totals = ledger.of(session, placement_id)
    if totals.waiting:
        lines.append(_("Approve hours"))
    if totals.sent_back:
        lines.append(_("Hours that were sent back"))
    tracks = {Track.LEARNING: _("How do the learning tasks go?"), Track.WORK: _("And the work?")}
    return "\n".join(f"- {line}" for line in [*lines, *tracks.values()])


def _steps(session: Session, placement_id: uuid.UUID) -> list[str]:
    query = (
        select(LogEntry.next_step)
        .where(
            LogEntry.placement_id == placement_id,
            LogEntry.next_step != "",
            LogEntry.next_step_done.is_(False),
        )
        .order_by(LogEntry.happened_on.desc(), LogEntry.id.desc())
        .limit(_STEPS)
    )
    return list(session.scalars(query))


def _tasks(session: Session, placement_id: uuid.UUID) -> list[str]:
    query = (
        select(Task.track, Task.number, Task.title)
        .where(Task.placement_id == placement_id, Task.status == Status.REVIEW)
        .order_by(Task.track, Task.number)
    )
    text = _("Assess %(code)s %(title)s")
    return [
        text % {"code": code(track, number), "title": title}
        for track, number, title in session.execute(query)
    ]
