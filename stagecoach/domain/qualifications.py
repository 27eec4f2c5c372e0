"""Codes of qualifications, core tasks and work processes (docs/domain.md, Qualification
structure).
"""

import re
import uuid
from dataclasses import dataclass

CREBO = re.compile(r"\d{5}", re.ASCII)
CORE_TASK = re.compile(r"[BP]\d+-K\d+", re.ASCII)
WORK_PROCESS = re.compile(r"([BP]\d+-K\d+)-W\d{1,2}", re.ASCII)
LONGEST_TITLE = 300  # the longest official one has 170
LEVELS = range(1, 5)
_NUMBER = re.compile(r"(\d+)")


def natural_key(code: str) -> tuple[str | int, ...]:
    """Sorts W10 after W9."""
    return tuple(int(part) if part.isdigit() else part for part in _NUMBER.split(code))


@dataclass(frozen=True, slots=True)
class Process:
    """A work process with the core task it belongs to."""

    id: uuid.UUID
    code: str
    title: str
    core_code: str
    core_title: str
