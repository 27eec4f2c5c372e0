"""A release is refused with its reason, or changes two files and nothing else."""

import datetime as dt
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[1] / "resources" / "release.py"
PACKAGE = '"""The house."""\n\n__version__ = "0.3.0"\n'
CHANGES = "# Changelog\n\n## [Unreleased]\n\n### Added\n- A thing.\n\n## [0.3.0] - 2026-11-26\n"
EMPTY = "# Changelog\n\n## [Unreleased]\n\n## [0.3.0] - 2026-11-26\n\n- Before.\n"


@pytest.fixture(scope="module")
def release() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("version", "changes", "status", "why"),
    [
        ("0.4", CHANGES, "", "three numbers"),
        ("0.3.0", CHANGES, "", "does not come after"),
        ("0.2.9", CHANGES, "", "does not come after"),
        ("0.4.0", CHANGES, " M README.md", "commit"),
        ("0.4.0", EMPTY, "", "says nothing"),
    ],
)
def test_what_stands_in_the_way_is_said(
    release: ModuleType, version: str, changes: str, status: str, why: str
) -> None:
    assert why in release.refusal(version, PACKAGE, changes, status)


def test_a_release_dates_what_was_unreleased(release: ModuleType) -> None:
    assert release.refusal("0.4.0", PACKAGE, CHANGES, "") == ""
    package, changes = release.released("0.4.0", PACKAGE, CHANGES, dt.date(2026, 12, 1))
    assert '__version__ = "0.4.0"' in package
    head = "## [Unreleased]\n\n## [0.4.0] - 2026-12-01\n\n### Added\n- A thing."
    assert head in changes
    assert changes.count("## [0.3.0]") == 1


def test_the_changelog_of_the_project_has_a_place_for_what_comes(release: ModuleType) -> None:
    assert release.OPEN in release.CHANGES.read_text(encoding="utf-8")
    assert release.VERSION.search(release.PACKAGE.read_text(encoding="utf-8"))
