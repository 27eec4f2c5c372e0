"""Circles of objects are taken apart in the thread of the screens, and nowhere else.

Python does it in whatever thread happens to need memory. A widget with a timer that is freed by
a worker stops the timer of another thread, and the process dies (seen as `QObject::killTimer:
Timers cannot be stopped from another thread`). There are workers from the lock screen on, and in
the process of a report; so a timer of the application does it, for as long as that lives.
"""

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

_LOOK = 1_000  # milliseconds


class Garbage(QObject):
    """One for the application. Collects by Python's own thresholds, until `stop`."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
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

    @Slot()
    def spare_what_is_loaded(self) -> None:
        """Modules stay as long as the program: they are never looked through again.

        Nor is what is garbage by now, which is little: looking for it would take a tenth of a
        second, and somebody is typing a passphrase.
        """
        gc.freeze()

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()
