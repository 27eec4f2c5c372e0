"""The corridor between the screens and the store: the one door, and what is said through it."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from stagecoach import clock, i18n
from stagecoach.domain.access import Right
from stagecoach.domain.people import Role
from stagecoach.i18n import _
from stagecoach.services import stores
from stagecoach.services.access import rights as access
from stagecoach.services.history import undo as history
from stagecoach.services.history.undo import Done
from stagecoach.services.people.keys import Private
from stagecoach.settings import Settings
from stagecoach.store.file.database import Database, UseCase
from stagecoach.ui.core.jobs import Worker

P = ParamSpec("P")
R = TypeVar("R")
# A draft is kept at every pause of typing; what is remembered shows none of it.
_SHOWN_NOWHERE = frozenset({"draft"})
Job = Callable[Concatenate[Database, P], R]


@dataclass(frozen=True)
class Message:
    """A toast. With an action it offers to take that one back, and perhaps only now."""

    text: str
    action: uuid.UUID | None = None
    only_now: bool = False


class Workspace(QObject):
    """Lets screens ask and do, and tells them all what was changed."""

    changed = Signal(object)  # frozenset of table names; also from the worker, then queued
    announced = Signal(object)  # Message
    lock_wanted = Signal()  # from a dialog, which keeps the keys from the window
    switch_wanted = Signal()  # the same: somebody else wants to be at the machine
    search_lost = Signal()  # something was saved without it; also from the worker
    became = Signal()  # whoever is here holds other roles now

    def __init__(self, database: Database, settings: Settings) -> None:
        super().__init__()
        self.ask = database.ask
        self.do = database.do
        self.database = database
        self.settings = settings
        self.identity = database.ask(stores.identity)
        self.key: Private | None = None  # of whoever is here, once opened; gone with them
        self._done: list[uuid.UUID] = []  # since unlocking, newest last
        self._undone: list[uuid.UUID] = []
        self._where: dict[uuid.UUID, object] = {}  # the place of each
        self.where: Callable[[], object] = lambda: None  # which place is in view
        self._reversing = False
        self._latest: uuid.UUID | None = None
        self.worker, self._left = Worker(self), threading.Event()
        self._remembered: dict[Any, Any] = {}
        self.changed.connect(self._forget)  # first of all: the pages that follow ask anew
        database.on_change = self.changed.emit
        database.on_action = self._note
        self.search_lost.connect(self._say_search_is_lost)
        database.on_search_lost = self.search_lost.emit

    @property
    def person_id(self) -> uuid.UUID:
        return self.identity.person_id

    def remembered(self, query: UseCase[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """As `ask`, once until something changes: for what several parts of a screen show."""
        key = (query, args, tuple(kwargs.items()), clock.today(), i18n.language())
        if key not in self._remembered:
            self._remembered[key] = self.ask(query, *args, **kwargs)
        answer: R = self._remembered[key]
        return answer

    @Slot(object)
    def _forget(self, tables: frozenset[str]) -> None:
        if tables <= _SHOWN_NOWHERE:
            return
        self._remembered.clear()
        if tables & {"person", "person_role"}:
            self._look_again()

    def _look_again(self) -> None:
        """Of whoever is here the name, the roles or the managing may have changed."""
        before, self.identity = self.identity, self.ask(stores.identity)
        if before.role in self.identity.roles:
            self.take_role(before.role)
        if self.identity != before:
            self.became.emit()

    def may(self, right: Right, placement_id: uuid.UUID | None = None) -> bool:
        """Whether whoever is here may do this: the same table as the services ask."""
        return self.ask(access.may, right, placement_id)

    def take_role(self, role: Role) -> None:
        """Of several roles the screens follow this one; what one may do stays the same."""
        others = tuple(other for other in self.identity.roles if other is not role)
        self.identity = replace(self.identity, roles=(role, *others))

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def newest(self) -> uuid.UUID | None:
        """What Undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def to_undo(self) -> Done | None:
        """What Undo would take back, in words."""
        return self.ask(history.about, self._done[-1]) if self._done else None

    def to_redo(self) -> Done | None:
        return self.ask(history.about, self._undone[-1]) if self._undone else None

    def done_at(self, *, undone: bool = False) -> object:
        """Where somebody was when they did what is the next to take back, or to do again."""
        pile = self._undone if undone else self._done
        return self._where.get(pile[-1]) if pile else None

    @Slot()
    def _say_search_is_lost(self) -> None:
        """Once: from then on it is left out."""
        text = _(
            "Saved. The search list of this file is damaged: saving goes on, searching does not. "
            "Lock the file, and choose Rescue this file."
        )
        self.say(text)

    def say(self, text: str, *, undo: bool = False, only_now: bool = False) -> None:
        """With `undo`, offer to take back what was just done, if anything was.

        `only_now`: once the toast is gone it is fixed, as approved hours are.
        """
        own = undo and self._latest is not None and self._latest == self.newest
        self.announced.emit(Message(text, self._latest if own else None, only_now))

    def settle(self, action: uuid.UUID) -> None:
        """From now on this action cannot be taken back any more."""
        self._done = [entry for entry in self._done if entry != action]
        self._undone = [entry for entry in self._undone if entry != action]

    @Slot()
    def undo(self) -> None:
        """Take back the last action; refused with a sentence when that is not possible."""
        if (done := self.to_undo()) is not None:
            self._turn(self._done, self._undone)
            self.say(_("Undone: %s") % done.text)

    @Slot()
    def redo(self) -> None:
        if (done := self.to_redo()) is not None:
            self._turn(self._undone, self._done)
            self.say(_("Done again: %s") % done.text, undo=True)

    def _turn(self, source: list[uuid.UUID], target: list[uuid.UUID]) -> None:
        """What is refused leaves the pile too, or all that lies under it is out of reach."""
        self._reversing = True
        try:
            action = source.pop()
            self.do(history.reverse, action)
        finally:
            self._reversing = False
        if self._latest is not None:
            target.append(self._latest)
            self._where[self._latest] = self._where.pop(action, None)

    def _note(self, action: uuid.UUID | None) -> None:
        self._latest = action
        if action is not None and not self._reversing:
            self._done.append(action)
            self._where[action] = self.where()
            self._undone.clear()

    def in_background(
        self,
        owner: QObject,
        then: Callable[[R], Any],
        job: Job[P, R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Future[R]:
        """For what takes long. The job asks and does in short steps of its own.

        Its result goes to `then`, unless `owner` is gone by that time.
        """
        return self.worker.run(owner, then, partial(job, self.database, *args, **kwargs))

    def goes_on(self, _done: int, _all: int) -> bool:
        """For long work that nobody should wait for: it stops when somebody leaves."""
        return not self._left.is_set()

    def leave(self) -> None:
        """Wait for the worker, and let go of the store, which stays open."""
        self.key = None
        self._left.set()
        self.worker.close(finish=True)  # what somebody did is done, also when it had to wait
        self.database.on_change = self.database.on_action = self.database.on_search_lost = None

    def close(self) -> None:
        """The same, and let no keyed connection survive."""
        self.leave()
        self.database.close()
