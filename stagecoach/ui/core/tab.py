"""One part of a dossier."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from stagecoach.services.dossier import Summary
from stagecoach.ui.core.workspace import Workspace


class Tab(QWidget):
    """Shows the student it is given; the page tells it when something changed."""

    go = Signal(object)  # Place

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace

    def show_summary(self, summary: Summary) -> None:
        """Every tab says how; Qt's own metaclass leaves no room for an abstract method."""
        raise NotImplementedError

    def forget(self) -> None:
        """Another student comes: filters and scrolling begin anew."""

    def new_here(self) -> bool:
        """Ctrl+N, as a page has it."""
        return False

    def head_line(self, _summary: Summary) -> str:
        """A line under the name, where the head makes room for the tab; empty: the whole head."""
        return ""

    def head_buttons(self) -> list[QPushButton]:
        """What stands at the right of a small head."""
        return []
