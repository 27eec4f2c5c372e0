"""Reading the log: newest first, filtered, a page at a time."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from stagecoach.domain.logs import Author, EntryKind, Guide, Mark
from stagecoach.domain.tracks import Track, code
from stagecoach.services.peers.guidance_days import peer_coached
from stagecoach.store.logs import LogEntry
from stagecoach.store.qualifications import WorkProcess
from stagecoach.store.tasks import Task

PAGE = 100  # entries asked for at once


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as lists show it."""

    id: uuid.UUID
    track: Track
    happened_on: dt.date
    text: str
    went_well: str
    next_step: str
    next_step_done: bool
    guided_by: Guide
    guide: str
    minutes: int
    written_by: Author
    task_id: uuid.UUID | None
    kind: EntryKind
    mark: Mark | None
    told: bool
    observers: str
    task_number: int | None
    task_title: str

    @property
    def code(self) -> str:
        return code(self.track, self.task_number) if self.task_number else self.track.letter


@dataclass(frozen=True, slots=True)
class Filter:
    """What to show; None and empty mean everything."""

    track: Track | None = None
    task_id: uuid.UUID | None = None
    process_id: uuid.UUID | None = None
    person: str = ""  # the first name of who guided; "student" for what a student wrote
    mark: Mark | None = None
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the entries of a placement can be filtered by: only what occurs."""

    tasks: tuple[tuple[uuid.UUID, str], ...] = ()
    processes: tuple[tuple[uuid.UUID, str], ...] = ()
    people: tuple[str, ...] = ()


STUDENT = "student"  # as the person of a filter


def _select() -> Select[*tuple[Any, ...]]:
    e = LogEntry
    return select(
        e.id,
        e.track,
        e.happened_on,
        e.text,
        e.went_well,
        e.next_step,
        e.next_step_done,
        e.guided_by,
        e.guide,
        e.minutes,
        e.written_by,
        e.task_id,
        e.kind,
        e.mark,
        e.told,
        e.observers,
        Task.number,
        func.coalesce(Task.title, ""),
    ).outerjoin(Task, e.task_id == Task.id)


def entries(
    session: Session,
    placement_id: uuid.UUID,
    wanted: Filter = Filter(),
    *,
    after: Row | None = None,
    limit: int = PAGE,
) -> list[Row]:
    """The newest first; `after` is the last one known, so that going on costs no more."""
    query = _narrowed(_select().where(LogEntry.placement_id == placement_id), wanted)
    if after is not None:
        place = tuple_(LogEntry.happened_on, LogEntry.id)
        query = query.where(place < (after.happened_on, after.id))
    newest = query.order_by(LogEntry.happened_on.desc(), LogEntry.id.desc()).limit(limit)
    return [Row(*row) for row in session.execute(newest)]


def _narrowed(query: Select[*tuple[Any, ...]], wanted: Filter) -> Select[*tuple[Any, ...]]:
    e = LogEntry
    for given, condition in (
        (wanted.track, e.track == wanted.track),
        (wanted.task_id, e.task_id == wanted.task_id),
        (wanted.process_id, Task.work_process_id == wanted.process_id),
        (wanted.mark, e.mark == wanted.mark),
        (wanted.since, e.happened_on >= wanted.since if wanted.since else None),
    ):
        if given is not None and condition is not None:
            query = query.where(condition)
    if wanted.person == STUDENT:
        query = query.where(e.written_by == Author.STUDENT)
    elif wanted.person:
        query = query.where(e.guide == wanted.person)
    return query


def choices(session: Session, placement_id: uuid.UUID) -> Choices:
    """Tasks, work processes and people that occur in the log of this placement."""
    query = (
        select(
            Task.id,
            Task.track,
            Task.number,
            Task.title,
            WorkProcess.id,
            WorkProcess.code,
            WorkProcess.title,
        )
        .outerjoin(WorkProcess, Task.work_process_id == WorkProcess.id)
        .where(Task.id.in_(select(LogEntry.task_id).where(LogEntry.placement_id == placement_id)))
        .order_by(Task.track, Task.number)
    )
    rows = session.execute(query).all()
    processes = {
        row[4]: f"{row[5]} {row[6]}" for row in sorted(rows, key=lambda r: r[5] or "") if row[4]
    }
    people = select(LogEntry.guide).where(
        LogEntry.placement_id == placement_id, LogEntry.guide != ""
    )
    return Choices(
        tuple((row[0], f"{code(row[1], row[2])} {row[3]}") for row in rows),
        tuple(processes.items()),
        tuple(sorted(set(session.scalars(people)))),
    )


def about(session: Session, task_ids: list[uuid.UUID]) -> list[Row]:
    """The entries on these tasks, newest first."""
    query = _select().where(LogEntry.task_id.in_(task_ids))
    newest = query.order_by(LogEntry.happened_on.desc(), LogEntry.id.desc()).limit(PAGE)
    return [Row(*row) for row in session.execute(newest)]


def next_steps(session: Session, placement_id: uuid.UUID, *, limit: int = 5) -> list[Row]:
    """Entries whose next step still has to be taken, newest first."""
    query = _select().where(
        LogEntry.placement_id == placement_id,
        LogEntry.next_step != "",
        LogEntry.next_step_done.is_(False),
    )
    newest = query.order_by(LogEntry.happened_on.desc(), LogEntry.id.desc()).limit(limit)
    return [Row(*row) for row in session.execute(newest)]


def count(session: Session, placement_id: uuid.UUID) -> int:
    query = select(func.count()).where(LogEntry.placement_id == placement_id)
    return session.scalar(query) or 0


def guided_days(session: Session, placement_id: uuid.UUID) -> list[tuple[Track, dt.date]]:
    """On which days guidance was logged: the dots in the rails."""
    query = (
        select(LogEntry.track, LogEntry.happened_on)
        .where(LogEntry.placement_id == placement_id, LogEntry.guided_by != Guide.NOBODY)
        .distinct()
    )
    logged = {(track, day) for track, day in session.execute(query)}
    peers = session.execute(peer_coached([placement_id]))
    coached = {(track, day) for _key, track, day in peers if track is not None}
    return sorted(logged | coached, key=lambda guided_day: guided_day[1])
