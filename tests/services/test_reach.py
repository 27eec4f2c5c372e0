"""Where a right ends: two roles at once, what belongs to others, what is added or taken over."""

import datetime as dt
import uuid

import pytest

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Party
from stagecoach.domain.people import Role
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.services import grid
from stagecoach.services.access import rights as access
from stagecoach.services.access.rights import Refused
from stagecoach.services.evaluations import consents, evidence
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.guidance import actions
from stagecoach.services.logs import entries as logs
from stagecoach.services.people import pins, roles_list
from stagecoach.services.people.roles_list import Held
from stagecoach.services.search import preview as search_preview
from stagecoach.services.search.hits import Hit
from stagecoach.services.students import list as student_list
from stagecoach.services.students import placements, students
from stagecoach.services.tasks import tasks
from stagecoach.services.today import attention
from stagecoach.store.file.database import Database
from tests import make
from tests.make import step
from tests.persons import add_person, become, program, take_part

SINCE = dt.date(2026, 1, 1)


@pytest.fixture
def naomi(placements: dict[str, uuid.UUID]) -> uuid.UUID:
    return placements["Naomi"]


def _also_examines(database: Database, me: uuid.UUID, key: uuid.UUID) -> None:
    with program(database):
        draft = database.ask(roles_list.draft, me)
        draft.held.append(Held(Role.EXAMINER, SINCE))
        database.do(roles_list.save, draft)
        database.do(step(take_part), me, Role.EXAMINER, key)


def test_whom_one_examines_is_not_among_whom_one_coaches(
    database: Database, youssef: uuid.UUID, naomi: uuid.UUID
) -> None:
    me = become(database, Role.WORK_COACH, youssef)
    _also_examines(database, me, naomi)
    rows, _points = database.ask(attention.today, me, Role.WORK_COACH)
    assert [row.placement_id for row in rows] == [youssef]
    week = database.ask(grid.week, me, clock.today())
    assert [key for key, _name in week.rows] == [youssef]
    read = database.ask(students.mine, me, Right.READ_EVALUATIONS)
    assert {brief.placement_id for brief in read} == {youssef, naomi}


def test_an_assessor_reads_no_logs_as_evidence_or_beside_the_search(
    database: Database, youssef: uuid.UUID
) -> None:
    task = next(row for row in database.ask(tasks.plan, youssef) if row.process_id)
    assert task.process_id is not None
    assert database.ask(evidence.of, youssef, task.process_id).tasks
    head = database.ask(students.head, youssef)
    become(database, Role.EXAMINER, youssef)
    assert not database.ask(evidence.of, youssef, task.process_id).tasks
    hit = Hit("student", head.id, youssef, head.name, head.assignment)
    assert database.ask(search_preview.preview, hit).lines == ()


def test_a_student_of_others_is_neither_renamed_nor_given_a_next_placement(
    database: Database, youssef: uuid.UUID, naomi: uuid.UUID
) -> None:
    become(database, Role.WORKPLACE_TRAINER, youssef)
    draft = database.ask(placements.draft, naomi)
    draft.name = "Anders Genoemd"
    with pytest.raises(Refused):
        database.do(placements.save, draft)
    following = database.ask(placements.next_draft, naomi)
    following.starts_on, following.ends_on = dt.date(2027, 2, 1), dt.date(2027, 6, 1)
    following.agreed_hours = 100
    with pytest.raises(Refused):
        database.do(placements.save, following)


def test_a_log_of_others_is_not_drawn_to_ones_own_student(
    database: Database, youssef: uuid.UUID, naomi: uuid.UUID
) -> None:
    entry = make.log(database, naomi)
    become(database, Role.WORKPLACE_TRAINER, youssef)
    draft = database.ask(logs.draft, entry)
    draft.placement_id, draft.task_id = youssef, None
    with pytest.raises(Refused):
        database.do(logs.save, draft)


