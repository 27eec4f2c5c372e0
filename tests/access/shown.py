"""The program on a real display, told over its input which screen to show."""

import datetime as dt
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QDialog

from stagecoach import app, clock, i18n
from stagecoach.services import example, students
from stagecoach.settings import Settings
from stagecoach.ui import picture
from stagecoach.ui.door import Door
from stagecoach.ui.main_window import MainWindow


def main() -> None:
    store, language = Path(sys.argv[1]), sys.argv[2]
    clock.pretend_today(dt.date(2026, 10, 29))
    i18n.use("en" if language == "en" else "nl")
    application = app.make_application()
    settings = Settings(language="en" if language == "en" else "nl", theme="light")
    door = Door(store, settings, store.parent / "settings.toml")
    door.dress()
    window = MainWindow(door)
    window.start()
    window.show()
    door.open(example.PASSPHRASE)
    assert door.workspace is not None
    key = door.workspace.ask(students.mine, door.workspace.person_id)[0].placement_id

    def read() -> None:
        name = sys.stdin.readline().strip()
        if not name:
            window.close()
            application.quit()
            return
        for dialog in window.findChildren(QDialog):
            dialog.done(0)
        picture.show(window, name, key)
        print("shown", flush=True)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(read)
    print("ready", flush=True)
    application.exec()


if __name__ == "__main__":
    main()
