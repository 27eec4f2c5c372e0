"""A screen for each test, and the example store on it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Master, copy_of
from tests.hands.hands import ROOT, Desktop, missing
from tests.hands.paper import PATH, spooled
from tests.hands.steps import unlock


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """One for all tests of a process: a display, its window manager and its buses."""
    if (lacking := missing()) and "CI" not in os.environ:
        pytest.skip(lacking)
    assert not lacking
    desktop = Desktop(tmp_path_factory.mktemp("warm"))
    desktop.begin()  # so that everything that starts by itself is there
    desktop.find("StageCoach", "frame")
    desktop.clear()
    yield desktop
    desktop.end()


@pytest.fixture
def desktop(screen: Desktop, tmp_path: Path) -> Iterator[Desktop]:
    """Nothing is open, and nobody was here before."""
    screen.live_in(tmp_path / "home")
    yield screen
    screen.clear()


@pytest.fixture
def kadewerk(desktop: Desktop, master: Master) -> Path:
    """The example store in somebody's documents."""
    folder = desktop.home / "Documenten"
    folder.mkdir(parents=True)
    return copy_of(master, folder)


@pytest.fixture
def inside(desktop: Desktop, kadewerk: Path) -> Desktop:
    """The program is open on Vandaag, as after typing the passphrase."""
    desktop.begin(kadewerk)
    unlock(desktop)
    desktop.click_at(700, 100)  # the window is in front, whatever the window manager was up to
    desktop.focused("Mijn studenten")
    return desktop


@pytest.fixture
def queue() -> Iterator[None]:
    """A queue that writes PDFs; only root can make one."""
    tools = [name for name in ("lp", "lpadmin", "cupsd") if not shutil.which(name, path=PATH)]
    if (tools or os.getuid()) and "CI" not in os.environ:
        pytest.skip(f"a print queue takes root and {tools or 'CUPS'}")
    subprocess.run(["sh", "tests/hands/queue.sh"], cwd=ROOT, check=True)
    before = spooled()
    yield
    for file in spooled() - before:
        file.unlink()
