"""What the report form offers, and the desks outside the school: data of the school's roster.

The lists are shipped as a start; a roster carries the school's own in their place.
"""

import datetime as dt
import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from stagecoach import i18n, paths
from stagecoach.store.rosters import Roster

NAMES = ("kinds", "grounds", "helps")


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
        known = {each.code: each.name for each in (*self.kinds, *self.grounds, *self.helps)}
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
    except (KeyError, TypeError, ValueError, AttributeError):
        return _made(_shipped())


def _made(raw: dict[str, Any]) -> Lists:
    numbers = {name: each["value"] for name, each in raw["numbers"].items()}
    numbers["aftercare_weeks"] = tuple(int(week) for week in numbers["aftercare_weeks"])
    kinds, grounds, helps = (tuple(Choice(**each) for each in raw[name]) for name in NAMES)
    desks = tuple(Desk(**each) for each in raw["desks"])
    for desk in desks:
        _ = desk.checked_on  # a day, or it is no list of ours
    sources = {name: str(each["source"]) for name, each in raw["numbers"].items()}
    return Lists(kinds, grounds, helps, desks, Numbers(**numbers), sources)


def pack(lists: Lists) -> dict[str, Any]:
    """As a roster carries them."""
    packed = asdict(lists)
    sources, numbers = packed.pop("sources"), packed.pop("numbers")
    packed = {name: list(each) for name, each in packed.items()}
    packed["numbers"] = {
        name: {
            "value": list(value) if isinstance(value, tuple) else value,
            "source": sources[name],
        }
        for name, value in numbers.items()
    }
    return packed
