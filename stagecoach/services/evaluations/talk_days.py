"""The day a talk usually falls on: one on which the student is at work in the company.

Not a weekend, not a public holiday, not a day of school or of an interruption: who plans by the
route would find nobody there.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from stagecoach.domain.evaluations import Kind
from stagecoach.domain.students.agreements import Agreed, Pattern, Pause, planned
from stagecoach.services.hours import calendars
from stagecoach.services.students import agreements
from stagecoach.store.students.agreements import AgreementSheet, PlacementPause
from stagecoach.store.students.placements import Placement

_COUNTRY = "NL"  # where no agreement says another
_FARTHEST = 45  # days from the usual one: longer than a summer's interruption
_SATURDAY = 5
# The usual day, then ever farther from it, the later one first.
_AWAY = [
    dt.timedelta(days=n)
    for n in sorted(range(-_FARTHEST, _FARTHEST + 1), key=lambda n: (abs(n), -n))
]


class Presence:
    """When the students of some placements are there; one question for all of them."""

    def __init__(self, session: Session, placement_ids: Collection[uuid.UUID]) -> None:
        self._sheets: dict[uuid.UUID, dict[int, _Sheet]] = defaultdict(dict)
        self._pauses: dict[uuid.UUID, set[Pause]] = defaultdict(set)
        if not placement_ids:
            return
        s, p = AgreementSheet, PlacementPause
        sheet = (s.number, s.signed_on, s.country, s.valid_from, s.starts_on, s.ends_on, s.pattern)
        query: Select[*tuple[Any, ...]] = (
            select(Placement.id, p.from_on, p.until_on, p.reason, *sheet)
            .outerjoin(s, s.placement_id == Placement.id)
            .outerjoin(p, p.placement_id == Placement.id)
            .where(Placement.id.in_(placement_ids))
            .order_by(s.number)
        )
        for key, from_on, until_on, reason, number, *agreed in session.execute(query):
            if from_on is not None:
                self._pauses[key].add(Pause(from_on, until_on, reason))
            if number is not None and number not in self._sheets[key]:
                agreed[-1] = agreements.pattern_of(agreed[-1])
                self._sheets[key][number] = _Sheet(*agreed)

    def signed(self, placement_id: uuid.UUID) -> bool:
        """Whether the newest sheet is; without one there is nothing to sign."""
        sheets = list(self._sheets[placement_id].values())
        return not sheets or sheets[-1].signed_on is not None

    def talk_day(
        self, placement_id: uuid.UUID, kind: Kind, starts_on: dt.date, ends_on: dt.date
    ) -> dt.date:
        """Start in the first week, interim halfway, final at the end: until agreed otherwise."""
        usual = starts_on + (ends_on - starts_on) / 2
        usual = {Kind.START: starts_on, Kind.FINAL: ends_on}.get(kind, usual)
        for is_there in (self._at_work, self._is_open):
            for n in _AWAY:  # mostly the first or second day will do
                day = usual + n
                if starts_on <= day <= ends_on and is_there(placement_id, day):
                    return day
        return usual

    def _at_work(self, placement_id: uuid.UUID, day: dt.date) -> bool:
        sheets = [sheet.agreed for sheet in self._sheets[placement_id].values()]
        if not any(sheet.pattern for sheet in sheets):
            return self._is_open(placement_id, day)
        free = self._holidays(placement_id, day)
        return planned(day, sheets, [*self._pauses[placement_id]], free).practice > 0

    def _is_open(self, placement_id: uuid.UUID, day: dt.date) -> bool:
        """For who has no days in an agreement."""
        paused = any(p.from_on <= day <= p.until_on for p in self._pauses[placement_id])
        return day.weekday() < _SATURDAY and not (
            paused or day in self._holidays(placement_id, day)
        )

    def _holidays(self, placement_id: uuid.UUID, day: dt.date) -> Mapping[dt.date, str]:
        sheets = list(self._sheets[placement_id].values())
        return calendars.holidays_of(sheets[-1].country if sheets else _COUNTRY, day.year)


@dataclass(frozen=True, slots=True)
class _Sheet:
    signed_on: dt.date | None
    country: str
    valid_from: dt.date
    starts_on: dt.date
    ends_on: dt.date
    pattern: Pattern

    @property
    def agreed(self) -> Agreed:
        return Agreed(self.valid_from, self.starts_on, self.ends_on, self.pattern)
