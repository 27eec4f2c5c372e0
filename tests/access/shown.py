"""The program on a real display, told over its input which screen to show."""

import datetime as dt
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QDialog, QWidget

from stagecoach import app, clock, i18n
from stagecoach.domain.cases.case import CaseStep
from stagecoach.services.cases import cases
from stagecoach.services.example import example
from stagecoach.services.students import students
from stagecoach.settings import Settings
from stagecoach.store.file import slots
from stagecoach.ui.cases import actions
from stagecoach.ui.cases.window import RoomWindow
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.reports.mailer import Mailer
from stagecoach.ui.reports.window import ReportWindow
from stagecoach.ui.window import screenshots
from stagecoach.ui.window.main_window import MainWindow
from tests.sealed import School, school

SEALED = ("report", "receipt", "answer", "room", "case", "room-sheet")
_kept: list[QWidget | School] = []  # windows and rooms that are open


def show_sealed(name: str, folder: Path) -> None:
    """The report window and the adviser's room, which are no screens of the store."""
    slots.MEMORY, slots.PASSES = 1024, 1
    for entry in _kept:
        if isinstance(entry, QWidget):
            entry.hide()
    if not any(isinstance(entry, School) for entry in _kept):
        _kept.append(school(folder))
    advisers = next(entry for entry in _kept if isinstance(entry, School))
    if name in {"report", "receipt", "answer"}:
        report = ReportWindow(advisers.place, Mailer(advisers.place), "write")
        report.stack.show_page("read" if name == "answer" else "write")
        report.page.words.setPlainText("Ik mocht niet mee.")
        if name == "receipt":
            report._send()
        _kept.append(report)
        report.show()
        return
    room = next((entry for entry in _kept if isinstance(entry, RoomWindow)), None)
    if room is None:
        room = RoomWindow(advisers.place, lambda: None)
        room.enter(advisers.first)
        _kept.append(room)
    room.show()
    _show_in_room(room, name)


def _show_in_room(room: RoomWindow, name: str) -> None:
    assert room.view is not None
    view = room.view
    if name == "case":
        case = cases.start(view.open_room.room, "talk", "Ik mocht niet mee.", clock.today(), "")
        cases.add_option(view.open_room.room, case, "Gesprek", "")
        view.open_case(case)
        assert view.case_page is not None
        view.case_page.show_step(CaseStep.OPTIONS)
    elif name == "room-sheet":
        actions.start(view.open_room, view, view.open_case)


def main() -> None:
    store, language = Path(sys.argv[1]), sys.argv[2]
    clock.pretend_today(dt.date(2026, 10, 29))
    i18n.use("en" if language == "en" else "nl")
    application = app.make_application()
    settings = Settings(language="en" if language == "en" else "nl", theme="light")
    current = CurrentStore(store, settings, store.parent / "settings.toml")
    current.apply_look()
    window = MainWindow(current)
    window.start()
    window.show()
    current.open(example.PASSPHRASE)
    assert current.workspace is not None
    key = current.workspace.ask(students.mine, current.workspace.person_id)[0].placement_id

    def read() -> None:
        name = sys.stdin.readline().strip()
        if not name:
            window.close()
            application.quit()
            return
        for dialog in window.findChildren(QDialog):
            dialog.done(0)
        if name in SEALED:
            show_sealed(name, store.parent)
        else:
            screenshots.show(window, name, key)
        print("shown", flush=True)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(read)
    print("ready", flush=True)
    application.exec()


if __name__ == "__main__":
    main()
