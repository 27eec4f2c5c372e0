"""What comes from outside: a large table into the grid, and the first page of a long document."""

import itertools
import time
import uuid
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from stagecoach import app
from stagecoach.services.grid import Grid
from stagecoach.ui.dialogs.drawing import Drawing
from stagecoach.ui.grid.form import GridForm
from tests.bench.common import Figure, ms, p95, times
from tests.bench.daily import Bench
from tests.bench.start import smallest_window
from tests.documents.made_pdf import drawn

_ROWS, _COLUMNS = 600, 5
_PASTE, _PAGE, _SMALLEST = 0.5, 0.3, 0.3  # seconds; the last is where the other two hold


def figures(bench: Bench) -> Iterator[Figure]:
    app.make_application()
    room = max(1.0, smallest_window() / _SMALLEST)  # a slower machine may take longer
    for what, seconds, target in (
        (f"{_ROWS} × {_COLUMNS} cells pasted into the grid, p95", _pasting(bench), _PASTE),
        ("first page of a document of 300 pages, p95", _page(), _PAGE),
    ):
        allowed = target * room
        yield Figure(what, ms(seconds), "", "", f"≤ {ms(allowed)}", seconds <= allowed)


def _pasting(bench: Bench) -> float:
    """Until it is painted; other figures each time, or nothing would change."""
    form = GridForm(bench.workspace, bench.shell)
    form.open_once()
    rows = [(uuid.uuid4(), f"Student {number:03}") for number in range(_ROWS)]
    form.model.show(Grid(["ma", "di", "wo", "do", "vr"], rows))
    counter = itertools.count()
    form.table.setCurrentIndex(form.model.index(0, 0))

    def paste() -> None:
        turn = next(counter) % 8
        line = "\t".join(f"{turn},{n}" for n in range(_COLUMNS))
        form.paste("\r\n".join([line] * _ROWS))
        QApplication.processEvents()
        form.table.viewport().repaint()

    durations = times(paste, 12)
    form.done(0)
    return p95(durations)


def _page() -> float:
    """From the bytes in hand to pixels: a process is started for it."""
    book = drawn(300)

    def first_page() -> None:
        owner, loop = QObject(), QEventLoop()
        late = QTimer(owner, singleShot=True, interval=20_000)
        late.timeout.connect(loop.quit)
        late.start()
        drawing = Drawing(book, owner)
        drawing.opened.connect(lambda _document: drawing.ask(0, 720))
        drawing.drawn.connect(loop.quit)
        loop.exec()
        drawing.stop()
        owner.deleteLater()
        QApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)

    begun = time.perf_counter()
    durations = times(first_page, 12)
    assert time.perf_counter() - begun < 200, "nothing was drawn"
    return p95(durations)
