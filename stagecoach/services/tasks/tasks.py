"""Tasks on two tracks."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from stagecoach import clock
from stagecoach.domain.students import placements as weeks
from stagecoach.domain.tasks import COMPLEXITY, Status
from stagecoach.domain.texts import LONGEST_NAME, clean, first_name, line
from stagecoach.domain.tracks import Track, code
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _
from stagecoach.services import drafts
from stagecoach.store.journal import recorded_as
from stagecoach.store.logs import LogEntry
from stagecoach.store.people.persons import Person
from stagecoach.store.qualifications import WorkProcess
from stagecoach.store.students.placements import Placement
from stagecoach.store.tasks import Task, TaskLink

LONGEST_SHORT, LONGEST_CRITERIA = 40, 4_000
Side = InstrumentedAttribute[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Row:
    """A task as cards, lists and the route show it."""

    id: uuid.UUID
    track: Track
    number: int
    title: str
    short_title: str
    process_id: uuid.UUID | None
    process_code: str
    process: str
    complexity: int
    planned_from: dt.date
    planned_until: dt.date
    status: Status
    company_coach: str  # first names
    school_coach: str
    company_coach_id: uuid.UUID | None
    school_coach_id: uuid.UUID | None
    links: tuple[str, ...]  # codes on the other track

    @property
    def code(self) -> str:
        return code(self.track, self.number)

    @property
    def label(self) -> str:
        return self.short_title or self.title


@dataclass(slots=True)
class Draft:
    """A task as it stands in the form; weeks are counted from the placement's begin."""

    placement_id: uuid.UUID
    track: Track
    title: str = ""
    short_title: str = ""
    process_id: uuid.UUID | None = None
    complexity: int = 1
    week_from: int = 1
    week_until: int = 1
    status: Status = Status.PLANNED
    company_coach_id: uuid.UUID | None = None
    school_coach_id: uuid.UUID | None = None
    criteria: str = ""  # one a line
    catalogue_id: uuid.UUID | None = None
    links: set[uuid.UUID] = field(default_factory=set)
    id: uuid.UUID | None = None


def plan(session: Session, placement_id: uuid.UUID) -> list[Row]:
    """All tasks of a placement, learning track first, in order of number."""
    company, school = aliased(Person), aliased(Person)
    query = (
        select(Task, WorkProcess.code, WorkProcess.title, company.name, school.name)
        .outerjoin(WorkProcess, Task.work_process_id == WorkProcess.id)
        .outerjoin(company, Task.company_coach_id == company.id)
        .outerjoin(school, Task.school_coach_id == school.id)
        .where(Task.placement_id == placement_id)
        .order_by(Task.track, Task.number)
    )
    rows = session.execute(query).all()
    links = _links(session, {row[0].id: row[0] for row in rows})
    return [_row(*row, links[row[0].id]) for row in rows]


def _row(
    task: Task, process_code: str | None, process: str | None, *rest: str | list[str] | None
) -> Row:
    company, school, links = rest
    return Row(
        id=task.id,
        track=task.track,
        number=task.number,
        title=task.title,
        short_title=task.short_title,
        process_id=task.work_process_id,
        process_code=process_code or "",
        process=process or "",
        complexity=task.complexity,
        planned_from=task.planned_from,
        planned_until=task.planned_until,
        status=task.status,
        company_coach=first_name(str(company or "")),
        school_coach=first_name(str(school or "")),
        company_coach_id=task.company_coach_id,
        school_coach_id=task.school_coach_id,
        links=tuple(links or ()),
    )


def _links(session: Session, tasks: dict[uuid.UUID, Task]) -> dict[uuid.UUID, list[str]]:
    query = select(TaskLink.learning_id, TaskLink.work_id).where(TaskLink.learning_id.in_(tasks))
    links: dict[uuid.UUID, list[str]] = defaultdict(list)
    pairs = [(a, b) for a, b in session.execute(query) if a in tasks and b in tasks]
    for learning, work in sorted(pairs, key=lambda p: (tasks[p[0]].number, tasks[p[1]].number)):
        links[learning].append(code(Track.WORK, tasks[work].number))
        links[work].append(code(Track.LEARNING, tasks[learning].number))
    return links


def new_draft(session: Session, placement_id: uuid.UUID, track: Track) -> Draft:
    """A task from this week on, coached by who coaches the placement."""
    p = session.get_one(Placement, placement_id)
    week = weeks.week_of(clock.today(), p.starts_on)
    week = max(1, min(week, weeks.weeks(p.starts_on, p.ends_on)))
    return Draft(
        placement_id=placement_id,
        track=track,
        week_from=week,
        week_until=week,
        company_coach_id=p.coach_id,
        school_coach_id=p.school_supervisor_id if track is Track.LEARNING else None,
    )


