"""The report window in a process of its own, and the line between it and the program.

What is typed in a window stays in the memory of its process long after the window is gone: in the
text engine, in freed strings, in the heap. A process that ends leaves nothing. Over the line go
sealed letters one way and one word back: "kept" when a letter is on disk.
"""

import json
import sys
import threading
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from stagecoach.services.reports import post
from stagecoach.services.reports.post import Full, Parcel, PostFolder
from stagecoach.ui.core import theme

if TYPE_CHECKING:
    from stagecoach.ui.reports.mailer import Mailer

COMMAND = "write"  # of the command line; says no more than the window's title
_READY, _KEPT, _FAILED, _RAISE = "ready", "kept", "failed", "raise"


def command() -> list[str]:
    """How this program is started anew, from a checkout or as a bundle."""
    module = [] if getattr(sys, "frozen", False) else ["-m", "stagecoach"]
    return [sys.executable, *module, COMMAND]


class Writer(QObject):
    """The program's end: starts the window, and puts what it hands over in an envelope."""

    finished = Signal()
    not_opened = Signal()
    arrived = Signal()  # it stands on the screen, or does not come

    def __init__(self, mailer: "Mailer", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mailer = mailer
        self._waiting: list[Parcel] = []
        self._process: QProcess | None = None
        self._opened = False  # its window stood on the screen
        self.command = command()
        mailer.kept.connect(self._on_kept)
        mailer.failed.connect(self._on_failed)

    def running(self) -> bool:
        return self._process is not None

    def open(self, start: str) -> None:
        """The window, or the one that is open already to the front."""
        if self._process is not None:
            self._say(_RAISE)
            return
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert(theme.PICTURES, str(theme.picture_folder()))
        process.setProcessEnvironment(environment)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        self._process, self._opened = process, False
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        process.start(self.command[0], [*self.command[1:], start])

    @Slot()
    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            line = bytes(self._process.readLine().data()).decode().strip()
            if line == _READY:
                self._opened = True
                self._arrived()
            elif line:
                self._take(line)

    def _take(self, line: str) -> None:
        try:
            content = json.loads(line)
            parcel = Parcel(b64decode(content["letter"]), tuple(content["readers"]))
        except (ValueError, KeyError, TypeError):
            return  # a library that prints something is no letter
        try:
            self._mailer.hand_over(parcel)
            self._waiting.append(parcel)
        except Full:
            self._say(f"{_FAILED} {post.full()}")

    @Slot(object)
    def _on_kept(self, parcel: Parcel) -> None:
        if any(parcel is waiting for waiting in self._waiting):
            self._waiting = [
                other_parcel for other_parcel in self._waiting if other_parcel is not parcel
            ]
            self._say(_KEPT)

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        """The writer may go back to the text: what was not sealed is not kept twice."""
        for parcel in self._waiting:
            self._mailer.box.drop(parcel)
            self._say(f"{_FAILED} {text}")
        self._waiting = []

    def _say(self, line: str) -> None:
        if self._process is not None:
            self._process.write(f"{line}\n".encode())

    def _arrived(self) -> None:
        if QGuiApplication.overrideCursor() is not None:
            QGuiApplication.restoreOverrideCursor()
            self.arrived.emit()

    @Slot()
    def _failed(self) -> None:
        if self._process is not None and not self._opened:
            self.not_opened.emit()
        self._ended()

    @Slot()
    def _ended(self) -> None:
        process, self._process = self._process, None
        self._waiting = []  # sealed all the same; the next window is told of its own only
        self._arrived()
        if process is not None:
            process.deleteLater()
            self.finished.emit()


class ProgramLink(QObject):
    """The window's end. When the program behind it is gone, it is a run of its own."""

    kept = Signal()
    failed = Signal(str)
    raise_wanted = Signal()
    _heard = Signal(str)

    def __init__(self, place: PostFolder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._mailer: Mailer | None = None
        self._waiting: Parcel | None = None
        self._heard.connect(self._on_heard)
        threading.Thread(target=self._listen, daemon=True).start()

    def ready(self) -> None:
        self._send(_READY)

    def hand_over(self, parcel: Parcel) -> None:
        """Raises Full, where this window is a run of its own."""
        self._waiting = parcel
        if self._mailer is not None:
            self._mailer.hand_over(parcel)
            return
        letter = b64encode(parcel.letter).decode()
        self._send(json.dumps({"letter": letter, "readers": parcel.readers}))

    def _send(self, line: str) -> None:
        try:
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
        except OSError:
            self._go_alone()

    def _listen(self) -> None:
        if not sys.stdin.isatty():
            for line in sys.stdin:
                self._heard.emit(line.strip())
        self._heard.emit("")

    @Slot(str)
    def _on_heard(self, line: str) -> None:
        word, _space, text = line.partition(" ")
        if word == _KEPT:
            self._on_kept()
        elif word == _FAILED:
            self._waiting = None
            self.failed.emit(text)
        elif word == _RAISE:
            self.raise_wanted.emit()
        elif not line:
            self._go_alone()

    @Slot()
    def _on_kept(self) -> None:
        self._waiting = None
        self.kept.emit()

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        """The writer goes back to the text: what was not sealed is not kept twice."""
        if self._mailer is not None and self._waiting is not None:
            self._mailer.box.drop(self._waiting)
        self._waiting = None
        self.failed.emit(text)

    def _go_alone(self) -> None:
        """What the program had not sealed yet is sealed from here."""
        if self._mailer is not None:
            return
        from stagecoach.ui.reports.mailer import Mailer

        self._mailer = Mailer(self._place, self)
        self._mailer.kept.connect(self._on_kept)
        self._mailer.failed.connect(self._on_failed)
        if self._waiting is not None:
            self._mailer.hand_over(self._waiting)
        self._mailer.start()

    def stop(self) -> None:
        if self._mailer is not None:
            self._mailer.stop()
