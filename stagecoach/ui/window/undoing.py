"""Undo and redo from the window: named, and asked about where it is not in view."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from stagecoach.i18n import _
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.dialogs import messages

if TYPE_CHECKING:
    from stagecoach.services.history.undo import Done
    from stagecoach.ui.window.shell import Shell


class Undoing(QObject):
    """One pile for the whole file; what is taken back may lie on another screen than is seen."""

    def __init__(
        self, current: CurrentStore, window: QMainWindow, shell: Callable[[], "Shell | None"]
    ) -> None:
        super().__init__(window)
        self._current, self._window, self._shell = current, window, shell

    def at_once(self) -> None:
        """From the toast, which says what it was."""
        self._flush()
        if self._current.workspace is not None:
            self._current.workspace.undo()

    def undo(self) -> None:
        """What was typed and waits to be kept is the newest, so it goes back first."""
        self._flush()
        if (workspace := self._current.workspace) is not None:
            self._ask(workspace.to_undo(), _("Undo"), workspace.undo, undone=False)

    def redo(self) -> None:
        self._flush()
        if (workspace := self._current.workspace) is not None:
            self._ask(workspace.to_redo(), _("Do again"), workspace.redo, undone=True)

    def text(self, verb: str, *, undone: bool = False) -> str:
        """For the menu: the verb, and what it would be about."""
        workspace = self._current.workspace
        if workspace is None:
            return verb
        done = workspace.to_redo() if undone else workspace.to_undo()
        return f"{verb}: {done.text}" if done is not None else verb

    def _flush(self) -> None:
        if (shell := self._shell()) is not None:
            shell.current().flush()

    def _ask(
        self, done: "Done | None", verb: str, act: Callable[[], Any], *, undone: bool
    ) -> None:
        if done is None or not self._is_elsewhere(done, undone=undone):
            act()
            return
        text = _("This is about something that is not in view: %s.") % done.text
        messages.ask(self._window, text, verb, act)

    def _is_elsewhere(self, done: "Done", *, undone: bool) -> bool:
        """Another screen than where it was done, or another student than the one in view."""
        workspace, shell = self._current.workspace, self._shell()
        if workspace is None or shell is None:
            return False
        here, then = where(shell), workspace.done_at(undone=undone)
        seen = shell.place.placement_id
        if seen is not None and done.placement_id is not None and done.placement_id != seen:
            return True
        is_its_dossier = shell.place.name == "dossier" and done.placement_id == seen
        return then is not None and then != here and not is_its_dossier


def where(shell: "Shell") -> tuple[str, object]:
    """Which place is in view: page and student, whatever part of it."""
    return shell.place.name, shell.place.placement_id
