"""Saved filters and chosen columns; and the list of all students, filtered by the store."""

import datetime as dt
import uuid
from typing import Any

import pytest

from stagecoach.domain.students.placements import Route, State
from stagecoach.errors import Invalid
from stagecoach.services import list_views
from stagecoach.services.history import undo as history
from stagecoach.services.students import list as student_list
from stagecoach.services.students.list import Filter, Order
from stagecoach.store.file.database import Database
from tests import make
from tests.conftest import DAY


@pytest.fixture
def me(database: Database) -> uuid.UUID:
    assert database.person_id is not None
    return database.person_id


def names(database: Database, **wanted: Any) -> list[str]:
    rows = database.ask(student_list.page, Filter(**wanted)).rows
    return [row.name for row in rows]


def test_a_filter_of_the_same_name_is_replaced_and_undone(
    database: Database, me: uuid.UUID
) -> None:
    first = database.do(list_views.keep, me, "tasks", "  Te beoordelen ", {"status": "review"})
    actions: list[uuid.UUID | None] = []
    database.on_action = actions.append
    again = database.do(list_views.keep, me, "tasks", "Te beoordelen", {"status": "done"})
    assert again == first
    assert [(k.title, k.choices) for k in database.ask(list_views.kept, me, "tasks")] == [
        ("Te beoordelen", {"status": "done"})
    ]
    assert actions[0] is not None
    database.do(history.reverse, actions[0])
    assert database.ask(list_views.kept, me, "tasks")[0].choices == {"status": "review"}
    assert database.ask(list_views.kept, me, "students") == []


@pytest.mark.parametrize("title", ["", "  \n ", "a" * 81])
def test_a_filter_needs_a_name_that_fits(database: Database, me: uuid.UUID, title: str) -> None:
    with pytest.raises(Invalid) as caught:
        database.do(list_views.keep, me, "tasks", title, {"status": "done"})
    assert "title" in caught.value.problems
    assert database.ask(list_views.kept, me, "tasks") == []


def test_too_many_filters_are_refused_with_what_to_do(database: Database, me: uuid.UUID) -> None:
    for number in range(list_views.MOST):
        database.do(list_views.keep, me, "tasks", f"Filter {number}", {})
    with pytest.raises(Invalid, match="Verwijder er eerst een"):
        database.do(list_views.keep, me, "tasks", "Nog een", {})


def test_columns_are_left_out_for_one_person_and_one_list(
    database: Database, me: uuid.UUID
) -> None:
    for _twice in range(2):
        database.do(list_views.show_column, me, "students", "number", shown=False)
    assert database.ask(list_views.hidden, me, "students") == {"number"}
    assert database.ask(list_views.hidden, me, "tasks") == frozenset()
    database.do(list_views.show_column, me, "students", "number", shown=True)
    assert database.ask(list_views.hidden, me, "students") == frozenset()


def test_students_are_found_by_the_beginning_of_every_word(database: Database) -> None:
    make.student(database, name="Łukasz Yıldırım", number="999123")
    assert names(database, words="lukasz yild") == ["Łukasz Yıldırım"]
    assert names(database, words="9991") == ["Łukasz Yıldırım"]
    assert names(database, words="zorghuis") == ["Giovanni Maduro"]
    assert names(database, words="giov zorg") == ["Giovanni Maduro"]
    assert names(database, words="giov kade") == []
    assert len(names(database, words='" % *')) == 8  # signs are no words


def test_students_are_narrowed_by_where_their_placement_stands(database: Database) -> None:
    later = dt.timedelta(days=400)
    make.student(database, name="Bo Komt", starts_on=DAY + later, ends_on=DAY + 2 * later)
    make.student(database, name="Al Klaar", starts_on=DAY - 2 * later, ends_on=DAY - later)
    assert names(database, state=State.COMING) == ["Bo Komt"]
    assert names(database, state=State.ENDED) == ["Al Klaar"]
    assert len(names(database, state=State.CURRENT)) == 7
    assert names(database, route=Route.WORK_BASED) == ["Giovanni Maduro", "Naomi Asante"]
    assert database.ask(student_list.everybody) == 9
    assert database.ask(student_list.page, Filter(state=State.CURRENT), limit=2).count == 7


@pytest.mark.parametrize("column", list(student_list._ORDERS))
def test_pages_in_any_order_together_are_the_whole_list(database: Database, column: str) -> None:
    for number in range(9):
        make.student(database, name=f"Student {number % 3}")
    for descending in (False, True):
        order = Order(column, descending)
        whole = database.ask(student_list.page, Filter(), order).rows
        parts = [
            row
            for offset in range(0, 16, 5)
            for row in database.ask(
                student_list.page, Filter(), order, offset=offset, limit=5
            ).rows
        ]
        assert parts == whole
        assert len({row.id for row in whole}) == 16


def test_accents_and_capitals_do_not_break_the_order(database: Database) -> None:
    for name in ("łukasz b", "Zoë", "Élise", "anna"):
        make.student(database, name=name)
    shown = [n for n in names(database) if n in {"łukasz b", "Zoë", "Élise", "anna"}]
    assert shown == ["anna", "Élise", "łukasz b", "Zoë"]


def test_a_student_stands_there_once_with_the_newest_placement(database: Database) -> None:
    rows = database.ask(student_list.page).rows
    assert len({row.id for row in rows}) == len(rows)
