"""The sealed side of the window: reports, envelopes, and the room of an adviser.

Nothing of it is needed to show the lock screen: it is loaded behind that, and the room when it is
asked for.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from PySide6.QtCore import QEventLoop, QObject, Slot
from PySide6.QtWidgets import QMainWindow

from stagecoach import paths
from stagecoach.i18n import _
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.dialogs import messages

if TYPE_CHECKING:
    from stagecoach.ui.cases.window import RoomWindow
    from stagecoach.ui.core.workspace import Workspace
    from stagecoach.ui.reports.mailer import Mailer
    from stagecoach.ui.reports.process import Writer


P = ParamSpec("P")


def _once_loaded(
    act: Callable[Concatenate["Sealed", P], None],
) -> Callable[Concatenate["Sealed", P], None]:
    """What is asked for before it is loaded is done as soon as it is."""

    @wraps(act)
    def asked(self: "Sealed", /, *args: P.args, **kwargs: P.kwargs) -> None:
        self.loading.then(self, partial(act, self, *args, **kwargs))

    return asked


class Sealed(QObject):
    def __init__(
        self, current: CurrentStore, window: QMainWindow, toast: Callable[[], messages.Toast]
    ) -> None:
        super().__init__(window)
        self._current, self._window, self._toast = current, window, toast
        self.loading = current.loading
        self._mailer: Mailer | None = None
        self._writer: Writer | None = None
        self.room: RoomWindow | None = None
        self._started = False
        current.wanted.connect(self.go)
        for signal in (current.closed, current.stepped_out, current.restyled):
            signal.connect(self.close_room)

    @property
    def mailer(self) -> "Mailer":
        if self._mailer is None:
            from stagecoach.services.reports.post import PostFolder
            from stagecoach.ui.reports.mailer import Mailer

            self._mailer = Mailer(PostFolder(paths.sealed_folder()), self)
        return self._mailer

    @property
    def writer(self) -> "Writer":
        if self._writer is None:
            from stagecoach.ui.reports.process import Writer

            self._writer = Writer(self.mailer, self)
            self._writer.not_opened.connect(self._say_not_opened)
            self._writer.arrived.connect(self._say_no_more)
        return self._writer

    @Slot()
    def start(self) -> None:
        """Envelopes are rewritten from now on, whether somebody reports or not."""
        if not self._started:
            self._started = True
            self.mailer.start()

    def finish(self) -> None:
        """A report window that is still open is not left alone: its letter has to be sealed.

        A run that ends before it was loaded leaves its envelopes too, as every run does.
        """
        self.start()
        if self._writer is not None and self._writer.running():
            loop = QEventLoop()
            self._writer.finished.connect(loop.quit)
            loop.exec()
        self.mailer.stop()

    @Slot(str)
    def go(self, name: str) -> None:
        if name == "room":
            self.open_room()
        elif name == "report":
            self.write("write")

    def write(self, start: str) -> None:
        """In a process of its own, which waits for nothing here; nothing of it is noted."""
        if not self.writer.running():
            self._toast().show_text(_("A window opens …"))
        self.writer.open(start)

    @Slot()
    def _say_no_more(self) -> None:
        self._toast().hide()

    @Slot()
    def _say_not_opened(self) -> None:
        text = _("This window could not be opened. Start StageCoach again, or call the school.")
        messages.complain(self._window, text)

    @Slot()
    @_once_loaded
    def take(self) -> None:
        from stagecoach.ui.reports import envelopes

        envelopes.take(self.mailer.box, self._window)

    @Slot()
    @_once_loaded
    def bring(self) -> None:
        from stagecoach.ui.reports import envelopes

        envelopes.bring(self.mailer.place, self._window)

    @Slot()
    @_once_loaded
    def advisers(self) -> None:
        from stagecoach.ui.reports.advisers import AdvisersDialog

        AdvisersDialog(self.mailer.place, self._window, self._current.pins).open_once()

    @Slot()
    @_once_loaded
    def figures(self) -> None:
        from stagecoach.ui.reports import envelopes

        envelopes.figures(self.mailer.place, self._window)

    def _workspace(self) -> "Workspace | None":
        return self._current.workspace

    @Slot()
    @_once_loaded
    def open_room(self) -> None:
        """The room's window, or the one that is open to the front."""
        if self.room is None:
            from stagecoach.ui.cases.window import RoomWindow

            self.room = RoomWindow(self.mailer.place, self._workspace, self._window.windowIcon())
            self.room.closed.connect(self._forget)
            self.room.resize(self._window.size())
            self.room.show()
        self.room.raise_()
        self.room.activateWindow()

    @Slot()
    def _forget(self) -> None:
        self.room = None

    @Slot()
    def close_room(self) -> None:
        """With the store, and before somebody else comes."""
        if self.room is not None:
            self.room.close()
