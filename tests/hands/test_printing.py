"""To a printer, by the dialog of the system; read back from what the queue wrote."""

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.hands.hands import ROOT, Desktop
from tests.hands.steps import to_hours

SPOOLED = Path(pwd.getpwuid(os.getuid()).pw_dir) / "PDF"  # where cups-pdf writes


@pytest.fixture
def queue() -> Iterator[None]:
    """A queue that writes PDFs; only root can make one."""
    tools = [name for name in ("lp", "lpadmin", "cupsd") if not shutil.which(name, path=_PATH)]
    if (tools or os.getuid()) and "CI" not in os.environ:
        pytest.skip(f"a print queue takes root and {tools or 'CUPS'}")
    subprocess.run(["sh", "tests/hands/queue.sh"], cwd=ROOT, check=True)
    before = _spooled()
    yield
    for file in _spooled() - before:
        file.unlink()


_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def _spooled() -> set[Path]:
    return set(SPOOLED.glob("*.pdf")) if SPOOLED.is_dir() else set()


def printed(before: set[Path]) -> str:
    """The words of the job that came since, once it is whole."""
    last = time.monotonic() + 30
    while time.monotonic() < last:
        for file in _spooled() - before:
            if file.read_bytes().rstrip().endswith(b"%%EOF"):
                pages = PdfReader(file).pages
                return "\f".join(page.extract_text() for page in pages)
        time.sleep(0.2)
    raise AssertionError("nothing came from the printer")


@pytest.mark.usefixtures("queue")
def test_chosen_forms_reach_the_printer_as_one_job(inside: Desktop) -> None:
    before = _spooled()
    inside.key("ctrl+4")
    inside.find("Formulieren", "frame")
    for name in ("Youssef Amrani", "Sem de Wit"):
        boxes = [n for n in inside.look() if n.role == "check box" and n.name.startswith(name)]
        inside.click_on(boxes[-1])
    inside.sees("2 van 7 gekozen")
    inside.key("ctrl+p")
    inside.find("Afdrukken", "dialog")
    inside.key("Return")
    inside.sees("2 formulieren naar de printer")
    words = printed(before)
    assert "Youssef Amrani" in words
    assert "Sem de Wit" in words
    assert words.count("\f") >= 3


@pytest.mark.usefixtures("queue")
def test_an_hour_sheet_reaches_the_printer(inside: Desktop) -> None:
    before = _spooled()
    to_hours(inside, "Lotte Hendriks")
    inside.click("Urenstaat", "push button")
    inside.find("Urenstaat", "dialog")
    inside.until(lambda: "sensitive" in inside.find("Print", "push button").states, "a sheet")
    inside.key("ctrl+p")
    inside.find("Afdrukken", "dialog")
    inside.key("Return")
    inside.sees("Naar de printer")
    assert "Lotte Hendriks" in printed(before)
