"""Dialogs on the smallest screens: they lie within the window, with their buttons in view."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from stagecoach.services.people import pins
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.dialogs.dialog import Dialog
from stagecoach.ui.window import screenshots
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell
from tests.ui.test_screens import first

# 1366 x 768 at 125 % and 1920 x 1080 at 175 % of the system are 1092 x 614 and 1097 x 617.
SMALL = [((1024, 600), 100), ((1366, 738), 125), ((1024, 640), 150)]


def wrong(dialog: Dialog, window: MainWindow) -> Iterator[str]:
    """What of it is out of view."""
    inside = QRect(window.mapToGlobal(window.rect().topLeft()), window.size())
    if not inside.contains(QRect(dialog.pos(), dialog.size())):
        yield f"{dialog.windowTitle()}: {dialog.geometry()} in {inside}"
    for push_button in dialog.findChildren(QPushButton):
        if dialog._content.isAncestorOf(push_button) or not push_button.isVisible():
            continue
        box = QRect(push_button.mapTo(dialog, push_button.rect().topLeft()), push_button.size())
        if not dialog.rect().contains(box):
            yield f"{dialog.windowTitle()}: {push_button.text()} is cut"
        if push_button.width() < push_button.minimumSizeHint().width():
            yield f"{dialog.windowTitle()}: {push_button.text()} is narrower than its text"


@pytest.mark.parametrize(("size", "percent"), SMALL)
def test_every_dialog_keeps_its_buttons_in_view(
    shell: Shell,
    window: MainWindow,
    current: CurrentStore,
    qtbot: QtBot,
    size: tuple[int, int],
    percent: int,
) -> None:
    window.resize(*size)
    current.change(text_size=percent)
    assert window.shell is not None
    workspace = window.shell.workspace
    workspace.do(pins.choose, workspace.person_id, "2580", "2580")
    faults: list[str] = []
    seen = 0
    for name, show in screenshots.SCREENS.items():
        if name == "who":
            continue
        show(window.shell, first(window.shell))
        qtbot.wait(30)
        for dialog in [d for d in window.findChildren(QDialog) if d.isVisible()]:
            if isinstance(dialog, Dialog):
                seen += 1
                faults += wrong(dialog, window)
            dialog.done(0)
        QApplication.processEvents()
    assert seen > 12
    assert faults == []
