"""The grid: all students at once, all of it or nothing, undone as one step."""

import uuid

import pytest

from stagecoach.domain.evaluations import Kind as EvaluationKind
from stagecoach.domain.hours import Kind
from stagecoach.domain.tasks import Status
from stagecoach.errors import Invalid
from stagecoach.services import grid as grids
from stagecoach.services.evaluations import evaluations
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.grid import key_of
from stagecoach.services.history import undo as history
from stagecoach.services.hours import ledger
from stagecoach.services.tasks import catalogue, tasks
from stagecoach.store.file.database import Database
from tests.conftest import DAY


def me(database: Database) -> uuid.UUID:
    assert database.person_id is not None
    return database.person_id


def practice(database: Database, key: uuid.UUID, week: int, day: int) -> int:
    return database.ask(ledger.ledger, key).week(week).days[day].minutes(Kind.PRACTICE)


def test_a_week_for_everybody_is_one_step(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    grid = database.ask(grids.week, me(database), DAY)
    assert grid.rows[0][1] == "Aleksandra Nowak"
    youssef, lotte = placements["Youssef"], placements["Lotte"]
    assert (grid.texts[youssef, 0], grid.texts[youssef, 2]) == ("9", "5")
    actions: list[uuid.UUID | None] = []
    database.on_action = actions.append
    changed = {(youssef, 3): "7,5", (lotte, 3): "9:00-17:00", (youssef, 2): ""}
    database.do(grids.save_week, me(database), DAY, changed)
    assert practice(database, youssef, 9, 3) == 450
    assert practice(database, youssef, 9, 2) == 0
    assert practice(database, lotte, 14, 3) == 480
    assert len(actions) == 1
    assert actions[0] is not None
    database.do(history.reverse, actions[0])
    assert (practice(database, youssef, 9, 3), practice(database, youssef, 9, 2)) == (0, 300)


def test_one_wrong_cell_keeps_everything_out_and_is_named(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    youssef, lotte = placements["Youssef"], placements["Lotte"]
    changed = {(youssef, 3): "8", (lotte, 3): "veel", (youssef, 4): "8"}
    with pytest.raises(Invalid) as refused:
        database.do(grids.save_week, me(database), DAY, changed)
    assert set(refused.value.problems) == {key_of((lotte, 3)), key_of((youssef, 4))}
    assert "nog komen" in refused.value.problems[key_of((youssef, 4))]
    assert practice(database, youssef, 9, 3) == 0


def test_approved_cells_are_fixed(database: Database, placements: dict[str, uuid.UUID]) -> None:
    grid = database.ask(grids.week, me(database), DAY)
    lotte = placements["Lotte"]
    assert grid.fixed[lotte, 0] == "goedgekeurd"
    with pytest.raises(Invalid):
        database.do(grids.save_week, me(database), DAY, {(lotte, 0): "1"})


def test_one_task_for_everybody_who_has_it(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    own = next(t for t in database.ask(tasks.plan, placements["Youssef"]) if t.code == "W8")
    key = database.do(catalogue.keep, own.id)
    lotte = placements["Lotte"]
    row = database.ask(catalogue.overview, lotte, own.track)[0]
    database.do(tasks.save, database.ask(catalogue.draft_from, lotte, row))
    assert [choice.id for choice in database.ask(grids.tasks_to_choose)] == [key]
    grid = database.ask(grids.task, me(database), key)
    assert [name for _key, name in grid.rows] == ["Lotte Hendriks", "Youssef Amrani"]
    database.do(grids.save_task, key, {(lotte, 0): "bez", (placements["Youssef"], 0): "Klaar"})
    assert database.ask(tasks.plan, lotte)[-1].status is Status.BUSY
    for wrong in ("", "x"):
        with pytest.raises(Invalid, match="Typ een van"):
            database.do(grids.save_task, key, {(lotte, 0): wrong})


def test_one_criterion_for_everybody(database: Database, placements: dict[str, uuid.UUID]) -> None:
    youssef, sem = placements["Youssef"], placements["Sem"]
    key = database.do(evaluations.begin, youssef, EvaluationKind.INTERIM)
    sheet = database.ask(sheets.load, key)
    question = sheet.structure.sections[0].questions[0]
    grid = database.ask(grids.criterion, me(database), question.id)
    assert grid.fixed[placements["Lotte"], 0] == "getekend"
    assert grid.fixed[youssef, 1] == "nog niet begonnen"
    database.do(grids.save_criterion, question.id, {(youssef, 0): "g", (sem, 0): "V"})
    again = database.ask(grids.criterion, me(database), question.id)
    assert (again.texts[youssef, 0], again.texts[sem, 0]) == ("G", "V")
    database.do(grids.save_criterion, question.id, {(youssef, 0): ""})
    assert database.ask(grids.criterion, me(database), question.id).texts[youssef, 0] == ""
    with pytest.raises(Invalid, match="Typ een van"):
        database.do(grids.save_criterion, question.id, {(youssef, 0): "8"})
