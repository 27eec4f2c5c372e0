"""What a store or a backup holds, in the nouns of its users: so many students, logs, days."""

from collections.abc import Mapping
from dataclasses import dataclass

from stagecoach.i18n import _

_GROUPS = {  # noun: the tables whose rows are counted together
    "students": ("student",),
    "logs": ("log_entry",),
    "answers": ("mark", "outcome", "voice_mark"),
    "signatures": ("consent", "closing"),
    "hours": ("day_line",),
    "tasks": ("task", "task_link", "coach_task"),
    "talks": ("guidance_moment", "agreed_action", "peer_session", "talk_point"),
    "persons": ("person", "person_role", "personal_key"),
    "companies": ("company", "school"),
    "documents": ("attachment", "attachment_content"),
    "history": ("change", "action"),
}


@dataclass(frozen=True, slots=True)
class Line:
    name: str  # "logs"
    title: str  # as people read it
    count: int


def lines(rows: Mapping[str, int]) -> list[Line]:
    """Of rows by table; the tables that no group names come last, as other things."""
    counted = {name: sum(rows.get(table, 0) for table in _GROUPS[name]) for name in _GROUPS}
    named = {table for tables in _GROUPS.values() for table in tables}
    counted["others"] = sum(count for table, count in rows.items() if table not in named)
    return [Line(name, title(name), count) for name, count in counted.items()]


def title(name: str) -> str:
    return {
        "students": _("Students"),
        "logs": _("Logs"),
        "answers": _("Answers in evaluations"),
        "signatures": _("Signatures"),
        "hours": _("Days with hours"),
        "tasks": _("Tasks"),
        "talks": _("Talks and agreements"),
        "persons": _("Persons and roles"),
        "companies": _("Companies and schools"),
        "documents": _("Documents"),
        "history": _("Changes"),
        "others": _("Other rows"),
    }[name]
