"""SLB'er and assessor at one placement; stand-ins; with dates that do not overlap."""

import datetime as dt
import uuid

import pytest

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.people import Role
from stagecoach.errors import Invalid
from stagecoach.services.access import rights as access
from stagecoach.services.people import persons as people
from stagecoach.services.people import roles_list
from stagecoach.services.students import involvements, stand_ins, students
from stagecoach.store.file.database import Database

DAY = dt.timedelta(days=1)


def add(database: Database, key: uuid.UUID, name: str, first: int, last: int | None) -> uuid.UUID:
    until = None if last is None else clock.today() + last * DAY
    return database.do(
        involvements.add, key, Role.CAREER_COACH, name, clock.today() + first * DAY, until
    )


def test_a_career_coach_sees_the_students_where_they_are_involved(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    involvement = add(database, placements["Lotte"], "Karin de Boer", 0, None)
    row = database.ask(involvements.overview, placements["Lotte"])[0]
    assert (row.name, row.until_on) == ("Karin de Boer", None)
    karin = database.ask(people.with_role, Role.CAREER_COACH)[0].id
    assert [b.name for b in database.ask(students.mine, karin)] == ["Lotte Hendriks"]
    database.do(involvements.remove, involvement)
    assert database.ask(students.mine, karin) == []


@pytest.mark.parametrize(
    ("first", "last", "fits"), [(0, 5, False), (-5, 0, False), (6, None, True), (-5, -1, True)]
)
def test_the_same_person_is_not_there_twice_on_a_day(
    database: Database, youssef: uuid.UUID, first: int, last: int | None, *, fits: bool
) -> None:
    add(database, youssef, "Karin de Boer", 0, 5)
    if fits:
        add(database, youssef, "Karin de Boer", first, last)
        assert len(database.ask(involvements.overview, youssef)) == 2
        return
    with pytest.raises(Invalid) as refused:
        add(database, youssef, "Karin de Boer", first, last)
    assert set(refused.value.problems) == {"from_on"}


def test_an_assessor_has_not_guided_the_student(database: Database, youssef: uuid.UUID) -> None:
    head = database.ask(students.head, youssef)
    assert head.supervisor_id is not None
    draft = database.ask(roles_list.draft, head.supervisor_id)
    draft.held.append(roles_list.Held(Role.EXAMINER, clock.today()))
    database.do(roles_list.save, draft)
    with pytest.raises(Invalid) as refused:
        database.do(involvements.add, youssef, Role.EXAMINER, head.supervisor, clock.today())
    assert set(refused.value.problems) == {"name"}


def test_wrong_dates_and_no_name_are_told(database: Database, youssef: uuid.UUID) -> None:
    for name, first, last, field in (
        ("", clock.today(), None, "name"),
        ("Karin", None, None, "from_on"),
        ("Karin", clock.today(), clock.today() - DAY, "until_on"),
    ):
        with pytest.raises(Invalid) as refused:
            database.do(involvements.add, youssef, Role.CAREER_COACH, name, first, last)
        assert set(refused.value.problems) == {field}
    assert database.ask(involvements.overview, youssef) == []


def test_nobody_stands_in_twice_or_for_a_stand_in(database: Database, youssef: uuid.UUID) -> None:
    today = clock.today()
    role = Role.WORK_COACH
    database.do(stand_ins.add, youssef, role, "Ravi Soekhram", today, today + 5 * DAY)
    with pytest.raises(Invalid) as refused:
        database.do(stand_ins.add, youssef, role, "Hanneke Blom", today + 5 * DAY, today + 9 * DAY)
    assert set(refused.value.problems) == {"from_on"}
    database.do(stand_ins.add, youssef, role, "Hanneke Blom", today + 6 * DAY, today + 9 * DAY)


def test_a_stand_in_logs_and_the_one_they_replace_keeps_their_place(
    database: Database, youssef: uuid.UUID
) -> None:
    today = clock.today()
    coaches = {c.name: c.id for c in database.ask(people.with_role, Role.WORK_COACH)}
    database.do(stand_ins.add, youssef, Role.WORK_COACH, "Hanneke Blom", today - DAY, today + DAY)
    for name in ("Hanneke Blom", "Joost Kuipers"):
        database.person_id = coaches[name]
        assert database.ask(access.may, Right.LOG, youssef), name
        assert not database.ask(access.may, Right.APPROVE, youssef), name
    database.person_id = coaches["Ravi Soekhram"]
    assert not database.ask(access.may, Right.LOG, youssef)
