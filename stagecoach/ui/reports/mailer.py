"""Rewrites the envelopes of this run every minute, whether somebody reports or not."""

import contextlib

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from stagecoach.i18n import _
from stagecoach.services.reports.post import Outbox, Parcel, PostFolder
from stagecoach.ui.core.jobs import Worker

_EVERY = 60_000  # milliseconds


class Mailer(QObject):
    """Nothing happens when a letter is handed over: it goes along with the next rewrite."""

    kept = Signal(object)  # Parcel: on disk for the first time
    failed = Signal(str)  # the envelopes could not be written; the next minute tries again

    def __init__(self, place: PostFolder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.box = Outbox(place.out)
        self._told: list[Parcel] = []
        self._worker = Worker(self)
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.rewrite)
        self._running = False

    def start(self) -> None:
        """The first four, all of them decoys."""
        self._running = True
        self._worker.run(self, _nothing, self.box.clear_parts)
        self.rewrite()
        self._timer.start()

    def hand_over(self, parcel: Parcel) -> None:
        """Raises Full."""
        self.box.put(parcel)

    @Slot()
    def rewrite(self) -> None:
        """In the worker: a disk may take its time."""
        self._worker.run(self, self._written, self.box.rewrite, failed=self._not_written)

    def _not_written(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error
        self.failed.emit(
            _(
                "It is not sealed: the disk is full or cannot be written. Your text is still "
                "here. Go back to it, make room on the disk, and send it again."
            )
        )

    def _written(self, parcels: tuple[Parcel, ...]) -> None:
        for parcel in parcels:
            if not any(parcel is told for told in self._told):
                self._told.append(parcel)
                self.kept.emit(parcel)

    def stop(self) -> None:
        """The last rewrite, as at every end of a run."""
        if not self._running:
            return
        self._running = False
        self._timer.stop()
        self._worker.close(finish=True)
        with contextlib.suppress(OSError):  # told at the next start: it goes along then
            self._written(self.box.rewrite())


def _nothing(_done: object) -> None:
    """Of what is left from before nobody is told."""
