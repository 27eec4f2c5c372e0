"""Personal keys: what is sealed to somebody opens with theirs, not with the store's."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from stagecoach.domain.people import Role
from stagecoach.errors import Invalid, StageCoachError, WrongPassphrase
from stagecoach.services.access.rights import Refused
from stagecoach.services.people import keys
from stagecoach.services.people import persons as people
from stagecoach.store import sealing
from stagecoach.store.file.database import Database
from stagecoach.store.people.keys import KeySlot, PersonalKey
from stagecoach.store.sealing import Sealed
from tests.make import step

SECRET = "een zin die alleen ik ken"


@pytest.fixture
def me(database: Database) -> uuid.UUID:
    assert database.person_id is not None
    return database.person_id


def slots_of(session: Session) -> list[KeySlot]:
    return list(session.query(KeySlot))


def everything(database: Database) -> str:
    """Every value of every table, as somebody with the store's own key reads it."""
    with database.engine.connect() as reader:
        names = reader.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = [name for (name,) in names]
        rows = [reader.exec_driver_sql(f'SELECT * FROM "{name}"').all() for name in tables]
    return repr(rows).lower()


def test_a_key_opens_with_its_passphrase_and_with_its_code(database: Database) -> None:
    code = database.do(keys.make, SECRET, SECRET)
    by_word = database.ask(keys.unlock, SECRET)
    by_code = database.ask(keys.unlock, code.lower().replace("-", " "), recovery=True)
    assert by_word == by_code
    sealed = sealing.seal(b"tussen ons", [by_word.recipient])
    assert sealing.unseal(sealed, by_code) == b"tussen ons"


@pytest.mark.parametrize("wrong", ["", "1470", "een zin die alleen jij kent", SECRET.upper()])
def test_a_wrong_passphrase_opens_nothing(database: Database, wrong: str) -> None:
    database.do(keys.make, SECRET, SECRET)
    with pytest.raises(WrongPassphrase):
        database.ask(keys.unlock, wrong)


@pytest.mark.parametrize("pin", ["1470", "25802580", "kort"])
def test_a_key_takes_no_pin(database: Database, pin: str) -> None:
    with pytest.raises(Invalid) as refused:
        database.do(keys.make, pin, pin)
    assert set(refused.value.problems) == {"passphrase"}
    with pytest.raises(Invalid) as refused:
        database.do(keys.make, SECRET, SECRET + "!")
    assert set(refused.value.problems) == {"again"}


def test_a_new_passphrase_closes_the_old_one_for_good(database: Database) -> None:
    """Also for somebody with the whole file: the journal has no older slot."""
    code = database.do(keys.make, SECRET, SECRET)
    private = database.ask(keys.unlock, SECRET)
    database.do(keys.change_passphrase, private, "een heel andere zin", "een heel andere zin")
    with pytest.raises(WrongPassphrase):
        database.ask(keys.unlock, SECRET)
    assert database.ask(keys.unlock, "een heel andere zin") == private
    assert database.ask(keys.unlock, code, recovery=True) == private
    with database.engine.connect() as reader:
        rows = reader.exec_driver_sql("SELECT count(*) FROM change WHERE table_name='key_slot'")
        assert rows.scalar() == 0


def test_the_private_halves_are_nowhere_in_the_store(database: Database, me: uuid.UUID) -> None:
    database.do(keys.make, SECRET, SECRET)
    private = database.ask(keys.unlock, SECRET)
    whole = everything(database)
    assert private.recipient.lower() in whole
    assert private.identity.lower() not in whole
    assert private.signer.hex() not in whole
    assert private.identity not in repr(private)


def test_a_lost_key_is_closed_and_a_new_one_can_be_made(database: Database, me: uuid.UUID) -> None:
    database.do(keys.make, SECRET, SECRET)
    before = database.ask(keys.unlock, SECRET)
    with pytest.raises(StageCoachError, match="al een sleutel"):
        database.do(keys.make, SECRET, SECRET)
    database.do(keys.lose)
    assert database.ask(keys.state, me) is None
    assert database.ask(slots_of) == []
    assert database.ask(keys.readers, [me]) == []
    database.do(keys.make, "de volgende lange zin", "de volgende lange zin")
    after = database.ask(keys.unlock, "de volgende lange zin")
    sealed = sealing.seal(b"van voor die tijd", [before.recipient])
    with pytest.raises(Sealed):
        sealing.unseal(sealed, after)
    assert database.ask(lambda session: session.query(PersonalKey).count()) == 2


def test_nobody_touches_the_key_of_another(database: Database, me: uuid.UUID) -> None:
    database.do(keys.make, SECRET, SECRET)
    private = database.ask(keys.unlock, SECRET)
    database.person_id = database.ask(people.with_role, Role.WORK_COACH)[0].id
    with pytest.raises(StageCoachError, match="nog geen sleutel"):
        database.ask(keys.unlock, SECRET)
    database.do(keys.make, "een eigen lange zin", "een eigen lange zin")
    with pytest.raises(Refused):
        database.do(keys.change_passphrase, private, "een heel andere zin", "een heel andere zin")

    def take_over(session: Session) -> None:
        session.query(PersonalKey).filter_by(person_id=me).one().recipient = "age1gestolen"

    with pytest.raises(Refused):
        database.do(step(take_over))


def test_making_a_key_is_not_undone(database: Database) -> None:
    done: list[object] = []
    database.on_action = done.append
    database.do(keys.make, SECRET, SECRET)
    assert done == [None]


@given(at=st.integers(min_value=0), data=st.binary(min_size=1, max_size=200))
def test_one_changed_byte_breaks_the_seal(at: int, data: bytes) -> None:
    """In the header, in the list of readers or in the text."""
    private = sealing.new()
    sealed = bytearray(sealing.seal(data, [private.recipient, sealing.new().recipient]))
    sealed[at % len(sealed)] ^= 1
    with pytest.raises(Sealed):
        sealing.unseal(bytes(sealed), private)


def test_every_reader_reads_and_nobody_else() -> None:
    readers, other = [sealing.new() for _number in range(3)], sealing.new()
    said = b"Nee zeggen als een klant meer wil"
    sealed = sealing.seal(said, [reader.recipient for reader in readers])
    assert {sealing.unseal(sealed, reader) for reader in readers} == {said}
    assert b"klant" not in sealed
    with pytest.raises(Sealed):
        sealing.unseal(sealed, other)
    with pytest.raises(Sealed):
        sealing.unseal(sealed[: len(sealed) // 2], readers[0])
