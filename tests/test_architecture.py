"""The plan of the house as a test: who may see whom, how long things may be, what they are called.

Every file is parsed once. A rule is a function from the parsed files to what breaks it, a line
each; that it can be broken at all is tested on a small house made for it.
"""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GROUND = {"errors", "i18n", "paths", "settings", "log", "clock", "caches", "install"}
FLOORS = {  # floor: what it may import besides the ground and itself
    "domain": set(),
    "store": {"domain", "sqlalchemy", "alembic", "sqlcipher3"},
    "services": {"store", "domain", "sqlalchemy", "sqlcipher3"},
    "documents": {"services", "domain", "reportlab", "pypdfium2", "segno"},
    "ui": {"services", "documents", "domain", "PySide6", "shiboken6"},
    "cli": {"commands", "app"},
    "commands": {"services", "documents", "domain"},
}
# The one way from the screens to the store; and the process that draws, which loads nothing else.
BESIDES = {"ui.core.workspace": {"store"}, "cli": {"documents"}}
WATCHED = {"sqlalchemy", "alembic", "sqlcipher3", "reportlab", "pypdfium2", "segno", "PySide6"}
WATCHED |= {"shiboken6"}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_CLASS = 300, 40, 200  # lines
# Names that a stranger does not find a thing by; and marks that the configuration decides.
METAPHORS = re.compile(
    r"door|deeds?|carry|carried|curtain|corridor|told|tell|telling|beside|aside|together|wear|dress"
    r"|helper|utils?|common",
    re.IGNORECASE,
)
# What a local or an argument is not called: it says that there is something, not what.
EMPTY = {"found", "made", "each"}
MARKS = re.compile(r"# fmt: (skip|off)|# noqa: S101\b")


@dataclass(frozen=True)
class File:
    """One file of the program, by its dotted name below `stagecoach`."""

    name: str
    text: str
    tree: ast.Module

    @property
    def floor(self) -> str:
        return self.name.split(".")[0]

    @property
    def room(self) -> str:
        """Its subject on its floor; empty for the floor's own file."""
        return ".".join(self.name.split(".")[1:2])


House = dict[str, File]


def parsed(name: str, text: str) -> File:
    return File(name, text, ast.parse(text))


@cache
def house() -> House:
    folder = ROOT / "stagecoach"
    files = [
        parsed(
            ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__"),
            path.read_text(encoding="utf-8"),
        )
        for path in sorted(folder.rglob("*.py"))
    ]
    return {file.name: file for file in files}


