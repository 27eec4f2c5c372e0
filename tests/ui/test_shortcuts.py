"""No key is two commands: Qt then runs neither, and says nothing."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from stagecoach.services.students import students
from stagecoach.ui.window import screenshots
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell


def reachable(parent: object, window: QWidget) -> bool:
    """Whether a key in this window gets to it now."""
    if not isinstance(parent, QWidget) or not parent.isEnabled():
        return False
    return parent.window() is window and (parent.isVisible() or parent is window)


def live(window: QWidget) -> Counter[str]:
    """Each key of the window that has the keyboard, with how many commands it has."""
    keys: Counter[str] = Counter()
    for shortcut in window.findChildren(QShortcut):
        everywhere = shortcut.context() == Qt.ShortcutContext.WindowShortcut
        if shortcut.isEnabled() and everywhere and reachable(shortcut.parent(), window):
            keys.update(key.toString() for key in shortcut.keys())  # noqa: SIM118 - no dict
    for action in window.findChildren(QAction):
        if action.isEnabled() and not action.isSeparator():
            keys.update(key.toString() for key in action.shortcuts())
    return keys


@pytest.mark.parametrize("name", sorted(screenshots.SCREENS))
def test_no_key_is_two_commands(name: str, window: MainWindow, shell: Shell) -> None:
    key = shell.workspace.ask(students.mine, shell.workspace.person_id)[0].placement_id
    screenshots.show(window, name, key)
    tops = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    for top in tops:
        twice = [keys for keys, count in live(top).items() if count > 1]
        assert twice == [], f"{name}, {top.windowTitle()}"
    assert live(window)["Ctrl+N"] == (1 if window.shell is not None else 0)
