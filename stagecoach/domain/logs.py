"""A log entry: who wrote it and who guided."""

from enum import StrEnum

LONGEST_MINUTES = 24 * 60


class Author(StrEnum):
    SUPERVISOR = "supervisor"
    STUDENT = "student"


class Guide(StrEnum):
    COMPANY = "company"
    SCHOOL = "school"
    PEER = "peer"
    NOBODY = "nobody"