def imports(file: File) -> Iterator[str]:
    """Dotted names, also those imported within functions."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def seen(files: House, file: File) -> set[str]:
    """The files of the program that a file imports."""
    names = (name.removeprefix("stagecoach.") for name in imports(file) if "stagecoach." in name)
    modules = (name if name in files else name.rpartition(".")[0] for name in names)
    return {name for name in modules if name in files} - {file.name}


# The rules.


def wrong_floors(files: House) -> Iterator[str]:
    for file in files.values():
        allowed = GROUND | FLOORS.get(file.floor, set()) | BESIDES.get(file.name, set())
        allowed |= {file.floor} if file.floor in FLOORS else set()
        if file.floor not in {*FLOORS, *GROUND}:
            continue  # the wiring: app, and how it is started
        used = {name.split(".")[0] for name in imports(file)} & WATCHED
        used |= {name.split(".")[0] for name in seen(files, file)}
        allowed -= FLOORS.keys() if file.floor in GROUND else set()
        yield from (f"{file.name} imports {name}" for name in sorted(used - allowed))


def wrong_wiring(files: House) -> Iterator[str]:
    """The command line alone starts the app; the app alone assembles the window."""
    for file in files.values():
        for name in seen(files, file):
            if name == "app" and file.name != "cli":
                yield f"{file.name} imports app"
            outside = file.name != "app" and not file.name.startswith("ui.window")
            if name.startswith("ui.window") and outside:
                yield f"{file.name} imports {name}"


def wrong_rooms(files: House, plan: dict[str, dict[str, str]]) -> Iterator[str]:
    """Against the table of subjects and arrows; both ways."""
    for floor, rooms in plan.items():
        there: dict[str, set[str]] = {}
        for file in files.values():
            if file.floor == floor and file.room:
                arrows = there.setdefault(file.room, set())
                arrows |= {
                    files[name].room
                    for name in seen(files, file)
                    if files[name].floor == floor and files[name].room not in {"", file.room}
                }
        for room in sorted(there.keys() | rooms.keys()):
            if room not in rooms or room not in there:
                yield f"{floor}.{room} is {'not in the table' if room in there else 'gone'}"
            elif there[room] != set(rooms[room].split()):
                differs = ", ".join(sorted(there[room] ^ set(rooms[room].split())))
                yield f"{floor}.{room} sees otherwise than the table: {differs}"


def circles(files: House) -> Iterator[str]:
    """Between files, and between the rooms of a floor."""
    graph = {file.name: seen(files, file) for file in files.values()}
    rooms: dict[str, set[str]] = {}
    for file in files.values():
        own = f"{file.floor}.{file.room}"
        others = {f"{files[name].floor}.{files[name].room}" for name in graph[file.name]}
        rooms.setdefault(own, set()).update(others - {own})
    for network in (graph, rooms):
        try:
            list(TopologicalSorter(network).static_order())
        except CycleError as error:
            yield " -> ".join(error.args[1])


def too_long(files: House) -> Iterator[str]:
    for file in files.values():
        if (lines := len(file.text.splitlines())) > LONGEST_FILE:
            yield f"{file.name}: {lines} lines"
        for node in ast.walk(file.tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                most = LONGEST_CLASS if isinstance(node, ast.ClassDef) else LONGEST_FUNCTION
                if length > most:
                    yield f"{file.name}.{node.name}: {length} lines"


def metaphors(files: House) -> Iterator[str]:
    for file in files.values():
        words = file.name.replace(".", "_").split("_")
        for node in ast.walk(file.tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                words += re.findall(r"[A-Z]?[a-z]+", node.name)
        bad = sorted({word for word in words if METAPHORS.fullmatch(word)})
        yield from (f"{file.name}: {word}" for word in bad)


def empty_names(files: House) -> Iterator[str]:
    """A local is named by what it holds; a signal or a field may be called by what happened."""
    for file in files.values():
        parts = [
            node for node in ast.walk(file.tree) if isinstance(node, ast.FunctionDef | ast.Lambda)
        ]
        for node in (inner for part in parts for inner in ast.walk(part)):
            name = node.arg if isinstance(node, ast.arg) else ""
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                name = node.id
            if name in EMPTY:
                yield f"{file.name}: {name}"


def marks(files: House) -> Iterator[str]:
    for file in files.values():
        yield from (f"{file.name}: {mark[0]}" for mark in MARKS.finditer(file.text))


def silent_packages(files: House) -> Iterator[str]:
    """A package says in one sentence what it is for; so does every module."""
    for file in files.values():
        if not ast.get_docstring(file.tree):
            yield file.name


PLAN: dict[str, dict[str, str]] = tomllib.loads(
    (ROOT / "tests" / "house.toml").read_text(encoding="utf-8")
)
_UNSORTED = re.compile(
    r"order_by\([^\n]*(?<!fold\()\b(?:Student|Person|Company|School)\.name\b"
    r"|key=lambda \w+: \w+\.name\)"
)


def unsorted_names(files: House) -> Iterator[str]:
    """Names are ordered in one way: Z before a and é is nobody's alphabet."""
    for file in files.values():
        if _UNSORTED.search(file.text):
            yield f"{file.name} orders names as bytes"


_LATE = re.compile(
    r"^from PySide6\.(QtPrintSupport|QtDBus) |^from stagecoach\.ui.* import .*(paper_job|SystemLock)",
    re.MULTILINE,
)
_LATE_FILES = {"ui.dialogs.paper_job", "ui.core.system_lock"}


def late_parts_of_qt(files: House) -> Iterator[str]:
    """A part of Qt that a thread imports beside the window takes the program down, now and then.

    Pages are loaded in a thread; so these are imported by what a person does, in the main one.
    """
    for file in files.values():
        if file.name not in _LATE_FILES and _LATE.search(file.text):
            yield f"{file.name} imports a late part of Qt"


