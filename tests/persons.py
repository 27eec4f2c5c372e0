"""Persons with one role, and what that role may: read by hand from docs/domain.md, Roles."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from stagecoach.domain.access import Right
from stagecoach.domain.people import Role
from stagecoach.services.people import roles_list
from stagecoach.services.people.roles_list import Draft, Held
from stagecoach.store.file.database import Database
from stagecoach.store.people.persons import Involvement
from stagecoach.store.students.placements import Placement
from tests.make import step

MANAGER = "manager"
READS = "list open read_evaluations "
OWN = {  # at one's own students
    Role.WORKPLACE_TRAINER: READS
    + "log hours approve tasks guide evaluate voice sign students documents peer_counts apart",
    Role.SCHOOL_SUPERVISOR: READS
    + "log hours approve tasks guide evaluate voice sign result students documents "
    + "peer_counts peer_sessions peers apart",
    Role.WORK_COACH: READS + "log hours tasks guide voice documents peer_counts apart",
    Role.CAREER_COACH: READS + "log guide documents peer_counts peer_sessions peers apart",
    Role.STUDENT: READS + "log hours voice sign peer_counts peer_sessions",
    Role.EXAMINER: "list read_evaluations",
    Role.COORDINATOR: "list students documents peer_counts peers apart templates",
    Role.CONFIDENTIAL_ADVISER: "apart",
    MANAGER: READS + "students documents templates rules persons",
}
EVERYBODY = {  # at students of others
    Role.COORDINATOR: "list students documents peer_counts peers apart templates",
    Role.CONFIDENTIAL_ADVISER: "apart",
    MANAGER: READS + "students documents templates rules persons",
}
HOLDERS = list(OWN)


@contextmanager
def program(database: Database) -> Iterator[None]:
    """What is set up before, by nobody in particular."""
    before, database.person_id = database.person_id, None
    yield
    database.person_id = before


def add_person(session: Session, name: str, *held: Role, manages: bool = False) -> uuid.UUID:
    roles = [Held(role, dt.date(2026, 1, 1)) for role in held if role is not Role.STUDENT]
    return roles_list.save(session, Draft(name, manages, roles))


def take_part(session: Session, person_id: uuid.UUID, role: Role, placement_id: uuid.UUID) -> None:
    placement = session.get_one(Placement, placement_id)
    match role:
        case Role.WORKPLACE_TRAINER:
            placement.trainer_id = person_id
        case Role.WORK_COACH:
            placement.coach_id = person_id
        case Role.SCHOOL_SUPERVISOR:
            placement.school_supervisor_id = person_id
        case Role.STUDENT:
            draft = roles_list.draft(session, person_id)
            draft.student_id = placement.student_id
            draft.held = [Held(Role.STUDENT, dt.date(2026, 1, 1))]
            roles_list.save(session, draft)
        case _:
            session.add(
                Involvement(
                    placement_id=placement_id,
                    person_id=person_id,
                    role=role,
                    from_on=dt.date(2026, 1, 1),
                )
            )


def become(database: Database, holder: Role | str, placement_id: uuid.UUID) -> uuid.UUID:
    """Be somebody with one role, at one placement."""
    with program(database):
        if isinstance(holder, Role):
            person_id = database.do(step(add_person), "Iemand Anders", holder)
            database.do(step(take_part), person_id, holder, placement_id)
        else:
            person_id = database.do(step(add_person), "Iemand Anders", manages=True)
    database.person_id = person_id
    return person_id


def expected(table: dict[Role | str, str], holder: Role | str) -> set[Right]:
    return {Right(word) for word in table.get(holder, "").split()}
