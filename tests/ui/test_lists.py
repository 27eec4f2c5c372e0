"""Saved filters, chosen columns and long lists, as somebody clicks them."""

from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QTableView

from stagecoach.domain.tracks import Track
from stagecoach.services import list_views
from stagecoach.services.students import students
from stagecoach.store.file.database import Database
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Place
from stagecoach.ui.dialogs.list_menu import KeepForm, ListMenu
from stagecoach.ui.dossier.page import DossierPage
from stagecoach.ui.logs.filter import Since
from stagecoach.ui.logs.tab import LogbookTab
from stagecoach.ui.students.page import StudentsPage
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell
from tests import make

KEY = Qt.Key


def students_page(shell: Shell) -> StudentsPage:
    shell.go(Place("students"))
    page = shell.current()
    assert isinstance(page, StudentsPage)
    return page


def menu_of(part: QObject) -> tuple[ListMenu, QMenu]:
    list_menu = part.findChild(ListMenu)
    assert list_menu is not None
    return list_menu, list_menu.menu_now()


def action(menu: QMenu, text: str) -> QAction:
    return next(entry for entry in menu.actions() if entry.text() == text)


def logbook(shell: Shell, number: int = 0) -> LogbookTab:
    own = shell.workspace.ask(students.mine, shell.workspace.person_id)
    shell.go(Place("dossier", own[number].placement_id, tab="log"))
    page = shell.current()
    assert isinstance(page, DossierPage)
    tab = page.tab()
    assert isinstance(tab, LogbookTab)
    return tab


def test_a_column_is_left_out_stays_out_and_comes_back_with_undo(
    shell: Shell, window: MainWindow, current: CurrentStore
) -> None:
    page = students_page(shell)
    _button, menu = menu_of(page)
    action(menu, "Nummer").trigger()
    assert page.view.isColumnHidden(1)
    assert not action(menu, "Student").isEnabled()  # the name always stays
    current.change(theme="dark")  # every page is made anew
    assert window.shell is not None
    page = students_page(window.shell)
    assert page.view.isColumnHidden(1)
    window.shell.workspace.undo()
    assert not page.view.isColumnHidden(1)


def test_ticking_with_the_keyboard_keeps_the_menu_open(shell: Shell) -> None:
    page = students_page(shell)
    _button, menu = menu_of(page)
    menu.popup(page.mapToGlobal(page.rect().center()))
    menu.setActiveAction(action(menu, "Nummer"))
    QTest.keyClick(menu, KEY.Key_Space)
    assert page.view.isColumnHidden(1)
    assert menu.isVisible()
    QTest.keyClick(menu, KEY.Key_Escape)
    assert not menu.isVisible()


def test_the_headings_open_the_menu_too(shell: Shell) -> None:
    page = students_page(shell)
    view: QTableView = page.view
    view.horizontalHeader().customContextMenuRequested.emit(view.rect().center())
    menus = [m for m in page.findChildren(QMenu) if m.isVisible()]
    assert len(menus) == 1
    menus[0].close()


def test_a_filter_is_kept_under_a_name_and_taken_again(shell: Shell) -> None:
    page = students_page(shell)
    page.filter.setText("zorghuis")
    assert page.model.rowCount() == 1
    button, menu = menu_of(page)
    action(menu, "Dit filter bewaren…").trigger()
    form = button.findChild(KeepForm)
    assert form is not None
    form.accept()
    assert form.problem("title")  # a name is needed
    form.title.setText("De <b> & Werf")
    form.accept()
    page.filter.clear()
    assert page.model.rowCount() == 7
    _button, menu = menu_of(page)
    action(menu, "De <b> && Werf").trigger()
    assert page.filter.text() == "zorghuis"
    assert [row.name for row in page.model.rows()] == ["Giovanni Maduro"]


def test_a_kept_filter_says_what_does_not_occur_here(shell: Shell) -> None:
    tab = logbook(shell)
    tab.filter.track.set_value(Track.WORK)
    tab.filter.task.setCurrentIndex(1)
    tab.filter.period.setCurrentIndex(1)
    tab.filter.chosen.emit()
    kept = tab.filter.kept().read()
    assert kept["track"] == "work"
    assert kept["period"] == Since.THIS_WEEK.value  # a period by its name moves with the days
    shell.workspace.do(list_views.keep, shell.workspace.person_id, "logbook", "Mijn filter", kept)
    other = logbook(shell, 1)
    assert other.filter.value().track is None
    said: list[Any] = []
    shell.workspace.announced.connect(said.append)
    _button, menu = menu_of(other)
    action(menu, "Mijn filter").trigger()
    assert other.filter.value().track is Track.WORK
    assert other.filter.value().task_id is None
    assert "komt hier niet voor" in said[-1].text


@pytest.fixture
def many(database: Database) -> Database:
    for number in range(230):
        make.student(database, name=f"Student {number:03}")
    return database


def test_a_long_list_is_read_in_pages_and_sorted_by_the_store(
    many: Database, shell: Shell
) -> None:
    page = students_page(shell)
    assert page.model.rowCount() == 100
    page.view.scrollToBottom()
    while page.model.canFetchMore(page.model.index(-1, -1)):
        page.model.fetchMore(page.model.index(-1, -1))
    assert page.model.rowCount() == 237
    page.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert page.model.rows()[0].name == "Youssef Amrani"
    assert page.model.rowCount() == 100
    page.filter.setText("student 22")
    assert page.model.rowCount() == 10
    page.filter.setText("niemand")
    assert page.model.rowCount() == 0
