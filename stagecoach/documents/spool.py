"""To a printer: a queue of CUPS takes the PDF itself, which is smaller and finer than a picture.

`lp` belongs to CUPS, on Linux and macOS. Where there is none (Windows), the screens draw pages.
"""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _

_PATIENCE = 60  # seconds in which a queue takes a job
_BAND = 400  # pixels of height
_TITLE = "StageCoach"  # of the job; a queue is read by others, so it names nobody


@dataclass(frozen=True, slots=True)
class Wanted:
    """As somebody chose in the dialog of the system."""

    queue: str
    copies: int = 1
    first: int = 0  # page; 0 for all
    last: int = 0
    sides: str = ""  # as CUPS calls them; empty: as the queue has it

    def words(self) -> list[str]:
        words = ["lp", "-d", self.queue, "-n", str(self.copies), "-t", _TITLE]
        if self.first:
            words += ["-P", f"{self.first}-{self.last}"]
        return [*words, "-o", f"sides={self.sides}"] if self.sides else words


def can_send() -> bool:
    return shutil.which("lp") is not None


def send(pdf: bytes, wanted: Wanted) -> None:
    """Put a whole PDF in a queue. Raises StageCoachError. No file is made of it here."""
    if not can_send():
        raise StageCoachError(_("This computer has no printing system. Save as PDF instead."))
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, no shell
            wanted.words(), input=pdf, capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _refused(wanted.queue, "") from error
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip()
        raise _refused(wanted.queue, why.removeprefix("lp: "))


def _refused(queue: str, why: str) -> StageCoachError:
    text = _("Printer “%s” does not take this. Is it on? Saving as PDF works.") % queue
    return StageCoachError(f"{text} ({why})" if why else text)


def in_one(pdfs: list[bytes]) -> bytes:
    """All of them after each other, as one job: one cover sheet, one place in the queue."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    for pdf in pdfs:
        part = pypdfium2.PdfDocument(pdf)
        whole.import_pages(part)
        part.close()
    buffer = BytesIO()
    whole.save(buffer)
    whole.close()
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class Band:
    """A strip of a page as pixels of three bytes, to be drawn at `top`."""

    page: int  # from 1
    top: int  # pixels
    width: int
    height: int
    pixels: bytes


def bands(pdf: bytes, first: int, last: int, dpi: int) -> Iterator[Band]:
    """Pages for a printer that takes no PDF, a strip at a time: one whole page of A4 at 1200 dots
    an inch is 557 MB. `last` 0: to the end.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    scale = dpi / 72
    for number in range(max(1, first), min(last or len(document), len(document)) + 1):
        page = document[number - 1]
        _width, height = page.get_size()
        whole = round(height * scale)
        for top in range(0, whole, _BAND):
            bottom = min(top + _BAND, whole)
            crop = (0, height - bottom / scale, 0, top / scale)
            picture = page.render(scale=scale, crop=crop, rev_byteorder=True).to_pil()
            strip = picture.convert("RGB")
            yield Band(number, top, strip.width, strip.height, strip.tobytes())
        page.close()
    document.close()
