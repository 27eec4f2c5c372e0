"""Persons with their dated roles, as a manager sees and changes them."""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.people import Role, applies, role_name
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _, date
from stagecoach.services.access import rights as access
from stagecoach.services.access import roles
from stagecoach.services.people import persons as people
from stagecoach.store.journal import recorded_as
from stagecoach.store.people.persons import Person, PersonRole, SignIn
from stagecoach.store.students.students import Student

_LAST = dt.date.max


@dataclass(slots=True)
class Held:
    """One role with its dates; no end is until further notice."""

    role: Role
    from_on: dt.date | None
    until_on: dt.date | None = None


@dataclass(slots=True)
class Draft:
    name: str = ""
    manages: bool = False
    held: list[Held] = field(default_factory=list)
    student_id: uuid.UUID | None = None
    id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list of persons."""

    id: uuid.UUID
    name: str
    roles: str  # today's, in words
    manages: bool
    signs_in: bool
    until_on: dt.date | None  # the last day of the last role; None without end
    over: bool  # no role today


def overview(session: Session) -> list[Row]:
    """Everybody, by name. Raises Refused."""
    access.demand(session, Right.PERSONS)
    held: dict[uuid.UUID, list[PersonRole]] = {}
    for person_role in session.scalars(select(PersonRole)):
        held.setdefault(person_role.person_id, []).append(person_role)
    signing = set(session.scalars(select(SignIn.person_id)))
    query = select(Person.id, Person.name, Person.manages).order_by(func.fold(Person.name))
    return [
        _row(key, name, held.get(key, []), manages=manages, signs_in=key in signing)
        for key, name, manages in session.execute(query)
    ]


def _row(
    key: uuid.UUID, name: str, held: list[PersonRole], *, manages: bool, signs_in: bool
) -> Row:
    today = clock.today()
    now = {
        person_role.role
        for person_role in held
        if applies(today, person_role.valid_from, person_role.valid_until)
    }
    last = max((person_role.valid_until or _LAST for person_role in held), default=_LAST)
    said = ", ".join(role_name(role) for role in Role if role in now)
    return Row(key, name, said, manages, signs_in, None if last == _LAST else last, not now)


def new_draft() -> Draft:
    return Draft(held=[new_role()])


def new_role() -> Held:
    return Held(Role.WORK_COACH, clock.today())


def draft(session: Session, person_id: uuid.UUID) -> Draft:
    person = session.get_one(Person, person_id)
    query = select(PersonRole).where(PersonRole.person_id == person_id)
    held = [
        Held(person_role.role, person_role.valid_from, person_role.valid_until)
        for person_role in session.scalars(query.order_by(PersonRole.valid_from))
    ]
    return Draft(person.name, person.manages, held, person.student_id, person_id)


def students(session: Session, person_id: uuid.UUID | None = None) -> list[people.Choice]:
    """Students who are not yet a person here, and the one who is this person."""
    taken = select(Person.student_id).where(
        Person.student_id.is_not(None), Person.id != (person_id or uuid.UUID(int=0))
    )
    query = select(Student.id, Student.name).where(Student.id.not_in(taken))
    return [
        people.Choice(*row) for row in session.execute(query.order_by(func.fold(Student.name)))
    ]


@recorded_as("people_list.save")
def save(session: Session, draft: Draft) -> uuid.UUID:
    """Keep a person with all their roles. Raises Invalid, and Refused for the last manager."""
    access.demand(session, Right.PERSONS)
    _check(session, draft)
    person = session.get_one(Person, draft.id) if draft.id else Person()
    person.name = people.checked_name(draft.name, "name")
    person.manages, person.student_id = draft.manages, draft.student_id
    session.add(person)
    session.flush()
    query = select(PersonRole).where(PersonRole.person_id == person.id)
    known = {
        (person_role.role, person_role.valid_from): person_role
        for person_role in session.scalars(query)
    }
    for held in draft.held:
        assert held.from_on is not None  # checked above
        kept = known.pop((held.role, held.from_on), None) or PersonRole(
            person_id=person.id, role=held.role, valid_from=held.from_on
        )
        kept.valid_until = held.until_on
        session.add(kept)
    for gone in known.values():
        session.delete(gone)
    session.flush()
    return person.id


def _check(session: Session, draft: Draft) -> None:
    problems: dict[str, str] = {}
    try:
        people.checked_name(draft.name, "name")
    except Invalid as invalid:
        problems |= invalid.problems
    if said := _wrong_roles(draft.held):
        problems["held"] = said
    is_student = any(held.role is Role.STUDENT for held in draft.held)
    if is_student and draft.student_id is None:
        problems["student_id"] = _("Choose which student this is.")
    if not is_student and draft.student_id is not None:
        problems["student_id"] = _("Give the role of student as well, or choose nobody.")
    if draft.id and not draft.manages and _is_last_manager(session, draft.id):
        problems["manages"] = _last_manager()
    if problems:
        raise Invalid(problems)


def _wrong_roles(held: list[Held]) -> str:
    """What is wrong with the dates, in a sentence; empty when nothing is."""
    for term in held:
        if term.from_on is None:
            return _("%s: the first day does not exist.") % role_name(term.role)
        if term.until_on is not None and term.until_on < term.from_on:
            return _("%s: the last day is before the first.") % role_name(term.role)
    for role, many in Counter(term.role for term in held).items():
        spans = sorted(
            (term.from_on or _LAST, term.until_on or _LAST) for term in held if term.role is role
        )
        for before, after in pairwise(spans if many > 1 else []):
            if after[0] <= before[1]:
                text = _("%(role)s stands there twice on %(day)s. Let one end before the other.")
                return text % {"role": role_name(role), "day": date(after[0])}
    return ""


@recorded_as("people_list.remove")
def remove(session: Session, person_id: uuid.UUID) -> None:
    """Take a person out of the list. Raises StageCoachError where they stand elsewhere."""
    access.demand(session, Right.PERSONS)
    if _is_last_manager(session, person_id):
        raise StageCoachError(_last_manager())
    me = roles.me(session)
    if me is not None and me.id == person_id:
        raise StageCoachError(_("You are at the machine: let another manager remove you."))
    for table in (PersonRole, SignIn):
        for row in session.scalars(select(table).where(table.person_id == person_id)):
            session.delete(row)
    session.flush()  # before the person they belong to
    session.delete(session.get_one(Person, person_id))
    try:
        session.flush()
    except IntegrityError:
        raise StageCoachError(
            _(
                "This person stands in dossiers, so the name stays. "
                "Let the roles end instead. Nothing has been changed."
            )
        ) from None


def _is_last_manager(session: Session, person_id: uuid.UUID) -> bool:
    """Where people choose themselves by PIN, somebody who manages must be among them."""
    managers = set(session.scalars(select(Person.id).where(Person.manages)))
    if signing := set(session.scalars(select(SignIn.person_id))):
        managers &= signing
    return managers == {person_id}


def _last_manager() -> str:
    return _("Somebody has to manage this file. Make another person manager first.")
