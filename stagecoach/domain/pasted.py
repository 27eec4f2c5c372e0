"""What spreadsheets put on the clipboard, as rows of cells.

Excel, LibreOffice and Google Sheets separate cells by tabs and rows by line ends, put a cell that
holds either between quotes, double the quotes inside, and end with a line end. A break inside a
cell also comes as U+000B (Excel's plain text of Word), U+2028 or U+0085 (Numbers): none of these
ends a row. Python's `splitlines` takes all of them for one, and moves values to the next student.
"""

import csv
from io import StringIO

Rows = list[list[str]]


def rows(text: str) -> Rows:
    """The cells, each as one line of text; a row that is empty in between stays one."""
    csv.field_size_limit(10_000_000)
    try:
        cells = list(csv.reader(StringIO(text, newline=""), "excel-tab", strict=True))
    except csv.Error:  # a quote that is no more than a letter: 5" or "so it said
        plain = csv.reader(
            StringIO(text, newline=""), "excel-tab", quoting=csv.QUOTE_NONE, quotechar=None
        )
        cells = list(plain)
    return [[" ".join(cell.split()) for cell in row] or [""] for row in cells]


def is_table(text: str) -> bool:
    """More than one cell: not what somebody pastes into a word."""
    return "\t" in text or "\n" in text.strip("\r\n") or "\r" in text.strip("\r\n")
