"""The program is killed in the middle of typing, and the words are found back."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from stagecoach.services import stores
from stagecoach.services.logs import entries as logs
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.logs.form import LogForm
from stagecoach.ui.window.main_window import MainWindow
from tests.conftest import Master
from tests.journeys.typing import TEXT


def test_words_typed_before_a_crash_are_offered_at_the_next_start(
    store: Path, master: Master, current: CurrentStore, window: MainWindow
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.typing", str(store)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert process.stdout is not None
    moments: list[float] = []
    for _line in process.stdout:
        moments.append(time.monotonic())
        if len(moments) == 40:
            break
    killed = time.monotonic()
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    # Everything older than two seconds is there, and nothing that nobody typed.
    old_enough = sum(moment < killed - 2 for moment in moments)
    database = stores.reopen(store, master.key, backups=store.parent)
    kept = database.ask(logs.half_typed)
    database.close()
    assert kept is not None
    text = kept.fields["text"]
    assert TEXT.startswith(text.rstrip() or "?")
    assert len(text) >= old_enough > 5

    from stagecoach.services.example import example

    current.open(example.PASSPHRASE)
    assert window.shell is not None
    assert "begon is nog niet bewaard" in window.shell.draft_banner.text()
    window.shell._resume_draft()
    assert isinstance(window.shell.overlay, LogForm)
    assert window.shell.overlay.text.toPlainText() == text
    window.shell.overlay.reject()
