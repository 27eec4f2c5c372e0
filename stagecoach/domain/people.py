"""Who takes part in a placement, and in which role (DOMAIN.md 1.4)."""

from enum import StrEnum


class Role(StrEnum):
    WORK_COACH = "work_coach"
    WORKPLACE_TRAINER = "workplace_trainer"
    SCHOOL_SUPERVISOR = "school_supervisor"


COMPANY_ROLES = frozenset({Role.WORK_COACH, Role.WORKPLACE_TRAINER})
