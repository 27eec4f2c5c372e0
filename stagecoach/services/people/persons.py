"""People who guide."""

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.people import COMPANY_ROLES, Role
from stagecoach.domain.texts import LONGEST_NAME, line
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.store.companies import Company, School
from stagecoach.store.journal import recorded_as
from stagecoach.store.people.persons import Person, PersonRole
from stagecoach.store.search import fold


@dataclass(frozen=True, slots=True)
class Choice:
    """A person, company or school, to be picked from a list."""

    id: uuid.UUID
    name: str


def name(session: Session, person_id: uuid.UUID | None) -> str:
    """Empty when there is nobody."""
    if person_id is None:
        return ""
    return session.scalars(select(Person.name).where(Person.id == person_id)).one()


def with_role(session: Session, role: Role) -> list[Choice]:
    """Who holds this role today."""
    today = clock.today()
    query = (
        select(Person.id, Person.name)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(PersonRole.role == role, PersonRole.valid_from <= today)
        .where((PersonRole.valid_until.is_(None)) | (PersonRole.valid_until >= today))
        .distinct()
        .order_by(func.fold(Person.name))
    )
    return [Choice(*row) for row in session.execute(query)]


def at_company(session: Session) -> list[Choice]:
    """Everybody who can coach a task at the company."""
    coaches = {p for role in COMPANY_ROLES for p in with_role(session, role)}
    return sorted(coaches, key=lambda choice: fold(choice.name))


def companies(session: Session) -> list[Choice]:
    return [
        Choice(*r)
        for r in session.execute(
            select(Company.id, Company.name).order_by(func.fold(Company.name))
        )
    ]


def schools(session: Session) -> list[Choice]:
    return [
        Choice(*r)
        for r in session.execute(select(School.id, School.name).order_by(func.fold(School.name)))
    ]


@recorded_as("people.add")
def add(session: Session, typed: str, role: Role, *, manages: bool = False) -> uuid.UUID:
    """A new person in this role from today. Raises Invalid."""
    person = Person(name=checked_name(typed, "name"), manages=manages)
    session.add(person)
    session.flush()
    session.add(PersonRole(person_id=person.id, role=role, valid_from=clock.today()))
    session.flush()
    return person.id


def find_or_add(session: Session, typed: str, role: Role) -> uuid.UUID | None:
    """The person of this name, made when new; None for an empty name.

    At a company one person may be both work coach and trainer.
    """
    wanted = line(typed)
    if not wanted:
        return None
    known = at_company(session) if role in COMPANY_ROLES else with_role(session, role)
    match = next((c.id for c in known if c.name == wanted), None)
    return match or add(session, wanted, role)


def company_named(session: Session, typed: str) -> uuid.UUID:
    """The company of this name, made when new. Raises Invalid."""
    return _named(session, Company, checked_name(typed, "company"))


def school_named(session: Session, typed: str) -> uuid.UUID:
    """The school of this name, made when new. Raises Invalid."""
    return _named(session, School, checked_name(typed, "school"))


def _named(session: Session, kind: type[Company | School], wanted: str) -> uuid.UUID:
    organisation = session.scalars(select(kind).where(kind.name == wanted)).first()
    if organisation is None:
        organisation = kind(name=wanted)
        session.add(organisation)
        session.flush()
    return organisation.id


def checked_name(typed: str, field: str) -> str:
    """A name as it is kept. Raises Invalid on `field` when empty or too long."""
    wanted = line(typed)
    if not wanted:
        raise Invalid({field: _("Fill in a name.")})
    if len(wanted) > LONGEST_NAME:
        raise Invalid({field: _("A name has at most %d characters.") % LONGEST_NAME})
    return wanted
