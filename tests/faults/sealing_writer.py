"""The real report window, in its real process, with somebody who types at once."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stagecoach import app
from stagecoach.ui.reports.window import ReportWindow


def type_and_send(text: str) -> None:
    (window,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, ReportWindow)]
    window.page.named.set_code("named")
    window.page.words.setFocus()
    QTest.keyClicks(window.page.words, text)
    QTest.keyClicks(window.page.name, text.split(maxsplit=1)[0])
    QTest.keyClick(window.page.words, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window.page.words, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    window.page.send_button.click()
    closing = QTimer(window, interval=50)
    closing.timeout.connect(lambda: _close(window))
    closing.start()


def _close(window: ReportWindow) -> None:
    if window.receipt.close_button.isEnabled():
        window.receipt.close_button.click()
        QApplication.quit()


def main(text: str) -> None:
    real = QApplication.exec

    def run() -> int:
        QTimer.singleShot(300, lambda: type_and_send(text))
        return real()

    QApplication.exec = staticmethod(run)  # type: ignore[method-assign]
    status = app.write("write")
    os._exit(status)


if __name__ == "__main__":
    main(Path(sys.argv[1]).read_text(encoding="utf-8"))
