"""Whether this installation is whole: every file of one version, and no program of another.

An update that stopped half-way leaves old files between new ones: Python would load whichever it
finds first, and the program would start and fail at the first screen that was moved. So it is
looked at before anything else is loaded. A checkout and a bundle are what they are.
"""

import csv
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _

_PACKAGE = Path(__file__).parent


def check() -> None:
    """Raises StageCoachError; no store has been touched by then."""
    recorded = _recorded()
    if recorded is None:
        return
    there = set(_programs(_PACKAGE))
    if missing := recorded - there:
        raise StageCoachError(_sentence(len(missing)))
    if strangers := there - recorded:
        raise StageCoachError(_sentence(len(strangers)))


def _sentence(count: int) -> str:
    text = _(
        "This installation of StageCoach is not whole: %d of its files are missing or of another "
        "version. Your files are untouched. Install StageCoach anew."
    )
    return text % count


def _recorded() -> set[str] | None:
    """The programs that the installer noted down; None where none did, or not for a checkout."""
    if getattr(sys, "frozen", False):
        return None
    # As importlib.metadata does, which takes 15 ms to load, at each start.
    record = next(_PACKAGE.parent.glob("stagecoach-*.dist-info/RECORD"), None)
    if record is None:
        return None
    with record.open(newline="", encoding="utf-8") as file:
        names = [row[0] for row in csv.reader(file) if row]
    own = {
        name.replace("/", os.sep)
        for name in names
        if name.startswith(f"{_PACKAGE.name}/") and _is_program(name)
    }
    return own if os.path.join("stagecoach", "install.py") in own else None  # noqa: PTH118


def _is_program(name: str) -> bool:
    """Also what Python compiled itself, where it lies in the place of a source."""
    return name.endswith((".py", ".pyc")) and "__pycache__" not in name


def _programs(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            path = str((Path(place) / name).relative_to(folder.parent))
            if _is_program(path):
                yield path
