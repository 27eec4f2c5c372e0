"""The first window shows with what it needs; the rest is loaded behind it, and nobody waits."""

import datetime as dt
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stagecoach import app, i18n, paths, settings
from stagecoach.services.example import example
from stagecoach.settings import Settings
from stagecoach.ui.core import dates
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.loading import Loading
from stagecoach.ui.reports import envelopes
from stagecoach.ui.stores import recent
from stagecoach.ui.stores.unlock import UnlockPage
from stagecoach.ui.stores.welcome import WelcomePage
from stagecoach.ui.widgets.side_item import SideItem
from stagecoach.ui.window import overlays, pages
from stagecoach.ui.window.main_window import MainWindow

# What may be loaded when the lock screen, or the welcome, is painted for the first time.
FIRST = frozenset(
    """
    stagecoach __main__ app cli clock errors i18n install log memory paths settings
    domain domain.access domain.people domain.tasks domain.texts domain.tracks
    services services.backups store store.file store.file.backup_list
    ui ui.core ui.core.current_store ui.core.dates ui.core.garbage ui.core.idle ui.core.loading
    ui.core.pins ui.core.qt_words ui.core.theme ui.restore ui.restore.state ui.dialogs ui.dialogs.messages ui.stores ui.stores.backups_card ui.stores.recent ui.stores.unlock
    ui.widgets ui.widgets.badges ui.widgets.fields ui.widgets.focus ui.widgets.focus_frame ui.widgets.menus
    ui.widgets.scrim ui.widgets.copying ui.window.undoing ui.core.geometry
    ui.widgets.logo ui.widgets.rails ui.widgets.segmented ui.window ui.window.first_page
    ui.window.ending ui.window.instance ui.window.look_inside ui.window.main_window ui.window.menus ui.window.put_back ui.window.recovery_note
    ui.window.sealed
    """.split()
)
WELCOME = FIRST | {"ui.stores.welcome", "ui.stores.new_store"}
OTHERS = frozenset({"PySide6", "shiboken6", "shibokensupport", "platformdirs"})
LOOK = """
import sys, os
from stagecoach import __main__, app
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

def look():
    windows = [w for w in QApplication.topLevelWidgets() if type(w).__name__ == "MainWindow"]
    if not windows:
        return
    windows[0].grab()
    print(*sorted(sys.modules), flush=True)
    os._exit(0)

make = app.make_application
def made():
    application = make()
    application.look = QTimer(interval=0)
    application.look.timeout.connect(look)
    application.look.start()
    return application
app.make_application = made
sys.argv[1:] = [os.environ["STORE"]] if os.environ["STORE"] else []
__main__.main()
"""


def loaded_at_first(store: str, home: Path) -> set[str]:
    environment = {**os.environ, "STORE": store, "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", LOOK], env=environment, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("page", ["lock", "welcome"])
def test_the_first_window_loads_what_it_shows_and_nothing_else(
    page: str, store: Path, tmp_path: Path
) -> None:
    modules = loaded_at_first(str(store) if page == "lock" else "", tmp_path)
    own = {name.removeprefix("stagecoach.") for name in modules if name.startswith("stagecoach")}
    assert own - (FIRST if page == "lock" else WELCOME) == set()
    others = {name.split(".")[0] for name in modules} - sys.stdlib_module_names
    others = {name for name in others if not name.startswith(("_", "signature_bootstrap"))}
    assert others - OTHERS - {"stagecoach"} == set()


def test_all_that_is_loaded_behind_it_is_there() -> None:
    steps = sum(1 for _step in app._load_rest())
    assert steps > len(pages.PAGES) + len(overlays.DIALOGS)
    for page in pages.PAGES.values():
        assert callable(page())


STEPS = """
import sys
from stagecoach import app
import stagecoach.ui.window.main_window
app._load(); app._warm_up()
most, known = 0, set(sys.modules)
for _step in app._load_rest():
    fresh = [n for n in set(sys.modules) - known if n.startswith("stagecoach.")]
    most, known = max(most, len(fresh)), set(sys.modules)
print(most)
"""


def test_no_step_holds_the_window_up_for_long() -> None:
    """A step of 31 modules took 50 to 67 ms, one of 60 up to 247, of the 100 that are allowed."""
    told = subprocess.run(
        [sys.executable, "-c", STEPS], capture_output=True, text=True, check=True
    )
    assert 0 < int(told.stdout) <= 35


