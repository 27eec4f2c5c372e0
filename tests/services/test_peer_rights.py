"""Whose pairs, talks and trainings: found by trying, each held by a test."""

import datetime as dt
import uuid

import pytest
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.people import Role
from stagecoach.errors import Invalid
from stagecoach.services.access import rights as access
from stagecoach.services.access.rights import Refused
from stagecoach.services.history import changes
from stagecoach.services.peers import apart, coach_tasks, group_changes, sessions, trainings
from stagecoach.services.peers import content as peer_content
from stagecoach.services.peers.content import Content
from stagecoach.services.peers.trainings import Day
from stagecoach.services.people import keys, roles_list
from stagecoach.services.students import students
from stagecoach.store import sealing
from stagecoach.store.file.database import Database
from stagecoach.store.peers import CoachTask, PeerGroup, PeerSession
from tests import make
from tests.make import step
from tests.persons import become, program


@pytest.fixture
def pair(database: Database, placements: dict[str, uuid.UUID]) -> uuid.UUID:
    """Of two students whom the persons of these tests do not guide."""
    return make.pair(database, placements["Naomi"], placements["Giovanni"])


@pytest.fixture
def ids(database: Database, placements: dict[str, uuid.UUID]) -> dict[str, uuid.UUID]:
    return {name: database.ask(students.head, key).id for name, key in placements.items()}


def test_nobody_makes_themselves_the_guide_of_others(
    database: Database, youssef: uuid.UUID, pair: uuid.UUID
) -> None:
    me = become(database, Role.SCHOOL_SUPERVISOR, youssef)
    with pytest.raises(Refused):
        database.ask(group_changes.draft, pair)

    def take(session: Session) -> None:
        session.get_one(PeerGroup, pair).guide_id = me

    with pytest.raises(Refused):
        database.do(step(take))


def test_a_talk_and_a_task_stay_whose_they_are(
    database: Database,
    youssef: uuid.UUID,
    placements: dict[str, uuid.UUID],
    pair: uuid.UUID,
    ids: dict[str, uuid.UUID],
) -> None:
    own = make.pair(database, youssef, placements["Sem"])
    with program(database):
        talk = database.do(sessions.save, database.ask(sessions.new_draft, pair))
        task = database.do(coach_tasks.add, ids["Naomi"], "Doorvragen")
    become(database, Role.STUDENT, youssef)

    def draw_near(session: Session) -> None:
        session.get_one(PeerSession, talk).group_id = own

    def take(session: Session) -> None:
        session.get_one(CoachTask, task).student_id = ids["Youssef"]

    for change in (draw_near, take):
        with pytest.raises(Refused):
            database.do(step(change))


def test_a_training_is_kept_for_ones_own_students_and_others_stay_as_they_are(
    database: Database, youssef: uuid.UUID, ids: dict[str, uuid.UUID]
) -> None:
    both = [ids["Youssef"], ids["Naomi"]]
    day = Day(clock.today(), there=set(both))
    with program(database):
        key = database.do(trainings.save, trainings.Draft("Weerbaar", "", [day], both))
        other = database.do(
            trainings.save, trainings.Draft("Van anderen", "", [day], [ids["Naomi"]])
        )
    become(database, Role.CAREER_COACH, youssef)
    assert other not in {choice.id for choice in database.ask(trainings.overview)}
    draft = database.ask(trainings.draft, key)
    assert draft.students == [ids["Youssef"]]
    draft.days[0].there = set()
    database.do(trainings.save, draft)
    for refused in (
        lambda s: trainings.delete(s, key),
        lambda s: trainings.delete(s, other),
        lambda s: trainings.certify(s, key, ids["Naomi"]),
    ):
        with pytest.raises(Refused):
            database.do(step(refused))
    rows = database.ask(trainings.of_students, both)
    assert {row.student_id: row.there for row in rows if row.training_id == key} == {
        ids["Youssef"]: 0,
        ids["Naomi"]: 1,
    }


