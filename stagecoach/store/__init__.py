"""What is kept, and how it is opened. Every subject is imported here: whole metadata."""

from stagecoach.store import (
    companies,
    drafts,
    evaluations,
    hours,
    journal,
    logs,
    people,
    placements,
    printing,
    qualifications,
    students,
    tasks,
)

__all__ = [
    "companies",
    "drafts",
    "evaluations",
    "hours",
    "journal",
    "logs",
    "people",
    "placements",
    "printing",
    "qualifications",
    "students",
    "tasks",
]
