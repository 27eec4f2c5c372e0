"""A sheet of A4 as lists of marks, drawn in one go: lines, boxes, crosses and text.

Places are in millimetres from the upper left corner, as in the design. Gathering the marks
first keeps drawing fast (one path and one text object a page) and lets every page know how
many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from stagecoach.documents import fonts
from stagecoach.documents.fonts import BOLD, REGULAR
from stagecoach.i18n import _

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

mm = 72 / 25.4  # points
WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT = 15.0, 195.0
BOX = 4.8  # a box to tick
_MARK, _INSET = 4.5, 7.4  # corner marks: side, distance from the edges
_HAIR, _LINE, _CROSS = 0.6, 1.0, 1.8  # points
_QR = 20.0
_LOWEST, _MOST_CODES = 291.5, 20  # mm: under the foot, where a printer still reaches

_Run = tuple[float, float, str, float, str]  # x, y, font, size, text


@dataclass(slots=True)
class Page:
    texts: list[_Run] = field(default_factory=list)
    hairs: list[tuple[float, float, float, float]] = field(default_factory=list)
    dots: list[tuple[float, float, float, float]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    crosses: list[tuple[float, float]] = field(default_factory=list)
    pens: list[tuple[float, float, float, float]] = field(default_factory=list)  # by hand
    circles: list[tuple[float, float]] = field(default_factory=list)
    rounds: list[tuple[float, float]] = field(default_factory=list)
    qr: str = ""
    corners: bool = True  # marks for a scan

    def text(self, x: float, y: float, text: str, size: float = 10, *, bold: bool = False) -> None:
        """`y` is the base line; `size` in points."""
        self.texts.append((x, y, BOLD if bold else REGULAR, size, text))

    def right_text(
        self, x: float, y: float, text: str, size: float = 8, *, bold: bool = False
    ) -> None:
        """Text that ends at `x`."""
        self.text(x - measure(text, size, bold=bold), y, text, size, bold=bold)

    def centred(self, x: float, y: float, text: str, size: float, *, bold: bool = True) -> None:
        self.text(x - measure(text, size, bold=bold) / 2, y, text, size, bold=bold)

    def across(self, y: float, left: float = LEFT, right: float = RIGHT) -> None:
        self.hairs.append((left, y, right, y))

    def down(self, x: float, top: float, bottom: float) -> None:
        self.hairs.append((x, top, x, bottom))

    def frame(self, left: float, top: float, right: float, bottom: float) -> None:
        self.across(top, left, right)
        self.across(bottom, left, right)
        self.down(left, top, bottom)
        self.down(right, top, bottom)

    def tick_box(self, x: float, y: float, *, ticked: bool) -> None:
        """A box whose upper left corner is at (x, y)."""
        self.boxes.append((x, y, BOX, BOX))
        if ticked:
            self.crosses.append((x, y))

    def track_mark(self, x: float, y: float, letter: str) -> None:
        """L in a circle, W in a rounded square, around the centre (x, y)."""
        (self.circles if letter == "L" else self.rounds).append((x, y))
        self.centred(x, y + 1.15, letter, 9)


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """Width in millimetres."""
    return fonts.width(text, BOLD if bold else REGULAR, size) / mm


def wrap(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    return fonts.wrap(text, BOLD if bold else REGULAR, size, room * mm)


def bind(pages: list[Page], title: str) -> bytes:
    """The PDF of these pages."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # plain bytes: a fifth smaller, and much faster to make
    fonts.load()
    buffer = BytesIO()
    canvas = Canvas(
        buffer, pagesize=(WIDTH * mm, HEIGHT * mm), pageCompression=1, initialFontName=REGULAR
    )
    canvas.setTitle(title)
    canvas.setCreator("StageCoach")
    for page in pages:
        _say_unprintable(page)
        _draw(canvas, page)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, page: Page) -> None:
    canvas.transform(1, 0, 0, 1, 0, HEIGHT * mm)
    _draw_lines(canvas, page)
    if page.corners:
        _draw_corners(canvas)
    if page.qr:
        _draw_qr(canvas, page.qr)
    _draw_texts(canvas, page)


def _draw_lines(canvas: Canvas, page: Page) -> None:
    draw = [f"{_HAIR} w", *map(_stroke, page.hairs), "S"]
    if page.dots:
        draw += ["[1 1.6] 0 d", *map(_stroke, page.dots), "S [] 0 d"]
    draw += [f"{_LINE} w", *(_rectangle(*box) for box in page.boxes), "S", f"{_CROSS} w"]
    near, far = 1.0, BOX - 1.0
    for x, y in page.crosses:
        draw += (
            _stroke((x + near, y + near, x + far, y + far)),
            _stroke((x + near, y + far, x + far, y + near)),
        )
    if page.pens:
        draw += ["S 1 J", *map(_stroke, page.pens), "S 0 J"]
    # Operators as text: the canvas would format each number in a call of its own, which
    # takes a third of the time of a whole form.
    canvas.addLiteral("\n".join([*draw, "S"]))
    canvas.setLineWidth(_LINE)
    path = canvas.beginPath()
    for x, y in page.circles:
        path.circle(x * mm, -y * mm, 2.2 * mm)
    for x, y in page.rounds:
        path.roundRect((x - 2.1) * mm, -(y + 2.1) * mm, 4.2 * mm, 4.2 * mm, 0.9 * mm)
    canvas.drawPath(path)


