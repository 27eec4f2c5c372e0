"""Every screen opens in both languages and themes, says its names, and is freed again."""

import gc
import weakref
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from stagecoach.services.example import example
from stagecoach.services.people import pins
from stagecoach.services.students import students
from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Place
from stagecoach.ui.tasks.plan import PlanModel
from stagecoach.ui.widgets.table import TableModel
from stagecoach.ui.window import screenshots
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell


def first(shell: Shell) -> Any:
    return shell.workspace.ask(students.mine, shell.workspace.person_id)[0].placement_id


@pytest.mark.parametrize("name", list(screenshots.SCREENS))
@pytest.mark.parametrize(("language", "look"), [("nl", "light"), ("en", "dark")])
def test_every_screen_opens_and_paints(
    shell: Shell,
    window: MainWindow,
    current: CurrentStore,
    qtbot: QtBot,
    tmp_path: Path,
    name: str,
    language: str,
    look: str,
) -> None:
    current.change(language=language, theme=look)
    assert window.shell is not None
    if name == "who":  # asked only where somebody has a PIN
        workspace = window.shell.workspace
        workspace.do(pins.choose, workspace.person_id, "2580", "2580")
    screenshots.SCREENS[name](window.shell, first(window.shell))
    qtbot.wait(20)
    screenshots.take(window, tmp_path / "screen.png")
    image = QImage(str(tmp_path / "screen.png"))
    colors = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, 800, 7)}
    assert len(colors) > 20
    for widget in QApplication.topLevelWidgets():
        _names_are_said(widget)
    if window.shell is not None and window.shell.overlay is not None:
        window.shell.overlay.reject()


def _names_are_said(top: QWidget) -> None:
    """What can have the keyboard has a name for a screen reader."""
    for widget in top.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(
            widget, QAbstractButton | QLineEdit | QComboBox
        ):
            continue
        if widget.objectName().startswith("qt_"):
            continue
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        buddy = any(label.buddy() is widget for label in top.findChildren(QLabel))
        assert widget.accessibleName() or text or buddy, widget


@pytest.mark.parametrize("size", [(1024, 640), (1360, 860)])
@pytest.mark.parametrize("percent", [100, 125, 150])
def test_no_page_is_wider_than_the_window(
    shell: Shell,
    window: MainWindow,
    current: CurrentStore,
    qtbot: QtBot,
    size: tuple[int, int],
    percent: int,
) -> None:
    window.resize(*size)
    current.change(text_size=percent)
    for name in ("today", "students", "evaluations", "forms", "settings"):
        assert window.shell is not None
        window.shell.go(Place(name))
        qtbot.wait(5)
        assert window.width() == size[0], name
        assert window.shell.width() <= size[0], name


@pytest.mark.parametrize("name", ["today", "students", "evaluations", "dossier", "settings"])
def test_pages_are_freed_with_the_store(
    window: MainWindow, current: CurrentStore, qtbot: QtBot, name: str
) -> None:
    current.open(example.PASSPHRASE)
    assert window.shell is not None
    window.shell.go(Place(name, first(window.shell)))
    qtbot.wait(20)
    page, owner = weakref.ref(window.shell.current()), weakref.ref(window.shell)
    current.lock()
    qtbot.wait(20)
    gc.collect()
    assert page() is None
    assert owner() is None


def test_the_lock_screen_shows_nothing_of_the_store(
    shell: Shell, window: MainWindow, current: CurrentStore
) -> None:
    shell.go(Place("dossier", first(shell)))
    assert "Youssef" in window.windowTitle()
    current.lock()
    words = " ".join(label.text() for label in window.findChildren(QLabel))
    assert window.windowTitle() == "StageCoach"
    assert "Youssef" not in words
    assert "Marloes" not in words


@pytest.mark.parametrize("name", ["today", "students", "evaluations", "tasks"])
def test_models_keep_qts_rules(shell: Shell, name: str) -> None:
    if name == "tasks":
        shell.go(Place("dossier", first(shell), tab="tasks"))
    else:
        shell.go(Place(name))
    models = [m for m in shell.findChildren(QObject) if isinstance(m, TableModel | PlanModel)]
    assert models
    for model in models:
        tester = QAbstractItemModelTester(
            model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        shell.workspace.changed.emit(frozenset({"student", "evaluation", "task"}))  # a reset
        assert tester.model() is model


def test_text_from_people_is_never_markup(shell: Shell) -> None:
    from PySide6.QtCore import Qt

    shell.go(Place("dossier", first(shell)))
    for label in shell.findChildren(QLabel):
        if label.text() and label.buddy() is None:
            assert label.textFormat() == Qt.TextFormat.PlainText, label.text()


def test_a_narrow_window_keeps_every_destination(
    shell: Shell, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1024, 640)
    qtbot.wait(10)
    assert shell.sidebar.width() == theme.scaled(56)
    for item in shell.sidebar.items.values():
        assert item.accessibleName()
        assert item.accessibleName() in item.toolTip()


def test_growing_text_is_one_key_away(
    shell: Shell, window: MainWindow, current: CurrentStore
) -> None:
    window.resize_text(1)
    window.resize_text(1)
    window.resize_text(1)
    assert current.settings.text_size == 150
    window.resize_text(0)
    assert current.settings.text_size == 100
