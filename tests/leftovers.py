"""What a test leaves behind: widgets, threads and timers that would still be there in the next.

A widget that was told to go later goes when the event loop says so, and a test has none at its
end: unless they are delivered, the widgets of a whole file stay, and every window that is made
costs more than the one before it.
"""

import gc
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_started: "weakref.WeakSet[QTimer]" = weakref.WeakSet()
_start = QTimer.start


def _noting_start(timer: QTimer, *interval: int) -> None:
    _started.add(timer)
    _start(timer, *interval)


def watch_timers(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(QTimer, "start", _noting_start)


def _widgets() -> set[QWidget]:
    there = isinstance(QApplication.instance(), QApplication)
    return set(QApplication.allWidgets()) if there else set()


def _names(widgets: set[QWidget]) -> list[str]:
    """Of those that no other of them holds: the rest goes with these."""
    tops = [widget for widget in widgets if widget.parentWidget() not in widgets]
    return [f"widget {type(widget).__name__} {widget.objectName()}".strip() for widget in tops]


def _threads(before: set[threading.Thread]) -> list[str]:
    return [f"thread {t.name}" for t in threading.enumerate() if t not in before and t.is_alive()]


def _timers() -> list[str]:
    running = [t for t in list(_started) if isValid(t) and t.isActive()]
    _started.clear()
    return [f"timer of {type(t.parent()).__name__}, {t.interval()} ms" for t in running]


@contextmanager
def none_left() -> Iterator[None]:
    """Raises AssertionError that names what is left."""
    before, there = set(threading.enumerate()), _widgets()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if _widgets() - there:
        gc.collect()  # those that only a circle of objects holds
    left = [*_names(_widgets() - there), *_threads(before), *_timers()]
    assert not left, f"left behind: {', '.join(left[:12])} ({len(left)} in all)"
