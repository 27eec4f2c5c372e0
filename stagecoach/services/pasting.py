"""Where a table from a spreadsheet lands in a grid: by place, or by the names that are in it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from stagecoach.domain.pasted import Rows
from stagecoach.services.grid import Cell, Grid
from stagecoach.store.search import fold


@dataclass(slots=True)
class Landing:
    """What goes where; `whose` names each row that was found by its name, with its values."""

    texts: dict[Cell, str] = field(default_factory=dict)
    outside: int = 0  # cells past the last row or column, or fixed
    whose: list[tuple[str, list[str]]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # names of nobody here, or of two


def land(grid: Grid, pasted: Rows, row: int, column: int) -> Landing:
    """`row` and `column`: the cell that was chosen. Names in the table win over its place."""
    width = _names_wide(grid, pasted)
    if width:
        return _by_name(grid, pasted, width, column)
    landing = Landing()
    for down, cells in enumerate(pasted):
        _put(grid, landing, row + down, column, cells)
    return landing


def _put(grid: Grid, landing: Landing, row: int, column: int, cells: Sequence[str]) -> None:
    for across, text in enumerate(cells):
        inside = row < len(grid.rows) and column + across < len(grid.columns)
        cell = (grid.rows[row][0], column + across) if inside else None
        if cell is None or cell in grid.fixed:
            landing.outside += 1
        else:
            landing.texts[cell] = text


def _names_wide(grid: Grid, pasted: Rows) -> int:
    """How many of the first columns hold a name: one, two (first and last), or none."""
    known = _known(grid)
    for width in (1, 2):
        full = [cells for cells in pasted if len(cells) > width]
        if any(_name(cells, width, known) in known for cells in full):
            return width
    return 0


def _known(grid: Grid) -> dict[str, int]:
    """The row of each name that only one student has."""
    folded = [fold(name) for _key, name in grid.rows]
    count = Counter(folded)
    return {name: row for row, name in enumerate(folded) if count[name] == 1}


def _name(cells: Sequence[str], width: int, known: dict[str, int]) -> str:
    """As the list has it: "Wit, Sem de" and "de Wit" beside "Sem" are Sem de Wit too."""
    parts = [fold(part) for part in cells[:width]]
    orders = [" ".join(parts), " ".join(reversed(parts))]
    if width == 1 and "," in parts[0]:
        last, first = (part.strip() for part in parts[0].split(",", 1))
        given, *particles = first.split()
        orders += [f"{first} {last}", " ".join([given, *particles, last]) if given else last]
    return next((name for name in orders if name in known), orders[0])


def _by_name(grid: Grid, pasted: Rows, width: int, column: int) -> Landing:
    landing, known = Landing(), _known(grid)
    for cells in pasted:
        row = known.get(_name(cells, width, known))
        if row is None:
            if said := " ".join(cells[:width]).strip():
                landing.unknown.append(said)
            continue
        before = landing.outside
        _put(grid, landing, row, column, cells[width:])
        taken = cells[width : len(cells) - (landing.outside - before)]
        landing.whose.append((grid.rows[row][1], taken))
    return landing