RULES: dict[str, Callable[[House], Iterable[str]]] = {
    "floors": wrong_floors,
    "wiring": wrong_wiring,
    "rooms": lambda files: wrong_rooms(files, PLAN),
    "circles": circles,
    "lengths": too_long,
    "metaphors": metaphors,
    "empty names": empty_names,
    "marks": marks,
    "docstrings": silent_packages,
    "names": unsorted_names,
    "late parts": late_parts_of_qt,
}


@pytest.mark.parametrize("rule", RULES)
def test_the_house_keeps_its_rules(rule: str) -> None:
    assert list(RULES[rule](house())) == []


DOC = '"""For a test."""\n'
BROKEN: list[tuple[str, Callable[[House], Iterable[str]], dict[str, str | None]]] = [
    ("domain.a imports sqlalchemy", wrong_floors, {"domain.a": "import sqlalchemy"}),
    (
        "ui.b imports store",
        wrong_floors,
        {"ui.b": "def f():\n    from stagecoach.store import c", "store.c": ""},
    ),
    (
        "errors imports store",
        wrong_floors,
        {"errors": "from stagecoach.store import c", "store.c": ""},
    ),
    ("services.a imports app", wrong_wiring, {"services.a": "import stagecoach.app", "app": ""}),
    (
        "ui.a imports ui.window.b",
        wrong_wiring,
        {"ui.a": "from stagecoach.ui.window import b", "ui.window.b": ""},
    ),
    ("ui.extra is not in the table", lambda f: wrong_rooms(f, {"ui": {}}), {"ui.extra": ""}),
    ("ui.a is gone", lambda f: wrong_rooms(f, {"ui": {"a": ""}}), {}),
    (
        "ui.a sees otherwise than the table: b",
        lambda f: wrong_rooms(f, {"ui": {"a": "", "b": ""}}),
        {"ui.a": "from stagecoach.ui import b", "ui.b": ""},
    ),
    (
        "ui.a.x -> ui.a.y -> ui.a.x",
        circles,
        {"ui.a.x": "from stagecoach.ui.a import y", "ui.a.y": "from stagecoach.ui.a import x"},
    ),
    (
        "ui.a -> ui.b -> ui.a",
        circles,
        {
            "ui.a.x": "from stagecoach.ui.b import z",
            "ui.b.z": "",
            "ui.b.w": "from stagecoach.ui.a import y",
            "ui.a.y": "",
        },
    ),
    ("ui.a: 302 lines", too_long, {"ui.a": "\n" * 301}),
    ("ui.a.f: 42 lines", too_long, {"ui.a": "def f():\n" + "    1\n" * 41}),
    ("ui.a.C: 202 lines", too_long, {"ui.a": "class C:\n" + "    x = 1\n" * 201}),
    ("ui.door: door", metaphors, {"ui.door": ""}),
    ("ui.a: Deeds", metaphors, {"ui.a": "class GroupDeeds: ..."}),
    ("ui.a: found", empty_names, {"ui.a": "def f():\n    found = 1"}),
    ("ui.a: each", empty_names, {"ui.a": "f = lambda each: 1"}),
    ("ui.a: # noqa: S101", marks, {"ui.a": "assert 1  # noqa: S101"}),
    ("ui.a", silent_packages, {"ui.a": None}),
    (
        "ui.a imports a late part of Qt",
        late_parts_of_qt,
        {"ui.a": "from PySide6.QtPrintSupport import QPrinter"},
    ),
    (
        "services.a orders names as bytes",
        unsorted_names,
        {"services.a": "query.order_by(Student.name)"},
    ),
]


@pytest.mark.parametrize(("told", "rule", "files"), BROKEN, ids=[row[0] for row in BROKEN])
def test_each_rule_can_be_broken(
    told: str, rule: Callable[[House], Iterable[str]], files: dict[str, str | None]
) -> None:
    tree = {name: parsed(name, "" if text is None else DOC + text) for name, text in files.items()}
    broken = [line.replace(" -> ui.a.x -> ", " -> ") for line in rule(tree)]
    assert told in broken or any(set(told.split(" -> ")) == set(b.split(" -> ")) for b in broken)


def test_the_window_starts_without_what_only_forms_lists_and_migrations_need() -> None:
    late = ("reportlab", "segno", "pypdfium2", "openpyxl", "alembic")
    code = f"import sys, stagecoach.app; print([m for m in {late} if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
