"""Ctrl+K by keyboard: found, marked, opened, logged, and nothing kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from stagecoach.domain.tracks import Track
from stagecoach.services.logs import entries as logs
from stagecoach.ui.dossier.page import DossierPage
from stagecoach.ui.logs.form import LogForm
from stagecoach.ui.search.dialog import SearchDialog
from stagecoach.ui.tasks.form import TaskForm
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def search(shell: Shell, window: MainWindow) -> SearchDialog:
    window.find_anything()
    dialog = window.findChild(SearchDialog)
    assert dialog is not None
    return dialog


def titles(search: SearchDialog) -> list[str]:
    return [entry.title for entry in search.model.entries if not entry.head]


def test_typing_finds_and_enter_opens(search: SearchDialog, shell: Shell) -> None:
    QTest.keyClicks(search.line, "yousse")
    assert titles(search)[0] == "Youssef Amrani"
    QTest.keyClick(search.line, KEY.Key_Return)
    page = shell.current()
    assert isinstance(page, DossierPage)
    assert page.window_title() == "Youssef Amrani"


def test_the_pane_shows_one_find_and_nothing_of_the_one_before(search: SearchDialog) -> None:
    for letter in "lotte":
        line = QApplication.focusWidget()
        assert line is search.line
        QTest.keyClicks(line, letter)
    QApplication.processEvents()
    shown = search.preview.findChildren(QLabel)
    said = [label.text() for label in shown if label.isVisible()]
    assert said[:2] == ["Lotte Hendriks", "Software developer"]
    assert [text for text in said if text.startswith("Week")] == ["Week 14 van 20"]
    assert len(said) == len(set(said))


def test_arrows_pass_the_heads_and_control_goes_to_the_next_group(search: SearchDialog) -> None:
    QTest.keyClicks(search.line, "youssef test")
    QTest.keyClick(search.line, KEY.Key_Down)
    entry = search.entry()
    assert entry is not None
    assert entry.group == "task"
    QTest.keyClick(search.line, KEY.Key_Down, CONTROL)
    entry = search.entry()
    assert entry is not None
    assert entry.group == "log"
    QTest.keyClick(search.line, KEY.Key_Up)
    entry = search.entry()
    assert entry is not None
    assert entry.group == "task"


def test_a_task_opens_and_can_be_logged_with(search: SearchDialog, shell: Shell) -> None:
    QTest.keyClicks(search.line, "alarm testen")
    QTest.keyClick(search.line, KEY.Key_Return, CONTROL)
    assert isinstance(shell.overlay, LogForm)
    assert shell.overlay.about.task.currentText().startswith("W7")
    assert shell.overlay.about.track.value() is Track.WORK


def test_enter_on_a_task_opens_it(search: SearchDialog, shell: Shell) -> None:
    QTest.keyClicks(search.line, "alarm testen")
    QTest.keyClick(search.line, KEY.Key_Return)
    assert isinstance(shell.overlay, TaskForm)


def test_more_of_a_group_is_one_row_away(search: SearchDialog) -> None:
    QTest.keyClicks(search.line, "werkte")
    more = next(n for n, entry in enumerate(search.model.entries) if entry.more)
    before = len(search.model.entries)
    search.list.setCurrentIndex(search.model.index(more))
    QTest.keyClick(search.line, KEY.Key_Return)
    assert search.kind == "log"
    assert len(search.model.entries) > before


def test_a_sign_of_greater_than_finds_commands_only(search: SearchDialog, shell: Shell) -> None:
    QTest.keyClicks(search.line, ">inst")
    assert titles(search) == ["Instellingen"]
    QTest.keyClick(search.line, KEY.Key_Return)
    assert shell.place.name == "settings"


def test_nothing_found_says_so_and_escape_gives_the_keyboard_back(
    search: SearchDialog, window: MainWindow, qtbot: QtBot
) -> None:
    QTest.keyClicks(search.line, "qqqqq")
    assert titles(search) == []
    assert search._count.text() == "Niets gevonden met deze woorden"
    QTest.keyClick(search.line, KEY.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(SearchDialog) is None)


def test_the_list_keeps_qts_rules_and_says_whole_sentences(
    search: SearchDialog, qtmodeltester: object
) -> None:
    QTest.keyClicks(search.line, "youssef alarm")
    qtmodeltester.check(search.model)  # type: ignore[attr-defined]
    said = [
        search.model.index(n).data(Qt.ItemDataRole.AccessibleTextRole)
        for n in range(search.model.rowCount())
    ]
    assert any(text.startswith("W7, Alarm testen op de proefopstelling, Youssef") for text in said)


def test_over_a_sheet_the_search_stays_away(shell: Shell, window: MainWindow) -> None:
    window.shell = shell
    window.menus.actions["quick_log"].trigger()  # type: ignore[union-attr]
    assert isinstance(shell.overlay, LogForm)
    window.find_anything()
    assert window.findChild(SearchDialog) is None
    assert shell.workspace.ask(logs.half_typed) is None
