"""A run with a report and a run without leave the same, for somebody with the full store key.

The test is tried on three leaks that are planted: it has to see each of them.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from stagecoach.services.cases import post as case_post
from stagecoach.services.example import example
from stagecoach.store.file import vault
from stagecoach.store.file.database import connect
from tests.conftest import Master
from tests.faults.sealing import Home
from tests.sealed import School

_TIMES = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,\d]*")
_STAMP = re.compile(r"\d{8}-\d{4}")
_FILE_NUMBER = re.compile(r"\d+-\d+(?=\.lock)")  # of a store: another one for each copy


def left_by(home: Home) -> dict[str, Any]:
    """File names, sizes, what their times tell, rows and pages of each table, and the log."""
    files = {}
    for path in sorted((*home.folder.rglob("*"), *home.temp.rglob("*"))):
        name = _STAMP.sub("DAY", str(path.relative_to(home.folder.parent)))
        name = _FILE_NUMBER.sub("FILE", name)
        if path.is_file() and not path.name.startswith("qt_"):
            whole_minute = path.stat().st_mtime % 60 == 0
            files[name] = (path.stat().st_size, whole_minute, oct(path.stat().st_mode))
    log = "".join(path.read_text() for path in home.folder.rglob("*.log"))
    envelopes = {path.stat().st_mtime for path in home.place.envelopes()}
    return {
        "files": files,
        "log": _TIMES.sub("TIME", log),
        "times": len(envelopes),
        "store": counts(home.store),
    }


def counts(store: Path) -> dict[str, int]:
    connection = connect(store, vault.unlock(store, example.PASSPHRASE))
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    totals = {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in names
    }
    totals["pages"] = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.close()
    return totals


@pytest.fixture
def without(master: Master, tmp_path: Path, school: School) -> dict[str, Any]:
    home = Home(tmp_path / "run1", master, school)
    home.run_through("without", "niets")
    assert len(home.place.envelopes()) == 4
    return left_by(home)


def test_nobody_can_tell_that_a_report_was_made(
    without: dict[str, Any], master: Master, tmp_path: Path, school: School
) -> None:
    home = Home(tmp_path / "run2", master, school)
    home.run_through("with", "Ik mocht weer niet mee. " * 200)
    assert left_by(home) == without
    opened = case_post.try_all(home.place.envelopes(), school.first.private.identity)
    assert len(opened.letters) == 1  # there is one, all the same


@pytest.mark.parametrize(
    ("leak", "where"), [("log line", "log"), ("journal row", "store"), ("extra file", "files")]
)
def test_the_test_above_sees_a_planted_leak(
    without: dict[str, Any], master: Master, tmp_path: Path, school: School, leak: str, where: str
) -> None:
    home = Home(tmp_path / "run2", master, school)
    home.run_through(leak, "Ik mocht weer niet mee.")
    assert left_by(home)[where] != without[where]
