"""One start, told by a line on stdout when something stands there. Run by the benchmark.

`smallest` is the smallest PySide6 window. The others are the program as it is started, with
something that looks on: `first` ends when its first window is painted; `pasted` types the
passphrase at once and ends at a painted Vandaag; `enter` waits until everything is loaded and
tells the seconds from Enter to a painted Vandaag, without unwrapping the key; `keys` tells how long
the slowest turn of the event loop took while the rest was loaded.
"""

import itertools
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

BEGUN = time.perf_counter()
_TYPING = (
    2_000  # milliseconds: nobody types a passphrase sooner, and what a start begins has ended
)


def tell(*figures: float) -> None:
    """And end, as hard as a kill: the store is a copy."""
    print("ready", *figures, flush=True)
    os._exit(0)


def smallest() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1360, 860)
    window.show()
    application.processEvents()
    window.grab()
    tell(memory())


def memory() -> float:
    """Megabytes of this process at its largest.

    Not as `resource` tells it: that begins with what the process that started this one had.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    held = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(held.split()[1]) * 1024 / 1_000_000


class Onlooker:
    """Looks at the program at every turn of its event loop, until the window is there."""

    def __init__(self, act: "Callable[[Onlooker, Any], None]") -> None:
        from PySide6.QtCore import QTimer

        self._act = act
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(0)

    def _look(self) -> None:
        from PySide6.QtWidgets import QApplication

        names = ("MainWindow", "ReportWindow")
        windows = [w for w in QApplication.topLevelWidgets() if type(w).__name__ in names]
        if windows and windows[0].isVisible():
            self._act(self, windows[0])

    def stop(self) -> None:
        self._timer.stop()


def first(_onlooker: Onlooker, window: Any) -> None:
    window.grab()
    tell(memory())


def pasted(onlooker: Onlooker, window: Any) -> None:
    onlooker.stop()
    page = window.centralWidget()
    window.current.opened.connect(lambda _workspace: _painted(window, tell))
    page.field.setText(PASSPHRASE)
    page.open()


def _painted(window: Any, then: Callable[[], None]) -> None:
    """Once what the window holds now was painted, and all within it."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Eye(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, then)
            return False

    eye = Eye(window)
    window.centralWidget().installEventFilter(eye)


def loaded(window: Any) -> bool:
    """Whether all is loaded, also what the first page does not need."""
    loading = getattr(window.current, "loading", None)  # a commit of before has none
    running = any(thread.name == "loading" for thread in threading.enumerate())
    return loading is None or (loading.ready and not running)


def enter(onlooker: Onlooker, window: Any) -> None:
    from PySide6.QtCore import QTimer

    if loaded(window):
        onlooker.stop()
        QTimer.singleShot(_TYPING, lambda: _enter(window))


def _enter(window: Any) -> None:
    from stagecoach.store.file import vault

    page, key = window.centralWidget(), vault.unlock(window.current.path, PASSPHRASE)
    vault.unlock = lambda store, passphrase: key
    page.field.setText(PASSPHRASE)
    begun = time.perf_counter()
    window.current.opened.connect(
        lambda _workspace: _painted(window, lambda: tell(time.perf_counter() - begun))
    )
    page.open()


_turns: list[float] = []
_kept: list[Onlooker] = []  # for as long as the program runs


def keys(_onlooker: Onlooker, window: Any) -> None:
    _turns.append(time.perf_counter())
    if len(_turns) > 1 and loaded(window):
        gaps = [after - before for before, after in itertools.pairwise(_turns)]
        tell(max(gaps[1:]))


PASSPHRASE = "twee sporen naast elkaar"


def main(kind: str, path: str) -> None:
    if kind == "smallest":
        smallest()
    from PySide6.QtWidgets import QApplication

    from stagecoach import app

    act = {"first": first, "pasted": pasted, "enter": enter, "keys": keys, "report": first}[kind]
    made = app.make_application

    def make() -> QApplication:
        application = made()
        _kept.append(Onlooker(act))
        return application

    app.make_application = make
    from stagecoach import __main__

    sys.argv[1:] = ["write"] if kind == "report" else [path]
    sys.exit(__main__.main())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
