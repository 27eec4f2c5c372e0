"""The program with a store open, beside a report window in its own process. Run by a test.

The host never sees the text: the window's process reads it from a file and types it. Tells on
standard output where it is, and goes on when a line comes in. `way` is with or without a report,
or the leak that is planted to see whether the test would notice.
"""

import datetime as dt
import logging
import random
import sys
import uuid
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from stagecoach import app, clock, i18n, log, paths
from stagecoach.services import backups, drafts
from stagecoach.services.today import today
from stagecoach.settings import Settings
from stagecoach.store.file import slots
from stagecoach.store.reports import outbox
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.reports.mailer import Mailer
from stagecoach.ui.window.main_window import MainWindow
from tests import make

DAY = dt.date(2026, 10, 29)
REWRITES = 3


def wait_until(done: Callable[[], bool]) -> None:
    loop, looking = QEventLoop(), QTimer(interval=20)
    looking.timeout.connect(lambda: loop.quit() if done() else None)
    looking.start()
    loop.exec()


def rewrite(mailer: Mailer) -> None:
    """As many times in each run, one after the other."""
    for _minute in range(REWRITES):
        mailer.rewrite()
        waited: list[bool] = []
        mailer._worker.run(mailer, waited.append, bool)
        wait_until(lambda: len(waited) > 0)  # noqa: B023 - it is over before the next


def step(name: str) -> None:
    sys.stdout.write(f"{name}\n")
    sys.stdout.flush()
    sys.stdin.readline()


def plant(way: str, window: MainWindow) -> None:
    """A leak, as a careless change might bring one."""
    workspace = window.current.workspace
    if way == "log line":
        logging.getLogger("stagecoach.app").info("envelope 2 of 4")
    elif way == "journal row" and workspace is not None:
        workspace.do(drafts.keep, "report", "", {})
    elif way == "extra file":
        (paths.sealed_folder().parent / "recent").write_text("", encoding="utf-8")


def opened(store: Path, secret: str) -> MainWindow:
    current = CurrentStore(
        store, Settings(theme="light", backup_folder=str(store.parent / "backups"))
    )
    current.apply_look()
    window = MainWindow(current)
    window.start()
    window.show()
    current.open(secret)
    assert current.database is not None
    assert current.database.person_id is not None
    placement = current.database.ask(today.overview, current.database.person_id)[0].placement_id
    make.log(current.database, placement)  # a day's work: a backup is made, and tried
    wait_until(
        lambda: any(backup.tested_at for backup in backups.overview(store, current.backups))
    )
    make.log(current.database, placement)  # and another one on closing
    return window


def main(store: Path, secret: str, text: Path, way: str) -> None:
    slots.MEMORY, slots.PASSES = 1024, 1
    rng = random.Random(5)
    fixed = lambda: uuid.UUID(int=rng.getrandbits(128), version=4)  # noqa: E731
    setattr(outbox, "uuid4", fixed)  # noqa: B010 - it is no name for others
    clock.pretend_today(DAY)
    i18n.use("nl")
    app.make_application()
    log.start()
    window = opened(store, secret)
    mailer, writer = window.sealed.mailer, window.sealed.writer
    mailer.start()
    if way != "without":
        writer.command = [sys.executable, "-m", "tests.faults.sealing_writer", str(text)]
        window.sealed.write("write")
        wait_until(lambda: bool(mailer.box._held))
        plant(way, window)
    rewrite(mailer)
    wait_until(lambda: not writer.running())
    step("reported")
    window.close()
    mailer.stop()
    step("closed")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4])
