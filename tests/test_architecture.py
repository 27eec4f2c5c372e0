"""Who may import whom, and how long things may be. The plan of the house, as a test."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "stagecoach"
GROUND = {"errors", "i18n", "paths", "settings", "log", "clock", "caches"}
FLOORS = {  # floor: what it may import besides the ground
    "domain": {"domain"},
    "store": {"store", "domain", "sqlalchemy", "alembic", "sqlcipher3"},
    "services": {"services", "store", "domain", "sqlalchemy", "sqlcipher3"},
    "documents": {"documents", "services", "domain", "reportlab", "pypdfium2", "segno"},
    "ui": {"ui", "services", "documents", "domain", "PySide6", "shiboken6"},
    "cli.py": {"commands", "app"},
    "commands.py": {"services", "documents", "domain"},
}
WATCHED = {"sqlalchemy", "alembic", "sqlcipher3", "reportlab", "pypdfium2", "segno", "PySide6"}
WATCHED |= {"shiboken6"}
DOORS = {"ui/core/workspace.py": {"store"}}  # the one door between screens and store
MEETING_PLACES = {
    "shell.py",
    "sheets.py",
    "picture.py",
    "sealed.py",
}  # where the packages of ui meet
FILES = sorted(ROOT.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Floors and watched libraries that a file imports, also inside functions."""
    for module in _modules(path):
        package, _, rest = module.partition(".")
        if package == "stagecoach" and rest:
            yield rest.split(".")[0]
        elif package in WATCHED:
            yield package


def _modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=place)
def test_imports_only_what_its_floor_allows(path: Path) -> None:
    floor = place(path).split("/")[0]
    if floor in FLOORS:
        allowed = FLOORS[floor] | GROUND | DOORS.get(place(path), set())
        assert set(imported(path)) - {"__version__"} <= allowed


@pytest.mark.parametrize("path", FILES, ids=place)
def test_the_ground_stands_on_no_floor(path: Path) -> None:
    if path.stem in GROUND and path.parent == ROOT:
        assert set(imported(path)) <= GROUND


def test_nothing_but_the_command_line_imports_app() -> None:
    users = {place(path) for path in FILES if "app" in set(imported(path))}
    assert users == {"cli.py"}


def test_packages_of_the_ui_do_not_import_each_other() -> None:
    packages = {p.name for p in (ROOT / "ui").iterdir() if p.is_dir()} - {"widgets", "__pycache__"}
    for path in (ROOT / "ui").rglob("*.py"):
        own = path.relative_to(ROOT / "ui").parts[0]
        used = {m.split(".")[2] for m in _modules(path) if m.startswith("stagecoach.ui.")}
        if own not in MEETING_PLACES:
            assert (used & packages) <= {own}, path


@pytest.mark.parametrize("path", FILES, ids=place)
def test_files_functions_and_classes_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= (40 if isinstance(node, ast.FunctionDef) else 270), node.name


def test_the_window_starts_without_what_only_forms_lists_and_migrations_need() -> None:
    late = ("reportlab", "segno", "pypdfium2", "openpyxl", "alembic")
    code = f"import sys, stagecoach.app; print([m for m in {late} if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
