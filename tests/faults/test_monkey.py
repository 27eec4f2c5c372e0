"""A monkey at the window: keys to whatever has the focus, clicks wherever, as six persons.

Twenty seconds here, ten minutes in `make faults`. Nothing is raised that is not the user's to
solve, Qt warns of nothing, and a second round leaves no more memory in use than the first.
"""

import contextlib
import gc
import os
import random
import sys
import traceback
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from stagecoach.domain.people import Role
from stagecoach.errors import StageCoachError
from stagecoach.services.example import example
from stagecoach.services.students import students
from stagecoach.settings import Settings
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.dialogs import files
from stagecoach.ui.window import screenshots
from stagecoach.ui.window.main_window import MainWindow
from tests.persons import become

FULL = bool(os.environ.get("STAGECOACH_FAULTS"))
_ROUND = 45_000 if FULL else 300  # keys and clicks of one person
_GROWTH = 20 * 1024  # KiB, on a second round
_KEYS = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Down),
    *(Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Delete, Qt.Key.Key_F2),
    *(Qt.Key.Key_O, Qt.Key.Key_V, Qt.Key.Key_G, Qt.Key.Key_8, Qt.Key.Key_Home, Qt.Key.Key_F6),
)
_SHORTCUTS: tuple[Qt.Key, ...] = (
    Qt.Key.Key_L,
    Qt.Key.Key_K,
    Qt.Key.Key_Z,
    Qt.Key.Key_Y,
    Qt.Key.Key_Return,
)
_SHORTCUTS += (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_N)
_QUIET = ("propagateSizeHints", "This plugin does not support")  # of a screen that is none


@pytest.fixture
def raised(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What nobody caught, and what Qt warns of."""
    caught: list[str] = []

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, StageCoachError):
            where = "".join(traceback.format_tb(trace))  # it may not come a second time
            caught.append(f"{kind.__name__}: {error}\n{where}")

    def message(kind: QtMsgType, _context: object, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(word in text for word in _QUIET):
            caught.append(text)

    monkeypatch.setattr(sys, "excepthook", hook)
    before = qInstallMessageHandler(message)
    yield caught
    qInstallMessageHandler(before)


@pytest.fixture
def window(store: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """No dialog of the system: nobody could close it."""
    for name in ("ask_open", "ask_save", "ask_folder"):
        monkeypatch.setattr(files, name, lambda *_words, **_more: None)
    current = CurrentStore(store, Settings(theme="light"), store.parent / "settings.toml")
    current.apply_look()
    window = MainWindow(current)
    window.start()
    window.show()
    qtbot.waitExposed(window)
    popups = QTimer(window, interval=40)  # a menu waits for somebody: nobody comes
    popups.timeout.connect(close_popup)
    popups.start()
    yield window
    popups.stop()
    window.idle.stop()
    current.leave()
    window.close()
    window.deleteLater()


def close_popup() -> None:
    if (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


def widgets(window: QWidget) -> list[QWidget]:
    """That show now, in the active window."""
    top = QApplication.activeWindow() or window
    return [w for w in top.findChildren(QWidget) if w.isVisible() and w.isEnabled()]


def click(aimed: QWidget, x: int) -> None:
    """Whatever lies on top there gets it, as with a mouse."""
    top = aimed.window()
    spot = aimed.mapTo(top, QPoint(x, max(0, aimed.height() // 2)))
    hit = top.childAt(spot) or top
    QTest.mouseClick(hit, Qt.MouseButton.LeftButton, pos=hit.mapFrom(top, spot))


def one_thing(window: MainWindow, chance: random.Random) -> None:
    target = QApplication.focusWidget() or window
    what = chance.random()
    if what < 0.5:
        QTest.keyClick(target, chance.choice(_KEYS))
    elif what < 0.6:
        QTest.keyClick(target, chance.choice(_SHORTCUTS), Qt.KeyboardModifier.ControlModifier)
    elif what < 0.65:
        QTest.keyClicks(target, chance.choice(["Testte", "7,5", "<b>", "9:00-17:00"]))
    elif there := widgets(window):
        aimed = chance.choice(there)
        click(aimed, chance.randrange(max(1, aimed.width())))


def back_in(window: MainWindow) -> None:
    """Whatever was locked or opened over it."""
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.done(0)
    if window.shell is None:
        if window.current.database is not None:
            window.current.lock()
        window.current.wrong_tries = 0
        window.current.open(example.PASSPHRASE)


def memory() -> int:
    """KiB that this process keeps for itself."""
    gc.collect()
    return int(Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0])


def as_six_persons(window: MainWindow, chance: random.Random, placement: uuid.UUID) -> None:
    for role in (None, *list(Role)[:5]):
        back_in(window)
        if role is not None:
            somebody_else(window, role, placement)
        for number in range(_ROUND):
            if number % 20 == 0 and window.shell is None:
                back_in(window)
            with contextlib.suppress(StageCoachError):  # which the program shows
                one_thing(window, chance)
                QApplication.processEvents()
    back_in(window)
    screenshots.wait(300)


def somebody_else(window: MainWindow, role: Role, placement: uuid.UUID) -> None:
    current = window.current
    assert current.database is not None
    assert current.workspace is not None
    current.closing.emit()
    current.workspace.leave()
    become(current.database, role, placement)
    current.enter()


def test_keys_and_clicks_at_random(
    window: MainWindow, raised: list[str], record_property: Callable[[str, object], None]
) -> None:
    back_in(window)
    assert window.current.workspace is not None
    own = window.current.workspace.ask(students.mine, window.current.workspace.person_id)
    seed = int(os.environ.get("STAGECOACH_SEED", "15"))
    chance = random.Random(seed)
    as_six_persons(window, chance, own[0].placement_id)
    first = memory()
    as_six_persons(window, chance, own[0].placement_id)
    growth = memory() - first
    record_property("seed", seed)
    record_property("growth", growth)
    assert raised == [], f"seed {seed}"
    assert not FULL or growth < _GROWTH, f"{growth} KiB on the second round"
