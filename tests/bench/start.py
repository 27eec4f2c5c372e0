"""How soon the program stands there, against the smallest PySide6 window on the same display.

And beside Anki and Vorta, where they and a display are: they bring their own Qt, so what counts is
the moment at which the display shows a window of theirs.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.common import Figure, large_store, median, ms
from tests.conftest import DAY

STARTS = 9
_PATIENCE = 30  # seconds for somebody else's window


def figures() -> Iterator[Figure]:
    path, _key = large_store()
    turns = [_turn(path) for _number in range(STARTS)]
    columns = {name: median(sorted(turn[name] for turn in turns)) for name in turns[0]}
    least = columns["smallest"]

    def times(what: str, name: str, most: float) -> Figure:
        ratio = columns[name] / least
        baseline = f"smallest window {ms(least)}"
        told = f"≤ {most}×"
        return Figure(what, ms(columns[name]), baseline, f"{ratio:.2f}×", told, ratio <= most)

    yield times("start to the first window", "first", 2.5)
    yield times("start of the report window", "report", 2.5)
    yield times("Enter to a painted Vandaag, L, without the key", "enter", 1.2)
    pasted = columns["pasted"]
    yield Figure("start to Vandaag, pasted at once, L", ms(pasted), "", "", "", good=True)
    megabytes, gap = columns["memory"], columns["gap"]
    held = f"smallest window {columns['bare']:.0f} MB"
    yield Figure(
        "memory at the first window",
        f"{megabytes:.0f} MB",
        held,
        f"{megabytes / columns['bare']:.1f}×",
        "≤ 100 MB",
        megabytes <= 100,
    )
    yield Figure(
        "a key at the lock screen waits at most", ms(gap), "", "", "≤ 80 ms", gap <= 0.080
    )
    yield from _rivals(path)


def smallest_window() -> float:
    """Seconds until the smallest PySide6 window stands there: how fast this machine is."""
    path, _key = large_store()
    return median(sorted(_once("smallest", path)[0] for _number in range(5)))


def _turn(path: Path) -> dict[str, float]:
    """Everything once, so that a slow moment of the machine hits all of it."""
    smallest, (bare,) = _once("smallest", path)
    first, (memory,) = _once("first", path)
    report, _told = _once("report", path)
    pasted, _told = _once("pasted", path)
    _took, (enter,) = _once("enter", path)
    _took, (gap,) = _once("keys", path)
    return {
        "smallest": smallest,
        "bare": bare,
        "first": first,
        "memory": memory,
        "report": report,
        "pasted": pasted,
        "enter": enter,
        "gap": gap,
    }


def _environment(home: str) -> dict[str, str]:
    """Of somebody who starts it for the first time; with what Python compiled before."""
    own = {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
    environment = {**os.environ, **own, "STAGECOACH_TODAY": DAY.isoformat()}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def _once(kind: str, path: Path) -> tuple[float, list[float]]:
    """Seconds until it says that it is there, and what else it says."""
    with tempfile.TemporaryDirectory() as home:
        words = [sys.executable, "-m", "tests.bench.starting", kind, str(path)]
        begun = time.perf_counter()
        process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_environment(home)
        )
        assert process.stdout is not None
        assert process.stdin is not None
        told = process.stdout.readline()
        took = time.perf_counter() - begun
        process.stdin.close()
        process.wait()
        process.stdout.close()
    assert told.startswith("ready"), f"{kind} did not start"
    return took, [float(word) for word in told.split()[1:]]


def _rivals(path: Path) -> Iterator[Figure]:
    """Each program as its user starts it, until the display shows a window of it."""
    programs = {name: shutil.which(name) for name in ("anki", "vorta")}
    there = {name: [found] for name, found in programs.items() if found}
    on_display = os.environ.get("DISPLAY") and os.environ.get("QT_QPA_PLATFORM") != "offscreen"
    if not there or not on_display or not shutil.which("xdotool"):
        told = "Anki and Vorta are not installed" if not there else "no display, or no xdotool"
        yield Figure("a window on the display", "", told, "", "≤ Anki", good=True)
        return
    own = [sys.executable, "-m", "stagecoach", str(path)]
    commands = {"stagecoach": own, **there}
    turns = [
        {name: _visible(command) for name, command in commands.items()} for _number in range(3)
    ]
    seen = {name: median(sorted(turn[name] for turn in turns)) for name in commands}
    for name in there:
        ratio = seen["stagecoach"] / seen[name]
        yield Figure(
            f"a window on the display, beside {name.title()}",
            ms(seen["stagecoach"]),
            f"{name.title()} {ms(seen[name])}",
            f"{ratio:.2f}×",
            "≤ 1×" if name == "anki" else "",
            name != "anki" or ratio <= 1,
        )


def _visible(command: list[str]) -> float:
    before = _windows()
    with tempfile.TemporaryDirectory() as home:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command,
            env=_environment(home),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        took = _wait(lambda: bool(_windows() - before), begun)
        os.killpg(process.pid, 9)
        process.wait()
        _wait(lambda: _windows() <= before, time.perf_counter())
    return took


def _wait(until: Callable[[], bool], begun: float) -> float:
    while not until():
        if time.perf_counter() - begun > _PATIENCE:
            return float("inf")
        time.sleep(0.005)
    return time.perf_counter() - begun


def _windows() -> set[str]:
    words = ["xdotool", "search", "--onlyvisible", "--name", "."]
    return set(subprocess.run(words, capture_output=True, text=True, check=False).stdout.split())
