"""Example stores of size M, L and XL: generated to the scale of docs/sizes.md, Profiles, same
seed, same content.

Rows go in by bulk inserts with ids made from the seed, a few hundred thousand at a time.
"""

import datetime as dt
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.evaluations import Kind
from stagecoach.domain.hours import Kind as HourKind
from stagecoach.domain.logs import Author, Guide
from stagecoach.domain.people import Role
from stagecoach.domain.students import placements as weeks
from stagecoach.domain.students.placements import Route
from stagecoach.domain.tasks import Status
from stagecoach.domain.tracks import Track
from stagecoach.services.access import rows as access_rows
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.example.closings import close_past
from stagecoach.services.example.rows import Batch, evaluation, moments, note, sheet
from stagecoach.services.templates import blueprints, templates
from stagecoach.store import journal
from stagecoach.store.companies import Company, School
from stagecoach.store.hours import DayLine
from stagecoach.store.journal import recorded_as
from stagecoach.store.logs import LogEntry
from stagecoach.store.people.persons import Person, PersonRole, StoreInfo
from stagecoach.store.qualifications import Qualification
from stagecoach.store.students.agreements import AgreementSheet
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student
from stagecoach.store.tasks import Task, TaskLink

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Size:
    students: int  # over five years
    active: int
    placements: int  # of each student
    day_lines: int  # of each placement
    notes: int


SIZES = {
    "M": Size(students=300, active=60, placements=2, day_lines=80, notes=50),
    "L": Size(students=3_000, active=600, placements=2, day_lines=80, notes=50),
    "XL": Size(students=20_000, active=4_000, placements=2, day_lines=80, notes=50),
}
OWN = 60  # students of the store's owner
_TASKS = 10  # per track
_FIRST = """
    Amira Bas Chaima Daan Emre Fenna Gijs Hanna Ilias Jara Kofi Lina Milan Noor Omar Puck Quinten
    Rosa Siem Tess Umut Vera Wout Xandra Yara Zeynep Łukasz Zoë Anaïs İlknur
""".split()
_LAST = """
    Aalbers Bakker Çelik Dekker Evers Faber Goossens Haddad Ibrahim Jansen Koster Laan Mulder
    Nguyen Okafor Peeters Quist Rossi Smit Terpstra Uysal Visser Willems Xu Yılmaz Zijlstra
""".split()
_VERBS = ("Bouwt", "Test", "Ontwerpt", "Bespreekt", "Verbetert", "Onderzoekt", "Presenteert")
_THINGS = ("een alarm", "een overzicht", "de planning", "een koppeling", "het zorgplan", "de site")


@dataclass(frozen=True)
class _World:
    """What every student is drawn from."""

    companies: list[uuid.UUID]
    school: uuid.UUID
    trainers: list[uuid.UUID]
    coaches: list[uuid.UUID]
    supervisors: list[uuid.UUID]
    forms: dict[uuid.UUID, tuple[uuid.UUID, sheets.Structure]]  # by qualification


@recorded_as("generate.fill")
def fill(session: Session, size: Size, seed: int, progress: Progress | None = None) -> None:
    """All students of a size, in one action. `progress` hears (students made, of how many)."""
    journal.not_undoable(session)
    access_rows.trust(session)
    batch = Batch(session, random.Random(seed))  # noqa: S311 - a repeatable example
    world = _world(batch, size)
    for number in range(size.students):
        _student(batch, world, size, number)
        batch.write()
        if progress and number % 50 == 0:
            progress(number, size.students)
    batch.write(all_of_it=True)
    close_past(session)


def _form(session: Session, qualification_id: uuid.UUID) -> tuple[uuid.UUID, sheets.Structure]:
    """The two-track form of a qualification, as its evaluations begin from it."""
    template_id = templates.in_force(session, qualification_id, clock.today().year, Kind.INTERIM)
    blueprint = templates.blueprint_for(session, template_id, qualification_id, Kind.INTERIM)
    key = blueprints.keep(session, blueprint)
    return key, sheets.structure(session, key)