def test_a_guide_whose_role_ended_is_no_reader_of_what_is_said_after(
    database: Database, youssef: uuid.UUID, placements: dict[str, uuid.UUID]
) -> None:
    group = make.pair(database, youssef, placements["Sem"])
    guide = become(database, Role.SCHOOL_SUPERVISOR, youssef)
    database.do(keys.make, "samen sterk op pad", "samen sterk op pad")
    draft = database.ask(group_changes.draft, group)
    draft.guide_id = guide
    database.do(group_changes.save, draft)
    assert [reader.guide for reader in database.ask(peer_content.readers, group)] == [
        False,
        False,
        True,
    ]
    with program(database):
        person = database.ask(roles_list.draft, guide)
        person.held[0].until_on = clock.today() - dt.timedelta(days=1)
        database.do(roles_list.save, person)
        assert not any(reader.guide for reader in database.ask(peer_content.readers, group))
        assert group in database.ask(group_changes.of_guides_who_left)


def test_what_is_sealed_and_not_of_our_making_is_closed_and_harms_nothing() -> None:
    private = sealing.new()
    for data in (b"[]", b'{"question": 1}', b"\xff\xfe", b'{"due_on": "geen dag"}'):
        armoured = sealing.seal(data, [private.recipient]).decode()
        assert peer_content.read(armoured, private) is None
    assert peer_content.read("geen age", private) is None


def test_a_pair_stays_changeable_when_two_are_kept_apart_since(
    database: Database, pair: uuid.UUID, ids: dict[str, uuid.UUID]
) -> None:
    with program(database):
        database.do(apart.add, ids["Naomi"], ids["Giovanni"])
        draft = database.ask(group_changes.draft, pair)
        draft.until_on = clock.today()
        database.do(group_changes.save, draft)
        draft.id = None
        with pytest.raises(Invalid):
            database.do(group_changes.save, draft)


def test_talks_stay_within_the_days_of_their_pair(database: Database, pair: uuid.UUID) -> None:
    with program(database):
        database.do(sessions.save, database.ask(sessions.new_draft, pair))
        draft = database.ask(group_changes.draft, pair)
        draft.from_on = clock.today() + dt.timedelta(days=1)
        with pytest.raises(Invalid, match="al vóór deze dag"):
            database.do(group_changes.save, draft)
        draft.from_on = dt.date(9999, 12, 31)
        with pytest.raises(Invalid, match="te ver weg"):
            database.do(group_changes.save, draft)


def test_an_action_is_ticked_off_whatever_the_clock_says(
    database: Database, youssef: uuid.UUID, placements: dict[str, uuid.UUID]
) -> None:
    group = make.pair(database, youssef, placements["Sem"])
    become(database, Role.STUDENT, youssef)
    database.do(keys.make, "samen sterk op pad", "samen sterk op pad")
    mine = database.ask(keys.unlock, "samen sterk op pad")
    draft = database.ask(sessions.new_draft, group)
    draft.content = Content(action="Eén zin oefenen")
    database.do(sessions.save, draft)
    row = database.ask(sessions.overview, group)[0]
    today = clock.today()
    clock.pretend_today(today - dt.timedelta(days=200))
    try:
        database.do(sessions.set_done, row, mine, done=True)
    finally:
        clock.pretend_today(today)
    conversation = database.ask(sessions.overview, group)[0].content(mine)
    assert conversation is not None
    assert conversation.done_on is not None


def test_a_removed_talk_waits_in_the_bin(
    database: Database, youssef: uuid.UUID, placements: dict[str, uuid.UUID]
) -> None:
    group = make.pair(database, youssef, placements["Sem"])
    become(database, Role.STUDENT, youssef)
    talk = database.do(sessions.save, database.ask(sessions.new_draft, group))
    database.do(sessions.delete, talk)
    assert [row.what for row in database.ask(changes.in_bin)] == ["Gesprek van peer-coaching"]


def test_who_only_counts_asks_for_no_talks(
    database: Database, youssef: uuid.UUID, placements: dict[str, uuid.UUID]
) -> None:
    group = make.pair(database, youssef, placements["Sem"])
    with program(database):
        database.do(sessions.save, database.ask(sessions.new_draft, group))
    become(database, Role.WORKPLACE_TRAINER, youssef)
    assert database.ask(sessions.overview, group) == []
    assert database.ask(access.may, Right.PEER_COUNTS, youssef)
