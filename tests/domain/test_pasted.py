"""Tables as spreadsheets put them on the clipboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecoach.domain import pasted


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("8\t7,5\r\n6\t4\r\n", [["8", "7,5"], ["6", "4"]]),  # Excel
        ("8\t7,5\n6\t4\n", [["8", "7,5"], ["6", "4"]]),  # LibreOffice
        ("8\t7,5\n6\t4", [["8", "7,5"], ["6", "4"]]),  # Google Sheets
        ("8\r6\r", [["8"], ["6"]]),  # an old Mac
        ('"8\n(vrij)"\t7\n6\t5\n', [["8 (vrij)", "7"], ["6", "5"]]),
        ('"8\tu"\t7\n', [["8 u", "7"]]),
        ("8\x0bvrij\t7\n6\t5\n", [["8 vrij", "7"], ["6", "5"]]),
        ("8\u2028vrij\t7\n", [["8 vrij", "7"]]),
        ("8\x85vrij\x0c\t7\n", [["8 vrij", "7"]]),
        ('zei ""ja""\t"en ""nee"""\n', [['zei ""ja""', 'en "nee"']]),
        ('"5 duim\t8\n6\t7\n', [['"5 duim', "8"], ["6", "7"]]),
        ('5" buis\t8\n', [['5" buis', "8"]]),
        ("8\t\t\n\n6\t7\t\n", [["8", "", ""], [""], ["6", "7", ""]]),
        ("7\u00a0,5 \n", [["7 ,5"]]),
        ("", []),
    ],
)
def test_cells_stay_with_their_row(text: str, rows: list[list[str]]) -> None:
    assert pasted.rows(text) == rows


CELLS = st.text(st.characters(exclude_characters="\r\0"), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_whatever_excel_quotes_comes_back(table: list[list[str]]) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    text = "".join("\t".join(map(quoted, row)) + "\r\n" for row in table)
    assert pasted.rows(text) == [[" ".join(cell.split()) for cell in row] for row in table]


@pytest.mark.parametrize(("text", "is_one"), [("8", False), ("8\n", False), ("8\t7", True)])
def test_one_cell_is_no_table(text: str, *, is_one: bool) -> None:
    assert pasted.is_table(text) is is_one
