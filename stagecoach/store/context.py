"""What a session knows besides its rows: who asks, and which action it is part of.

`Database` gives every session one; `of` is the only way to it. What is asked again and again
while a screen is drawn or an action carried out is read once: `once` for this session,
`remembered` until a table changes.
"""

import uuid
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from stagecoach.store.memory import Memory

T = TypeVar("T")


@dataclass
class CurrentAction:
    """The action under way; its row in the journal is made once something is written."""

    name: str
    person_id: uuid.UUID | None = None
    device_id: uuid.UUID | None = None
    undoable: bool = True
    id: uuid.UUID | None = None  # once something was written
    tables: set[str] = field(default_factory=set)


@dataclass
class Context:
    """Of one session. Nobody in particular is the program itself, which may do everything."""

    person_id: uuid.UUID | None
    memory: Memory
    memory_version: int  # as it was when the session began
    action: CurrentAction | None = None  # in a `do`
    trusted: bool = False
    added: list[Any] = field(default_factory=list)  # rows of this action that are new
    _known: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, key: Hashable, read: Callable[[], T]) -> T:
        """What `read` gives, read once in this session. The key names the reader first."""
        if key not in self._known:
            self._known[key] = read()
        known: T = self._known[key]
        return known

    def trust(self) -> None:
        """From here on the program itself fills the store, whoever is at the machine."""
        self.trusted = True
        self._known.clear()


def of(session: Session) -> Context:
    context: Context = session.info["context"]
    return context


def remembered(
    session: Session, key: Hashable, tables: frozenset[str], read: Callable[[], T]
) -> T:
    """What `read` gives, read once until one of these tables changes.

    Not while this very action has changed them; and what an older session sees is not kept.
    """
    context = of(session)
    memory, action = context.memory, context.action
    if action is not None and action.tables & tables:
        return read()
    if (known := memory.get(key)) is not None:
        memo: T = known[1]
        return memo
    value = read()
    if memory.version == context.memory_version:
        memory.keep(key, tables, value)
    return value
