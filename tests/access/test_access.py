"""Every control has role, name, state and value for a screen reader: read through at-spi2."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Master, copy_of

ROOT = Path(__file__).parents[2]
SCREENS = (
    "today",
    "students",
    "evaluations",
    "forms",
    "settings",
    "dossier",
    "tasks",
    "coverage",
    "hours",
    "log",
    "guidance",
    "documents",
    "stations",
    "quicklog",
    "new-task",
    "new-student",
    "evaluation",
    "closing",
    "search",
    "rules",
    "bin",
    "peers",
    "peer-tab",
    "people",
    "person",
    "my-key",
    "report",
    "receipt",
    "answer",
    "room",
    "case",
    "room-sheet",
)
CHECKED = {"check box", "radio button", "toggle button", "check menu item"}
# What must be said, and in which role, in Dutch and in English.
SAID = {
    "nl": {
        "push button": {
            "Snel loggen",
            "Keur week 9 goed",
            "Dag invullen",
            "Bewaren",
            "Verzegel en verstuur",
            "Enveloppen openen",
            "Leg vast wat je zei",
        },
        "check box": {"stap 3 van 5, Opties", "Waar past het bij? Pesten"},
        "spin button": {"Minuten begeleiding", "Van week"},
        "tree": {"Uren per week"},
        "list": {"Logboek", "Mijn studenten", "Gevonden"},
        "page tab": {"Overzicht", "Uren", "Begeleiding", "Documenten"},
    },
    "en": {
        "push button": {
            "Quick log",
            "Approve week 9",
            "Fill in a day",
            "Save",
            "Seal and send",
            "Open envelopes",
            "Record what you said",
        },
        "check box": {"step 3 of 5, Options", "Where does it fit? Bullying"},
        "spin button": {"Minutes of guidance", "From week"},
        "tree": {"Hours by week"},
        "list": {"Logbook", "My students", "Found"},
        "page tab": {"Overview", "Hours", "Guidance", "Documents"},
    },
}
SENTENCES = {
    "nl": "Giovanni Maduro, Bevoorrading ziekenhuis, week 9 van 40. Leertaken 1 van 12",
    "en": "Giovanni Maduro, Bevoorrading ziekenhuis, week 9 of 40. Learning tasks 1 of 12",
}
Node = dict[str, Any]


def missing() -> str:
    """What this machine lacks for the walk; empty when it can be made."""
    if sys.platform != "linux":
        return "at-spi2 is the accessibility of Linux"
    tools = [name for name in ("Xvfb", "dbus-run-session") if not shutil.which(name)]
    if not Path("/usr/libexec/at-spi-bus-launcher").exists():
        tools.append("at-spi2-core")
    python = subprocess.run(
        ["/usr/bin/python3", "-c", "import pyatspi"], capture_output=True, check=False
    )
    if python.returncode:
        tools.append("python3-pyatspi")
    return f"apt-get install {' '.join(tools)}" if tools else ""


@pytest.fixture(scope="module", params=["nl", "en"])
def walk(
    request: pytest.FixtureRequest, master: Master, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, list[Node]]:
    """Everything a screen reader finds on every screen."""
    if (lacking := missing()) and "CI" not in os.environ:
        pytest.skip(lacking)
    assert not lacking
    store = copy_of(master, tmp_path_factory.mktemp("walk"))
    words = ["dbus-run-session", "--", "sh", "tests/access/session.sh", sys.executable]
    told = subprocess.run(
        [*words, str(store), request.param, *SCREENS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    nodes = [json.loads(line) for line in told.stdout.splitlines() if line.startswith("{")]
    assert told.returncode == 0, told.stderr[-2000:]
    return request.param, nodes


def test_every_control_that_takes_the_keyboard_has_a_name(walk: tuple[str, list[Node]]) -> None:
    _language, nodes = walk
    able = [node for node in nodes if "focusable" in node["states"]]
    assert {node["screen"] for node in able} == set(SCREENS)
    nameless = [(n["screen"], n["role"]) for n in able if not n["name"].strip()]
    assert nameless == []
    assert {node["role"] for node in able} >= {"push button", "check box", "text", "combo box"}


def test_what_is_chosen_can_be_heard(walk: tuple[str, list[Node]]) -> None:
    _language, nodes = walk
    ticks = [node for node in nodes if node["role"] in CHECKED and "focusable" in node["states"]]
    assert ticks
    assert [n["name"] for n in ticks if "checkable" not in n["states"]] == []
    assert any("checked" in node["states"] for node in ticks)
    numbers = [node for node in nodes if node["role"] == "spin button"]
    assert [node["name"] for node in numbers if node["value"] is None] == []


def test_names_and_sentences_are_in_the_language_chosen(walk: tuple[str, list[Node]]) -> None:
    language, nodes = walk
    for role, names in SAID[language].items():
        labels = {node["name"] for node in nodes if node["role"] == role}
        assert {n for n in names if not any(f.startswith(n) for f in labels)} == set(), role
    assert any(node["name"].startswith(SENTENCES[language]) for node in nodes)
