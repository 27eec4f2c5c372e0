"""What is remembered is never older than what is stored, and never what was not kept."""

import gc
import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.documents import fonts
from stagecoach.domain.people import Role
from stagecoach.domain.templates.blueprints import Blueprint, criteria
from stagecoach.services import matching
from stagecoach.services.access import roles
from stagecoach.services.evaluations import loading
from stagecoach.services.people import persons as people
from stagecoach.store.context import remembered
from stagecoach.store.evaluations.evaluations import Evaluation
from stagecoach.store.file.database import Database
from stagecoach.store.people.persons import Person, PersonRole
from tests.counting import queries
from tests.make import step

NAMES = frozenset({"person"})


def names(session: Session) -> list[str]:
    return remembered(
        session, "names", NAMES, lambda: list(session.scalars(select(Person.name)).all())
    )


def test_is_read_once_until_its_table_changes(database: Database) -> None:
    before = database.ask(names)
    assert queries(database, lambda: database.ask(names)) == []
    database.person_id = None
    database.do(people.add, "Nieuw Iemand", Role.WORK_COACH)
    assert len(database.ask(names)) == len(before) + 1


def test_an_action_sees_what_it_did_itself_and_leaves_nothing_behind_when_it_fails(
    database: Database,
) -> None:
    database.person_id = None
    before = database.ask(names)
    seen: list[str] = []

    def fail(session: Session) -> None:
        people.add(session, "Nooit Bewaard", Role.WORK_COACH)
        seen.extend(names(session))
        raise KeyError

    try:
        database.do(step(fail))
    except KeyError:
        assert "Nooit Bewaard" in seen
    assert database.ask(names) == before


def test_an_older_session_keeps_nothing_it_saw_before_a_change(database: Database) -> None:
    database.person_id = None

    def slow(session: Session) -> None:
        session.scalars(select(Person.name)).all()  # its view of the store begins here
        database.do(people.add, "Intussen Gekomen", Role.WORK_COACH)
        assert "Intussen Gekomen" not in names(session)

    database.ask(slow)
    assert "Intussen Gekomen" in database.ask(names)


def test_who_somebody_is_follows_their_roles(database: Database) -> None:
    database.person_id = None
    key: uuid.UUID = database.do(people.add, "Nieuw Iemand", Role.WORK_COACH)
    assert database.ask(roles.read, key).roles == {Role.WORK_COACH}

    def give(session: Session) -> None:
        session.add(
            PersonRole(person_id=key, role=Role.SCHOOL_SUPERVISOR, valid_from=clock.today())
        )

    database.do(step(give))
    assert database.ask(roles.read, key).roles == {Role.WORK_COACH, Role.SCHOOL_SUPERVISOR}


def test_no_text_of_a_form_or_of_paper_outlives_the_store(database: Database) -> None:
    """After the lock the window stays open, and the process with it."""
    evaluation_id = database.ask(lambda session: session.scalars(select(Evaluation.id)).first())
    assert evaluation_id is not None
    sheet = database.ask(loading.load, evaluation_id)
    text = sheet.structure.sections[0].questions[0].text
    fonts.runs(text, fonts.REGULAR)
    assert matching.spans(text, (text.split()[0].lower(),))
    assert kept_results() > 0
    assert alive(text)
    del sheet
    database.close()
    assert kept_results() == 0
    assert not alive(text)


def kept_results() -> int:
    caches: list[Any] = [fonts.runs, matching.spans]
    return sum(cache.cache_info().currsize for cache in caches)


def alive(text: str) -> bool:
    """Whether a form that asks this is still in memory."""
    gc.collect()
    forms = [thing for thing in gc.get_objects() if isinstance(thing, Blueprint)]
    return any(text == criterion.text for form in forms for criterion in criteria(form))
