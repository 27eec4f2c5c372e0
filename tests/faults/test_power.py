"""Power cuts: the system calls of a real writer, replayed with writes dropped, torn, reordered.

`make faults` alone: strace records a writer with everything it wrote, and 500 times the power goes
at some call. What was flushed to the disk before is there; of what was written since, each sector
may be there or not, in any order, and a rename may or may not have happened.
"""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from stagecoach.services import stores
from stagecoach.store.file import backup, vault
from stagecoach.store.file.database import connect
from tests.faults.acts import SECRET

FULL = bool(os.environ.get("STAGECOACH_FAULTS"))
_SECTOR = 512
_CALL = re.compile(r"(?:\d+\s+)?(\w+)\((.*)\)\s+= (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_TRACED = "openat,open,close,pwrite64,write,fsync,fdatasync,ftruncate,rename,unlink,dup2"


Event = tuple[str, str, int, bytes]  # what, of which file, where, with what


@dataclass
class Disk:
    """What is on the disk for certain, and what may be."""

    safe: dict[str, bytearray]
    waiting: list[Event] = field(default_factory=list)

    def flush(self, name: str) -> None:
        """All that was written to this file, and what was done to its name."""
        left = []
        for entry in self.waiting:
            if entry[1] == name:
                apply(self.safe, *entry)
            else:
                left.append(entry)
        self.waiting = left


def apply(files: dict[str, bytearray], kind: str, name: str, at: int, content: bytes) -> None:
    if kind == "unlink":
        files.pop(name, None)
    elif kind == "rename":
        if name in files:
            files[content.decode()] = files.pop(name)
    elif kind == "create":
        files.setdefault(name, bytearray())
    elif kind == "truncate":
        kept = files.setdefault(name, bytearray())
        kept[at:] = b"\0" * max(0, at - len(kept)) if at > len(kept) else b""
    else:
        kept = files.setdefault(name, bytearray())
        if len(kept) < at:
            kept.extend(b"\0" * (at - len(kept)))
        kept[at : at + len(content)] = content


def recorded(store: Path, trace: Path) -> list[str]:
    words = ["strace", "-f", "-qq", "-xx", "-s", "9000000", "-o", str(trace)]
    words += ["-e", f"trace={_TRACED}"]
    child = [sys.executable, "-m", "tests.faults.acts", "save", str(store)]
    done = subprocess.run([*words, *child], check=True, capture_output=True, text=True)
    return done.stdout.split()


def text(piece: str) -> bytes:
    match = _TEXT.search(piece)
    return bytes.fromhex(match[1].replace("\\x", "")) if match else b""


def events(trace: Path, folder: Path) -> list[Event]:
    """What was done to files in the folder, and what was told, in order."""
    opened: dict[int, str] = {}
    done: list[Event] = []
    for line in trace.read_text().splitlines():
        match = _CALL.search(line)
        if match is None or int(match[3]) < 0:
            continue
        call, arguments, result = match[1], match[2], int(match[3])
        if call in {"open", "openat"}:
            path = text(arguments).decode(errors="replace")
            opened[result] = path if path.startswith(str(folder)) else ""
            if opened[result] and "O_CREAT" in arguments:
                done.append(("create", path, 0, b""))
            if opened[result] and "O_TRUNC" in arguments:
                done.append(("truncate", path, 0, b""))
        else:
            done += _one(call, arguments, result, opened)
    return done


def _one(call: str, arguments: str, result: int, opened: dict[int, str]) -> list[Event]:
    if call in {"rename", "unlink"}:
        names = [bytes.fromhex(t.replace("\\x", "")).decode() for t in _TEXT.findall(arguments)]
        return [(call, names[0], 0, names[-1].encode())]
    number = int(arguments.split(",", maxsplit=1)[0])
    if call == "write" and number == 1:
        return [("told", "", 0, text(arguments)[:result])]
    name = opened.pop(number, "") if call == "close" else opened.get(number, "")
    last = arguments.rsplit(",", 1)[-1]
    events_of: dict[str, Callable[[], Event]] = {
        "fsync": lambda: ("flush", name, 0, b""),
        "fdatasync": lambda: ("flush", name, 0, b""),
        "pwrite64": lambda: ("write", name, int(last), text(arguments)[:result]),
        "ftruncate": lambda: ("truncate", name, int(last), b""),
        "write": lambda: ("append", name, 0, text(arguments)[:result]),  # Python, from the start
    }
    return [events_of[call]()] if name and call in events_of else []


def cut(
    before: dict[str, bytearray], done: list[Event], at: int, chance: random.Random
) -> tuple[dict[str, bytearray], set[str]]:
    """The disk when the power goes before the call of this number, and what was told by then."""
    disk = Disk({name: bytearray(content) for name, content in before.items()})
    told: set[str] = set()
    sizes = {name: len(content) for name, content in before.items()}
    for kind, name, offset, content in done[:at]:
        place = offset
        if kind == "told":
            told |= set(content.decode().split())
            continue
        if kind == "flush":
            disk.flush(name)
            continue
        if kind == "append":
            place = sizes.get(name, 0)
        sizes[name] = max(sizes.get(name, 0), place + len(content))
        if kind == "truncate":
            sizes[name] = offset
        disk.waiting.append(("write" if kind == "append" else kind, name, place, content))
    _some(disk, chance)
    return disk.safe, told


def _some(disk: Disk, chance: random.Random) -> None:
    """Of what was not flushed: each sector or not; and writes in any order."""
    whole = [entry for entry in disk.waiting if entry[0] != "write"]
    pieces = [
        ("write", name, at + step, content[step : step + _SECTOR])
        for kind, name, at, content in disk.waiting
        if kind == "write"
        for step in range(0, len(content), _SECTOR)
    ]
    kept = chance.random()
    for entry in whole:  # names in their order, as the journals of file systems keep them
        if chance.random() < kept:
            apply(disk.safe, *entry)
        else:
            break
    chance.shuffle(pieces)
    for entry in pieces:
        if chance.random() < kept and (entry[1] in disk.safe):
            apply(disk.safe, *entry)


def laid_down(files: dict[str, bytearray], folder: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for name, content in files.items():
        path = Path(name)
        if path.parent == folder and not path.name.endswith("-shm"):
            (target / path.name).write_bytes(content)


def check(path: Path, told: set[str]) -> None:
    stores.take_lock(path).release()
    connection = connect(path, vault.unlock(path, SECRET))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # torn pages are those of the log
    rows = {row.hex() for (row,) in connection.execute("SELECT id FROM log_entry")}
    assert backup.faults(connection) == []
    connection.close()
    assert told <= rows


def writer(store: Path, tmp_path: Path) -> tuple[dict[str, bytearray], list[Event]]:
    folder = store.parent
    before = {
        str(path): bytearray(path.read_bytes()) for path in folder.iterdir() if path.is_file()
    }
    told = recorded(store, tmp_path / "trace")
    done = events(tmp_path / "trace", folder)
    assert {
        name for kind, *_r, content in done if kind == "told" for name in content.decode().split()
    } == set(told)
    return before, done


if FULL:

    def test_500_power_cuts_lose_nothing_that_was_acknowledged(
        store: Path, tmp_path: Path
    ) -> None:
        assert shutil.which("strace"), "strace is missing: apt install strace"
        before, done = writer(store, tmp_path)
        chance = random.Random(15)
        some = 0
        for _number in range(500):
            at = chance.randrange(len(done) + 1)
            files, told = cut(before, done, at, chance)
            some += bool(told)
            laid_down(files, store.parent, tmp_path / "after")
            check(tmp_path / "after" / store.name, told)
        assert some > 100, "in many of them something had been acknowledged"

    def test_without_flushing_the_same_cuts_would_lose_something(
        store: Path, tmp_path: Path
    ) -> None:
        """So the cuts are real: with every flush taken out, acknowledged rows are missing."""
        before, done = writer(store, tmp_path)
        lazy = [event for event in done if event[0] != "flush"]
        chance, lost = random.Random(15), 0
        for _number in range(60):
            files, told = cut(before, lazy, len(lazy), chance)
            laid_down(files, store.parent, tmp_path / "after")
            try:
                check(tmp_path / "after" / store.name, told)
            except Exception:  # noqa: BLE001 - damaged or missing, both are a loss
                lost += 1
        assert lost > 10


def test_what_was_flushed_is_there_and_of_the_rest_each_sector_may_be() -> None:
    """The replaying itself, on a writer of two files."""
    done = [
        ("create", "a", 0, b""),
        ("write", "a", 0, b"x" * 1024),
        ("flush", "a", 0, b""),
        ("told", "", 0, b"first\n"),
        ("write", "a", 1024, b"y" * 1024),
        ("told", "", 0, b"second\n"),
    ]
    files, told = cut({}, done, 4, random.Random(1))
    assert (bytes(files["a"]), told) == (b"x" * 1024, {"first"})
    ends = {bytes(cut({}, done, 6, random.Random(seed))[0]["a"]) for seed in range(60)}
    assert all(end.startswith(b"x" * 1024) for end in ends)
    assert b"x" * 1024 in ends
    assert b"x" * 1024 + b"y" * 1024 in ends
    assert b"x" * 1024 + b"\0" * 512 + b"y" * 512 in ends
