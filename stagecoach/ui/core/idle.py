"""Locks by itself after some minutes without a key or a click.

First the person's own minutes, where several share the machine; then the store's.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QWindow

from stagecoach import clock
from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore

_LOOK = 5_000  # milliseconds
_INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class Watch(QObject):
    """Watches the windows of the application that have had the keyboard, until `stop`.

    Their native windows, where input arrives: a filter on the application would be called for
    every event of every widget, some thousands of times when a page is built.
    """

    def __init__(self, parent: QObject, counts: Callable[[QWindow], bool] | None = None) -> None:
        """`counts` says whether a window is one of those that are watched; else all are."""
        super().__init__(parent)
        self._counts = counts
        self.last_input = clock.ticks()
        self._watching = True
        theme.application().focusWindowChanged.connect(self._watch)
        self._watch(theme.application().focusWindow())

    @Slot(object)
    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # once, however often it is said

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWindow) and event.type() in _INPUT and self._is_mine(watched):
            self.last_input = clock.ticks()
        return super().eventFilter(watched, event)

    def _is_mine(self, window: QWindow) -> bool:
        return self._counts is None or self._counts(window)

    def idle(self) -> float:
        """Seconds since the last key or click."""
        return clock.ticks() - self.last_input

    def stop(self) -> None:
        if self._watching:
            self._watching = False
            theme.application().focusWindowChanged.disconnect(self._watch)


class IdleLock(Watch):
    """Locks the store, or lets somebody else come."""

    def __init__(self, current: CurrentStore, parent: QObject) -> None:
        super().__init__(parent)
        self._current = current
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        current, idle = self._current, self.idle()
        own = current.workspace.identity.lock_after if current.workspace is not None else None
        if current.database is not None and idle >= current.settings.lock_after * 60:
            current.lock()
        elif own is not None and idle >= own * 60:
            current.step_out()

    def stop(self) -> None:
        self._timer.stop()
        super().stop()
