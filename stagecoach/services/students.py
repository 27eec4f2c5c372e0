"""Students with their placement: the lists, the dossier's head, and the form that adds one."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from stagecoach import clock
from stagecoach.domain import placements as weeks
from stagecoach.domain.people import Role
from stagecoach.domain.placements import Route
from stagecoach.domain.texts import LONGEST_NAME, line
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services import drafts, people
from stagecoach.store.companies import Company, School
from stagecoach.store.people import Person
from stagecoach.store.placements import Placement
from stagecoach.store.qualifications import Qualification
from stagecoach.store.students import Student

LONGEST_NUMBER = 20
MOST_HOURS = 5_000
LONGEST_PLACEMENT = dt.timedelta(days=4 * 366)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list of all students."""

    id: uuid.UUID
    placement_id: uuid.UUID
    name: str
    number: str
    qualification: str
    company: str
    route: Route
    starts_on: dt.date
    ends_on: dt.date
    trainer: str


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


@dataclass(slots=True)
class Draft:
    """A student as it stands in the form: texts as typed, so that all of it can be judged."""

    name: str = ""
    number: str = ""
    qualification_id: uuid.UUID | None = None
    school: str = ""
    company: str = ""
    client: str = ""
    assignment: str = ""
    route: Route = Route.SCHOOL_BASED
    study_year: int = 1
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    agreed_hours: int = 0
    trainer: str = ""
    coach: str = ""
    supervisor: str = ""
    id: uuid.UUID | None = None


def _guides(person_id: uuid.UUID) -> object:
    p = Placement
    return or_(
        p.trainer_id == person_id, p.coach_id == person_id, p.school_supervisor_id == person_id
    )


def mine(session: Session, person_id: uuid.UUID) -> list[Brief]:
    """Whom this person guides now: placements that have not ended, in order of name."""
    query = (
        select(Student.id, Placement.id, Student.name)
        .join(Placement, Placement.student_id == Student.id)
        .where(_guides(person_id), Placement.ends_on >= clock.today())  # type: ignore[arg-type]
        .order_by(Placement.id)
    )
    return [Brief(*row) for row in session.execute(query)]


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


def overview(session: Session) -> list[Row]:
    """All students, each with the newest placement, in order of name."""
    trainer = aliased(Person)
    p = Placement
    query = (
        select(
            Student.id,
            p.id,
            Student.name,
            Student.number,
            Qualification.title,
            Company.name,
            p.route,
            p.starts_on,
            p.ends_on,
            trainer.name,
        )
        .join(p, p.student_id == Student.id)
        .join(Qualification, Student.qualification_id == Qualification.id)
        .join(Company, p.company_id == Company.id)
        .outerjoin(trainer, p.trainer_id == trainer.id)
        .order_by(Student.name, p.starts_on)
    )
    newest = {row[0]: Row(*row[:9], row[9] or "") for row in session.execute(query)}
    return list(newest.values())


def head(session: Session, placement_id: uuid.UUID) -> Head:
    trainer, coach, supervisor = aliased(Person), aliased(Person), aliased(Person)
    p = Placement
    query = (
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
        .where(p.id == placement_id)
    )
    student, placement, qualification, school, company, *guides = session.execute(query).one()
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


def new_draft(session: Session) -> Draft:
    """An empty form, with what the last added student probably shares."""
    newest = session.scalars(select(Placement.id).order_by(Placement.id.desc()).limit(1)).first()
    if newest is None:
        return Draft()
    h = head(session, newest)
    return Draft(
        qualification_id=h.qualification_id,
        school=h.school,
        company=h.company,
        route=h.route,
        trainer=h.trainer,
        supervisor=h.supervisor,
    )


def draft(session: Session, placement_id: uuid.UUID) -> Draft:
    """What is kept, ready to be edited."""
    h = head(session, placement_id)
    return Draft(
        name=h.name,
        number=h.number,
        qualification_id=h.qualification_id,
        school=h.school,
        company=h.company,
        client=h.client,
        assignment=h.assignment,
        route=h.route,
        study_year=h.study_year,
        starts_on=h.starts_on,
        ends_on=h.ends_on,
        agreed_hours=h.agreed_minutes // 60,
        trainer=h.trainer,
        coach=h.coach,
        supervisor=h.supervisor,
        id=placement_id,
    )


