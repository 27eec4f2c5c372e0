"""What the first window does not need is loaded behind it: in a thread what has nothing of Qt.

Modules of the screens are loaded a step at a time in the thread of the screens: PySide6 makes its
classes as they are first used, and two threads that do so take the program down, now and then.

A module has no thread: whoever needs one earlier imports it, and waits for it alone. But waiting
holds up the screens, so what takes the whole of the first part (opening a store) asks `then`.
"""

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

_PAUSE = 15  # milliseconds between two modules of the screens
_TURN, _PYTHONS = 0.0005, 0.005  # seconds a thread runs before another one may


class Loading(QObject):
    """Loads `first`, says so, and goes on with `rest` whenever nobody is being let in."""

    everything = Signal()  # also the rest
    _loaded = Signal(object)  # None, or why it could not be

    def __init__(
        self,
        first: Callable[[], object] | None = None,
        rest: Callable[[], Iterator[None]] = lambda: iter(()),
        beside: Callable[[], object] = lambda: None,
    ) -> None:
        """Without `first` all is loaded already. `first` and `beside` have a thread; `rest` loads
        the screens a step at a time, between what somebody does.
        """
        super().__init__()
        self._first, self._rest, self._beside = first, rest, beside
        self._steps: Iterator[None] = iter(())
        self._timer = QTimer(self, interval=_PAUSE)
        self._timer.timeout.connect(self._step)
        self._stopped = False
        self._waiting: list[tuple[QObject, Callable[[], object]]] = []
        self._free = threading.Event()
        self._held = 1  # by whoever waits for the first part
        self._thread: threading.Thread | None = None
        self._loaded.connect(self._settle)

    @property
    def ready(self) -> bool:
        return self._first is None

    @Slot()
    def start(self) -> None:
        if self._first is not None and self._thread is None:
            sys.setswitchinterval(_TURN)
            self._thread = threading.Thread(target=self._load, name="loading", daemon=True)
            self._thread.start()

    def then(self, owner: QObject, act: Callable[[], object]) -> None:
        """Carry this out once the first part is there: now, where it is.

        Not when `owner` is gone by then: a page makes room when its language changes.
        """
        if self.ready:
            act()
        else:
            self._waiting.append((owner, act))

    def hold(self) -> None:
        """Somebody is being let in: nothing else is loaded until `go_on`."""
        self._held += 1
        self._free.clear()

    @Slot()
    def go_on(self) -> None:
        """Once for each `hold`."""
        self._held -= 1
        if not self._held:
            self._free.set()

    def stop(self) -> None:
        """Nothing more is begun; the end of the program does not wait."""
        self._stopped, self._waiting = True, []
        self._timer.stop()
        self._free.set()

    def _load(self) -> None:
        assert self._first is not None
        try:
            self._first()
        except Exception as error:  # noqa: BLE001 - raised again in the thread of the screens
            self._loaded.emit(error)
            return
        with contextlib.suppress(RuntimeError):  # the program ended meanwhile
            self._loaded.emit(None)
        try:
            self._free.wait()
            if not self._stopped:
                self._beside()
        finally:
            sys.setswitchinterval(_PYTHONS)

    @Slot()
    def _step(self) -> None:
        """One more module of the screens, while nobody is being let in."""
        if self._held:
            return
        try:
            next(self._steps)
        except StopIteration:
            self._timer.stop()
            self.everything.emit()
        except Exception:
            self._timer.stop()  # what cannot be loaded is said where it is needed
            self.everything.emit()
            raise

    @Slot(object)
    def _settle(self, error: Exception | None) -> None:
        if error is not None:
            raise error
        self._first = None
        waiting, self._waiting = self._waiting, []
        for owner, act in waiting:
            if isValid(owner):
                QTimer.singleShot(0, owner, act)
        self._steps = self._rest()
        self._timer.start()
        QTimer.singleShot(0, self, self.go_on)
