"""A log entry: what it is, who wrote it and who guided."""

from enum import StrEnum

LONGEST_MINUTES = 24 * 60
SOFT_LENGTH, TWO_NOTES = 500, 1_000  # characters: enough for one statement, and too much


class Author(StrEnum):
    SUPERVISOR = "supervisor"
    STUDENT = "student"


class Guide(StrEnum):
    COMPANY = "company"
    SCHOOL = "school"
    PEER = "peer"
    NOBODY = "nobody"


class EntryKind(StrEnum):
    NOTE = "note"
    REFLECTION = "reflection"  # the student's own


class Mark(StrEnum):
    POSITIVE = "positive"
    NEUTRAL = "neutral"
    CONCERN = "concern"
