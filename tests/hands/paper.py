"""What a print queue wrote, read back."""

import os
import pwd
import time
from pathlib import Path

from pypdf import PdfReader

SPOOLED = Path(pwd.getpwuid(os.getuid()).pw_dir) / "PDF"  # where cups-pdf writes


PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def spooled() -> set[Path]:
    return set(SPOOLED.glob("*.pdf")) if SPOOLED.is_dir() else set()


def printed(before: set[Path]) -> str:
    """The words of the job that came since, once it is whole."""
    last = time.monotonic() + 30
    while time.monotonic() < last:
        for file in spooled() - before:
            if file.read_bytes().rstrip().endswith(b"%%EOF"):
                pages = PdfReader(file).pages
                return "\f".join(page.extract_text() for page in pages)
        time.sleep(0.2)
    raise AssertionError("nothing came from the printer")