def _world(batch: Batch, size: Size) -> _World:
    today = clock.today()
    owner = batch.session.scalars(select(StoreInfo.owner_id)).one()
    companies = [
        batch.add(Company, today, name=f"Leerbedrijf {n}", training_company_id=None, sector="")
        for n in range(1, 3 + size.students // 30)
    ]
    school = batch.add(School, today, name="ROC Merwestad")
    teams = {role: [_person(batch, role) for _ in range(2 + size.active // 30)] for role in Role}
    crebos = select(Qualification.id).where(Qualification.crebo.in_(("25998", "25656")))
    forms = {key: _form(batch.session, key) for key in batch.session.scalars(crebos)}
    return _World(
        companies,
        school,
        [owner, *teams[Role.WORKPLACE_TRAINER]],
        teams[Role.WORK_COACH],
        teams[Role.SCHOOL_SUPERVISOR],
        forms,
    )


def _name(rng: random.Random) -> str:
    return f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"


def _person(batch: Batch, role: Role) -> uuid.UUID:
    today = clock.today()
    key = batch.add(Person, today, name=_name(batch.rng), company_id=None, school_id=None)
    batch.add(PersonRole, today, person_id=key, role=role, valid_from=today, valid_until=None)
    return key


def _student(batch: Batch, world: _World, size: Size, number: int) -> None:
    rng = batch.rng
    qualification_id = rng.choice(list(world.forms))
    day = clock.today()
    student_id = batch.add(
        Student, day, name=_name(rng), number=f"3{number:06}", qualification_id=qualification_id
    )
    active = number < size.active
    years_back = 0 if active else 1 + number % 4
    for back in range(size.placements):
        first = weeks.monday(day) - dt.timedelta(
            weeks=rng.randint(6, 18) + 52 * (years_back + back)
        )
        trainer = world.trainers[0] if number < OWN else rng.choice(world.trainers[1:])
        _placement(
            batch,
            world,
            size,
            {
                "student_id": student_id,
                "company_id": rng.choice(world.companies),
                "school_id": world.school,
                "route": rng.choice((Route.SCHOOL_BASED, Route.WORK_BASED)),
                "study_year": 1 + (back + 1) % 3,
                "starts_on": first,
                "ends_on": first + dt.timedelta(weeks=20, days=-3),
                "agreed_minutes": 640 * 60,
                "trainer_id": trainer,
                "coach_id": rng.choice(world.coaches),
                "school_supervisor_id": rng.choice(world.supervisors),
                "assignment": f"{rng.choice(_VERBS)} {rng.choice(_THINGS)}",
                "client": "",
            },
            world.forms[qualification_id],
        )


def _placement(
    batch: Batch,
    world: _World,
    size: Size,
    values: dict[str, Any],
    form: tuple[uuid.UUID, sheets.Structure],
) -> None:
    blueprint_id, structure = form
    first: dt.date = values["starts_on"]
    placement_id = batch.add(Placement, first, **values)
    batch.add(AgreementSheet, first, placement_id=placement_id, **sheet(values))
    until = min(clock.today(), values["ends_on"])
    days = list(_workdays(first, until))
    tasks = _tasks(batch, placement_id, values, structure, until)
    _notes(batch, placement_id, tasks, days, size.notes, values)
    _hours(batch, placement_id, days[: size.day_lines], world, until)
    moments(batch, placement_id, first, until)
    for kind in Kind:
        evaluation(batch, placement_id, kind, values, structure, blueprint_id)


def _workdays(first: dt.date, until: dt.date) -> Iterator[dt.date]:
    for offset in range((until - first).days + 1):
        day = first + dt.timedelta(days=offset)
        if day.weekday() < 4:  # noqa: PLR2004 - Monday to Thursday
            yield day


def _tasks(
    batch: Batch,
    placement_id: uuid.UUID,
    values: dict[str, Any],
    structure: sheets.Structure,
    until: dt.date,
) -> dict[Track, list[uuid.UUID]]:
    rng, first = batch.rng, values["starts_on"]
    task_ids: dict[Track, list[uuid.UUID]] = {track: [] for track in Track}
    for track in Track:
        for number in range(1, _TASKS + 1):
            monday = first + dt.timedelta(weeks=2 * (number - 1))
            status = Status.DONE if monday < until - dt.timedelta(weeks=2) else Status.PLANNED
            if status is Status.PLANNED and monday <= until:
                status = Status.BUSY
            key = batch.add(
                Task,
                first,
                placement_id=placement_id,
                track=track,
                number=number,
                title=f"{rng.choice(_VERBS)} {rng.choice(_THINGS)}",
                short_title="",
                work_process_id=rng.choice(structure.processes).id,
                complexity=1 + number // 3,
                planned_from=monday,
                planned_until=monday,
                status=status,
                company_coach_id=values["coach_id"],
                school_coach_id=values["school_supervisor_id"],
            )
            task_ids[track].append(key)
    for learning, work in list(zip(*task_ids.values(), strict=True))[::3]:
        batch.add_keyed(TaskLink, learning_id=learning, work_id=work)
    return task_ids


def _notes(
    batch: Batch,
    placement_id: uuid.UUID,
    task_ids: dict[Track, list[uuid.UUID]],
    days: list[dt.date],
    count: int,
    values: dict[str, Any],
) -> None:
    rng = batch.rng
    for number in range(count):
        day = days[number * len(days) // count]
        track = Track.LEARNING if number % 3 == 0 else Track.WORK
        batch.add(
            LogEntry,
            day,
            placement_id=placement_id,
            task_id=rng.choice(task_ids[track]),
            track=track,
            written_by=Author.STUDENT if number % 10 == 0 else Author.SUPERVISOR,
            author_id=values["coach_id"],
            happened_on=day,
            text=note(rng),
            went_well="Controleert het eigen werk." if number % 4 == 0 else "",
            next_step="Schrijf de resultaten op." if number % 7 == 0 else "",
            next_step_done=number < count - 3,
            guided_by=rng.choice((Guide.COMPANY, Guide.COMPANY, Guide.SCHOOL, Guide.NOBODY)),
            guide="",
            minutes=rng.choice((5, 10, 20, 30)),
        )


def _hours(
    batch: Batch, placement_id: uuid.UUID, days: list[dt.date], world: _World, until: dt.date
) -> None:
    for day in days:
        settled = day < until - dt.timedelta(days=4)
        approved_at = dt.datetime.combine(day, dt.time(16), dt.UTC)
        batch.add_keyed(
            DayLine,
            placement_id=placement_id,
            on_date=day,
            kind=HourKind.PRACTICE,
            minutes=8 * 60,
            counted=8 * 60,
            approved_by_id=world.trainers[0] if settled else None,
            approved_at=approved_at if settled else None,
        )