@pytest.fixture
def held() -> threading.Event:
    return threading.Event()


@pytest.fixture
def waiting(store: Path, held: threading.Event, qtbot: QtBot) -> MainWindow:
    """A lock screen whose store cannot be opened yet: the thread that loads stands still."""
    loading = Loading(held.wait)
    current = CurrentStore(
        store, Settings(theme="light"), store.parent / "settings.toml", loading=loading
    )
    current.apply_look()
    window = MainWindow(current)
    qtbot.addWidget(window)
    window.painted.connect(loading.start)
    window.start()
    window.show()
    return window


def close(window: MainWindow) -> None:
    window.idle.stop()
    window.current.lock()
    window.current._release()


def test_a_passphrase_that_comes_too_early_opens_as_soon_as_it_can(
    waiting: MainWindow, held: threading.Event, qtbot: QtBot
) -> None:
    page = waiting.centralWidget()
    assert isinstance(page, UnlockPage)
    page.field.setText(example.PASSPHRASE)
    page.open()
    qtbot.wait(50)
    assert waiting.shell is None
    assert "Opening" in page.open_button.text() or "Openen" in page.open_button.text()
    held.set()
    qtbot.waitUntil(lambda: waiting.shell is not None)
    close(waiting)


def test_a_page_that_made_room_meanwhile_is_let_alone(
    waiting: MainWindow, held: threading.Event, qtbot: QtBot
) -> None:
    """Enter, and another language before it could open: the new page waits to be typed in."""
    page = waiting.centralWidget()
    assert isinstance(page, UnlockPage)
    page.field.setText(example.PASSPHRASE)
    page.open()
    qtbot.wait(20)
    waiting.current.change(language="en")
    held.set()
    qtbot.waitUntil(lambda: waiting.current.loading.ready)
    qtbot.wait(50)
    assert waiting.shell is None
    fresh = waiting.centralWidget()
    assert isinstance(fresh, UnlockPage)
    assert fresh.open_button.isEnabled()
    waiting.current.change(language="nl")
    close(waiting)


def test_what_goes_wrong_at_the_lock_does_not_hold_up_the_rest(
    waiting: MainWindow, held: threading.Event, qtbot: QtBot
) -> None:
    """The envelopes of a run wait for it: also on the screen where somebody types a PIN."""
    held.set()
    loading = waiting.current.loading
    qtbot.waitUntil(lambda: loading.ready)
    page = waiting.centralWidget()
    assert isinstance(page, UnlockPage)
    page.field.setText("fout fout fout")
    page.open()
    qtbot.waitUntil(lambda: bool(page.problem.text()))
    qtbot.waitUntil(loading._free.is_set)
    close(waiting)


def test_an_example_of_before_that_does_not_open_leaves_room_for_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    old = tmp_path / f"voorbeeld{paths.STORE_SUFFIX}"
    old.write_bytes(b"SQLite format 3\0 of another age")
    monkeypatch.setattr(paths, "default_store_folder", lambda: tmp_path)
    current = CurrentStore(None, Settings(theme="light"), tmp_path / "settings.toml")
    current.apply_look()
    window = MainWindow(current)
    qtbot.addWidget(window)
    window.start()
    page = window.centralWidget()
    assert isinstance(page, WelcomePage)
    page._try_now()
    assert window.shell is not None
    assert current.path == tmp_path / f"voorbeeld-2{paths.STORE_SUFFIX}"
    assert old.read_bytes() == b"SQLite format 3\0 of another age"
    close(window)


def test_what_cannot_be_loaded_is_said_and_opens_nothing(qtbot: QtBot) -> None:
    def broken() -> None:
        raise ImportError("libsqlcipher")

    loading, opened = Loading(broken), []
    loading.then(loading, lambda: opened.append(1))
    with qtbot.captureExceptions() as errors:
        loading.start()
        qtbot.waitUntil(lambda: bool(errors))
    assert errors[0][0] is ImportError
    assert opened == []


