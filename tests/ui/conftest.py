"""A whole window on a copy of the example store, and a fake of what Qt asks the system."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from stagecoach.services import example
from stagecoach.settings import Settings
from stagecoach.ui.door import Door
from stagecoach.ui.main_window import MainWindow
from stagecoach.ui.shell import Shell


@pytest.fixture
def door(store: Path, qtbot: QtBot) -> Iterator[Door]:
    door = Door(store, Settings(theme="light"), store.parent / "settings.toml")
    door.dress()
    yield door
    door.lock()
    door._release()


@pytest.fixture
def window(door: Door, qtbot: QtBot) -> Iterator[MainWindow]:
    """Locked; `opened` goes in."""
    window = MainWindow(door)
    qtbot.addWidget(window)
    window.start()
    window.show()
    yield window
    window.idle.stop()


@pytest.fixture
def shell(window: MainWindow, door: Door) -> Shell:
    door.open(example.PASSPHRASE)
    assert window.shell is not None
    return window.shell
