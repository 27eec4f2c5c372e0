"""Vandaag: whom I guide and where each of them is on both tracks.

Nine queries, whatever the number of students; once who asks, the rules and the pairs are known.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.logs import Guide
from stagecoach.domain.students import placements as weeks
from stagecoach.domain.students.placements import Route
from stagecoach.domain.tasks import Status
from stagecoach.domain.tracks import Track
from stagecoach.services.access import roles
from stagecoach.services.evaluations.stations import Station, stations_of
from stagecoach.services.evaluations.talk_days import Presence
from stagecoach.services.guidance import actions, moments
from stagecoach.services.guidance.actions import Due
from stagecoach.services.hours import ledger as hour_ledger
from stagecoach.services.hours.rows import Totals
from stagecoach.services.peers import groups as peers
from stagecoach.services.peers.guidance_days import peer_coached
from stagecoach.services.rules import rules
from stagecoach.services.students import students
from stagecoach.store import context
from stagecoach.store.companies import Company
from stagecoach.store.context import remembered
from stagecoach.store.logs import LogEntry
from stagecoach.store.search import fold
from stagecoach.store.students.placements import Placement
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
    company: str
    hours: Totals = field(default_factory=Totals)
    tasks: dict[Track, tuple[int, int]] = field(default_factory=dict)  # done, all
    guided: dict[Track, dt.date] = field(default_factory=dict)
    stations: list[Station] = field(default_factory=list)
    last_log: dt.date | None = None
    silent_after: int = 0  # days without guidance on a track before it asks for attention
    signed: bool = True  # the newest agreement sheet
    contacts: int = 0
    contacts_at_work: int = 0
    actions: list[Due] = field(default_factory=list)  # agreed and not done
    groups: list[peers.Row] = field(default_factory=list)  # each with the first of its students

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

    def late(self, track: Track) -> bool:
        silent = self.silent(track)
        return silent is not None and silent > self.silent_after


def overview(session: Session, person_id: uuid.UUID) -> list[Row]:
    """Whom this person guides now, with everything their line shows."""
    briefs = {brief.placement_id: brief for brief in students.mine(session, person_id)}
    p = Placement
    query = (
        select(p.id, p.assignment, p.route, p.starts_on, p.ends_on, p.agreed_minutes, Company.name)
        .join(Company, p.company_id == Company.id)
        .where(p.id.in_(briefs))
    )
    placements = {row[0]: row[1:] for row in session.execute(query)}
    rows = {key: Row(brief.id, key, brief.name, *placements[key]) for key, brief in briefs.items()}
    rule = rules.attention(session).get("silent_track")
    for row in rows.values():
        row.silent_after = rule.days if rule else 10_000
    for add in (_add_tasks, _add_guidance, _add_peers, _add_hours, _add_moments):
        add(session, rows)
    there = Presence(session, rows)
    for key, stations in stations_of(session, rows.values(), there).items():
        rows[key].stations = stations
        rows[key].signed = there.signed(key)
    return list(rows.values())


def by_company(rows: list[Row]) -> list[Row]:
    """For who follows several companies: the companies by name, in each the order there was."""
    return sorted(rows, key=lambda row: fold(row.company))


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
        select(
            entry.placement_id,
            entry.track,
            func.max(entry.happened_on),
            entry.guided_by == Guide.NOBODY,
        )
        .where(entry.placement_id.in_(rows))
        .group_by(entry.placement_id, entry.track, entry.guided_by == Guide.NOBODY)
    )
    for key, track, last, alone in session.execute(query):
        row = rows[key]
        row.last_log = max(last, row.last_log or last)
        if not alone:
            row.guided[track] = last
    coached = remembered(
        session,
        ("coached", frozenset(rows)),
        frozenset({"peer_session", "placement"}),
        lambda: [(*row,) for row in session.execute(peer_coached(rows))],
    )
    for key, brought, day in coached:
        if brought is not None:
            rows[key].guided[brought] = max(day, rows[key].guided.get(brought, day))


def _add_peers(session: Session, rows: dict[uuid.UUID, Row]) -> None:
    by_student = {row.id: row for row in rows.values()}
    key = "groups", context.of(session).person_id, clock.today(), frozenset(by_student)
    tables = roles.DECIDE | {"student", "peer_group", "peer_member", "peer_session"}
    groups = remembered(session, key, tables, lambda: peers.of_students(session, list(by_student)))
    for group in groups:  # they change once a week, and this list with every log
        row = next(by_student[member.id] for member in group.members if member.id in by_student)
        row.groups.append(group)


def _add_hours(session: Session, rows: dict[uuid.UUID, Row]) -> None:
    for key, total in hour_ledger.totals(session, list(rows)).items():
        rows[key].hours = total


def _add_moments(session: Session, rows: dict[uuid.UUID, Row]) -> None:
    for key, contact in moments.contacts(session, list(rows)).items():
        rows[key].contacts, rows[key].contacts_at_work = contact
    for due in actions.still_open(session, list(rows)):
        rows[due.placement_id].actions.append(due)
