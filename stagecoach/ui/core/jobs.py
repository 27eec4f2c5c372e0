"""Work beside the window: the one way to a thread, and back to the thread of the screens.

A job takes what it needs and gives what came of it; it touches no widget. What comes back goes to
`then`, unless its owner is gone by that time. An error goes to `failed`, or surfaces in the thread
of the screens, where the application says what went wrong.
"""

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from stagecoach.services import Store

P = ParamSpec("P")
R = TypeVar("R")
StoreJob = Callable[Concatenate[Store, P], R]
_SETTLE = 120  # milliseconds, so that a run of keys or clicks draws once


@dataclass(frozen=True)
class _Awaited:
    owner: QObject
    then: Callable[[Any], Any]
    failed: Callable[[Exception], Any] | None
    ended: Callable[[], Any] | None


class Worker(QObject):
    """One thread; its jobs are done one after the other."""

    _finished = Signal(object)  # a future, from the thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")
        # Kept here, so that the thread never holds the last reference to a widget.
        self._awaited: dict[Future[Any], _Awaited] = {}
        self._closed = False
        self._finished.connect(self._deliver)

    def run(
        self,
        owner: QObject,
        then: Callable[[R], Any],
        job: Callable[[], R],
        *,
        failed: Callable[[Exception], Any] | None = None,
        ended: Callable[[], Any] | None = None,
    ) -> Future[R]:
        """`ended` comes after either, to let go of what showed that it was running.

        After `close` nothing begins any more: a timer of a page may fire before the page goes.
        """
        if self._closed:
            left: Future[R] = Future()
            left.cancel()
            return left
        future = self._thread.submit(job)
        self._awaited[future] = _Awaited(owner, then, failed, ended)
        future.add_done_callback(self._announce)
        return future

    def _announce(self, future: Future[Any]) -> None:
        with contextlib.suppress(RuntimeError):  # the worker went meanwhile
            self._finished.emit(future)

    def close(self, *, wait: bool = True, finish: bool = False) -> None:
        """No job begins from now on; with `finish`, those that wait are done first."""
        self._closed = True
        self._thread.shutdown(wait=wait, cancel_futures=not finish)

    @Slot(object)
    def _deliver(self, future: Future[Any]) -> None:
        awaited = self._awaited.pop(future)
        if not isValid(awaited.owner):
            return
        try:
            if not future.cancelled():
                self._hand_over(future, awaited)
        finally:
            if awaited.ended is not None:
                awaited.ended()

    @staticmethod
    def _hand_over(future: Future[Any], awaited: _Awaited) -> None:
        try:
            result = future.result()
        except Exception as error:
            if awaited.failed is None:
                raise  # surfaces here, in the thread of the screens
            awaited.failed(error)
        else:
            awaited.then(result)


def once(
    owner: QObject,
    then: Callable[[R], Any],
    job: Callable[[], R],
    *,
    failed: Callable[[Exception], Any] | None = None,
) -> Future[R]:
    """In a thread of its own, for what no store is needed for, or what must not wait for it."""
    worker = Worker(owner)
    return worker.run(owner, then, job, failed=failed, ended=worker.close)


class Progress(QObject):
    """How far a job is, and whether it is to stop; told to it, and read by it, in its thread."""

    moved = Signal(int, int)  # done, of how many

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stopped = threading.Event()

    def report(self, done: int, wished: int) -> None:
        with contextlib.suppress(RuntimeError):  # what shows it went meanwhile
            self.moved.emit(done, wished)

    @Slot()
    def stop(self) -> None:
        self.stopped.set()


class Background(Protocol):
    """A workspace, as far as `Latest` needs it."""

    def in_background(
        self, owner: QObject, then: Callable[[R], Any], job: Callable[[Any], R]
    ) -> object: ...


class Latest(QObject):
    """Asked again and again in quick succession, it shows what came of the last time alone."""

    def __init__(
        self,
        workspace: Background,
        wanted: Callable[[], Callable[[Store], Any] | None],
        show: Callable[[Any], Any],
        parent: QObject,
    ) -> None:
        """`wanted` gives the job as it is asked for by then; None for nothing to do."""
        super().__init__(parent)
        self._workspace, self._wanted, self._shown_by = workspace, wanted, show
        self._turn = 0
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE)
        self._timer.timeout.connect(self.ask_now)

    @Slot()
    def ask(self) -> None:
        """A moment after the last time it was asked."""
        self._timer.start()

    @Slot()
    def ask_now(self) -> None:
        self.forget()
        job = self._wanted()
        if job is not None:
            self._workspace.in_background(self, partial(self._show, self._turn), job)

    def forget(self) -> None:
        """What is on its way is of before."""
        self._turn += 1

    def _show(self, turn: int, result: Any) -> None:
        if turn == self._turn:
            self._shown_by(result)
