"""PINs: one's own, slowed down, and never a key to the file."""

import uuid

import pytest

from stagecoach.domain.people import Role
from stagecoach.errors import Invalid
from stagecoach.services import stores
from stagecoach.services.access.rights import Refused
from stagecoach.services.people import persons as people
from stagecoach.services.people import pins, roles_list
from stagecoach.store.file.database import Database
from stagecoach.store.people.persons import SignIn


@pytest.fixture
def joost(database: Database) -> uuid.UUID:
    choices = database.ask(people.with_role, Role.WORK_COACH)
    return next(choice.id for choice in choices if choice.name == "Joost Kuipers")


@pytest.fixture
def marloes(database: Database) -> uuid.UUID:
    assert database.person_id is not None
    database.do(pins.choose, database.person_id, "2580", "2580")
    return database.person_id


def problems(database: Database, person_id: uuid.UUID, pin: str, again: str) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        database.do(pins.choose, person_id, pin, again)
    return refused.value.problems


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "١٢٣٤", "12.4", "1 34"])
def test_a_pin_is_four_to_eight_plain_digits(database: Database, pin: str) -> None:
    assert database.person_id is not None
    assert set(problems(database, database.person_id, pin, pin)) == {"pin"}


@pytest.mark.parametrize("pin", ["0000", "1234", "8765", "77777777", "9876"])
def test_a_pin_that_is_guessed_at_once_is_refused(database: Database, pin: str) -> None:
    assert database.person_id is not None
    assert set(problems(database, database.person_id, pin, pin)) == {"pin"}


def test_the_same_pin_is_typed_twice(database: Database) -> None:
    assert database.person_id is not None
    assert set(problems(database, database.person_id, "2580", "2581")) == {"again"}
    assert database.ask(pins.faces) == []


def test_the_pin_itself_is_nowhere_in_the_store(database: Database, marloes: uuid.UUID) -> None:
    kept = database.ask(lambda session: session.query(SignIn).one())
    assert "2580" not in f"{kept.digest}{kept.salt}"
    with database.engine.connect() as reader:
        changes = reader.exec_driver_sql("SELECT count(*) FROM change WHERE table_name='sign_in'")
        assert changes.scalar() == 0


def test_wrong_tries_are_counted_and_a_right_one_forgets_them(
    database: Database, marloes: uuid.UUID
) -> None:
    assert [database.do(pins.enter, marloes, "0852") for _number in range(3)] == [1, 2, 3]
    assert database.do(pins.enter, marloes, "2580") == 0
    assert database.do(pins.enter, marloes, "0852") == 1


def test_twenty_wrong_tries_erase_nothing_and_wait_longer(
    database: Database, marloes: uuid.UUID
) -> None:
    tries = [database.do(pins.enter, marloes, "9999999") for _number in range(20)]
    waits = [stores.wait_after(count) for count in tries]
    assert [wait for wait in waits if wait] == [30, 60, 120, 120]
    assert database.do(pins.enter, marloes, "2580") == 0


def test_whoever_has_no_pin_of_their_own_gives_none_to_others(
    database: Database, joost: uuid.UUID
) -> None:
    with pytest.raises(Refused, match="zelf"):
        database.do(pins.choose, joost, "1470", "1470")


def test_only_a_manager_gives_a_pin_to_somebody_else(
    database: Database, marloes: uuid.UUID, joost: uuid.UUID
) -> None:
    database.do(pins.choose, joost, "1470", "1470")
    database.person_id = joost
    with pytest.raises(Refused, match="beheerder"):
        database.do(pins.choose, marloes, "3690", "3690")
    database.do(pins.choose, joost, "3690", "3690")  # one's own is one's own


def test_who_can_be_chosen_has_a_pin_and_a_role(
    database: Database, marloes: uuid.UUID, joost: uuid.UUID
) -> None:
    database.do(pins.choose, joost, "1470", "1470")
    assert [face.name for face in database.ask(pins.faces)] == ["Joost Kuipers", "Marloes Verbeek"]
    draft = database.ask(roles_list.draft, joost)
    draft.held = []
    database.do(roles_list.save, draft)
    assert [face.name for face in database.ask(pins.faces)] == ["Marloes Verbeek"]


def test_a_manager_keeps_a_pin_as_long_as_others_have_one(
    database: Database, marloes: uuid.UUID, joost: uuid.UUID
) -> None:
    database.do(pins.choose, joost, "1470", "1470")
    with pytest.raises(Refused):
        database.do(pins.take_away, marloes)
    database.do(pins.take_away, joost)
    database.do(pins.take_away, marloes)
    assert database.ask(pins.faces) == []


def test_a_pin_that_was_taken_away_says_so(database: Database, joost: uuid.UUID) -> None:
    with pytest.raises(Refused, match="beheerder"):
        database.do(pins.enter, joost, "1470")
