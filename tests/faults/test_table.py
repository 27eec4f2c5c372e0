"""The table of faults names tests that exist, and no fault is left out."""

import ast
import re
from pathlib import Path

TABLE = Path(__file__).with_name("README.md")
ROOT = Path(__file__).parents[2]
_ROW = re.compile(r"^\| (\d+) \| (.+) \| (.+) \| (.+) \|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def rows() -> list[tuple[str, str, str, str]]:
    return _ROW.findall(TABLE.read_text(encoding="utf-8"))


def defined(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_fault_stands_in_it_once() -> None:
    assert [int(number) for number, *_rest in rows()] == list(range(1, 133))


def test_what_is_held_names_a_test_that_exists() -> None:
    for number, _fault, tests, state in rows():
        named = _TEST.findall(tests)
        if state == "held":
            assert named, number
        for path, name in named:
            assert name in defined(ROOT / path), f"{number}: {path}::{name}"


def test_what_is_not_held_says_why() -> None:
    for number, _fault, _tests, state in rows():
        known = state == "held" or re.match(r"(not here yet|not run): .{8,}", state)
        assert known, number
