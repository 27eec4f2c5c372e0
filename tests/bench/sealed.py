"""Sealed reports: sealing, the rewrite that must not be felt, two hundred cases, a thousand tries."""

import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pyrage import encrypt
from pyrage.x25519 import Identity, Recipient
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from stagecoach import app, clock
from stagecoach.domain.cases.case import Consequence, Wish
from stagecoach.services.cases import cases
from stagecoach.services.cases import post as case_post
from stagecoach.services.cases.room import Room
from stagecoach.services.reports import post
from stagecoach.services.reports import reports as reporting
from stagecoach.services.reports.reports import Typed
from stagecoach.store.reports import envelopes, outbox
from stagecoach.ui.cases.list_pages import CasesPage
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.core import theme
from stagecoach.ui.reports.mailer import Mailer
from tests import sealed
from tests.bench.common import Figure, median, ms, p95, prepare, times
from tests.sealed import School

_CASES, _ENVELOPES, _REAL = 200, 1_000, 20
_WORDS = sealed.WORDS * 33  # 2,000 characters
_FRAMES = 400


def figures() -> Iterator[Figure]:
    prepare()
    app.make_application()
    theme.apply("light", 100)
    folder = Path(tempfile.mkdtemp(prefix="stagecoach-bench-"))
    school = sealed.school(folder)
    yield _sealing(school)
    yield _frames(school)
    yield _list(school)
    yield _opening(school)
    school.close()
    shutil.rmtree(folder)


def _sealing(school: School) -> Figure:
    """From what is typed to what can be written, against one bare age encryption."""
    receipt, roster = reporting.new_receipt(), school.roster
    seats = [Identity.generate().to_public() for _seat in range(envelopes.SEATS)]
    seats = [Recipient.from_str(str(seat)) for seat in seats]

    def ours() -> None:
        parcel = reporting.seal(Typed(_WORDS), roster, receipt)
        envelopes.wrap(parcel.letter, parcel.readers)

    plain = b"\0" * envelopes.LETTER
    mine, bare = p95(times(ours, 100)), p95(times(lambda: encrypt(plain, seats), 100))
    return Figure(
        "a report sealed, p95",
        ms(mine),
        f"bare age {ms(bare)}",
        f"{mine / bare:.1f}×",
        "≤ 50 ms",
        mine <= 0.05,
    )


def _frames(school: School) -> Figure:
    """Typing at sixty frames a second while the envelopes are rewritten without a pause."""
    field = QPlainTextEdit()
    field.resize(900, 600)
    field.show()
    mailer = Mailer(school.place)
    mailer.start()
    quiet = _slowest(field)
    busy = QTimer(interval=1)
    busy.timeout.connect(mailer.rewrite)
    begun = _written(school)
    busy.start()
    slow = _slowest(field)
    busy.stop()
    mailer.stop()
    QApplication.processEvents()
    assert _written(school) != begun  # it was rewritten meanwhile
    field.close()
    return Figure(
        "a frame while envelopes are rewritten, slowest",
        ms(slow),
        f"without {ms(quiet)}",
        f"{slow / quiet:.1f}×",
        "≤ 16 ms",
        slow <= 0.016,
    )


def _written(school: School) -> list[bytes]:
    return [path.read_bytes()[:200] for path in school.place.envelopes()]


def _slowest(field: QPlainTextEdit) -> float:
    """Seconds of the slowest of a row of frames, each a typed letter and a repaint."""
    took: list[float] = []
    loop, frame = QEventLoop(), QTimer(interval=16)

    def paint() -> None:
        begun = time.perf_counter()
        field.insertPlainText("a")
        field.viewport().repaint()
        took.append(time.perf_counter() - begun)
        if len(took) >= _FRAMES:
            loop.quit()

    frame.timeout.connect(paint)
    frame.start()
    loop.exec()
    frame.stop()
    return max(took[20:])


def _fill(room: Room) -> None:
    """Two hundred cases with a dozen entries each."""
    with room.writing():
        for number in range(_CASES):
            case = cases.start(room, "talk", f"{_WORDS} {number}", clock.today(), "Youssef")
            cases.look(room, case)
            cases.believe(room, case, "Ik geloof je.")
            for text in ("Gesprek", "Melden", "Niets doen"):
                cases.add_option(room, case, text, "")
            for key in cases.find(room, case).options:
                cases.choose(room, case, key, Wish.MAYBE)
            cases.agree(room, case, "Bellen", "Samira", clock.today())
            cases.conclude(room, case, Consequence.NONE, "")


def _list(school: School) -> Figure:
    """Asked, folded and painted, against reading the same rows and their JSON."""
    _fill(school.first)
    open_room = OpenRoom(school.first, school.place, lambda: None)

    def ours() -> None:
        page = CasesPage(open_room)
        page.resize(1128, 760)
        page.show()
        page.repaint()
        page.deleteLater()

    def bare() -> None:
        query = "SELECT content FROM entry ORDER BY number"
        for (text,) in school.first._connection.execute(query):
            json.loads(text)

    mine, raw = p95(times(ours, 15)), p95(times(bare, 15))
    return Figure(
        f"list of {_CASES} cases opens, p95",
        ms(mine),
        f"rows and JSON {ms(raw)}",
        f"{mine / raw:.1f}×",
        "≤ 300 ms",
        mine <= 0.3,
    )


def _opening(school: School) -> Figure:
    """A thousand envelopes tried by an adviser, twenty of them real."""
    to = [reader.recipient for reader in school.roster.readers]
    letter = reporting.seal(Typed(_WORDS), school.roster, reporting.new_receipt()).letter
    batch = [envelopes.wrap(letter, to) for _number in range(_REAL)]
    batch += [envelopes.decoy() for _number in range(_ENVELOPES - _REAL)]
    bag = post.bag_of(school.folder / "many")
    outbox.place(batch, bag)
    paths = case_post.envelopes_in(school.folder / "many")
    identity = school.second.private.identity
    took = median(times(lambda: case_post.try_all(paths, identity), 3))
    trial = case_post.try_all(paths, identity)
    assert (len(trial.letters), trial.damaged) == (_REAL, 0)
    read = median(times(lambda: [path.read_bytes() for path in paths], 3))
    return Figure(
        f"{_ENVELOPES:,} envelopes tried",
        ms(took),
        f"only read {ms(read)}",
        f"{took / read:.1f}×",
        "≤ 2000 ms",
        took <= 2,
    )