def test_nothing_more_is_begun_while_somebody_is_let_in(qtbot: QtBot) -> None:
    loading = Loading(lambda: None, lambda: iter([None]))
    ended: list[int] = []
    loading.everything.connect(lambda: ended.append(1))
    loading.hold()
    loading.start()
    qtbot.waitUntil(lambda: loading.ready)
    qtbot.wait(50)
    assert ended == []
    loading.go_on()
    qtbot.waitUntil(lambda: ended == [1])


@pytest.mark.parametrize("name", ["date", "sentence_day"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_dates_of_the_first_window_are_those_of_all_others(
    language: i18n.Language, name: str, qapp: object
) -> None:
    i18n.use(language)  # as on the lock screen: Qt's own default stays what it was
    say, same = getattr(dates, name), getattr(i18n, name)
    for number in range(366):
        day = dt.date(2028, 1, 1) + dt.timedelta(days=number)
        assert say(day) == same(day)
    now = dt.datetime(2026, 11, 4, 13, 5, tzinfo=dt.UTC)
    assert dates.moment(now) == i18n.moment(now)


def test_a_log_that_cannot_be_written_stops_nobody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A full disk, or the folder of somebody else: the window is there already."""
    blocked = tmp_path / "log"
    blocked.write_text("no folder", encoding="utf-8")
    monkeypatch.setattr(paths, "log_folder", lambda: blocked)
    app._start_log()


def test_menus_of_the_sealed_side_work_by_their_action(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a click does it: the action says whether it is checked, which none of them asks."""
    done: list[str] = []
    monkeypatch.setattr(envelopes, "take", lambda *_args: done.append("take"))
    monkeypatch.setattr(envelopes, "bring", lambda *_args: done.append("bring"))
    monkeypatch.setattr(envelopes, "figures", lambda *_args: done.append("figures"))
    assert window.menus is not None
    for name in ("take", "bring", "figures"):
        window.menus.actions[name].trigger()
    assert done == ["take", "bring", "figures"]


def test_where_nothing_can_be_written_it_is_told_and_one_can_try_again(
    window: MainWindow, current: CurrentStore, store: Path, qtbot: QtBot
) -> None:
    """A folder in the place of the lock refuses as a folder that cannot be written does."""
    in_the_way = store.with_name(store.name + ".lock")
    in_the_way.mkdir()
    window.show()
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.field)
    QTest.keyClicks(page.field, example.PASSPHRASE)
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(page.problem.isVisible)
    assert "niet worden geschreven" in page.problem.text()
    assert page.open_button.isEnabled()
    assert QApplication.focusWidget() is page.field
    in_the_way.rmdir()
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.shell is not None)


def test_after_what_nobody_foresaw_one_can_try_again(
    window: MainWindow, current: CurrentStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show()
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.field)
    with monkeypatch.context() as patch, qtbot.captureExceptions() as raised:
        patch.setattr(current, "_unlock", lambda *_secret, **_way: 1 / 0)
        QTest.keyClicks(page.field, example.PASSPHRASE)
        QTest.keyClick(page.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(raised))
    assert page.open_button.isEnabled()
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.shell is not None)


def test_the_side_bar_is_painted_once_and_as_it_will_stay(
    waiting: MainWindow, held: threading.Event, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not first with every student squeezed into the room there is."""
    heights: list[int] = []
    paint = SideItem.paintEvent

    def look(item: SideItem, event: QPaintEvent) -> None:
        heights.append(item.height())
        paint(item, event)

    monkeypatch.setattr(SideItem, "paintEvent", look)
    held.set()
    page = waiting.centralWidget()
    assert isinstance(page, UnlockPage)
    page.field.setText(example.PASSPHRASE)
    page.open()
    qtbot.waitUntil(lambda: len(heights) > 8)
    assert set(heights) <= {36, 40}
    close(waiting)


def test_recent_files_of_one_name_are_told_apart_and_the_open_one_is_left_out() -> None:
    kept = ["/a/School.stagecoach", "/b/School.stagecoach", "/b/Gist.stagecoach"]
    current = CurrentStore(Path("/a/School.stagecoach"), Settings(recent=kept))
    assert [name for name, _path in recent.others(current)] == ["School (/b)", "Gist"]
    for number in range(9):
        kept = settings.opened(Settings(recent=kept), f"/{number}.stagecoach")["recent"]
    assert len(kept) == settings.MOST_RECENT
    assert kept[0] == "/8.stagecoach"
