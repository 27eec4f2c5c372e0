"""Keys to whatever has the focus, clicks on what is found by its name, and eyes to see with.

Nothing here knows a widget: a test can only do what a person can. What is looked for is waited
for, as a person waits; what does not come fails with all that was there instead.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool", "xclip", "dbus-run-session")
PATIENCE = 20.0  # seconds until something is not coming
_LOOK = 0.1  # seconds between two looks


def missing() -> str:
    """What this machine lacks for a screen with a window manager."""
    if sys.platform != "linux":
        return "Xvfb, openbox and xdotool are of Linux"
    lacking = [name for name in TOOLS if not shutil.which(name)]
    python = subprocess.run(
        ["/usr/bin/python3", "-c", "import pyatspi"], capture_output=True, check=False
    )
    if python.returncode:
        lacking.append("python3-pyatspi")
    return f"apt-get install {' '.join(lacking)}" if lacking else ""


@dataclass(frozen=True)
class Seen:
    """One control as it stands on the screen; the box in pixels."""

    role: str
    name: str
    description: str
    states: tuple[str, ...]
    box: tuple[int, int, int, int]
    text: str
    value: float | None
    window: str

    @property
    def focused(self) -> bool:
        return "focused" in self.states

    @property
    def middle(self) -> tuple[int, int]:
        x, y, width, height = self.box
        return x + width // 2, y + height // 2


class Desktop:
    """A display of 1366 × 768 with a window manager; `begin` starts the program on it."""

    def __init__(self, home: Path, screen: str = "1366x768") -> None:
        self._programs: list[subprocess.Popen[bytes]] = []
        self.steps = 0  # keys, texts and clicks so far
        self._session = subprocess.Popen(
            ["dbus-run-session", "--", "sh", "tests/hands/session.sh"],
            cwd=ROOT,
            env={**os.environ, "SCREEN": screen},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        begun = json.loads(self._line())
        self._env = {
            **os.environ,
            "DISPLAY": begun["display"],
            "DBUS_SESSION_BUS_ADDRESS": begun["bus"],
            "DBUS_SYSTEM_BUS_ADDRESS": begun["bus"],  # nobody's lid but the test's
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONFAULTHANDLER": "1",  # where it was, should it crash
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "STAGECOACH_TODAY": "2026-10-29",
        }
        self.live_in(home)

    def live_in(self, home: Path) -> None:
        """From now on programs have the settings and files of this folder."""
        self.home = home
        self._env |= {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_DATA_HOME": str(home / ".local/share"),
        }

    def _line(self) -> str:
        assert self._session.stdout is not None
        for line in self._session.stdout:
            if line[:1] in "[{":  # what the accessibility bus says of itself is none of ours
                return line
        raise AssertionError("the screen is gone")

    def begin(self, *words: str | Path) -> subprocess.Popen[bytes]:
        """Start the program as its user does."""
        program = subprocess.Popen(
            [sys.executable, "-m", "stagecoach", *map(str, words)], cwd=ROOT, env=self._env
        )
        self._programs.append(program)
        return program

    def clear(self) -> None:
        """Every program that is still there goes, and its windows with it."""
        for program in self._programs:
            if program.poll() is None:
                program.kill()
            program.wait()
        self._programs.clear()
        self.until(lambda: not self.look(), "an empty screen")

    def end(self) -> None:
        self.clear()
        for pipe in (self._session.stdin, self._session.stdout):
            if pipe is not None:
                pipe.close()
        self._session.wait(timeout=10)

    # Eyes

    def look(self) -> list[Seen]:
        """Everything that shows now, in the order of the screen reader."""
        assert self._session.stdin is not None
        self._session.stdin.write("look\n")
        self._session.stdin.flush()
        nodes: list[dict[str, Any]] = json.loads(self._line())
        return [
            Seen(**{**node, "states": tuple(node["states"]), "box": tuple(node["box"])})
            for node in nodes
        ]

    def find(self, name: str, role: str = "", *, within: str = "") -> Seen:
        """The first control that begins with this name, once it shows."""

        def found() -> Seen | None:
            for node in self.look():
                fits = node.name.replace("&", "").startswith(name) and role in ("", node.role)
                if fits and within in node.window:
                    return node
            return None

        return self.until(found, f"{role or 'anything'} named {name!r}")

    def shows(self, name: str) -> bool:
        return any(name in node.name or name in node.text for node in self.look())

    def sees(self, words: str) -> Seen:
        """The first thing that says these words, once it shows."""
        return self.until(
            lambda: next((n for n in self.look() if words in n.name or words in n.text), None),
            f"the words {words!r}",
        )

    def focus(self) -> Seen:
        """What the next key goes to; of a list the list, whatever row is chosen in it."""
        return self.until(lambda: next((n for n in self.look() if _holds(n)), None), "a focus")

    def focused(self, name: str) -> Seen:
        """What has the keyboard, once that is what begins with this name."""

        def there() -> Seen | None:
            held = [n for n in self.look() if _holds(n)]
            return next((n for n in held if n.name.startswith(name)), None)

        return self.until(there, f"the keyboard on {name!r}")

    def until(self, found: Callable[[], T | None], what: str, patience: float = PATIENCE) -> T:
        last = time.monotonic() + patience
        while time.monotonic() < last:
            if thing := found():
                return thing
            time.sleep(_LOOK)
        there = "\n".join(f"{n.window} | {n.role} | {n.name}" for n in self.look() if n.name)
        front = self._do("getactivewindow", "getwindowname", check=False).strip()
        held = [f"{n.role} {n.name}" for n in self.look() if n.focused]
        ended = [program.poll() for program in self._programs]
        where = f"in front: {front}, {held}; programs ended with {ended}"
        raise AssertionError(f"{what} does not come; {where}; there is:\n{there}")

    def window(self) -> str:
        """The title of the window that has the keyboard."""
        return self._do("getactivewindow", "getwindowname").strip()

    def windows(self) -> list[str]:
        ids = self._do("search", "--onlyvisible", "--name", "StageCoach", check=False).split()
        return [self._do("getwindowname", number).strip() for number in ids]

    # Hands

    def _do(self, *words: str, check: bool = True) -> str:
        return subprocess.run(
            ["xdotool", *words], env=self._env, capture_output=True, text=True, check=check
        ).stdout

    def key(self, *keys: str) -> None:
        """One after the other, to whatever has the focus: "Tab", "ctrl+n"."""
        self.steps += len(keys)
        self._do("key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        self.steps += 1
        self._do("type", "--delay", "15", text)

    def click(self, name: str, role: str = "", *, button: int = 1) -> None:
        self.click_on(self.find(name, role), button=button)

    def click_on(self, node: Seen, *, button: int = 1) -> None:
        self.click_at(*node.middle, button=button)

    def click_at(self, x: int, y: int, *, button: int = 1) -> None:
        self.steps += 1
        self._do("mousemove", str(x), str(y), "click", str(button))

    def close(self, title: str) -> None:
        """By the cross that the window manager draws at the upper right."""
        x, y, width, _height = self.find(title, "frame").box
        self.click_at(x + width - 10, y - 11)

    def copy(self, text: str) -> None:
        """Onto the clipboard, as another program puts it there."""
        words = ["xclip", "-selection", "clipboard", "-t", "UTF8_STRING"]
        subprocess.run(words, env=self._env, input=text.encode(), check=True)

    def pasted(self) -> str:
        """What is on the clipboard now."""
        words = ["xclip", "-selection", "clipboard", "-o", "-t", "UTF8_STRING"]
        return subprocess.run(
            words, env=self._env, capture_output=True, check=False
        ).stdout.decode()


# Windows and what holds others; and rows, which Qt calls focused also while their list is not.
_HELD_ELSEWHERE = {"frame", "filler", "application", "panel", "dialog"}
_HELD_ELSEWHERE |= {"list item", "table cell", "tree item"}


def _holds(node: Seen) -> bool:
    return node.focused and node.role not in _HELD_ELSEWHERE
