"""The system asks the program to end: what was typed, saved and seen is safe before it does."""

import signal
import socket
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtGui import QGuiApplication

from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore


class Ending(QObject):
    """At SIGTERM, SIGHUP and SIGINT, and when the session of the user ends.

    Python carries out a handler when its own code runs next, which may be never while a window
    waits; so the signal writes a byte, for which Qt wakes up. There is no time for a backup then:
    one is due at the next start.
    """

    def __init__(self, current: CurrentStore, quit_now: Callable[[], Any]) -> None:
        super().__init__()
        self._current, self._quit = current, quit_now
        self._reading, self._writing = socket.socketpair()
        for end in (self._reading, self._writing):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._come)
        signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda _number, _frame: None)
        app = theme.application()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self.keep)

    @Slot()
    def _come(self) -> None:
        self._reading.recv(64)
        self.keep()
        self._quit()

    @Slot(object)
    def keep(self, _manager: object = None) -> None:
        """Text, log and mark; the store is closed, so that nothing is left to do."""
        self._current.lock()

    def stop(self) -> None:
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        for end in (self._reading, self._writing):
            end.close()
