"""A home of its own in which the program runs beside a report window; run by two tests."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stagecoach.services.example import example
from stagecoach.services.reports import post, rosters
from tests.conftest import Master
from tests.sealed import School


class Host:
    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.pid = process.pid

    def wait_for(self, step: str) -> None:
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == f"{step}\n"

    def go_on(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()


class Home:
    """A copy of the example store, and the roster of the school.

    Paths stand in the settings, so folders that are compared have names of one length.
    """

    def __init__(self, folder: Path, master: Master, school: School) -> None:
        self.folder, self.temp = folder / "home", folder / "temp"
        for directory in (self.folder, self.temp):
            directory.mkdir(parents=True)
        self.store = self.folder / "kadewerk.stagecoach"
        shutil.copyfile(master.path, self.store)
        shutil.copyfile(f"{master.path}.keys", f"{self.store}.keys")
        self.place = post.PostFolder(self.folder / "share" / "StageCoach" / "sealed")
        rosters.accept(self.place, rosters.offered(self.place, school.folder / "advisers.roster"))
        self._text = folder / "text"

    @contextmanager
    def run(self, way: str, text: str) -> Iterator[Host]:
        self._text.write_text(text, encoding="utf-8")
        places = {
            "XDG_DATA_HOME": "share",
            "XDG_CONFIG_HOME": "config",
            "XDG_STATE_HOME": "state",
            "XDG_CACHE_HOME": "cache",
        }
        environment = {
            **os.environ,
            **{name: str(self.folder / last) for name, last in places.items()},
            "HOME": str(self.folder),
            "TMPDIR": str(self.temp),
            "QT_QPA_PLATFORM": "offscreen",
        }
        command = [
            sys.executable,
            "-m",
            "tests.faults.sealing_host",
            str(self.store),
            example.PASSPHRASE,
            str(self._text),
            way,
        ]
        with subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            yield Host(process)
        assert process.returncode == 0

    def run_through(self, way: str, text: str) -> None:
        with self.run(way, text) as host:
            for step in ("reported", "closed"):
                host.wait_for(step)
                host.go_on()
