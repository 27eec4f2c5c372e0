"""The real window, in which somebody types until the process is killed. Run by a test."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from stagecoach import app, clock, i18n
from stagecoach.services.example import example
from stagecoach.settings import Settings
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Place
from stagecoach.ui.logs.form import LogForm
from stagecoach.ui.window.main_window import MainWindow
from tests.conftest import DAY

TEXT = "Vond zelf dat de sensor te laat reageert en mat dat na met de oscilloscoop. "


def main(store: Path) -> None:
    clock.pretend_today(DAY)
    i18n.use("nl")
    application = app.make_application()
    current = CurrentStore(store, Settings(theme="light"), store.parent / "settings.toml")
    current.apply_look()
    window = MainWindow(current)
    window.start()
    window.show()
    current.open(example.PASSPHRASE)
    assert window.shell is not None
    window.shell.go(Place("quick_log"))
    form = window.shell.overlay
    assert isinstance(form, LogForm)
    typed = 0

    def type_on() -> None:
        nonlocal typed
        QTest.keyClicks(form.text, TEXT[typed % len(TEXT)])
        typed += 1
        print(typed, flush=True)  # noqa: T201
        # People pause between words, and the draft is kept in the pauses.
        timer.setInterval(650 if TEXT[typed % len(TEXT)] == " " else 15)

    timer = QTimer(window, interval=15)
    timer.timeout.connect(type_on)
    timer.start()
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
