"""The rows of the hours ledger: lines, days, weeks, and what they come to."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from stagecoach.domain.hours import Absence, Kind
from stagecoach.domain.students.agreements import Planned
from stagecoach.services.rules import rules
from stagecoach.services.students.agreements import Agreements


@dataclass(frozen=True, slots=True)
class HourLine:
    """One kept line; `minutes` may be below zero on a correction."""

    id: uuid.UUID
    day: dt.date
    kind: Kind
    minutes: int
    counted: int  # less than the minutes where overtime does not count
    note: str
    absence: Absence | None
    correction: bool
    approved_by: str
    approved_at: dt.datetime | None
    sent_back: str
    sent_back_by: str

    @property
    def approved(self) -> bool:
        return self.approved_at is not None


@dataclass(slots=True)
class Day:
    """One day: what was planned, and its lines."""

    on: dt.date
    planned: Planned
    lines: list[HourLine] = field(default_factory=list)
    counts: bool = True  # False: before the agreement was signed

    def minutes(self, kind: Kind, *, approved: bool | None = None) -> int:
        """The sum of what counts of the lines of a kind."""
        if kind is Kind.PRACTICE and not self.counts:
            return 0
        return sum(
            line.counted
            for line in self.lines
            if line.kind is kind and (approved is None or line.approved is approved)
        )

    def line(self, kind: Kind) -> HourLine | None:
        """The ordinary line of a kind; corrections stand below it."""
        return next((ln for ln in self.lines if ln.kind is kind and not ln.correction), None)

    @property
    def corrections(self) -> list[HourLine]:
        return [line for line in self.lines if line.correction]

    @property
    def waiting(self) -> bool:
        """Practice that somebody has to look at."""
        return any(
            ln.kind is Kind.PRACTICE and not ln.approved and not ln.sent_back for ln in self.lines
        )


@dataclass(slots=True)
class Week:
    """A week of the placement; the first is 1."""

    number: int
    monday: dt.date
    days: list[Day] = field(default_factory=list)
    before: int = 0  # minutes approved in the weeks before

    def planned(self, kind: Kind = Kind.PRACTICE) -> int:
        practice = kind is Kind.PRACTICE
        return sum(d.planned.practice if practice else d.planned.school for d in self.days)

    def logged(self, kind: Kind = Kind.PRACTICE) -> int:
        return sum(day.minutes(kind) for day in self.days)

    @property
    def approved(self) -> int:
        return sum(day.minutes(Kind.PRACTICE, approved=True) for day in self.days)

    @property
    def running(self) -> int:
        """Approved up to and including this week."""
        return self.before + self.approved

    @property
    def waiting(self) -> bool:
        return any(day.waiting for day in self.days)

    @property
    def waiting_minutes(self) -> int:
        return sum(day.minutes(Kind.PRACTICE, approved=False) for day in self.days if day.waiting)

    @property
    def sent_back(self) -> str:
        """The reason of the first line that was sent back and is still open."""
        reasons = (ln.sent_back for day in self.days for ln in day.lines if not ln.approved)
        return next((reason for reason in reasons if reason), "")

    @property
    def approved_by(self) -> str:
        names = [ln.approved_by for day in self.days for ln in day.lines if ln.approved]
        return names[-1] if names else ""


@dataclass(frozen=True, slots=True)
class Totals:
    """Minutes of practice in the whole placement, as far as they count."""

    logged: int = 0
    approved: int = 0
    waiting: int = 0  # for approval; what was sent back waits for whoever wrote it

    @property
    def sent_back(self) -> int:
        return self.logged - self.approved - self.waiting


@dataclass(frozen=True, slots=True)
class Ledger:
    """All weeks of a placement with their lines, and what they are held against."""

    weeks: tuple[Week, ...]
    agreements: Agreements
    agreed_minutes: int
    norm: rules.Norm | None
    career_minutes: int  # approved in all placements of this student

    @property
    def logged(self) -> int:
        return sum(week.logged() for week in self.weeks)

    @property
    def approved(self) -> int:
        return sum(week.approved for week in self.weeks)

    @property
    def school(self) -> int:
        return sum(week.logged(Kind.SCHOOL) for week in self.weeks)

    @property
    def school_planned(self) -> int:
        return sum(week.planned(Kind.SCHOOL) for week in self.weeks)

    @property
    def still_to_do(self) -> int:
        return max(0, self.agreed_minutes - self.approved)

    def week(self, number: int) -> Week:
        return next(week for week in self.weeks if week.number == number)
