"""How many cases there were per school year, for the coordinator: signed, and never under five.

The adviser writes the file; nothing else about a case leaves the room by itself.
"""

import datetime as dt
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services.cases import cases
from stagecoach.services.cases import room as rooms
from stagecoach.services.reports.post import PostFolder
from stagecoach.store import sealing
from stagecoach.store.cases import Room
from stagecoach.store.reports import rosters
from stagecoach.store.reports.rosters import BadRoster

SUFFIX = ".figures"
_VERSION = 1
_AUGUST = 8  # a school year begins then


@dataclass(frozen=True, slots=True)
class Figures:
    """`years` maps the calendar year in which a school year begins to a count; None: too few."""

    adviser: str
    made_on: dt.date
    fewest: int
    years: dict[int, int | None]

    @property
    def lines(self) -> list[tuple[str, str]]:
        few = _("fewer than %d") % self.fewest
        return [
            (f"{year}–{year + 1}", few if count is None else str(count))
            for year, count in sorted(self.years.items(), reverse=True)
        ]


def count(room: Room, made_on: dt.date) -> Figures:
    """Cases by the school year in which they came in; also those that were closed or erased."""
    numbers = rooms.lists(room).numbers
    years = Counter(_school_year(day) for day in _days(room))
    counts = {
        year: total if total >= numbers.figures_from else None for year, total in years.items()
    }
    return Figures(rooms.me(room).name, made_on, numbers.figures_from, counts)


def _days(room: Room) -> list[dt.date]:
    """When each case came in; of an erased case the log still has the day."""
    known = {case.id: case.received_on for case in cases.overview(room)}
    first = {entry.case_id: entry.at.date() for entry in reversed(room.entries())}
    return [known.get(case_id) or day for case_id, day in first.items()]


def _school_year(day: dt.date) -> int:
    return day.year if day.month >= _AUGUST else day.year - 1


def pack(room: Room, figures: Figures) -> str:
    """The text of the file, signed by the adviser."""
    body = {
        "version": _VERSION,
        "adviser": figures.adviser,
        "made_on": figures.made_on.isoformat(),
        "fewest": figures.fewest,
        "years": {str(y): n for y, n in figures.years.items()},
    }
    text = json.dumps(body, sort_keys=True, ensure_ascii=False)
    signature = room.private.sign(text.encode())
    whole = {"figures": text, "by": room.private.verifier, "signature": signature}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _figures(body: dict[str, Any]) -> Figures:
    fewest, years = body["fewest"], {int(y): n for y, n in body["years"].items()}
    if not all(n is None or (type(n) is int and n >= fewest) for n in years.values()):
        raise ValueError
    made_on = dt.date.fromisoformat(body["made_on"])
    return Figures(str(body["adviser"]), made_on, int(fewest), years)


def read(place: PostFolder, path: Path) -> Figures:
    """A file of an adviser of this computer's roster. Raises StageCoachError; nothing is kept."""
    roster = place.roster()
    try:
        whole = json.loads(rosters.text_of(path))
        text, signer = whole["figures"], whole["by"]
        right = sealing.signed_by(signer, text.encode(), whole["signature"])
        body = json.loads(text)
        if body["version"] > _VERSION:
            raise StageCoachError(_("These figures were made by a newer StageCoach."))
        figures = _figures(body)
    except (BadRoster, *rosters.UNUSABLE):
        raise StageCoachError(_("This file holds no figures of an adviser.")) from None
    known = {reader.verifier for reader in roster.readers} if roster is not None else set()
    if not right or signer not in known:
        text = _("These figures were not signed by an adviser whom this computer knows.")
        raise StageCoachError(text)
    return figures
