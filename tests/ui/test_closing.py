"""Closing the window, whatever lies over it: what was typed is kept, or somebody is asked."""

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from stagecoach import paths
from stagecoach.services.access import rows
from stagecoach.services.example import example
from stagecoach.services.logs import entries
from stagecoach.services.stores import Database
from stagecoach.store.file import mark, vault
from stagecoach.ui.core.page import Place
from stagecoach.ui.dialogs.dialog import Dialog
from stagecoach.ui.widgets.scrim import Scrim
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell


def type_here(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def question(window: MainWindow) -> QMessageBox | None:
    boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    assert len(boxes) < 2
    return boxes[0] if boxes else None


def test_no_dialog_is_modal_so_that_the_window_hears_of_its_close(
    window: MainWindow, shell: Shell, qtbot: QtBot
) -> None:
    shell.go(Place("my_pin"))
    dialog = next(d for d in window.findChildren(Dialog) if d.isVisible())
    assert not dialog.isModal()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    scrim = window.findChild(Scrim)
    assert scrim is not None
    assert scrim.geometry() == window.rect()
    QTest.mouseClick(scrim, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)


def test_a_draft_is_kept_and_nobody_is_asked(
    window: MainWindow, shell: Shell, qtbot: QtBot
) -> None:
    shell.go(Place("quick_log"))
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), Dialog))
    type_here("Nog niet af")
    before, person_id = shell.workspace.database, shell.workspace.person_id
    assert window.close()
    assert question(window) is None
    database = Database(before.path, before.key, rows.watch)
    database.person_id = person_id
    kept = database.ask(entries.half_typed)
    assert kept is not None
    assert "Nog niet af" in str(kept.fields)
    database.close()


def test_what_nothing_keeps_is_asked_about_once(
    window: MainWindow, shell: Shell, qtbot: QtBot
) -> None:
    shell.go(Place("my_pin"))
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), Dialog))
    type_here("1234")
    for _again in range(2):
        assert not window.close()
    box = question(window)
    assert box is not None
    assert "Pincode" in box.text()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert window.shell is not None
    assert not window.close()
    again = question(window)
    assert again is not None
    leave = next(b for b in again.findChildren(QPushButton) if "zonder" in b.text())
    QTest.mouseClick(leave, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_a_file_of_another_computer_says_that_it_is_here_for_the_first_time(
    window: MainWindow, store: Path, qtbot: QtBot
) -> None:
    store_id = vault.store_id(store)
    shutil.rmtree(paths.marks_folder(), ignore_errors=True)
    mark.places(store, store_id)[1].unlink()
    window.current.open(example.PASSPHRASE)
    assert window.shell is not None
    banner = window.shell.mark_banner
    qtbot.waitUntil(banner.first.isVisible, timeout=5_000)
    assert not banner.banner.isVisible()
    assert "voor het eerst op deze computer" in banner.first.text()
    seen = next(b for b in banner.first.findChildren(QPushButton) if b.isVisible())
    QTest.mouseClick(seen, Qt.MouseButton.LeftButton)
    assert not banner.isVisible()
