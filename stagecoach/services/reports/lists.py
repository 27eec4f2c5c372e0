"""What the report form offers, and the desks outside the school: data of the school's roster.

The lists are shipped as a start; a roster carries the school's own in their place.
"""

import datetime as dt
import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any
from uuid import uuid4

from stagecoach import clock, i18n, paths
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.store.reports.rosters import Roster

NAMES = ("kinds", "grounds", "helps")
_HIGHEST = 10_000  # days
_FEWEST = 5  # below it a figure could point at somebody (docs/promises.md, What must never happen)


@dataclass(frozen=True, slots=True)
class Choice:
    """Of kinds, grounds or helps; with `grounds` it asks further why."""

    code: str
    nl: str
    en: str
    source: str
    grounds: bool = False

    @property
    def name(self) -> str:
        return i18n.either(self.nl, self.en)


@dataclass(frozen=True, slots=True)
class Desk:
    """`checked`: ISO day on which somebody called the number; empty when nobody did."""

    code: str
    name: str
    name_en: str
    phone: str
    note: str
    note_en: str
    checked: str
    source: str
    form: bool  # shown on the report form

    @property
    def title(self) -> str:
        return i18n.either(self.name, self.name_en)

    @property
    def about(self) -> str:
        return i18n.either(self.note, self.note_en)

    @property
    def checked_on(self) -> dt.date | None:
        return dt.date.fromisoformat(self.checked) if self.checked else None


@dataclass(frozen=True, slots=True)
class Numbers:
    """In days and weeks; each stands in the lists with its source."""

    first_response_days: int
    feedback_days: int
    aftercare_weeks: tuple[int, ...]
    keep_days: int
    answers_stay_days: int
    figures_from: int


@dataclass(frozen=True, slots=True)
class Lists:
    kinds: tuple[Choice, ...]
    grounds: tuple[Choice, ...]
    helps: tuple[Choice, ...]
    desks: tuple[Desk, ...]
    numbers: Numbers
    sources: dict[str, str]  # of the numbers

    def names(self, codes: tuple[str, ...]) -> list[str]:
        """In words; a code that these lists do not know is shown as it is."""
        known = {choice.code: choice.name for choice in (*self.kinds, *self.grounds, *self.helps)}
        return [known.get(code, code) for code in codes]


@cache
def _shipped() -> dict[str, Any]:
    path = paths.RESOURCES / "incidents" / "lists.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read(roster: Roster | None) -> Lists:
    """Of the roster where it has its own; what does not fit there is taken as shipped."""
    own = roster.lists if roster is not None else {}
    try:
        return _made({**_shipped(), **own})
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return _made(_shipped())


def _made(raw: dict[str, Any]) -> Lists:
    numbers = {name: _in_range(name, entry["value"]) for name, entry in raw["numbers"].items()}
    kinds, grounds, helps = (
        tuple(Choice(**_texts(entry, "grounds")) for entry in raw[name]) for name in NAMES
    )
    desks = tuple(Desk(**_texts(entry, "form")) for entry in raw["desks"])
    for desk in desks:
        if desk.checked:
            dt.date.fromisoformat(desk.checked)  # or it is no list of ours
    sources = {name: str(entry["source"]) for name, entry in raw["numbers"].items()}
    return Lists(kinds, grounds, helps, desks, Numbers(**numbers), sources)


def _in_range(name: str, value: Any) -> Any:
    """Days, weeks or a count. Raises ValueError or TypeError for what no day can be counted by."""
    several = value if isinstance(value, list | tuple) else [value]
    least = _FEWEST if name == "figures_from" else 1
    if not several or not all(type(n) is int and least <= n < _HIGHEST for n in several):
        raise ValueError
    return tuple(several) if name == "aftercare_weeks" else value


def _texts(row: dict[str, Any], tick: str) -> dict[str, Any]:
    if not all(isinstance(value, bool if name == tick else str) for name, value in row.items()):
        raise TypeError
    return row


def pack(lists: Lists) -> dict[str, Any]:
    """As a roster carries them."""
    packed = asdict(lists)
    sources, numbers = packed.pop("sources"), packed.pop("numbers")
    packed = {name: list(entries) for name, entries in packed.items()}
    packed["numbers"] = {
        name: {
            "value": list(value) if isinstance(value, tuple) else value,
            "source": sources[name],
        }
        for name, value in numbers.items()
    }
    return packed


# In the adviser's hands: rows of texts, as they stand in a table.


def _number_titles() -> dict[str, str]:
    return {
        "first_response_days": _("First reply within so many working days"),
        "feedback_days": _("Telling the student, so many days after an action"),
        "aftercare_weeks": _("Aftercare after so many weeks (2, 6)"),
        "keep_days": _("A closed case is kept so many days"),
        "answers_stay_days": _("Envelopes with answers stay so many days"),
        "figures_from": _("Figures are given from so many cases"),
    }


def rows(lists: Lists) -> dict[str, list[dict[str, Any]]]:
    """Of each list; a number is a row with its title, value and source."""
    packed = pack(lists)
    numbers = packed.pop("numbers")
    tables: dict[str, list[dict[str, Any]]] = {name: list(lines) for name, lines in packed.items()}
    tables["numbers"] = [
        {
            "code": name,
            "title": title,
            "value": _written(numbers[name]["value"]),
            "source": numbers[name]["source"],
        }
        for name, title in _number_titles().items()
    ]
    return tables


def _written(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def from_rows(given: dict[str, list[dict[str, Any]]]) -> Lists:
    """Raises Invalid, naming the list and the row that is not right."""
    raw: dict[str, Any] = {"desks": [_desk(row) for row in given["desks"]]}
    for name in NAMES:
        raw[name] = [_choice(row) for row in given[name]]
    raw["numbers"] = {row["code"]: _number(row) for row in given["numbers"]}
    return _made(raw)


def _wrong(text: str) -> Invalid:
    return Invalid({"lists": text})


def _choice(row: dict[str, Any]) -> dict[str, Any]:
    if not row["nl"]:
        raise _wrong(_("A row has no Dutch text. Fill it in, or take the row away."))
    return {**row, "code": row["code"] or uuid4().hex}


def _desk(row: dict[str, Any]) -> dict[str, Any]:
    if not row["name"]:
        raise _wrong(_("A desk has no name. Fill it in, or take the row away."))
    try:
        day = dt.date.fromisoformat(row["checked"]) if row["checked"] else None
    except ValueError:
        text = _("%s: write the day it was checked as 2026-11-24, or leave it empty.")
        raise _wrong(text % row["name"]) from None
    if day is not None and day > clock.today():
        raise _wrong(_("%s: a number cannot be checked on a day to come.") % row["name"])
    return {**row, "code": row["code"] or uuid4().hex}


def _number(row: dict[str, Any]) -> dict[str, Any]:
    several = row["code"] == "aftercare_weeks"
    parts = [part.strip() for part in row["value"].split(",")] if several else [row["value"]]
    least = _FEWEST if row["code"] == "figures_from" else 1
    if not all(p.isascii() and p.isdigit() and least <= int(p) < _HIGHEST for p in parts):
        text = _("%(what)s: write a whole number from %(least)d to %(most)d.")
        raise _wrong(text % {"what": row["title"], "least": least, "most": _HIGHEST - 1})
    numbers = [int(part) for part in parts]
    return {"value": numbers if several else numbers[0], "source": row["source"]}
