"""The example store of size S: the invented world of the design, seven students.

Its day is a Thursday; with another "today" the whole world moves along by whole weeks, so
that whoever tries the program always sees a placement in full swing.
"""

import datetime as dt
import tomllib
import uuid
from itertools import chain, cycle
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock, paths
from stagecoach.domain.guidance import MomentKind
from stagecoach.domain.logs import Guide
from stagecoach.domain.people import Role
from stagecoach.domain.students import placements as weeks
from stagecoach.domain.students.placements import WEEK, Route
from stagecoach.domain.tasks import Status
from stagecoach.domain.texts import first_name
from stagecoach.domain.tracks import Track
from stagecoach.services.access import rows as access_rows
from stagecoach.services.example import hours as example_hours
from stagecoach.services.example import peers
from stagecoach.services.example.forms import Anchor, evaluations_of
from stagecoach.services.guidance import moments
from stagecoach.services.people import persons as people
from stagecoach.services.stores import NewStore
from stagecoach.services.students import placements, students
from stagecoach.store import journal
from stagecoach.store.journal import recorded_as
from stagecoach.store.logs import LogEntry
from stagecoach.store.qualifications import Qualification
from stagecoach.store.tasks import Task, TaskLink

PASSPHRASE = "twee sporen naast elkaar"  # noqa: S105 - of the example, printed in the README
_THURSDAY = 3


def new_store() -> NewStore:
    world = _world()
    return NewStore(world["store"], world["owner"], Role(world["role"]), PASSPHRASE)


def _world() -> dict[str, Any]:
    path = paths.RESOURCES / "example" / "world.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@recorded_as("example.fill")
def fill(session: Session) -> None:
    """The seven students with their tasks, log, hours and evaluations."""
    journal.not_undoable(session)
    access_rows.trust(session)
    world = _world()
    today = clock.today()
    anchor = Anchor(today - dt.timedelta(days=(today.weekday() - _THURSDAY) % 7))
    for role, names in world["people"].items():
        for name in names:
            people.add(session, name, Role(role))
    for data in world["students"]:
        _student(session, world, data, anchor)
    peers.of(session, world["peers"], anchor)


def _student(
    session: Session, world: dict[str, Any], data: dict[str, Any], anchor: Anchor
) -> None:
    starts_on = weeks.monday(anchor.day) - (data["week"] - 1) * WEEK
    crebo = select(Qualification.id).where(Qualification.crebo == data["crebo"])
    draft = placements.Draft(
        name=data["name"],
        number=data["number"],
        qualification_id=session.scalars(crebo).one(),
        school=world["school"],
        company=data.get("company", world["company"]),
        client=data["client"],
        assignment=data["assignment"],
        route=Route(data["route"]),
        study_year=data["study_year"],
        starts_on=starts_on,
        ends_on=starts_on + data["weeks"] * WEEK - dt.timedelta(days=3),
        agreed_hours=data["hours"],
        trainer=world["owner"],
        coach=data["coach"],
        supervisor=data["supervisor"],
        programme_years=data.get("years", 4),
        cohort=anchor.day.year - data["study_year"] + 1,
        signed_on=starts_on - WEEK,
        school_region="midden",
        pattern=example_hours.pattern(data),
    )
    placement_id = placements.save(session, draft)
    head = students.head(session, placement_id)
    tasks = _tasks(session, data, head)
    _logs(session, world, data, tasks, head, anchor)
    example_hours.of(session, data, head, anchor)
    _moments(session, world, data, head)
    evaluations_of(session, data, head, tasks, anchor)


def _moments(
    session: Session, world: dict[str, Any], data: dict[str, Any], head: students.Head
) -> None:
    """A start talk for everybody; a progress talk for who is past the interim evaluation."""
    told = [world["moments"]["start"]]
    if data["evaluations"].get("interim", "begun") != "begun":
        told.append(world["moments"]["interim"])
    for kind, week, day, at_work, result in chain(*told):
        on = weeks.monday_of(week, head.starts_on) + dt.timedelta(days=day)
        draft = moments.Draft(
            head.placement_id, MomentKind(kind), on, held=True, at_work=at_work, result=result
        )
        moments.save(session, draft, author_id=head.supervisor_id)


