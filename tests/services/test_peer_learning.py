"""Training in resilience, learning to coach, attention for pairs, and peers as guidance."""

import datetime as dt
import uuid

import pytest

from stagecoach import clock
from stagecoach.domain.peers import Method
from stagecoach.domain.people import Role
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.services.history import undo as history
from stagecoach.services.logs import logbook
from stagecoach.services.peers import coach_tasks, group_changes, groups, sessions, trainings
from stagecoach.services.peers.trainings import Day, Draft
from stagecoach.services.students import students
from stagecoach.services.today import attention
from stagecoach.store.file.database import Database
from tests import make
from tests.conftest import DAY
from tests.persons import become, program

BEFORE = DAY - dt.timedelta(days=7)


@pytest.fixture
def student(database: Database, youssef: uuid.UUID) -> uuid.UUID:
    return database.ask(students.head, youssef).id


@pytest.fixture(autouse=True)
def _program(database: Database, placements: dict[str, uuid.UUID]) -> None:
    """After the placements are known: they are asked for as the owner."""
    assert placements
    database.person_id = None


class TestTraining:
    def test_counts_the_days_and_minutes_somebody_was_there(
        self, database: Database, student: uuid.UUID
    ) -> None:
        days = [
            Day(BEFORE, "9.30", 60, there={student}),
            Day(DAY, "13:00", 45, there={student}),
            Day(DAY + dt.timedelta(days=7), "13:00", 90),
        ]
        key = database.do(trainings.save, Draft("Weerbaar", "Karin", days, [student]))
        row = database.ask(trainings.of_students, [student])[0]
        assert (row.training_id, row.there, row.days, row.minutes) == (key, 2, 3, 105)
        assert (row.next_on, row.next_at) == (DAY, "13:00")
        kept = database.ask(trainings.draft, key)
        assert [day.starts for day in kept.days] == ["09:30", "13:00", "13:00"]

    def test_a_day_that_goes_takes_its_attendance_along_and_undo_brings_it_back(
        self, database: Database, student: uuid.UUID
    ) -> None:
        days = [Day(BEFORE, there={student}), Day(DAY, there={student})]
        key = database.do(trainings.save, Draft("Weerbaar", "", days, [student]))
        kept = database.ask(trainings.draft, key)
        kept.days = kept.days[1:]
        done: list[uuid.UUID | None] = []
        database.on_action = done.append
        database.do(trainings.save, kept)
        row = database.ask(trainings.of_students, [student])[0]
        assert (row.there, row.days) == (1, 1)
        assert done[0] is not None
        database.do(history.reverse, done[0])
        row = database.ask(trainings.of_students, [student])[0]
        assert (row.there, row.days) == (2, 2)

    @pytest.mark.parametrize(
        ("draft", "field"),
        [
            (Draft("", "", [Day(DAY)]), "name"),
            (Draft("x" * 201, "", [Day(DAY)]), "name"),
            (Draft("Weerbaar", "", []), "days"),
            (Draft("Weerbaar", "", [Day(None)]), "days"),
            (Draft("Weerbaar", "", [Day(DAY, "25:00")]), "days"),
            (Draft("Weerbaar", "", [Day(DAY, minutes=0)]), "days"),
            (Draft("Weerbaar", "", [Day(DAY + dt.timedelta(1), there={uuid.uuid4()})]), "days"),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_field(
        self, database: Database, student: uuid.UUID, draft: Draft, field: str
    ) -> None:
        draft.students = [student]
        before = database.ask(trainings.overview)
        with pytest.raises(Invalid) as wrong:
            database.do(trainings.save, draft)
        assert set(wrong.value.problems) == {field}
        assert database.ask(trainings.overview) == before

    def test_no_certificate_for_who_was_never_there(
        self, database: Database, student: uuid.UUID
    ) -> None:
        key = database.do(trainings.save, Draft("Weerbaar", "", [Day(DAY)], [student]))
        with pytest.raises(Invalid):
            database.do(trainings.certify, key, student)
        kept = database.ask(trainings.draft, key)
        kept.days[0].there = {student}
        database.do(trainings.save, kept)
        assert database.do(trainings.certify, key, student) == clock.today()


def test_coach_tasks_begin_with_examples_once(database: Database, student: uuid.UUID) -> None:
    for task in database.ask(coach_tasks.overview, [student]):
        database.do(coach_tasks.delete, task.id)
    database.do(coach_tasks.begin, student)
    database.do(coach_tasks.begin, student)
    rows = database.ask(coach_tasks.overview, [student])
    assert len(rows) == 5
    own = database.do(coach_tasks.add, student, "Doorvragen na een stilte")
    database.do(coach_tasks.set_done, own, done=True)
    last = database.ask(coach_tasks.overview, [student])[-1]
    assert (last.title, last.done_on) == ("Doorvragen na een stilte", clock.today())
    with pytest.raises(Invalid):
        database.do(coach_tasks.add, student, "  ")


@pytest.mark.parametrize(
    ("method", "minutes"), [("grow", 30), ("five_steps", 30), ("incident", 65)]
)
def test_the_steps_of_a_method_have_their_minutes(method: str, minutes: int) -> None:
    """The incident method takes 65 minutes (docs/domain.md, Peer coaching)."""
    assert sum(step.minutes for step in coach_tasks.steps(Method(method))) == minutes
    assert coach_tasks.source(Method(method))


def _points(database: Database, youssef: uuid.UUID) -> dict[str, str]:
    me = become(database, Role.SCHOOL_SUPERVISOR, youssef)
    _rows, points = database.ask(attention.today, me, Role.SCHOOL_SUPERVISOR)
    database.person_id = None
    return {point.rule: point.title for point in points}


def test_a_quiet_pair_asks_its_guide_and_a_pair_that_spoke_does_not(
    database: Database, youssef: uuid.UUID, placements: dict[str, uuid.UUID]
) -> None:
    assert "quiet_pair" not in _points(database, youssef)
    make.pair(database, youssef, placements["Sem"], from_on=DAY - dt.timedelta(days=60))
    assert _points(database, youssef)["quiet_pair"] == "Het is stil tussen Sem en Youssef"


def test_one_who_always_coaches_is_told(
    database: Database, youssef: uuid.UUID, placements: dict[str, uuid.UUID]
) -> None:
    group = make.pair(database, youssef, placements["Sem"])
    sem_id, youssef_id = database.ask(group_changes.draft, group).members  # by name
    for _number in range(3):
        draft = database.ask(sessions.new_draft, group)
        draft.coach_id, draft.coachee_id = youssef_id, sem_id
        database.do(sessions.save, draft)
    told = _points(database, youssef)["one_sided_pair"]
    assert told == "Youssef coacht het meest van Sem en Youssef"


def test_a_talk_about_a_task_is_guidance_on_its_track(
    database: Database, youssef: uuid.UUID, placements: dict[str, uuid.UUID]
) -> None:
    group = make.pair(database, placements["Sem"], youssef)
    before = set(database.ask(logbook.guided_days, youssef))
    draft = database.ask(sessions.new_draft, group)
    draft.track = Track.LEARNING
    database.do(sessions.save, draft)
    gained = set(database.ask(logbook.guided_days, youssef)) - before
    assert gained == {(Track.LEARNING, clock.today())}


def test_a_guide_who_left_is_noticed(
    database: Database, youssef: uuid.UUID, placements: dict[str, uuid.UUID]
) -> None:
    group = make.pair(database, youssef, placements["Sem"])
    assert group in database.ask(group_changes.of_guides_who_left)
    draft = database.ask(group_changes.draft, group)
    draft.guide_id = next(iter(database.ask(groups.guides)))
    database.do(group_changes.save, draft)
    assert group not in database.ask(group_changes.of_guides_who_left)


def test_a_pair_made_by_mistake_goes_and_one_that_spoke_stays(
    database: Database, youssef: uuid.UUID, placements: dict[str, uuid.UUID]
) -> None:
    group = make.pair(database, youssef, placements["Sem"])
    spoken = make.pair(database, youssef, placements["Naomi"])
    database.do(sessions.save, database.ask(sessions.new_draft, spoken))
    database.do(group_changes.remove, group)
    assert database.ask(groups.one, group) is None
    with pytest.raises(StageCoachError, match="beëindig"):
        database.do(group_changes.remove, spoken)
    database.do(group_changes.end, spoken, DAY - dt.timedelta(days=1))
    row = database.ask(groups.one, spoken)
    assert row is not None
    assert row.over
    with program(database), pytest.raises(Invalid, match="geen duo meer"):
        database.do(sessions.save, database.ask(sessions.new_draft, spoken))


def test_talks_come_a_page_at_a_time(
    database: Database, youssef: uuid.UUID, placements: dict[str, uuid.UUID]
) -> None:
    group = make.pair(database, youssef, placements["Sem"])
    for number in range(7):
        draft = database.ask(sessions.new_draft, group)
        draft.on_date = DAY - dt.timedelta(days=number // 2)
        database.do(sessions.save, draft)
    whole = database.ask(sessions.overview, group)
    first = database.ask(sessions.overview, group, 4)
    rest = database.ask(sessions.overview, group, 4, first[-1])
    assert [*first, *rest] == whole
