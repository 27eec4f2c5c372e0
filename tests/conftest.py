"""Real parts: every test gets its own copy of a store that was made once per run."""

import datetime as dt
import gc
import logging
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from sqlcipher3 import dbapi2

# Before Qt is loaded: a screen of a desk. Qt's own offscreen one is 800 × 800 points.
if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    os.environ["QT_QPA_PLATFORM"] += f":configfile={Path(__file__).with_name('screen.json')}"

from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stagecoach import clock, i18n, paths
from stagecoach.services import marks, stores
from stagecoach.services.example import example
from stagecoach.services.people import pins
from stagecoach.services.today import today
from stagecoach.settings import Settings
from stagecoach.store.file import engine as engine_module
from stagecoach.store.file import mark, slots, vault
from stagecoach.store.file.database import Database
from stagecoach.store.reports import receipts
from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.garbage import Garbage
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell
from tests import leftovers
from tests.sealed import School
from tests.sealed import school as make_school

DAY = dt.date(2026, 10, 29)  # the Thursday of the design

hypothesis_settings.register_profile(
    "house",
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
hypothesis_settings.load_profile("house")


@dataclass(frozen=True)
class Master:
    """A closed store, to be copied."""

    path: Path
    key: vault.Key


def pytest_collection_finish() -> None:
    """What the program and the tests are made of stays: no collection looks at it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _one_compiler() -> Iterator[None]:
    """A statement is put into SQL once a run, and not once for each copy of the store.

    What is carried out, on which connection, stays as it is.
    """
    engine = engine_module.make(lambda: dbapi2.connect(":memory:"))
    engine.connect().close()  # the dialect asks it what it can
    engine_module.learn(engine)
    statements = engine.get_execution_options()["compiled_cache"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine_module, "_kept", lambda _known: statements)
        yield


@pytest.fixture(autouse=True)
def _house() -> Iterator[None]:
    """The same day and language for every test; Dutch, as most users see it."""
    clock.pretend_today(DAY)
    i18n.use("nl")
    yield
    clock.pretend_today(None)


@pytest.fixture(autouse=True)
def _nothing_left(_house: None) -> Iterator[None]:
    """Widgets, threads and timers of a test go with it."""
    with pytest.MonkeyPatch.context() as patch, leftovers.none_left():
        leftovers.watch_timers(patch)
        yield


@pytest.fixture
def garbage(qapp: QApplication) -> Iterator[Garbage]:
    """As the application has it: circles are freed in the thread of the screens."""
    garbage = Garbage(qapp)
    yield garbage
    garbage.stop()
    garbage.deleteLater()


@pytest.fixture(scope="session", autouse=True)
def _fast_keys() -> Iterator[None]:
    """Deriving a key takes a tenth of a second on purpose; one test checks the real cost."""
    with pytest.MonkeyPatch.context() as patch:
        for module, passes, memory in (
            (slots, "PASSES", "MEMORY"),
            (pins, "PASSES", "MEMORY"),
            (receipts, "_PASSES", "_MEMORY"),
        ):
            patch.setattr(module, passes, 1)
            patch.setattr(module, memory, 1024)
        yield


_tests: list[int] = []  # that began


@pytest.fixture(scope="session", autouse=True)
def _own_device(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A machine of its own seals in this run: key and marks of the user stay out of it."""
    before = paths.device_key, paths.marks_folder, paths.locks_folder
    folder = tmp_path_factory.mktemp("device")
    paths.device_key = lambda: folder / "device.key"
    paths.marks_folder = lambda: folder / "marks"
    paths.locks_folder = lambda: folder / "locks"
    yield
    paths.device_key, paths.marks_folder, paths.locks_folder = before


@pytest.fixture(autouse=True)
def _own_marks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The copies of one store in this run are not one store on one computer."""
    _tests.append(1)
    folder = tmp_path_factory.getbasetemp() / "marks" / str(len(_tests))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "marks_folder", lambda: folder)
        yield


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Master:
    clock.pretend_today(DAY)
    i18n.use("nl")
    path = tmp_path_factory.mktemp("master") / "kadewerk.stagecoach"
    database, _code = stores.create(path, example.new_store())
    database.do(example.fill)
    marks.note(database)
    database.close()
    return Master(path, database.key)


def copy_of(master: Master, folder: Path) -> Path:
    path = folder / master.path.name
    shutil.copyfile(master.path, path)
    shutil.copyfile(vault.keys_file(master.path), vault.keys_file(path))
    return path


@pytest.fixture
def store(master: Master, tmp_path: Path) -> Path:
    """The example store, closed."""
    return copy_of(master, tmp_path)


@pytest.fixture
def database(store: Path, master: Master) -> Iterator[Database]:
    database = stores.reopen(store, master.key, backups=store.parent / "backups")
    yield database
    database.close()


@pytest.fixture
def placements(database: Database) -> dict[str, UUID]:
    """The placements of the seven students, by first name."""
    assert database.person_id is not None
    rows = database.ask(today.overview, database.person_id)
    return {row.name.split()[0]: row.placement_id for row in rows}


@pytest.fixture
def youssef(placements: dict[str, UUID]) -> UUID:
    return placements["Youssef"]


@pytest.fixture
def workspace(database: Database, qtbot: QtBot, garbage: Garbage) -> Iterator[Workspace]:
    theme.apply("light", 100)
    workspace = Workspace(database, Settings())
    yield workspace
    workspace.close()


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    """Two advisers with a room each, and a computer where students report."""
    folder = tmp_path / "school"
    folder.mkdir()
    new_school = make_school(folder)
    yield new_school
    new_school.close()


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG, logger="stagecoach")
    return caplog


@pytest.fixture
def current(store: Path, master: Master, qtbot: QtBot, garbage: Garbage) -> Iterator[CurrentStore]:
    known = mark.places(master.path, vault.store_id(store))[1]
    shutil.copyfile(known, mark.places(store, vault.store_id(store))[1])
    current = CurrentStore(store, Settings(theme="light"), store.parent / "settings.toml")
    current.apply_look()
    yield current
    current.lock()
    current._release()


@pytest.fixture
def window(current: CurrentStore, qtbot: QtBot) -> Iterator[MainWindow]:
    """A whole window on a copy of the example store, locked; `shell` goes in."""
    window = MainWindow(current)
    qtbot.addWidget(window)
    window.start()
    window.show()
    yield window
    window.idle.stop()


@pytest.fixture
def shell(window: MainWindow, current: CurrentStore) -> Shell:
    current.open(example.PASSPHRASE)
    assert window.shell is not None
    return window.shell
