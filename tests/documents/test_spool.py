"""Queues that refuse, pages drawn for a printer without PDF, and one job of many forms."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter

from stagecoach.documents import printing, spool
from stagecoach.domain.evaluations import Kind
from stagecoach.errors import StageCoachError
from stagecoach.services.example import example
from stagecoach.services.printing.forms import As, Wish
from stagecoach.store.file.database import Database
from stagecoach.ui.dialogs import paper_job
from tests import make
from tests.conftest import DAY


def both(database: Database) -> bytes:
    wishes = [Wish(Kind.START, As.BLANK, make.student(database)) for _one in range(2)]
    return printing.draw_all(database, wishes)


def test_many_forms_are_one_pdf(database: Database) -> None:
    one = printing.draw_all(database, [Wish(Kind.START, As.BLANK, make.student(database))])
    pages = len(PdfReader(BytesIO(one)).pages)
    assert len(PdfReader(BytesIO(both(database))).pages) == 2 * pages


def test_the_words_for_lp_follow_what_was_chosen() -> None:
    wanted = spool.Wanted("papier", copies=2, first=1, last=3, sides="two-sided-long-edge")
    assert wanted.words() == (
        "lp -d papier -n 2 -t StageCoach -P 1-3 -o sides=two-sided-long-edge".split()
    )


def test_a_queue_that_is_not_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StageCoachError, match=r"neemt dit niet aan|geen printsysteem"):
        spool.send(b"%PDF-1.4", spool.Wanted("niets-van-die-naam"))
    monkeypatch.setattr(spool, "can_send", lambda: False)
    with pytest.raises(StageCoachError, match="geen printsysteem"):
        spool.send(b"%PDF-1.4", spool.Wanted("papier"))


@pytest.mark.usefixtures("qapp")
def test_pages_are_drawn_where_a_printer_takes_no_pdf(database: Database, tmp_path: Path) -> None:
    pdf = both(database)
    printer = QPrinter()
    printer.setResolution(300)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "uit.pdf"))
    paper_job.job_for(printer)(pdf)
    drawn = PdfReader(tmp_path / "uit.pdf")
    assert len(drawn.pages) == len(PdfReader(BytesIO(pdf)).pages)
    assert (tmp_path / "uit.pdf").stat().st_size > 20_000


_SIXTY = """
import datetime
import sys
from pathlib import Path
from stagecoach import clock
from stagecoach.documents import printing, spool
from stagecoach.domain.evaluations import Kind
from stagecoach.services import stores
from stagecoach.services.printing.forms import As, Wish
from stagecoach.services.students import students

def memory(which):
    return int(Path("/proc/self/status").read_text().split(which)[1].split()[0]) // 1024

clock.pretend_today(datetime.date.fromisoformat(sys.argv[3]))
path = Path(sys.argv[1])
database = stores.open_store(path, sys.argv[2], backups=path.parent / "backups")
own = database.ask(students.mine, database.person_id)
keys = [brief.placement_id for brief in own]
wishes = [Wish(Kind.FINAL, As.BLANK, placement_id=keys[n % len(keys)]) for n in range(60)]
before = memory("VmRSS:")
pdf = printing.draw_all(database, wishes)
pages = max(band.page for band in spool.bands(pdf, 1, 0, 300))
print(pages, memory("VmHWM:") - before)
"""


def test_sixty_students_take_bounded_memory(store: Path) -> None:
    """180 pages as one job, and drawn in bands for a printer that takes no PDF: 95 MB here."""
    words = [sys.executable, "-c", _SIXTY, str(store), example.PASSPHRASE, DAY.isoformat()]
    done = subprocess.run(words, capture_output=True, check=True)
    pages, grown = map(int, done.stdout.split())
    assert pages >= 180
    assert grown <= 200
