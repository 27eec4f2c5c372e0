"""What the list of the search holds: groups, what was opened before, and what can be done."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from stagecoach.domain.texts import first_name
from stagecoach.i18n import _
from stagecoach.services.matching import split
from stagecoach.services.search.hits import Found, Hit
from stagecoach.services.search.search import MOST
from stagecoach.ui.core.page import Command, Place
from stagecoach.ui.search.rows import ListEntry

_MOST_COMMANDS = 12
_FIRST = {"student": 3, "task": 4, "log": 2}  # shown of a group among the others; else three


def group_name(kind: str) -> str:
    return {
        "student": _("Students"),
        "task": _("Tasks"),
        "log": _("Logbook"),
        "guidance": _("Guidance"),
        "evaluation": _("Evaluations"),
        "document": _("Documents"),
        "company": _("Companies"),
        "do": _("Do"),
    }[kind]


def opened_before(recent: Sequence[Hit]) -> list[ListEntry]:
    if not recent:
        return []
    return [
        ListEntry("student", head=_("Opened before")),
        *(ListEntry("student", hit=h) for h in recent),
    ]


def group(kind: str, hits: list[Hit], *, only: str) -> list[ListEntry]:
    """One kind of hits: the first few among the others, all of them alone."""
    if only not in {"", kind}:
        return []
    entries = [ListEntry(kind, head=group_name(kind), count=counted(len(hits)))]
    most = len(hits) if only else _FIRST.get(kind, 3)
    entries += [ListEntry(kind, hit=hit) for hit in hits[:most]]
    if len(hits) > most:
        text = _("%(count)s more in %(group)s")
        words = {"count": len(hits) - most, "group": group_name(kind).lower()}
        entries.append(ListEntry(kind, more=text % words))
    return entries


def matching(typed: str, menu: Sequence[Command], first: list[Command]) -> list[Command]:
    """Commands of the menu by their words, after those about the student found."""
    if not typed:
        return [command for command in menu if command.keys][:3]
    words = split(typed)
    said = [(command, split(command.title)) for command in menu]
    fitting = [
        command
        for command, parts in said
        if all(any(part.startswith(word) for part in parts) for word in words)
    ]
    return [*first, *fitting][:_MOST_COMMANDS]


def about(hit: Hit, go: Callable[[Place], Any]) -> list[Command]:
    """What can be done with a student."""
    name = first_name(hit.title)
    log, paper = Place("quick_log", hit.placement_id), Place("forms", hit.placement_id)
    return [
        Command(_("Log for %s") % name, "pencil-line", "Ctrl+L", partial(go, log)),
        Command(_("Print forms of %s") % name, "printer", "Ctrl+P", partial(go, paper)),
    ]


def counted(count: int) -> str:
    return _("%d and more") % count if count >= MOST else str(count)


def place_of(hit: Hit) -> Place:
    """Where a thing that was found is opened."""
    if hit.kind == "task":
        return Place("task", hit.placement_id, entry_id=hit.id)
    if hit.kind == "log":
        return Place("edit_log", hit.placement_id, entry_id=hit.id)
    if hit.kind == "evaluation":
        return Place("evaluation", hit.placement_id, kind=hit.evaluation)
    if hit.kind == "company":
        return Place("students", text=hit.title)
    tabs = {"guidance": "guidance", "document": "documents", "student": ""}
    return Place("dossier", hit.placement_id, tab=tabs[hit.kind])


def listed(
    recent: Sequence[Hit], matches: Found, commands: Sequence[Command], *, only: str
) -> list[ListEntry]:
    """All that the list shows, group by group; what can be done stands last."""
    entries = opened_before(recent) if recent else []
    for kind, hits in matches.hits.items():
        entries += group(kind, hits, only=only)
    if commands and only in {"", "do"}:
        entries.append(ListEntry("do", head=group_name("do"), count=str(len(commands))))
        entries += [ListEntry("do", command=command) for command in commands]
    return entries