def _tasks(session: Session, data: dict[str, Any], head: students.Head) -> dict[str, Task]:
    tasks: dict[str, Task] = {}
    ids = _process_ids(session, head.qualification_id)
    for track in Track:
        texts = data[track.value]
        planned = data.get("plan", {}).get(track.value) or _spread(len(texts), data["weeks"])
        for number, (text, week) in enumerate(zip(texts, planned, strict=True), start=1):
            process, level, title, short = text.split("|")
            monday = weeks.monday_of(week, head.starts_on)
            task = Task(
                placement_id=head.placement_id,
                track=track,
                number=number,
                title=title,
                short_title=short,
                work_process_id=ids[process],
                complexity=int(level),
                planned_from=monday,
                planned_until=monday,
                status=_status(data, track, number),
                company_coach_id=head.coach_id,
                school_coach_id=head.supervisor_id if track is Track.LEARNING else None,
            )
            tasks[f"{track.letter}{number}"] = task
    session.add_all(tasks.values())
    session.flush()
    pairs = (pair.split("-") for pair in data["links"])
    session.add_all(TaskLink(learning_id=tasks[a].id, work_id=tasks[b].id) for a, b in pairs)
    session.flush()
    return tasks


def _process_ids(session: Session, qualification_id: uuid.UUID) -> dict[str, uuid.UUID]:
    from stagecoach.services.templates import qualifications

    return {p.code: p.id for p in qualifications.processes(session, qualification_id)}


def _spread(count: int, last: int) -> list[int]:
    """Weeks for `count` tasks, evenly over the placement."""
    return [1 + round(number * (last - 2) / max(1, count - 1)) for number in range(count)]


# How many tasks are done, per student, on the learning and the work track (today.png).
_DONE = {
    "Youssef Amrani": (4, 5),
    "Lotte Hendriks": (7, 9),
    "Giovanni Maduro": (1, 5),
    "Aleksandra Nowak": (3, 3),
    "Sem de Wit": (5, 6),
    "Naomi Asante": (7, 10),
    "Thi Lan Pham": (1, 1),
}


def _status(data: dict[str, Any], track: Track, number: int) -> Status:
    done = _DONE[data["name"]][track is Track.WORK]
    if number <= done:
        return Status.DONE
    if track is Track.WORK and number == done + 1 and data["open"]:
        return Status.REVIEW
    return Status.BUSY if number <= done + 2 else Status.PLANNED


def _logs(
    session: Session,
    world: dict[str, Any],
    data: dict[str, Any],
    tasks: dict[str, Task],
    head: students.Head,
    anchor: Anchor,
) -> None:
    told = world["logs"].get(data["name"], [])
    entries = [
        _entry(tasks[code], anchor.ago(days), Guide(guide), name, minutes, text, step)
        for code, days, guide, name, minutes, text, step in reversed(told)
    ]
    entries += _filler(world["filler"], data, tasks, head, anchor, oldest=20 if told else 0)
    entries.sort(key=lambda entry: entry.happened_on)
    session.add_all(entries)
    session.flush()


def _filler(
    filler: dict[str, list[str]],
    data: dict[str, Any],
    tasks: dict[str, Task],
    head: students.Head,
    anchor: Anchor,
    *,
    oldest: int,
) -> list[LogEntry]:
    """An entry now and then since the begin, the last ones as long ago as the data says."""
    entries = []
    texts, well = cycle(filler["texts"]), cycle(filler["went_well"])
    for track in Track:
        begun = [t for t in tasks.values() if t.track is track and t.status is not Status.PLANNED]
        last = max(data["guided"][track.value], oldest + 1 if oldest else 0)
        first = (anchor.day - head.starts_on).days
        step = 4 if track is Track.WORK else 6
        days = list(range(last, first, step)) or [min(last, first)]
        for index, ago in enumerate(reversed(days)):
            task = begun[index * len(begun) // len(days)]
            text = next(texts) % task.title
            guide, name = _who(track, head)
            entry = _entry(task, anchor.ago(ago), guide, name, 15, text, "")
            entry.went_well = next(well)
            entries.append(entry)
    return [entry for entry in entries if entry.happened_on >= head.starts_on]


def _who(track: Track, head: students.Head) -> tuple[Guide, str]:
    if track is Track.LEARNING:
        return Guide.SCHOOL, first_name(head.supervisor)
    return Guide.COMPANY, first_name(head.coach)


def _entry(
    task: Task, day: dt.date, guide: Guide, name: str, minutes: int, text: str, step: str
) -> LogEntry:
    from stagecoach.domain.logs import Author

    return LogEntry(
        placement_id=task.placement_id,
        task_id=task.id,
        track=task.track,
        written_by=Author.SUPERVISOR,
        author_id=task.company_coach_id,
        happened_on=day,
        text=text,
        went_well="",
        next_step=step,
        guided_by=guide,
        guide=name,
        minutes=minutes,
    )
