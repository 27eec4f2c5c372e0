"""The grid by keyboard: pasted from a spreadsheet, wrong cells named, saved as one step."""

import uuid

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stagecoach.domain.hours import Kind
from stagecoach.services.hours import ledger as hours
from stagecoach.services.students import students
from stagecoach.ui.core.page import Place
from stagecoach.ui.grid.form import GridForm
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def grid(shell: Shell) -> GridForm:
    shell.go(Place("grid"))
    assert isinstance(shell.overlay, GridForm)
    return shell.overlay


def at(grid: GridForm, name: str, column: int) -> QModelIndex:
    row = next(n for n, (_key, who) in enumerate(grid.model.grid.rows) if who.startswith(name))
    return grid.model.index(row, column)


def paste(grid: GridForm, index: QModelIndex, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    grid.table.setCurrentIndex(index)
    QTest.keyClick(grid.table, Qt.Key.Key_V, CONTROL)


def made(shell: Shell, name: str, day: int) -> int:
    own = shell.workspace.ask(students.mine, shell.workspace.person_id)
    key: uuid.UUID = next(b.placement_id for b in own if b.name.startswith(name))
    ledger = shell.workspace.ask(hours.ledger, key)
    now = next(week for week in ledger.weeks if week.monday.isoformat() == "2026-10-26")
    return now.days[day].minutes(Kind.PRACTICE)


def test_a_table_is_pasted_and_saved_as_one_step(
    grid: GridForm, shell: Shell, window: MainWindow
) -> None:
    paste(grid, at(grid, "Youssef", 0), "7,5\t8\t6:30\t90 min\n")
    assert grid.status.text() == "4 vakjes geplakt"
    grid.ok.click()
    assert [made(shell, "Youssef", day) for day in range(4)] == [450, 480, 390, 90]
    window.undoing.undo()
    assert [made(shell, "Youssef", day) for day in range(4)] == [540, 0, 300, 0]


def test_columns_that_do_not_fit_are_told(grid: GridForm) -> None:
    paste(grid, at(grid, "Youssef", 5), "1\t2\t3\t4\n5")
    assert grid.status.text() == "2 vakjes geplakt, 3 pasten niet"


def test_a_wrong_cell_says_why_and_keeps_the_sheet_open(grid: GridForm, shell: Shell) -> None:
    index = at(grid, "Youssef", 3)
    grid.model.setData(index, "veel")
    grid.ok.click()
    assert shell.overlay is grid
    assert "7,5" in grid._problem.text()
    assert "7,5" in at(grid, "Youssef", 3).data(Qt.ItemDataRole.ToolTipRole)
    assert at(grid, "Youssef", 3).data() == "veel"


def test_every_cell_is_a_sentence_and_keeps_qts_rules(
    grid: GridForm, qtmodeltester: object, qtbot: QtBot
) -> None:
    qtmodeltester.check(grid.model)  # type: ignore[attr-defined]
    said = at(grid, "Lotte", 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Lotte Hendriks, ma 26 okt: ")
    assert said.endswith("goedgekeurd")