def save(session: Session, draft: Draft) -> uuid.UUID:
    """Add or change a student with the placement; gives the placement's id. Raises Invalid.

    People, companies and schools are found by name, and made when new.
    """
    _check(session, draft)
    if draft.id is not None:
        placement = session.get_one(Placement, draft.id)
        student = session.get_one(Student, placement.student_id)
    else:
        placement, student = Placement(), Student()
    student.name = line(draft.name)
    student.number = line(draft.number)
    assert draft.qualification_id is not None  # noqa: S101 - _check has seen to it
    student.qualification_id = draft.qualification_id
    session.add(student)
    session.flush()
    placement.student_id = student.id
    _fill(session, placement, draft)
    session.add(placement)
    session.flush()
    return placement.id


def save_typed(session: Session, draft: Draft) -> uuid.UUID:
    """Save from the form, and throw its half-typed version away."""
    placement_id = save(session, draft)
    drafts.discard(session, "student", str(draft.id or ""))
    return placement_id


def _fill(session: Session, placement: Placement, draft: Draft) -> None:
    assert draft.starts_on is not None  # noqa: S101
    assert draft.ends_on is not None  # noqa: S101
    with session.no_autoflush:
        placement.company_id = people.company_named(session, draft.company)
        placement.school_id = people.school_named(session, draft.school)
        placement.trainer_id = people.find_or_add(session, draft.trainer, Role.WORKPLACE_TRAINER)
        placement.coach_id = people.find_or_add(session, draft.coach, Role.WORK_COACH)
        placement.school_supervisor_id = people.find_or_add(
            session, draft.supervisor, Role.SCHOOL_SUPERVISOR
        )
    placement.route = draft.route
    placement.study_year = draft.study_year
    placement.starts_on, placement.ends_on = draft.starts_on, draft.ends_on
    placement.agreed_minutes = draft.agreed_hours * 60
    placement.assignment, placement.client = line(draft.assignment), line(draft.client)


def _check(session: Session, draft: Draft) -> None:
    problems: dict[str, str] = {}
    for field in ("name", "company", "school"):
        try:
            people.checked_name(getattr(draft, field), field)
        except Invalid as invalid:
            problems.update(invalid.problems)
    for field in ("assignment", "client", "trainer", "coach", "supervisor"):
        if len(line(getattr(draft, field))) > LONGEST_NAME:
            problems[field] = _("A name has at most %d characters.") % LONGEST_NAME
    if len(line(draft.number)) > LONGEST_NUMBER:
        problems["number"] = _("A number has at most %d characters.") % LONGEST_NUMBER
    elif problem := _number_taken(session, draft):
        problems["number"] = problem
    if draft.qualification_id is None:
        problems["qualification_id"] = _("Choose a qualification.")
    if not 0 <= draft.agreed_hours <= MOST_HOURS:
        problems["agreed_hours"] = _("Give 0 to %d hours.") % MOST_HOURS
    problems |= _wrong_dates(draft)
    if problems:
        raise Invalid(problems)


def _wrong_dates(draft: Draft) -> dict[str, str]:
    if draft.starts_on is None:
        return {"starts_on": _("This date does not exist.")}
    if draft.ends_on is None:
        return {"ends_on": _("This date does not exist.")}
    if draft.ends_on < draft.starts_on:
        return {"ends_on": _("The end comes before the begin.")}
    if draft.ends_on - draft.starts_on > LONGEST_PLACEMENT:
        return {"ends_on": _("A placement lasts four years at most.")}
    return {}


def _number_taken(session: Session, draft: Draft) -> str | None:
    number = line(draft.number)
    if not number:
        return None
    own = session.get_one(Placement, draft.id).student_id if draft.id else None
    query = select(Student.id).where(Student.number == number)
    others = [found for found in session.scalars(query) if found != own]
    return _("Another student has this number.") if others else None
