"""The line on Vandaag by keys: Enter saves, asks where two fit, and never twice."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stagecoach.services.logs import logbook
from stagecoach.services.students import students
from stagecoach.ui.logs.form import LogForm
from stagecoach.ui.today.page import TodayPage
from stagecoach.ui.today.quick_line import QuickLine, _Chip
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell
from tests import make

ENTER = Qt.Key.Key_Return


@pytest.fixture
def quick(shell: Shell) -> QuickLine:
    page = shell.current()
    assert isinstance(page, TodayPage)
    page.line.setFocus()
    return page.quick


def press(quick: QuickLine, key: Qt.Key) -> None:
    QTest.keyClick(quick.window().focusWidget() or quick.line, key)


def entries(shell: Shell, name: str) -> list[logbook.Row]:
    own = shell.workspace.ask(students.mine, shell.workspace.person_id)
    key = next(brief.placement_id for brief in own if brief.name.startswith(name))
    return shell.workspace.ask(logbook.entries, key)


def chips(quick: QuickLine) -> list[str]:
    QApplication.processEvents()  # what was added now is shown
    return [chip.accessibleName() for chip in quick.findChildren(_Chip) if chip.isVisibleTo(quick)]


def test_a_line_and_enter_is_a_log(quick: QuickLine, shell: Shell, window: MainWindow) -> None:
    before = len(entries(shell, "Youssef"))
    QTest.keyClicks(quick.line, "Youssef testte het alarm, 15 minuten hulp")
    assert chips(quick) == [
        "Student: Youssef Amrani",
        "Taak: W7 Alarm testen op de proefopstelling",
        "Tijd: 15 minuten",
    ]
    press(quick, ENTER)
    assert quick.line.text() == ""
    assert chips(quick) == []
    [newest, *_rest] = entries(shell, "Youssef")
    assert (newest.text, newest.minutes) == ("Testte het alarm", 15)
    assert window.toast.text().startswith("Youssef: log bewaard, W7")
    assert len(entries(shell, "Youssef")) == before + 1
    assert window.menus is not None
    window.menus.actions["undo"].trigger()
    assert len(entries(shell, "Youssef")) == before
    press(quick, ENTER)  # on an empty line
    assert len(entries(shell, "Youssef")) == before


def test_a_held_enter_saves_once(quick: QuickLine, shell: Shell) -> None:
    before = len(entries(shell, "Youssef"))
    QTest.keyClicks(quick.line, "Youssef testte het alarm")
    for repeat in (False, True, True):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            none = Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(quick.line, QKeyEvent(kind, ENTER, none, "\r", repeat))
    assert len(entries(shell, "Youssef")) == before + 1


def test_two_who_fit_are_asked_about_and_enter_chooses_first(
    quick: QuickLine, shell: Shell
) -> None:
    database = shell.workspace.database
    for number, name in enumerate(("Bram Bakker", "Bram de Visser")):
        make.student(database, name=name, number=str(number), trainer="Marloes Verbeek")
    QTest.keyClicks(quick.line, "Bram testte de pomp")
    assert quick.choices.isVisibleTo(quick)
    assert quick.choices.currentRow() == -1, "nobody is chosen by itself"
    press(quick, ENTER)
    assert entries(shell, "Bram Bakker") == entries(shell, "Bram de Visser") == []
    press(quick, Qt.Key.Key_Down)
    press(quick, ENTER)
    assert not quick.choices.isVisibleTo(quick)
    assert entries(shell, "Bram de Visser") == []
    press(quick, ENTER)
    assert len(entries(shell, "Bram Bakker")) + len(entries(shell, "Bram de Visser")) == 1


def test_a_chip_goes_by_key_and_the_line_has_the_keys_again(quick: QuickLine) -> None:
    QTest.keyClicks(quick.line, "Youssef testte het alarm, 15 minuten hulp")
    assert "Tijd: 15 minuten" in chips(quick)
    shown = [chip for chip in quick.findChildren(_Chip) if chip.isVisibleTo(quick)]
    chip = next(chip for chip in shown if chip.accessibleName().startswith("Tijd"))
    chip.setFocus()
    press(quick, Qt.Key.Key_Delete)
    assert not any(name.startswith("Tijd") for name in chips(quick))
    assert quick.window().focusWidget() is quick.line
    press(quick, Qt.Key.Key_Escape)
    assert chips(quick) == []
    assert quick.line.text() == "Youssef testte het alarm, 15 minuten hulp"
    press(quick, ENTER)
    assert "Student: Youssef Amrani" in chips(quick), "shown again, and nothing saved yet"
    assert quick.line.text()


def test_without_a_name_the_form_opens_with_the_words(quick: QuickLine, shell: Shell) -> None:
    QTest.keyClicks(quick.line, "alarm getest")
    press(quick, ENTER)
    assert isinstance(shell.overlay, LogForm)
    assert shell.overlay.text.toPlainText() == "alarm getest"
    shell.overlay.reject()