def _stroke(line: tuple[float, float, float, float]) -> str:
    a, b, c, d = line
    return f"{a * mm:.2f} {-b * mm:.2f} m {c * mm:.2f} {-d * mm:.2f} l"


def _rectangle(x: float, y: float, width: float, height: float) -> str:
    return f"{x * mm:.2f} {-y * mm:.2f} {width * mm:.2f} {-height * mm:.2f} re"


def _draw_corners(canvas: Canvas) -> None:
    """Three full squares and, at the lower right, an open one: a scan knows which way is up."""
    far_x, far_y = WIDTH - _INSET - _MARK, HEIGHT - _INSET - _MARK
    full = ((_INSET, _INSET), (far_x, _INSET), (_INSET, far_y))
    squares = [_rectangle(x, y, _MARK, _MARK) for x, y in full]
    open_one = _rectangle(far_x + 0.5, far_y + 0.5, _MARK - 1, _MARK - 1)
    canvas.addLiteral("\n".join([*squares, "f", f"{mm:.2f} w", open_one, "S"]))


def _draw_qr(canvas: Canvas, content: str) -> None:
    import segno

    # A fixed mask: choosing the best of eight takes ten times as long and reads no better
    # at this size (a module is nearly a millimetre).
    code = segno.make(content, error="m", version=1, mask=3, boost_error=False)
    side = _QR / len(code.matrix)
    left, top = RIGHT - _QR, 13.2
    # One module is one unit from here on, so each run of them is written in whole numbers.
    squares = [f"q {side * mm:.5f} 0 0 {side * mm:.5f} {left * mm:.2f} {-top * mm:.2f} cm"]
    for row, modules in enumerate(code.matrix):
        column = 0
        for dark, run in groupby(modules):
            length = len(list(run))
            if dark:
                squares.append(f"{column} {-row} {length} -1 re")
            column += length
    canvas.addLiteral("\n".join([*squares, "f Q"]))


def _draw_texts(canvas: Canvas, page: Page) -> None:
    """Every text in one text object.

    reportlab keeps the codes of ASCII letters in each font it embeds, so a plain text can be
    written as it stands. Measuring and encoding it letter by letter, as a text object of the
    canvas does, takes half of the time of a whole form.
    """
    draw = ["BT"]
    used: tuple[str, float] | None = None
    shaped: list[_Run] = []
    for x, y, font, size, content in page.texts:
        for left, up, name, _size, piece in _placed(x * mm, -y * mm, font, size, content):
            if fonts.is_shaped(name):
                shaped.append((left, up, name, size, piece))
                continue
            draw.append(f"1 0 0 1 {left:.2f} {up:.2f} Tm")
            for code, letters in fonts.encoded(canvas, name, piece):
                if used != (code, size):
                    draw.append(f"{code} {size:g} Tf")
                    used = (code, size)
                draw.append(f"({letters}) Tj")
    canvas.addLiteral("\n".join([*draw, "ET"]))
    for left, up, name, size, piece in shaped:
        canvas.setFont(name, size)
        canvas.drawString(left, up, fonts.shaped(piece, name, size))


def _placed(x: float, y: float, font: str, size: float, text: str) -> Iterator[_Run]:
    """The runs of a text, each where it begins; in points."""
    runs = fonts.runs(text, font)
    for name, piece in runs:
        yield x, y, name, size, piece
        if len(runs) > 1:
            x += fonts.run_width(name, piece, size)


def _say_unprintable(page: Page) -> None:
    """What stands as its code: nobody would know else that a name is meant."""
    chars = sorted({char for *_at, text in page.texts for char in fonts.unprintable(text)})
    if chars:
        codes = " ".join(f"[U+{ord(char):04X}]" for char in chars[:_MOST_CODES])
        text = _("No letters for these on this computer: %s") % codes
        page.text(LEFT, _LOWEST, text, 6.5)


@dataclass(slots=True)
class Flow:
    """Pages that fill from top to bottom; `begin` draws the head of a new one."""

    begin: Callable[[Page, int], float]  # page, its number from 1: where content starts
    bottom: float = 280.0
    pages: list[Page] = field(default_factory=list)
    y: float = 0.0

    @property
    def page(self) -> Page:
        return self.pages[-1]

    def new_page(self) -> None:
        self.pages.append(Page())
        self.y = self.begin(self.page, len(self.pages))

    def need(self, height: float) -> bool:
        """Go to a new page where less than `height` is left; True when that was so."""
        if self.y + height <= self.bottom:
            return False
        self.new_page()
        return True
