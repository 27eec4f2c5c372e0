"""The words for tables and fields, and values as people read them: for history and the bin."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from stagecoach import i18n
from stagecoach.domain.logs import Guide, Mark
from stagecoach.domain.tasks import Status
from stagecoach.domain.tracks import Track, code
from stagecoach.i18n import _
from stagecoach.services import logs
from stagecoach.services.tasks import status_name
from stagecoach.store.people import Person
from stagecoach.store.qualifications import WorkProcess
from stagecoach.store.tasks import Task

KINDS: dict[str, Callable[[], str]] = {
    "log_entry": lambda: _("Log"),
    "task": lambda: _("Task"),
    "guidance_moment": lambda: _("Guidance moment"),
    "agreed_action": lambda: _("Agreed action"),
    "attachment": lambda: _("Document"),
    "placement_pause": lambda: _("Interruption"),
    "day_line": lambda: _("Hours"),
    "not_possible": lambda: _("Not possible here"),
    "catalogue_task": lambda: _("Task of the catalogue"),
}
_TITLES = ("title", "text", "name", "reason", "result", "agenda", "elsewhere", "on_date")


def fields(table: str) -> dict[str, str]:
    """The fields of a record that people know, in the order of its form."""
    known: dict[str, dict[str, str]] = {
        "log_entry": {
            "happened_on": _("Date"), "track": _("Track"), "task_id": _("Task"),
            "text": _("What happened"), "went_well": _("What went well?"),
            "next_step": _("What is the next step?"), "guided_by": _("Guided by"),
            "minutes": _("Minutes"), "mark": _("Mark"), "observers": _("Also seen by"),
            "told": _("Already told the student"),
        },
        "task": {
            "title": _("Title"), "short_title": _("Short title"),
            "work_process_id": _("Work process"), "complexity": _("Level"),
            "planned_from": _("From"), "planned_until": _("Until"), "status": _("Status"),
            "company_coach_id": _("Coach company"), "school_coach_id": _("Coach school"),
            "criteria": _("Criteria"),
        },
        "guidance_moment": {
            "on_date": _("Date"), "held": _("It was held"), "at_work": _("At the workplace"),
            "agenda": _("Agenda"), "result": _("Result"), "minutes": _("Minutes"),
        },
    }  # fmt: skip
    return known.get(table, {})


def value(session: Session, table: str, name: str, kept: Any) -> str:
    """A value of the journal in words."""
    if kept in {None, ""}:
        return ""
    if isinstance(kept, bool):
        return _("yes") if kept else _("no")
    words = _WORDS.get(name)
    if words is not None:
        return words(session, kept)
    if name in {"happened_on", "on_date", "planned_from", "planned_until"}:
        return i18n.date(dt.date.fromisoformat(kept))
    del table
    return str(kept)


def _person(session: Session, key: str) -> str:
    found = session.get(Person, uuid.UUID(key))
    return found.name if found else ""


def _task(session: Session, key: str) -> str:
    found = session.get(Task, uuid.UUID(key))
    return f"{code(found.track, found.number)} {found.title}" if found else ""


def _process(session: Session, key: str) -> str:
    found = session.get(WorkProcess, uuid.UUID(key))
    return f"{found.code} {found.title}" if found else ""


def _track(_session: Session, kept: str) -> str:
    names = {Track.LEARNING: _("Learning task"), Track.WORK: _("Work task")}
    return names[Track(kept)]


_WORDS: dict[str, Callable[[Session, str], str]] = {
    "track": _track,
    "task_id": _task,
    "work_process_id": _process,
    "company_coach_id": _person,
    "school_coach_id": _person,
    "guided_by": lambda _session, kept: logs.guide_name(Guide(kept)),
    "mark": lambda _session, kept: logs.mark_name(Mark(kept)),
    "status": lambda _session, kept: status_name(Status(kept)),
}


def title(_table: str, values: dict[str, Any]) -> str:
    """What a deleted record was about, in one line."""
    said = next((str(values[name]) for name in _TITLES if values.get(name)), "")
    line = " ".join(said.split())
    return line if len(line) <= 120 else line[:119] + "…"  # noqa: PLR2004 - one line
