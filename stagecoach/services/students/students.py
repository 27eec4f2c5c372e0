"""Students with their placement: the short lists, and the head of a dossier."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.orm import Session, aliased

from stagecoach import clock
from stagecoach.domain.access import RIGHTS, Right
from stagecoach.domain.students import placements as weeks
from stagecoach.domain.students.placements import Route
from stagecoach.services.access import roles
from stagecoach.services.people import persons as people
from stagecoach.store.companies import Company, School
from stagecoach.store.context import remembered
from stagecoach.store.people.persons import Person
from stagecoach.store.qualifications import Qualification
from stagecoach.store.search import fold
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student


@dataclass(frozen=True, slots=True)
class Brief:
    """A student in the side bar or in a choice."""

    id: uuid.UUID
    placement_id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a dossier."""

    id: uuid.UUID
    placement_id: uuid.UUID
    name: str
    number: str
    qualification_id: uuid.UUID
    qualification: str
    level: int
    crebo: str
    route: Route
    study_year: int
    school: str
    company: str
    client: str
    assignment: str
    starts_on: dt.date
    ends_on: dt.date
    agreed_minutes: int
    trainer: str
    coach: str
    supervisor: str
    trainer_id: uuid.UUID | None
    coach_id: uuid.UUID | None
    supervisor_id: uuid.UUID | None

    @property
    def weeks(self) -> int:
        return weeks.weeks(self.starts_on, self.ends_on)

    def week_of(self, day: dt.date) -> int:
        return weeks.week_of(day, self.starts_on)


def _mine(session: Session, person_id: uuid.UUID, right: Right) -> ColumnElement[bool]:
    """Where a role of this person's that has the right holds today, also as a stand-in."""
    known = roles.me(session)
    if known is None or known.id != person_id:
        known = roles.read(session, person_id)
    me = replace(known, since=clock.today())
    meant = sorted(me.roles & set(RIGHTS[right]))
    return or_(false(), *(roles.at(me, role) for role in meant))


def mine(session: Session, person_id: uuid.UUID, right: Right = Right.OPEN) -> list[Brief]:
    """Whom this person guides now: placements that have not ended. A student: their own.

    Somebody may coach one and examine another: what is done with them tells which are meant.
    """
    query = (
        select(Student.id, Placement.id, Student.name, Student.number, Company.name)
        .join(Placement, Placement.student_id == Student.id)
        .join(Company, Placement.company_id == Company.id)
        .where(_mine(session, person_id, right), Placement.ends_on >= clock.today())
        .order_by(Placement.id)
    )
    return _distinct(session.execute(query).all())


def _distinct(rows: Sequence[Any]) -> list[Brief]:
    """Two of one name are told apart wherever they are chosen: by their number, or company."""
    count = Counter(fold(name) for _key, _placement, name, _number, _company in rows)
    return [
        Brief(key, placement, f"{name} ({number or company})" if count[fold(name)] > 1 else name)
        for key, placement, name, number, company in rows
    ]


def qualifications_in_use(session: Session, placement_ids: list[uuid.UUID]) -> list[people.Choice]:
    """What these students study, each once."""
    query = (
        select(Qualification.id, Qualification.title)
        .join(Student, Student.qualification_id == Qualification.id)
        .join(Placement, Placement.student_id == Student.id)
        .where(Placement.id.in_(placement_ids))
        .distinct()
        .order_by(Qualification.title)
    )
    return [people.Choice(*row) for row in session.execute(query)]


@cache  # three aliases of one table: putting it together costs more than asking it
def _head_query() -> Select[*tuple[Any, ...]]:
    trainer, coach, supervisor = aliased(Person), aliased(Person), aliased(Person)
    p = Placement
    return (
        select(Student, p, Qualification, School.name, Company.name)
        .add_columns(trainer.name, coach.name, supervisor.name)
        .select_from(p)
        .join(Student, p.student_id == Student.id)
        .join(Qualification, Student.qualification_id == Qualification.id)
        .join(School, p.school_id == School.id)
        .join(Company, p.company_id == Company.id)
        .outerjoin(trainer, p.trainer_id == trainer.id)
        .outerjoin(coach, p.coach_id == coach.id)
        .outerjoin(supervisor, p.school_supervisor_id == supervisor.id)
    )


def exists(session: Session, placement_id: uuid.UUID) -> bool:
    """Not any more when adding it was undone."""
    return session.get(Placement, placement_id) is not None


_HEAD_TABLES = frozenset({"student", "placement", "qualification", "school", "company", "person"})


def head(session: Session, placement_id: uuid.UUID) -> Head:
    """Stands on every page of a student, so it is remembered until one of its names changes."""
    key = ("head", placement_id)
    return remembered(session, key, _HEAD_TABLES, lambda: _head(session, placement_id))


def _head(session: Session, placement_id: uuid.UUID) -> Head:
    row = session.execute(_head_query().where(Placement.id == placement_id)).one()
    student, placement, qualification, school, company, *guides = row
    return Head(
        id=student.id,
        placement_id=placement.id,
        name=student.name,
        number=student.number,
        qualification_id=qualification.id,
        qualification=qualification.title,
        level=qualification.level,
        crebo=qualification.crebo,
        route=placement.route,
        study_year=placement.study_year,
        school=school,
        company=company,
        client=placement.client,
        assignment=placement.assignment,
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        agreed_minutes=placement.agreed_minutes,
        trainer=guides[0] or "",
        coach=guides[1] or "",
        supervisor=guides[2] or "",
        trainer_id=placement.trainer_id,
        coach_id=placement.coach_id,
        supervisor_id=placement.school_supervisor_id,
    )
