"""Learning to coach: role-learning tasks of a student's own, beside those on the two tracks."""

import datetime as dt
import tomllib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach import clock, i18n, paths
from stagecoach.domain.peers import Method
from stagecoach.domain.texts import line
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.store.journal import recorded_as
from stagecoach.store.peers import CoachTask

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Row:
    id: uuid.UUID
    student_id: uuid.UUID
    title: str
    done_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Step:
    """Of a method; what to do, and for how many minutes."""

    minutes: int
    text: str


@cache
def _read(name: str) -> dict[str, Any]:
    path = paths.RESOURCES / "peers" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def steps(method: Method) -> list[Step]:
    """The step-by-step aid of a method, in the reader's language; none for a free talk."""
    told = _read("methods")[method].get("steps", [])
    return [Step(step["minutes"], step[i18n.language()]) for step in told]


def source(method: Method) -> str:
    source_text: str = _read("methods")[method]["source"]
    return source_text


def overview(session: Session, students: Iterable[uuid.UUID]) -> list[Row]:
    c = CoachTask
    query = (
        select(c.id, c.student_id, c.title, c.done_on)
        .where(c.student_id.in_(list(students)))
        .order_by(c.student_id, c.position, c.id)
    )
    return [Row(*row) for row in session.execute(query)]


@recorded_as("coach_tasks.begin")
def begin(session: Session, student_id: uuid.UUID) -> None:
    """The examples as a first list of one's own, where there is none yet."""
    if overview(session, [student_id]):
        return
    for task in _read("coach_tasks")["tasks"]:
        add(session, student_id, task[i18n.language()])


@recorded_as("coach_tasks.add")
def add(session: Session, student_id: uuid.UUID, title: str) -> uuid.UUID:
    """Raises Invalid."""
    if not line(title):
        raise Invalid({"title": _("Say what is practised.")})
    if len(line(title)) > LONGEST:
        raise Invalid({"title": _("At most %d characters fit here.") % LONGEST})
    last = select(func.max(CoachTask.position)).where(CoachTask.student_id == student_id)
    coach_task = CoachTask(
        student_id=student_id, position=(session.scalar(last) or 0) + 1, title=line(title)
    )
    session.add(coach_task)
    session.flush()
    return coach_task.id


@recorded_as("coach_tasks.set_done")
def set_done(session: Session, task_id: uuid.UUID, *, done: bool) -> None:
    session.get_one(CoachTask, task_id).done_on = clock.today() if done else None


@recorded_as("coach_tasks.delete")
def delete(session: Session, task_id: uuid.UUID) -> None:
    session.delete(session.get_one(CoachTask, task_id))
