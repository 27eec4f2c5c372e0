"""An update that stopped half-way does not start half: it says so, before anything is loaded."""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The program as an installer lays it down, with its record."""
    site = tmp_path / "site"
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "stagecoach", site / "stagecoach", ignore=ignore)
    for name in ("resources", "db"):
        (site / name).symlink_to(ROOT / name)
    info = site / "stagecoach-9.9.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: stagecoach\nVersion: 9.9\n")
    with (info / "RECORD").open("w", newline="") as file:
        rows = (
            [str(path.relative_to(site)), "", ""] for path in (site / "stagecoach").rglob("*.py")
        )
        csv.writer(file).writerows(rows)
    return site


def start(site: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(site), "LANGUAGE": "nl"}
    command = [sys.executable, *(words or ("-m", "stagecoach")), "--version"]
    return subprocess.run(
        command, cwd=site, env=environment, capture_output=True, text=True, check=False
    )


def test_a_whole_one_starts(installed: Path) -> None:
    done = start(installed)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


def leave_a_compiled_file(site: Path) -> None:
    """Of a module that was moved, in the place where its source was."""
    (site / "stagecoach" / "ui" / "main_window.pyc").write_bytes(b"of another version")


def leave_a_source(site: Path) -> None:
    (site / "stagecoach" / "services" / "access.py").write_text("raise SystemExit(3)\n")


def lose_a_file(site: Path) -> None:
    (site / "stagecoach" / "ui" / "cases" / "window.py").unlink()


def lose_the_command_line(site: Path) -> None:
    (site / "stagecoach" / "commands.py").unlink()


@pytest.mark.parametrize(
    "harm", [leave_a_compiled_file, leave_a_source, lose_a_file, lose_the_command_line]
)
def test_a_half_moved_one_says_so_and_loads_nothing(
    installed: Path, harm: Callable[[Path], None]
) -> None:
    harm(installed)
    done = start(installed)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "installatie" in done.stderr.lower()
    assert done.stdout == ""


def test_an_entry_of_an_earlier_version_starts_the_whole_program(installed: Path) -> None:
    """A command made by 0.2 calls `stagecoach.cli:main`."""
    done = start(installed, "-c", "import sys; from stagecoach.cli import main; sys.exit(main())")
    assert (done.returncode, done.stderr) == (0, "")


def test_what_python_compiled_beside_is_no_stranger(installed: Path) -> None:
    cache = installed / "stagecoach" / "ui" / "__pycache__"
    cache.mkdir(exist_ok=True)
    (cache / "door.cpython-311.pyc").write_bytes(b"of a file that is gone")
    assert start(installed).returncode == 0
