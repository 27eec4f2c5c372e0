"""Guidance moments: the kinds of talk, visit and call (DOMAIN.md 1.5)."""

from enum import StrEnum


class MomentKind(StrEnum):
    START = "start"
    PROGRESS = "progress"
    INTERIM = "interim"
    FINAL = "final"
    VISIT = "visit"
    CALL = "call"