@pytest.mark.parametrize("role", [Role.WORKPLACE_TRAINER, Role.SCHOOL_SUPERVISOR])
def test_a_student_can_be_added_for_colleagues(
    database: Database, youssef: uuid.UUID, role: Role
) -> None:
    become(database, role, youssef)
    people = {"trainer": "Marloes Verbeek", "coach": "Joost Kuipers", "supervisor": "Esra Yılmaz"}
    assert make.student(database, name="Nieuw Kind", **people)


def test_a_student_stays_in_my_list_when_the_next_placement_is_elsewhere(
    database: Database, youssef: uuid.UUID
) -> None:
    become(database, Role.WORK_COACH, youssef)
    with program(database):
        draft = database.ask(placements.next_draft, youssef)
        draft.starts_on, draft.ends_on = dt.date(2027, 2, 1), dt.date(2027, 6, 1)
        draft.coach, draft.agreed_hours = "Joost Kuipers", 100
        database.do(placements.save, draft)
    page = database.ask(student_list.page)
    assert [row.placement_id for row in page.rows] == [youssef]
    assert page.count == database.ask(student_list.everybody) == 1


class TestStudent:
    def test_signs_for_nobody_else(self, database: Database, youssef: uuid.UUID) -> None:
        with program(database):
            sheet = make.answered(database, youssef)
            assert sheet.id is not None
            database.do(consents.propose, sheet.id)
        become(database, Role.STUDENT, youssef)
        assert database.ask(sheets.load, sheet.id).signs_for == {Party.STUDENT}
        with pytest.raises(Invalid, match="alleen voor jezelf"):
            make.sign(database, sheet.id, Party.SCHOOL)
        make.sign(database, sheet.id, Party.STUDENT)
        signed = database.ask(sheets.load, sheet.id)
        assert set(signed.signatures) == {Party.STUDENT}
        assert not signed.may_sign

    def test_ticks_off_what_was_agreed_and_changes_nothing_of_it(
        self, database: Database, youssef: uuid.UUID
    ) -> None:
        with program(database):
            entry = make.log(database, youssef, next_step="Meet de spanning")
            agreed = database.do(actions.save, youssef, actions.Draft("Lees het schema"))
        become(database, Role.STUDENT, youssef)
        database.do(logs.set_next_step_done, entry, done=True)
        database.do(actions.set_done, agreed, done=True)
        for change in (
            lambda s: actions.delete(s, agreed),
            lambda s: actions.save(s, youssef, actions.Draft("Iets anders", id=agreed)),
            lambda s: logs.delete(s, entry),
        ):
            with pytest.raises(Refused):
                database.do(step(change))


class TestManager:
    def test_somebody_who_can_sign_in_keeps_managing(self, database: Database) -> None:
        """A manager without a PIN cannot come where people choose themselves by PIN."""
        owner = database.person_id
        assert owner is not None
        with program(database):
            database.do(step(add_person), "Zonder Pincode", manages=True)
            database.do(pins.choose, owner, "2580", "2580")
        draft = database.ask(roles_list.draft, owner)
        draft.manages = False
        with pytest.raises(Invalid) as wrong:
            database.do(roles_list.save, draft)
        assert "manages" in wrong.value.problems

    def test_removes_others_with_their_pin_and_not_themselves(self, database: Database) -> None:
        owner = database.person_id
        assert owner is not None
        with program(database):
            other = database.do(step(add_person), "Met Pincode", Role.WORK_COACH, manages=True)
            for person in (owner, other):
                database.do(pins.choose, person, "2580", "2580")
        with pytest.raises(StageCoachError, match="andere beheerder"):
            database.do(roles_list.remove, owner)
        database.do(roles_list.remove, other)
        assert other not in {row.id for row in database.ask(roles_list.overview)}


def test_who_hands_a_student_over_has_no_more_to_say_there(
    database: Database, youssef: uuid.UUID
) -> None:
    become(database, Role.WORKPLACE_TRAINER, youssef)
    draft = database.ask(placements.draft, youssef)
    draft.trainer = "Marloes Verbeek"
    database.do(placements.save, draft)
    assert not database.ask(access.may, Right.OPEN, youssef)
    with pytest.raises(Refused):
        make.log(database, youssef)
