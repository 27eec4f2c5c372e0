"""What every page is: it shows some tables, follows their changes, and can send you on."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from stagecoach.domain.evaluations import Kind
from stagecoach.domain.tracks import Track

if TYPE_CHECKING:
    from stagecoach.ui.core.workspace import Workspace


@dataclass(frozen=True)
class Place:
    """Where to go: a page by name, and what it should show."""

    name: str
    placement_id: uuid.UUID | None = None
    tab: str = ""
    kind: Kind | None = None
    track: Track | None = None
    text: str = ""
    entry_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Command:
    """Something to do; `run` does it."""

    title: str
    icon: str
    keys: str
    run: Callable[[], Any]


class Page(QWidget):
    """Reloads when what it shows has changed: at once when seen, else when shown again."""

    shows: ClassVar[frozenset[str]] = frozenset()
    full_window: ClassVar[bool] = False  # the side bar makes room
    go = Signal(object)  # Place

    def __init__(self, workspace: "Workspace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._stale = True
        workspace.changed.connect(self._on_changed)

    def show_place(self, place: Place) -> None:
        """Come here: with the student, the tab or the words that the place names."""

    def print_it(self) -> bool:
        """Ctrl+P: put what is open on paper; whether this page has a way of its own."""
        return False

    def flush(self) -> None:
        """Keep everything that is being typed."""

    def reload(self) -> None:
        """Ask anew and show it. Selection stays where it can."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Reload, and know that nothing is owed any more."""
        self._stale = False
        self.reload()

    def focus_first(self) -> None:
        """Give the keyboard to where the work begins."""

    def window_title(self) -> str:
        return ""

    def help_topic(self) -> str:
        """F1: the part that is open, where it has a page of its own in the help."""
        return ""

    def panes(self) -> list[QWidget]:
        """Where F6 goes, besides the side bar."""
        return [self]

    def next_part(self) -> None:
        """Ctrl+Tab, where there are parts."""

    def next_evaluation(self) -> None:
        """Ctrl+E: the evaluation to go on with, of the student whose page this is."""

    def new_here(self) -> bool:
        """Ctrl+N: the new thing of this screen; False where that is a log, as everywhere else."""
        return False

    def new_task_track(self) -> Track | None:
        """Ctrl+T: the track that a new task would be on; None where there is no student."""
        return None

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self.refresh()
        super().showEvent(event)

    @Slot(object)
    def _on_changed(self, tables: frozenset[str]) -> None:
        if not tables & self.shows:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
