"""A plain sheet: a head, texts, tables and lines to sign on, over as many pages as it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from stagecoach import clock, i18n
from stagecoach.documents import paper
from stagecoach.documents.paper import LEFT, RIGHT, Flow, Page, wrap
from stagecoach.i18n import _

_STEP = 4.6  # between lines of one text
_TOP, _TEXT = 16.0, 9.5
_INSET = 1.2


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: float  # mm
    right: bool = False


class Listing:
    """`head` are pairs of a word and what is said of it, two beside each other."""

    def __init__(self, title: str, head: Sequence[tuple[str, str]]) -> None:
        self._title, self._head = title, head
        self._flow = Flow(self._begin, bottom=276.0)
        self._flow.new_page()

    def _begin(self, page: Page, number: int) -> float:
        page.corners = False
        page.text(LEFT, _TOP + 6, self._title, 18 if number == 1 else 11, bold=True)
        date_line = _("Printed on %s") % i18n.full_date(clock.today())
        page.right_text(RIGHT, _TOP + 6, date_line)
        y = _TOP + 13
        if number == 1:
            half = (RIGHT - LEFT) / 2
            for at, (word, said) in enumerate(self._head):
                x = LEFT + half * (at % 2)
                page.text(x, y, word, 8)
                page.text(
                    x + 30, y, wrap(said, _TEXT, half - 32)[0] if said else "", _TEXT, bold=True
                )
                y += 5.4 if at % 2 or at == len(self._head) - 1 else 0
            y += 1
        page.across(y)
        return y + 6

    def heading(self, text: str) -> None:
        self._flow.need(18)
        self._flow.y += 3
        self._flow.page.text(LEFT, self._flow.y, text, 12, bold=True)
        self._flow.y += 6

    def paragraph(self, text: str, *, bold: bool = False) -> None:
        for line in (part for given in text.split("\n") for part in wrap(given, 10, RIGHT - LEFT)):
            self._flow.need(_STEP)
            self._flow.page.text(LEFT, self._flow.y, line, 10, bold=bold)
            self._flow.y += _STEP
        self._flow.y += 1.6

    def lines_to_write(self, count: int) -> None:
        """Empty lines for a pen, 8 mm apart."""
        for _number in range(count):
            self._flow.need(8)
            self._flow.y += 8
            self._flow.page.dots.append((LEFT, self._flow.y, RIGHT, self._flow.y))
        self._flow.y += 5

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """Rows grow with their text; the titles come back on every page; a last row in bold
        is marked by an empty first cell followed by text.
        """
        self._titles(columns)
        for cells in rows:
            lines = [
                wrap(text, _TEXT, column.width - 2 * _INSET) if text else [""]
                for text, column in zip(cells, columns, strict=True)
            ]
            most = max(map(len, lines))
            for first in range(0, most, 50):  # a text longer than a page goes on
                part = [given[first : first + 50] for given in lines]
                self._row(columns, part)

    def _titles(self, columns: Sequence[Column]) -> None:
        self._flow.need(14)
        page, x = self._flow.page, LEFT
        for column in columns:
            self._cell(page, x, column, self._flow.y, column.title, bold=True, size=8)
            x += column.width
        self._flow.y += 2
        page.across(self._flow.y)
        self._flow.y += 4.6

    def _row(self, columns: Sequence[Column], lines: Sequence[Sequence[str]]) -> None:
        height = _STEP * max(map(len, lines)) + 1.6
        if self._flow.need(height):
            self._titles(columns)
        page, x, top = self._flow.page, LEFT, self._flow.y
        for column, given in zip(columns, lines, strict=True):
            for number, line in enumerate(given):
                self._cell(page, x, column, top + _STEP * number, line)
            x += column.width
        self._flow.y += height
        page.across(self._flow.y - 4.4)

    def _cell(
        self,
        page: Page,
        x: float,
        column: Column,
        y: float,
        text: str,
        *,
        bold: bool = False,
        size: float = _TEXT,
    ) -> None:
        if column.right:
            page.right_text(x + column.width - _INSET, y, text, size, bold=bold)
        else:
            page.text(x + _INSET, y, text, size, bold=bold)

    def signatures(self, names: Sequence[tuple[str, str]]) -> None:
        """Beside each other: who, the name, and a line for the hand and the date."""
        self._flow.need(34)
        self._flow.y += 6
        width = (RIGHT - LEFT) / max(1, len(names))
        for number, (party, name) in enumerate(names):
            x = LEFT + number * width
            self._flow.page.text(x, self._flow.y, party, 8)
            first = wrap(name, 10, width - 4, bold=True)[0] if name else ""
            self._flow.page.text(x, self._flow.y + 5, first, 10, bold=True)
            self._flow.page.across(self._flow.y + 20, x, x + width - 6)
            self._flow.page.text(x, self._flow.y + 24, _("Signature and date"), 8)
        self._flow.y += 30

    def pdf(self, chain: str = "") -> bytes:
        """`chain` is that of all seals on this day, for this paper to witness."""
        pages = self._flow.pages
        for number, page in enumerate(pages, start=1):
            text = _("Page %(page)d of %(all)d") % {"page": number, "all": len(pages)}
            page.right_text(RIGHT, 286, text)
            page.text(LEFT, 286, "StageCoach", 8)
            if chain:
                page.centred(
                    (LEFT + RIGHT) / 2, 286, _("Closed evaluations in this file: %s") % chain, 6
                )
        return paper.bind(pages, self._title)
