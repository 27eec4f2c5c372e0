"""The form that adds or changes a student with the placement."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.domain.people import Role
from stagecoach.domain.students.agreements import Change, Pattern
from stagecoach.domain.students.placements import Route
from stagecoach.domain.texts import LONGEST_NAME, line
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services import drafts
from stagecoach.services.access import roles
from stagecoach.services.people import persons as people
from stagecoach.services.students import agreements
from stagecoach.services.students.students import head
from stagecoach.store.journal import recorded_as
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student

LONGEST_NUMBER = 20
PROGRAMME_YEARS, COHORTS = range(1, 7), range(1990, 2100)


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
    programme_years: int | None = None
    cohort: int | None = None
    signed_on: dt.date | None = None
    country: str = "NL"
    school_region: str = ""
    pattern: Pattern = ()
    id: uuid.UUID | None = None
    student_id: uuid.UUID | None = None  # a next placement of somebody who is known


def new_draft(session: Session) -> Draft:
    """An empty form, with what the last added student probably shares."""
    newest = session.scalars(select(Placement.id).order_by(Placement.id.desc()).limit(1)).first()
    draft = Draft()
    if newest is not None:
        h = head(session, newest)
        draft = Draft(
            qualification_id=h.qualification_id,
            school=h.school,
            company=h.company,
            route=h.route,
            trainer=h.trainer,
            supervisor=h.supervisor,
        )
        if (sheet := agreements.load(session, newest).newest) is not None:
            draft.country, draft.school_region = sheet.country, sheet.school_region
            draft.pattern = sheet.pattern
    _put_me(session, draft)
    return draft


def _put_me(session: Session, draft: Draft) -> None:
    """Whoever adds a student guides them, unless they say otherwise."""
    mine = roles.me(session)
    if mine is None:
        return
    name = people.name(session, mine.id)
    if Role.WORKPLACE_TRAINER in mine.roles:
        draft.trainer = name
    elif Role.WORK_COACH in mine.roles:
        draft.coach = name
    elif Role.SCHOOL_SUPERVISOR in mine.roles:
        draft.supervisor = name


def draft(session: Session, placement_id: uuid.UUID) -> Draft:
    """What is kept, ready to be edited."""
    h = head(session, placement_id)
    student = session.get_one(Student, h.id)
    sheet = agreements.load(session, placement_id).newest
    return Draft(
        programme_years=student.programme_years,
        cohort=student.cohort,
        signed_on=sheet.signed_on if sheet else None,
        country=sheet.country if sheet else "NL",
        school_region=sheet.school_region if sheet else "",
        pattern=sheet.pattern if sheet else (),
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


def next_draft(session: Session, placement_id: uuid.UUID) -> Draft:
    """A next placement of the same student: who and what they study is known."""
    current_draft = draft(session, placement_id)
    return replace(
        current_draft,
        id=None,
        student_id=head(session, placement_id).id,
        starts_on=None,
        ends_on=None,
        signed_on=None,
        assignment="",
    )


@recorded_as("placements.save")
def save(session: Session, draft: Draft) -> uuid.UUID:
    """Add or change a student with the placement; gives the placement's id. Raises Invalid.

    People, companies and schools are found by name, and made when new. Dates, hours, route and
    company stand on the agreement sheet: once that is signed they change by a new sheet only.
    """
    sheet = agreements.load(session, draft.id).newest if draft.id else None
    fixed = sheet is not None and sheet.signed_on is not None
    _check(session, draft)
    placement = session.get_one(Placement, draft.id) if draft.id else Placement()
    student_id = placement.student_id if draft.id else draft.student_id
    student = session.get_one(Student, student_id) if student_id else Student()
    student.name, student.number = line(draft.name), line(draft.number)
    assert draft.qualification_id is not None  # _check has seen to it
    student.qualification_id = draft.qualification_id
    student.programme_years, student.cohort = draft.programme_years, draft.cohort
    session.add(student)
    session.flush()
    placement.student_id = student.id
    _fill(session, placement, draft, fixed=fixed)
    session.add(placement)
    session.flush()
    if not fixed:
        _agree(session, placement.id, draft, sheet)
    return placement.id


def _agree(
    session: Session, placement_id: uuid.UUID, draft: Draft, sheet: agreements.Row | None
) -> None:
    """The first sheet, or the change of one that nobody signed yet."""
    agreed = agreements.Draft(
        placement_id,
        change=Change.FIRST,
        valid_from=sheet.valid_from if sheet and sheet.number > 1 else draft.starts_on,
        signed_on=draft.signed_on,
        reason=sheet.reason if sheet else "",
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        agreed_hours=draft.agreed_hours,
        route=draft.route,
        company=draft.company,
        country=draft.country,
        school_region=draft.school_region,
        pattern=draft.pattern,
    )
    if sheet is None:
        agreements.add(session, agreed)
    else:
        agreements.revise(session, sheet.id, agreed)


@recorded_as("placements.save_typed")
def save_typed(session: Session, draft: Draft) -> uuid.UUID:
    """Save from the form, and throw its half-typed version away."""
    placement_id = save(session, draft)
    drafts.discard(session, "student", str(draft.id or ""))
    return placement_id


def _fill(session: Session, placement: Placement, draft: Draft, *, fixed: bool) -> None:
    assert draft.starts_on is not None
    assert draft.ends_on is not None
    with session.no_autoflush:
        if not fixed:
            placement.company_id = people.company_named(session, draft.company)
            placement.route = draft.route
            placement.starts_on, placement.ends_on = draft.starts_on, draft.ends_on
            placement.agreed_minutes = draft.agreed_hours * 60
        placement.school_id = people.school_named(session, draft.school)
        placement.trainer_id = people.find_or_add(session, draft.trainer, Role.WORKPLACE_TRAINER)
        placement.coach_id = people.find_or_add(session, draft.coach, Role.WORK_COACH)
        placement.school_supervisor_id = people.find_or_add(
            session, draft.supervisor, Role.SCHOOL_SUPERVISOR
        )
    placement.study_year = draft.study_year
    placement.assignment, placement.client = line(draft.assignment), line(draft.client)


def _check(session: Session, draft: Draft) -> None:
    problems = _wrong_names(draft) | _wrong_years(draft)
    problems |= agreements.wrong_dates(draft.starts_on, draft.ends_on)
    if len(line(draft.number)) > LONGEST_NUMBER:
        problems["number"] = _("A number has at most %d characters.") % LONGEST_NUMBER
    elif _number_taken(session, draft):
        problems["number"] = _("Another student has this number.")
    if draft.qualification_id is None:
        problems["qualification_id"] = _("Choose a qualification.")
    if not 0 <= draft.agreed_hours <= agreements.MOST_HOURS:
        problems["agreed_hours"] = _("Give 0 to %d hours.") % agreements.MOST_HOURS
    if problem := agreements.wrong_pattern(draft.pattern):
        problems["pattern"] = problem
    if problems:
        raise Invalid(problems)


def _wrong_years(draft: Draft) -> dict[str, str]:
    problems: dict[str, str] = {}
    if draft.programme_years is not None and draft.programme_years not in PROGRAMME_YEARS:
        problems["programme_years"] = _("A programme takes 1 to 6 years.")
    if draft.cohort is not None and draft.cohort not in COHORTS:
        problems["cohort"] = _("Give a year like 2026.")
    return problems


def _wrong_names(draft: Draft) -> dict[str, str]:
    problems: dict[str, str] = {}
    for field in ("name", "company", "school"):
        try:
            people.checked_name(getattr(draft, field), field)
        except Invalid as invalid:
            problems.update(invalid.problems)
    for field in ("assignment", "client", "trainer", "coach", "supervisor"):
        if len(line(getattr(draft, field))) > LONGEST_NAME:
            problems[field] = _("A name has at most %d characters.") % LONGEST_NAME
    return problems


def _number_taken(session: Session, draft: Draft) -> bool:
    number = line(draft.number)
    if not number:
        return False
    own = session.get_one(Placement, draft.id).student_id if draft.id else draft.student_id
    query = select(Student.id).where(Student.number == number)
    return any(holder_id != own for holder_id in session.scalars(query))
