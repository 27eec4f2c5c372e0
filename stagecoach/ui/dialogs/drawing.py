"""The window's end of the process that draws what somebody else made (`documents/foreign.py`).

It lives as long as the document is looked at. One that dies over a page is started again for the
others, and that page cannot be shown.
"""

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from stagecoach.documents import foreign
from stagecoach.documents.foreign import Drawn, Opened
from stagecoach.documents.preview import State

_PATIENCE = 30_000  # milliseconds for one page
_STARTS = 12  # a document that ends every process is given up


class Drawing(QObject):
    opened = Signal(object)  # Opened
    drawn = Signal(object)  # Drawn

    def __init__(self, content: bytes, parent: QObject) -> None:
        super().__init__(parent)
        self._content, self._starts = content, 0
        self._number, self._width = -1, 0  # of the page that is asked; -1: none
        self._opened = False
        self._answers = foreign.Answers()
        self._process = QProcess(self)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._end)
        self._process.errorOccurred.connect(self._fail)
        self._late = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._late.timeout.connect(self._process.kill)
        self._start()

    def busy(self) -> bool:
        return self._number >= 0

    def ask(self, number: int, width: int) -> None:
        """One page at a time; `drawn` answers."""
        self._number, self._width = number, width
        if self._process.state() == QProcess.ProcessState.NotRunning:
            if self._starts < _STARTS:
                self._start()
            else:
                self._end()
        elif self._opened:
            self._request()

    def stop(self) -> None:
        """At once; no signal follows."""
        self._late.stop()
        self._process.blockSignals(True)
        self._process.kill()
        self._process.waitForFinished(1_000)

    def _start(self) -> None:
        self._starts += 1
        self._answers, self._opened = foreign.Answers(), False
        program, *words = foreign.command()
        self._late.start()
        self._process.start(program, words)
        self._process.write(foreign.document(self._content))

    def _request(self) -> None:
        self._late.start()
        self._process.write(foreign.request(self._number, self._width))

    @Slot()
    def _read(self) -> None:
        piece = self._process.readAllStandardOutput().data()
        try:
            for answer in self._answers.add(bytes(piece)):
                self._take(answer)
        except ValueError:  # no process of ours says that
            self._process.kill()

    def _take(self, answer: Opened | Drawn) -> None:
        self._late.stop()
        if isinstance(answer, Drawn):
            self._number = -1
            self.drawn.emit(answer)
            return
        self._opened = True
        if self._starts == 1:
            self.opened.emit(answer)
        if self.busy():
            self._request()

    @Slot()
    def _end(self) -> None:
        self._late.stop()
        if not self._opened and self._starts == 1:
            self.opened.emit(Opened(State.DAMAGED, 0, ()))
        elif self.busy():
            number, self._number = self._number, -1
            self.drawn.emit(Drawn(number, None))

    @Slot(QProcess.ProcessError)
    def _fail(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # which does not end
            self._end()
