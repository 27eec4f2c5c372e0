"""A log entry: what it is, who wrote it and who guided."""

from enum import StrEnum

from stagecoach.i18n import _

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


def mark_name(mark: Mark) -> str:
    return {Mark.POSITIVE: _("Positive"), Mark.NEUTRAL: _("Neutral"), Mark.CONCERN: _("Concern")}[
        mark
    ]


def guide_name(guide: Guide) -> str:
    return {
        Guide.COMPANY: _("company"),
        Guide.SCHOOL: _("school"),
        Guide.PEER: _("fellow student"),
        Guide.NOBODY: _("nobody"),
    }[guide]
