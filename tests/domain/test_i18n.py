"""Both languages are complete, and dates stand in the reader's form."""

import datetime as dt
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from stagecoach import i18n

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "resources" / "locale"
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdr]")


def _updater() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update", LOCALE / "update.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["update"] = module
    spec.loader.exec_module(module)
    return module


def _key(message_id: Any) -> tuple[str, ...]:
    return (message_id,) if isinstance(message_id, str) else tuple(message_id)


def read(kind: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The Dutch catalogue: singular (and plural) to its words."""
    path = LOCALE / "nl" / "LC_MESSAGES" / f"stagecoach.{kind}"
    with path.open("rb") as file:
        catalogue: Any = read_po(file, locale="nl") if kind == "po" else read_mo(file)
        return {_key(m.id): _key(m.string) for m in catalogue if m.id}


def test_every_text_has_its_dutch_words() -> None:
    known = read("po")
    wanted = {_key(message) for message in _updater().messages()}
    assert {text for text in wanted if not all(known.get(text, ("",)))} == set()
    assert set(known) <= wanted, "texts that are no longer used: make texts"


def test_translations_keep_their_places_to_fill_in() -> None:
    for source, target in read("mo").items():
        assert sorted(PLACEHOLDER.findall(source[-1])) == sorted(PLACEHOLDER.findall(target[-1]))


def test_compiled_texts_are_those_of_the_catalogue() -> None:
    assert read("mo") == read("po")


def test_dates_and_numbers_in_the_readers_form() -> None:
    day = dt.date(2026, 11, 4)
    assert (i18n.day(day), i18n.number(1126), i18n.hours(450)) == ("wo 4 nov", "1.126", "7,5")
    i18n.use("en")
    assert (i18n.day(day), i18n.number(1126), i18n.hours(450)) == ("Wed 4 Nov", "1,126", "7.5")


def test_no_text_hides_in_an_f_string_where_nobody_finds_it() -> None:
    for path in (ROOT / "stagecoach").rglob("*.py"):
        assert "{_(" not in path.read_text(encoding="utf-8"), path
