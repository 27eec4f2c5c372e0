"""Every table: who needs the whole metadata (the open store, a migration) imports this."""

from stagecoach.store import (
    attachments,
    companies,
    drafts,
    guidance,
    hours,
    journal,
    lists,
    logs,
    peers,
    printing,
    qualifications,
    rules,
    search,
    tasks,
    templates,
)
from stagecoach.store.evaluations import consents, evaluations, voices
from stagecoach.store.people import keys
from stagecoach.store.people import persons as people
from stagecoach.store.students import agreements, placements, students

__all__ = [
    "agreements",
    "attachments",
    "companies",
    "consents",
    "drafts",
    "evaluations",
    "guidance",
    "hours",
    "journal",
    "keys",
    "lists",
    "logs",
    "peers",
    "people",
    "placements",
    "printing",
    "qualifications",
    "rules",
    "search",
    "students",
    "tasks",
    "templates",
    "voices",
]
