"""Circles of objects are taken apart in the thread of the screens, and nowhere else.

Python does it in whatever thread happens to need memory. A widget with a timer that is freed by
the worker stops the timer of another thread, and the process dies (seen as `QObject::killTimer:
Timers cannot be stopped from another thread`). So while there is a worker, a timer here does it.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_LOOK = 1_000  # milliseconds


class Garbage(QObject):
    """Collects by Python's own thresholds, until `stop`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    @Slot()
    def collect(self) -> None:
        """The oldest generation whose turn has come, with the younger ones."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()
