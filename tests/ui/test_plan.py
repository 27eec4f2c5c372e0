"""The plan of a dossier: where now is, and that a card that moves keeps the keyboard."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stagecoach import clock
from stagecoach.domain.evaluations import Kind
from stagecoach.services import dossier
from stagecoach.services.evaluations.stations import Station
from stagecoach.services.students import students
from stagecoach.services.tasks import tasks
from stagecoach.ui.core.page import Place
from stagecoach.ui.dossier.page import DossierPage
from stagecoach.ui.tasks import plan
from stagecoach.ui.tasks.tab import TasksTab
from stagecoach.ui.window.shell import Shell

_WEEK = dt.timedelta(weeks=1)


def tab_of(shell: Shell) -> TasksTab:
    own = shell.workspace.ask(students.mine, shell.workspace.person_id)
    key = next(brief.placement_id for brief in own if brief.name.startswith("Youssef"))
    shell.go(Place("dossier", key, tab="tasks"))
    page = shell.current()
    assert isinstance(page, DossierPage)
    tab = page.tab()
    assert isinstance(tab, TasksTab)
    return tab


@pytest.mark.parametrize("far", [0, 1, 4, 11])
def test_now_stands_after_this_week_and_before_the_next(shell: Shell, far: int) -> None:
    """However far away the next evaluation is: it stood there before."""
    tab = tab_of(shell)
    assert tab._summary is not None
    key = tab._summary.head.placement_id
    summary = shell.workspace.ask(dossier.summary, key)
    rows = shell.workspace.ask(tasks.plan, key)
    coming = Station(Kind.FINAL, clock.today() + far * _WEEK, None, 0)
    lines = plan.lines(replace(summary, stations=(coming,)), rows, unfolded=True)
    [at] = [n for n, line in enumerate(lines) if line.now]
    now = summary.head.week_of(clock.today())
    assert all(line.week <= now for line in lines[:at])
    assert all(line.week >= now for line in lines[at:])
    assert all(line.week > now for line in lines[at + 1 :] if line.tasks and far)


def test_where_the_placement_is_over_there_is_no_now(shell: Shell) -> None:
    tab = tab_of(shell)
    assert tab._summary is not None
    clock.pretend_today(tab._summary.head.ends_on + _WEEK)
    rows = shell.workspace.ask(tasks.plan, tab._summary.head.placement_id)
    assert not any(line.now for line in plan.lines(tab._summary, rows, unfolded=True))


def test_a_card_that_is_moved_by_key_keeps_the_keyboard(shell: Shell, qtbot: QtBot) -> None:
    tab = tab_of(shell)
    task = next(row for row in tab._tasks if row.code == "L6")
    tab.plan.setCurrentIndex(tab.plan_model.index_of(task.id))
    tab.plan.setFocus()
    for weeks in (1, 2):
        target = QApplication.focusWidget() or tab.plan
        QTest.keyClick(target, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        qtbot.wait(20)
        here = tab.plan_model.task(tab.plan.currentIndex())
        assert here is not None
        assert here.id == task.id
        assert (here.planned_from - task.planned_from) == weeks * _WEEK
    assert tab.plan.hasFocus() or shell.focusWidget() is tab.plan


def test_a_drag_of_three_weeks_says_three(shell: Shell, qtbot: QtBot) -> None:
    tab = tab_of(shell)
    tab.plan.resize(1000, 4_000)
    task = next(row for row in tab._tasks if row.code == "L6")
    other = next(row for row in tab._tasks if row.planned_from - task.planned_from == 3 * _WEEK)

    def middle(key: object) -> QPoint:
        return tab.plan.visualRect(tab.plan_model.index_of(key)).center()  # type: ignore[arg-type]

    said: list[str] = []
    shell.workspace.announced.connect(lambda message: said.append(message.text))
    start, end = middle(task.id), middle(other.id)
    QTest.mousePress(tab.plan.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(tab.plan.viewport(), end)
    QTest.mouseRelease(tab.plan.viewport(), Qt.MouseButton.LeftButton, pos=end)
    qtbot.wait(20)
    assert said == ["3 weken later"]
