"""Vandaag: who is where on both tracks, and what asks for attention.

Five queries, whatever the number of students.
"""

import datetime as dt
import tomllib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from stagecoach import clock, paths
from stagecoach.domain import evaluations as ev
from stagecoach.domain import placements as weeks
from stagecoach.domain.hours import Kind
from stagecoach.domain.logs import Guide
from stagecoach.domain.placements import Route
from stagecoach.domain.tasks import Status
from stagecoach.domain.texts import first_name
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _, hours, ngettext, sentence_day, short_day
from stagecoach.services import students
from stagecoach.services.stations import Station, kind_name, stations_of
from stagecoach.store.hours import DayLine
from stagecoach.store.logs import LogEntry
from stagecoach.store.placements import Placement
from stagecoach.store.tasks import Task


@dataclass(slots=True)
class Row:
    """One student of the list."""

    id: uuid.UUID
    placement_id: uuid.UUID
    name: str
    assignment: str
    route: Route
    starts_on: dt.date
    ends_on: dt.date
    agreed_minutes: int
    minutes: int = 0
    to_approve: int = 0
    tasks: dict[Track, tuple[int, int]] = field(default_factory=dict)  # done, all
    guided: dict[Track, dt.date] = field(default_factory=dict)
    stations: list[Station] = field(default_factory=list)

    @property
    def weeks(self) -> int:
        return weeks.weeks(self.starts_on, self.ends_on)

    @property
    def week(self) -> int:
        return weeks.week_now(clock.today(), self.starts_on, self.ends_on)

    def count(self, track: Track) -> tuple[int, int]:
        return self.tasks.get(track, (0, 0))

    def silent(self, track: Track) -> int | None:
        """Days without guidance on a track, from the begin where there never was any."""
        today = clock.today()
        if today < self.starts_on:
            return None
        return (today - self.guided.get(track, self.starts_on)).days


@dataclass(frozen=True, slots=True)
class Point:
    """One point of attention with its one action."""

    title: str
    detail: str
    icon: str
    urgent: bool  # now, or this week
    action: str  # "log" "hours" "evaluation" "form"
    button: str
    placement_id: uuid.UUID
    kind: ev.Kind | None = None
    track: Track | None = None


@cache
def rules() -> dict[str, int]:
    """When something asks for attention, in days: data, with its source beside it."""
    path = paths.RESOURCES / "templates" / "attention.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: rule["days"] for name, rule in data.items()}


def is_history(station: Station) -> bool:
    """A start meeting that nobody recorded and that is long past: too late to ask for it."""
    past = (clock.today() - station.on).days
    return (
        station.kind is ev.Kind.START
        and not station.evaluation_id
        and past > rules()["start_past"]
    )


def overview(session: Session, person_id: uuid.UUID) -> list[Row]:
    """Whom this person guides now, with everything their line shows."""
    briefs = {brief.placement_id: brief for brief in students.mine(session, person_id)}
    p = Placement
    query = select(p.id, p.assignment, p.route, p.starts_on, p.ends_on, p.agreed_minutes).where(
        p.id.in_(briefs)
    )
    found = {row[0]: row[1:] for row in session.execute(query)}
    rows = {key: Row(brief.id, key, brief.name, *found[key]) for key, brief in briefs.items()}
    _add_tasks(session, rows)
    _add_guidance(session, rows)
    _add_hours(session, rows)
    for key, stations in stations_of(session, rows.values()).items():
        rows[key].stations = stations
    return list(rows.values())


def _add_tasks(session: Session, rows: dict[uuid.UUID, Row]) -> None:
    done = func.sum(case((Task.status == Status.DONE, 1), else_=0))
    query = (
        select(Task.placement_id, Task.track, done, func.count())
        .where(Task.placement_id.in_(rows))
        .group_by(Task.placement_id, Task.track)
    )
    for key, track, ready, total in session.execute(query):
        rows[key].tasks[track] = (ready, total)


def _add_guidance(session: Session, rows: dict[uuid.UUID, Row]) -> None:
    entry = LogEntry
    query = (
        select(entry.placement_id, entry.track, func.max(entry.happened_on))
        .where(entry.placement_id.in_(rows), entry.guided_by != Guide.NOBODY)
        .group_by(entry.placement_id, entry.track)
    )
    for key, track, last in session.execute(query):
        rows[key].guided[track] = last


def _add_hours(session: Session, rows: dict[uuid.UUID, Row]) -> None:
    waiting = func.sum(case((DayLine.approved_at.is_(None), DayLine.minutes), else_=0))
    query = (
        select(DayLine.placement_id, func.sum(DayLine.minutes), waiting)
        .where(DayLine.placement_id.in_(rows), DayLine.kind == Kind.PRACTICE)
        .group_by(DayLine.placement_id)
    )
    for key, minutes, open_minutes in session.execute(query):
        rows[key].minutes, rows[key].to_approve = minutes, open_minutes


def attention(rows: list[Row]) -> list[Point]:
    """What asks for attention, most urgent first."""
    points = [point for row in rows for point in _silent(row)]
    points += _unapproved(rows)
    points += [point for row in rows for point in _evaluations(row)]
    return sorted(points, key=lambda point: not point.urgent)


def _silent(row: Row) -> Iterable[Point]:
    names = {
        Track.LEARNING: (_("%s is missing learning guidance"), _("learning tasks")),
        Track.WORK: (_("%s is missing work guidance"), _("work tasks")),
    }
    for track, (title, tasks) in names.items():
        days = row.silent(track)
        if days is None or days <= rules()["silent_track"]:
            continue
        text = ngettext(
            "Nothing logged on %(tasks)s for %(days)d day.",
            "Nothing logged on %(tasks)s for %(days)d days.",
            days,
        )
        yield Point(
            title=title % first_name(row.name),
            detail=text % {"tasks": tasks, "days": days},
            icon="circle-alert",
            urgent=True,
            action="log",
            button=_("Log guidance"),
            placement_id=row.placement_id,
            track=track,
        )


def _unapproved(rows: list[Row]) -> list[Point]:
    waiting = [row for row in rows if row.to_approve]
    if not waiting:
        return []
    names = [first_name(row.name) for row in waiting]
    listed = names[0]
    if len(names) > 1:
        listed = _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
    total = sum(row.to_approve for row in waiting)
    return [
        Point(
            title=_("Approve %s hours") % hours(total),
            detail=_("Of %s") % listed,
            icon="clock",
            urgent=True,
            action="hours",
            button=_("View hours"),
            placement_id=waiting[0].placement_id,
        )
    ]


def _evaluations(row: Row) -> Iterable[Point]:
    for station in row.stations:
        away = (station.on - clock.today()).days
        name = first_name(row.name)
        title = _("%(evaluation)s %(student)s")
        if not station.signed and away <= rules()["evaluation_due"]:
            if is_history(station):
                continue
            yield Point(
                title=title % {"evaluation": kind_name(station.kind), "student": name},
                detail=sentence_day(station.on),
                icon="clipboard-check",
                urgent=away < 0,
                action="evaluation",
                button=_("Prepare"),
                placement_id=row.placement_id,
                kind=station.kind,
            )
        elif 0 < station.signed < len(ev.Party):
            yield Point(
                title=_("A signature for %s is missing") % name,
                detail=_("%(evaluation)s of %(day)s")
                % {"evaluation": kind_name(station.kind), "day": short_day(station.on)},
                icon="signature",
                urgent=False,
                action="evaluation",
                button=_("Open form"),
                placement_id=row.placement_id,
                kind=station.kind,
            )
