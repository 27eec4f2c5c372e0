"""The open room, for its screens: asked, changed, and closed by itself."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QWindow
from shiboken6 import isValid

from stagecoach.services.cases.room import Room
from stagecoach.services.reports.post import PostFolder
from stagecoach.ui.core.idle import Watch
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.dialog import Dialog

P = ParamSpec("P")
R = TypeVar("R")
CLOSES_AFTER = 300  # seconds without a key or a click (docs/design.md, Sensitive parts)
_WARNS = 30  # seconds before that
_LOOK = 1_000  # milliseconds


class OpenRoom(QObject):
    """`beside` gives the file that is open on this machine too, for the neutral warning."""

    changed = Signal()
    announced = Signal(str)
    warned = Signal(int)  # seconds left; 0 when somebody is there again
    closed = Signal()

    def __init__(
        self,
        room: Room,
        post: PostFolder,
        beside: Callable[[], Workspace | None],
        mine: Callable[[QWindow], bool] | None = None,
    ) -> None:
        """`mine` tells which windows are the room's: a key in another one keeps it open not."""
        super().__init__()
        self.room, self.post, self.beside = room, post, beside
        self._open = True
        self._watched: list[Dialog] = []  # each until it is gone
        self._watch = Watch(self, mine)
        self._warned = False
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def ask(self, query: Callable[Concatenate[Room, P], R], *args: P.args, **kw: P.kwargs) -> R:
        return query(self.room, *args, **kw)

    def do(self, action: Callable[Concatenate[Room, P], R], *args: P.args, **kw: P.kwargs) -> R:
        """Kept when it returns; every screen of the room then asks anew."""
        result = action(self.room, *args, **kw)
        self.changed.emit()
        return result

    def say(self, text: str) -> None:
        self.announced.emit(text)

    def watch(self, dialog: Dialog) -> None:
        """A dialog keeps the keys from the window: Ctrl+Shift+L works in it too, and it goes
        along when the room closes. Its title says nothing.
        """
        dialog.setWindowTitle("StageCoach")
        QShortcut(QKeySequence("Ctrl+Shift+L"), dialog, self.close)
        self._watched = [*(popup for popup in self._watched if isValid(popup)), dialog]

    @Slot()
    def look(self) -> None:
        """Close after five minutes; say so half a minute before, and any key keeps it open."""
        left = round(CLOSES_AFTER - self._watch.idle())
        if left <= 0:
            self.close()
        elif left <= _WARNS:
            self._warned = True
            self.warned.emit(left)
        elif self._warned:
            self._warned = False
            self.warned.emit(0)

    def stay(self) -> None:
        self._watch.last_input = self._watch.last_input + self._watch.idle()
        self.look()

    @Slot()
    def close(self) -> None:
        """No key of the room survives."""
        if not self._open:
            return
        for dialog in [popup for popup in self._watched if isValid(popup)]:
            dialog.reject()  # what is half-typed is kept now
        self._open = False
        self._timer.stop()
        self._watch.stop()
        self.closed.emit()
        self.room.close()
