"""Rules of an evaluation. Programs propose, people decide (DOMAIN.md 2.4).

A scale is data: its values stand in order from lowest to highest, and n.v.t. is a value
that counts nowhere. An empty answer is no answer, never the lowest mark.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    START = "start"
    INTERIM = "interim"
    FINAL = "final"


class Status(StrEnum):
    OPEN = "open"
    SIGNED = "signed"  # by at least one; a signed form does not change


class Conclusion(StrEnum):
    ON_COURSE = "on_course"
    WITH_AGREEMENTS = "with_agreements"
    OFF_COURSE = "off_course"


class Party(StrEnum):
    STUDENT = "student"
    COMPANY = "company"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class ScaleValue:
    """One answer of a scale."""

    letter: str  # what is stored, printed above the box and pressed on the keyboard
    label: str
    counts: bool  # n.v.t. does not
    passes: bool
    explain: bool  # signing waits for an explanation


Scale = tuple[ScaleValue, ...]


def lowest(scale: Scale, marks: Iterable[str | None]) -> str | None:
    """The proposed outcome: the lowest mark given. Empty and n.v.t. never propose."""
    given = set(marks)
    return next((value.letter for value in scale if value.counts and value.letter in given), None)


def needs_explanation(scale: Scale, mark: str | None, explanation: str) -> bool:
    """True while signing has to wait; saving never does."""
    return not explanation and any(value.letter == mark and value.explain for value in scale)
