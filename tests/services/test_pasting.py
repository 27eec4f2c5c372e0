"""Whose row gets what of a table that was pasted."""

import uuid

from stagecoach.services.grid import Grid
from stagecoach.services.pasting import land

NAMES = ("Ángela Prins", "Bram Bakker", "Bram Bakker", "Sem de Wit", "Youssef Amrani")


def grid(*fixed: tuple[int, int]) -> Grid:
    made = Grid(["ma", "di", "wo"], [(uuid.UUID(int=n), name) for n, name in enumerate(NAMES)])
    made.fixed = {(uuid.UUID(int=row), column): "approved" for row, column in fixed}
    return made


def landed(pasted: list[list[str]], row: int = 0, column: int = 0) -> dict[tuple[int, int], str]:
    texts = land(grid((0, 0)), pasted, row, column).texts
    return {(key.int, at): text for (key, at), text in texts.items()}


def test_values_land_where_one_stands() -> None:
    assert landed([["8", "7"], ["6", "5"]], 3, 1) == {
        (3, 1): "8",
        (3, 2): "7",
        (4, 1): "6",
        (4, 2): "5",
    }


def test_what_is_fixed_or_outside_is_counted() -> None:
    landing = land(grid((0, 0)), [["8", "7", "6", "5"]], 0, 0)
    assert landing.outside == 2
    assert len(landing.texts) == 2


def test_names_win_over_the_place() -> None:
    table = [["Naam", "ma", "di"], ["Wit, Sem de", "8", "7"], ["angela prins", "x", "5"]]
    landing = land(grid((0, 0)), table, 4, 0)
    assert landing.whose == [("Sem de Wit", ["8", "7"]), ("Ángela Prins", ["x"])]
    assert landing.unknown == ["Naam"]
    assert landed(table, 4) == {(3, 0): "8", (3, 1): "7", (0, 1): "5"}


def test_first_and_last_name_in_two_columns() -> None:
    assert landed([["de Wit", "Sem", "8"]]) == {(3, 0): "8"}
    assert landed([["Sem", "de Wit", "8"]]) == {(3, 0): "8"}


def test_of_two_with_one_name_nobody_gets_it() -> None:
    landing = land(grid(), [["Bram Bakker", "8"], ["Sem de Wit", "7"]], 0, 0)
    assert landing.unknown == ["Bram Bakker"]
    assert [name for name, _values in landing.whose] == ["Sem de Wit"]
