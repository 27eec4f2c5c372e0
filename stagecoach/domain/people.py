"""Who takes part in a placement, and in which role (docs/domain.md, Roles)."""

import datetime as dt
from enum import StrEnum
from itertools import pairwise
from typing import Final, Literal

from stagecoach.i18n import _


class Role(StrEnum):
    """In the order in which a person's roles are named."""

    WORKPLACE_TRAINER = "workplace_trainer"
    WORK_COACH = "work_coach"
    SCHOOL_SUPERVISOR = "school_supervisor"
    CAREER_COACH = "career_coach"  # studieloopbaanbegeleider
    COORDINATOR = "coordinator"
    EXAMINER = "examiner"
    CONFIDENTIAL_ADVISER = "confidential_adviser"
    STUDENT = "student"


GUIDES = (Role.WORK_COACH, Role.WORKPLACE_TRAINER, Role.SCHOOL_SUPERVISOR)
COMPANY_ROLES = frozenset({Role.WORK_COACH, Role.WORKPLACE_TRAINER})
SHORTEST_PIN, LONGEST_PIN = 4, 8  # digits


def applies(today: dt.date, first: dt.date, last: dt.date | None, grace_days: int = 0) -> bool:
    """Whether something dated holds today, or did until some days ago."""
    return first <= today and (last is None or today <= last + dt.timedelta(days=grace_days))


def is_guessable(pin: str) -> bool:
    """All one digit, or digits that follow each other up or down: 0000, 1234, 8765."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return len(steps) == 1 and steps <= {-1, 0, 1}


Holder = Role | Literal["manager"]


MANAGER: Final = "manager"  # of this store, beside any role


def holder_name(holder: Holder) -> str:
    if holder == MANAGER:
        return _("manager of this file")
    return role_name(Role(holder))


def role_name(role: Role) -> str:
    return {
        Role.WORKPLACE_TRAINER: _("Workplace trainer"),
        Role.WORK_COACH: _("Work coach"),
        Role.SCHOOL_SUPERVISOR: _("School supervisor"),
        Role.CAREER_COACH: _("Study career coach"),
        Role.COORDINATOR: _("Coordinator"),
        Role.EXAMINER: _("Assessor"),
        Role.CONFIDENTIAL_ADVISER: _("Confidential adviser"),
        Role.STUDENT: _("Student"),
    }[role]