def draft(session: Session, task_id: uuid.UUID) -> Draft:
    task = session.get_one(Task, task_id)
    starts_on = session.get_one(Placement, task.placement_id).starts_on
    own, other = _sides(task.track)
    linked = session.scalars(select(other).where(own == task.id))
    return drafts.of_row(
        Draft,
        task,
        process_id=task.work_process_id,
        week_from=weeks.week_of(task.planned_from, starts_on),
        week_until=weeks.week_of(task.planned_until, starts_on),
        links=set(linked),
    )


def _sides(track: Track) -> tuple[Side, Side]:
    """The columns of a link: of this track, and of the other one."""
    own, other = TaskLink.learning_id, TaskLink.work_id
    return (own, other) if track is Track.LEARNING else (other, own)


@recorded_as("tasks.save")
def save(session: Session, draft: Draft) -> uuid.UUID:
    """Add or change a task with its links. Raises Invalid."""
    placement = session.get_one(Placement, draft.placement_id)
    _check(draft, weeks.weeks(placement.starts_on, placement.ends_on))
    if draft.id is not None:
        task = session.get_one(Task, draft.id)
    else:
        task = Task(placement_id=draft.placement_id, track=draft.track)
        task.number = _next_number(session, draft)
    drafts.put(draft, task)
    task.title, task.short_title = line(draft.title), line(draft.short_title)
    task.work_process_id, task.criteria = draft.process_id, clean(draft.criteria)
    task.planned_from = weeks.monday_of(draft.week_from, placement.starts_on)
    task.planned_until = weeks.monday_of(draft.week_until, placement.starts_on)
    session.add(task)
    session.flush()
    _save_links(session, task, draft.links)
    return task.id


@recorded_as("tasks.shift")
def shift(session: Session, task_id: uuid.UUID, weeks_later: int) -> bool:
    """Move a task in time by whole weeks; False where it would leave the placement."""
    task = session.get_one(Task, task_id)
    placement = session.get_one(Placement, task.placement_id)
    first = weeks.week_of(task.planned_from, placement.starts_on) + weeks_later
    last = weeks.week_of(task.planned_until, placement.starts_on) + weeks_later
    if first < 1 or last > weeks.weeks(placement.starts_on, placement.ends_on):
        return False
    task.planned_from = weeks.monday_of(first, placement.starts_on)
    task.planned_until = weeks.monday_of(last, placement.starts_on)
    return True


@recorded_as("tasks.save_typed")
def save_typed(session: Session, draft: Draft, subject: str) -> uuid.UUID:
    """Save from the form, and throw its half-typed version away."""
    task_id = save(session, draft)
    drafts.discard(session, "task", subject)
    return task_id


def _next_number(session: Session, draft: Draft) -> int:
    query = select(func.max(Task.number)).where(
        Task.placement_id == draft.placement_id, Task.track == draft.track
    )
    return (session.scalar(query) or 0) + 1


def _check(draft: Draft, last_week: int) -> None:
    problems = _wrong_texts(draft)
    if draft.complexity not in COMPLEXITY:
        problems["complexity"] = _("Choose a level from 1 to 5.")
    if not 1 <= draft.week_from <= last_week:
        problems["week_from"] = _("The placement has weeks 1 to %d.") % last_week
    if not draft.week_from <= draft.week_until <= last_week:
        problems["week_until"] = (
            _("The last week lies between the first one and week %d.") % last_week
        )
    if problems:
        raise Invalid(problems)


def _wrong_texts(draft: Draft) -> dict[str, str]:
    problems = {}
    if not line(draft.title):
        problems["title"] = _("Say what the task is.")
    elif len(line(draft.title)) > LONGEST_NAME:
        problems["title"] = _("A title has at most %d characters.") % LONGEST_NAME
    if len(line(draft.short_title)) > LONGEST_SHORT:
        problems["short_title"] = _("A short title has at most %d characters.") % LONGEST_SHORT
    if len(draft.criteria) > LONGEST_CRITERIA:
        problems["criteria"] = _("At most %d characters fit here.") % LONGEST_CRITERIA
    return problems


def _save_links(session: Session, task: Task, wanted: set[uuid.UUID]) -> None:
    own, _other = _sides(task.track)
    existing = session.scalars(select(TaskLink).where(own == task.id)).all()
    name = "work_id" if task.track is Track.LEARNING else "learning_id"
    mine = "learning_id" if task.track is Track.LEARNING else "work_id"
    for link in existing:
        if getattr(link, name) not in wanted:
            session.delete(link)
    kept = {getattr(link, name) for link in existing}
    session.add_all(TaskLink(**{mine: task.id, name: target}) for target in wanted - kept)
    session.flush()


@recorded_as("tasks.delete")
def delete(session: Session, task_id: uuid.UUID) -> None:
    """Remove a task and its links; refused while log entries tell about it."""
    task = session.get_one(Task, task_id)
    if session.scalar(select(func.count()).where(LogEntry.task_id == task_id)):
        raise StageCoachError(_("This task has log entries. Move or remove those first."))
    links = or_(TaskLink.learning_id == task_id, TaskLink.work_id == task_id)
    for link in session.scalars(select(TaskLink).where(links)):
        session.delete(link)
    session.flush()
    session.delete(task)
