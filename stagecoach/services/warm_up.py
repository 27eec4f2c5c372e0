"""The statements of the first page are worked out before anybody waits for them.

On a store in memory with one student, so that what an empty store does not ask is there too.
Nothing is written anywhere, and nothing of a person is read.
"""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from stagecoach import clock
from stagecoach.domain.people import Role
from stagecoach.domain.students.placements import Route
from stagecoach.services import stores
from stagecoach.services.people import pins
from stagecoach.services.rules import rules
from stagecoach.services.templates import templates
from stagecoach.services.today import attention
from stagecoach.store import search
from stagecoach.store.base import Base
from stagecoach.store.companies import Company
from stagecoach.store.context import Context
from stagecoach.store.file import engine as engines
from stagecoach.store.memory import Memory
from stagecoach.store.people.persons import Person, PersonRole, StoreInfo
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student

_ROLE = Role.WORKPLACE_TRAINER


def warm_up() -> None:
    engine = engines.make(_in_memory, pool=1)
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        session = Session(connection, info={"context": Context(None, Memory(), 0)})
        owner_id = _fill(session)
        session.info["context"].person_id = owner_id
        for ask in (rules.is_shipped, templates.are_shipped, stores.identity, pins.faces):
            ask(session)
        attention.today(session, owner_id, _ROLE)
        session.close()
    engines.learn(engine)
    engine.dispose()


def _in_memory() -> Any:
    return search.teach(dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False))


def _fill(session: Session) -> uuid.UUID:
    """One student of the owner; what today's statements join, and no more."""
    owner, student, company, placement = (uuid.uuid4() for _number in range(4))
    now = clock.today()
    start, end = now - dt.timedelta(weeks=2), now + dt.timedelta(weeks=18)
    session.add_all(
        [
            StoreInfo(name="-", owner_id=owner, role=_ROLE, device_id=uuid.uuid4()),
            Person(id=owner, name="-", manages=True),
            PersonRole(person_id=owner, role=_ROLE, valid_from=start),
            Company(id=company, name="-"),
            Student(id=student, name="-", number="", qualification_id=uuid.uuid4()),
            Placement(
                id=placement,
                student_id=student,
                company_id=company,
                school_id=uuid.uuid4(),
                route=next(iter(Route)),
                study_year=1,
                starts_on=start,
                ends_on=end,
                agreed_minutes=60,
                trainer_id=owner,
            ),
        ]
    )
    session.flush()
    return owner
