"""Agreements as dated sheets: what changes gets a new sheet, never an edit (docs/domain.md,
Practice agreement).

The placement's own columns always follow its newest sheet, so that lists need no join.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from stagecoach.domain.hours import MINUTES_A_DAY
from stagecoach.domain.students.agreements import (
    DAYS,
    LONGEST_CYCLE,
    Agreed,
    Change,
    Pattern,
    Pause,
)
from stagecoach.domain.students.placements import Route
from stagecoach.domain.texts import LONGEST_NAME, line
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _
from stagecoach.services.people import persons as people
from stagecoach.store.companies import Company
from stagecoach.store.journal import recorded_as
from stagecoach.store.students.agreements import AgreementSheet, PlacementPause
from stagecoach.store.students.placements import Placement

MOST_HOURS = 5_000
LONGEST = dt.timedelta(days=4 * 366)


@dataclass(frozen=True, slots=True)
class Row:
    """A sheet as the dossier lists it."""

    id: uuid.UUID
    number: int
    change: Change
    valid_from: dt.date
    signed_on: dt.date | None
    reason: str
    starts_on: dt.date
    ends_on: dt.date
    agreed_minutes: int
    route: Route
    company: str
    country: str
    school_region: str
    pattern: Pattern

    @property
    def agreed(self) -> Agreed:
        return Agreed(self.valid_from, self.starts_on, self.ends_on, self.pattern)


@dataclass(slots=True)
class Draft:
    """A new sheet as it stands in the form."""

    placement_id: uuid.UUID
    change: Change = Change.CHANGED
    valid_from: dt.date | None = None
    signed_on: dt.date | None = None
    reason: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    agreed_hours: int = 0
    route: Route = Route.SCHOOL_BASED
    company: str = ""
    country: str = "NL"
    school_region: str = ""
    pattern: Pattern = ()


@dataclass(frozen=True, slots=True)
class PauseRow:
    id: uuid.UUID
    from_on: dt.date
    until_on: dt.date
    reason: str

    @property
    def pause(self) -> Pause:
        return Pause(self.from_on, self.until_on, self.reason)


@dataclass(frozen=True, slots=True)
class Agreements:
    """Everything that was agreed about one placement."""

    sheets: tuple[Row, ...] = ()
    pauses: tuple[PauseRow, ...] = ()

    @property
    def newest(self) -> Row | None:
        return self.sheets[-1] if self.sheets else None

    @property
    def counts_from(self) -> dt.date | None:
        """The first day hours count: none while no sheet is signed (Rijn IJssel, Aeres)."""
        return min((s.signed_on for s in self.sheets if s.signed_on), default=None)


def load(session: Session, placement_id: uuid.UUID) -> Agreements:
    s = AgreementSheet
    query: Select[*tuple[Any, ...]] = (
        select(
            s.id,
            s.number,
            s.change,
            s.valid_from,
            s.signed_on,
            s.reason,
            s.starts_on,
            s.ends_on,
            s.agreed_minutes,
            s.route,
            Company.name,
            s.country,
            s.school_region,
            s.pattern,
        )
        .join(Company, s.company_id == Company.id)
        .where(s.placement_id == placement_id)
        .order_by(s.number)
    )
    sheets = tuple(_row(*row) for row in session.execute(query))
    p = PlacementPause
    pauses = select(p.id, p.from_on, p.until_on, p.reason).where(p.placement_id == placement_id)
    pause_rows = tuple(PauseRow(*row) for row in session.execute(pauses.order_by(p.from_on)))
    return Agreements(sheets, pause_rows)


def _row(*values: Any) -> Row:
    return Row(*(*values[:-1], pattern_of(values[-1])))


def pattern_of(kept: list[list[list[int]]]) -> Pattern:
    """As it stands in the store: weeks of days of two numbers."""
    return tuple(tuple((day[0], day[1]) for day in week) for week in kept)


def new_draft(session: Session, placement_id: uuid.UUID) -> Draft:
    """A new sheet, beginning with what the newest one says."""
    newest = load(session, placement_id).newest
    if newest is None:
        return _from_placement(session, placement_id)
    return Draft(
        placement_id,
        starts_on=newest.starts_on,
        ends_on=newest.ends_on,
        agreed_hours=newest.agreed_minutes // 60,
        route=newest.route,
        company=newest.company,
        country=newest.country,
        school_region=newest.school_region,
        pattern=newest.pattern,
    )


def _from_placement(session: Session, placement_id: uuid.UUID) -> Draft:
    p = session.get_one(Placement, placement_id)
    company = session.get_one(Company, p.company_id).name
    return Draft(
        placement_id,
        change=Change.FIRST,
        valid_from=p.starts_on,
        starts_on=p.starts_on,
        ends_on=p.ends_on,
        agreed_hours=p.agreed_minutes // 60,
        route=p.route,
        company=company,
    )


@recorded_as("agreements.add")
def add(session: Session, draft: Draft) -> uuid.UUID:
    """Keep a sheet; the placement follows it from now on. Raises Invalid."""
    before = load(session, draft.placement_id).sheets
    check(draft, before)
    assert draft.valid_from is not None  # check has seen to it
    assert draft.starts_on is not None
    assert draft.ends_on is not None
    sheet = AgreementSheet(
        placement_id=draft.placement_id,
        number=len(before) + 1,
        change=draft.change if before else Change.FIRST,
        valid_from=draft.valid_from,
        signed_on=draft.signed_on,
        reason=line(draft.reason),
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        agreed_minutes=draft.agreed_hours * 60,
        route=draft.route,
        company_id=people.company_named(session, draft.company),
        country=draft.country,
        school_region=draft.school_region,
        pattern=[[list(day) for day in week] for week in draft.pattern],
    )
    session.add(sheet)
    session.flush()
    _follow(session, sheet)
    return sheet.id


def _follow(session: Session, sheet: AgreementSheet) -> None:
    placement = session.get_one(Placement, sheet.placement_id)
    placement.starts_on, placement.ends_on = sheet.starts_on, sheet.ends_on
    placement.agreed_minutes = sheet.agreed_minutes
    placement.route, placement.company_id = sheet.route, sheet.company_id
    session.flush()


@recorded_as("agreements.sign")
def sign(session: Session, sheet_id: uuid.UUID, signed_on: dt.date | None) -> None:
    """Note when all three signed. Raises Invalid; a date that stands there stays."""
    sheet = session.get_one(AgreementSheet, sheet_id)
    if signed_on is None:
        raise Invalid({"signed_on": _("This date does not exist.")})
    if sheet.signed_on is not None:
        raise Invalid({"signed_on": _("This sheet is signed. Make a new sheet for what changes.")})
    sheet.signed_on = signed_on


def revise(session: Session, sheet_id: uuid.UUID, draft: Draft) -> None:
    """Change a sheet that nobody signed yet. Raises Invalid."""
    sheet = session.get_one(AgreementSheet, sheet_id)
    if sheet.signed_on is not None:
        raise StageCoachError(_("This sheet is signed. Make a new sheet for what changes."))
    check(draft, [r for r in load(session, sheet.placement_id).sheets if r.number < sheet.number])
    assert draft.starts_on is not None  # check has seen to it
    assert draft.ends_on is not None
    sheet.valid_from = draft.valid_from or draft.starts_on
    sheet.signed_on = draft.signed_on
    sheet.starts_on, sheet.ends_on = draft.starts_on, draft.ends_on
    sheet.agreed_minutes, sheet.route = draft.agreed_hours * 60, draft.route
    sheet.company_id = people.company_named(session, draft.company)
    sheet.country, sheet.school_region = draft.country, draft.school_region
    sheet.pattern = [[list(day) for day in week] for week in draft.pattern]
    session.flush()
    _follow(session, sheet)


def check(draft: Draft, before: tuple[Row, ...] | list[Row]) -> None:
    """Raises Invalid."""
    problems = wrong_dates(draft.starts_on, draft.ends_on) | _wrong_change(draft, before)
    if not 0 <= draft.agreed_hours <= MOST_HOURS:
        problems["agreed_hours"] = _("Give 0 to %d hours.") % MOST_HOURS
    if not line(draft.company):
        problems["company"] = _("Fill in a name.")
    if problem := wrong_pattern(draft.pattern):
        problems["pattern"] = problem
    if problems:
        raise Invalid(problems)


def _wrong_change(draft: Draft, before: tuple[Row, ...] | list[Row]) -> dict[str, str]:
    problems = {}
    if draft.valid_from is None:
        problems["valid_from"] = _("This date does not exist.")
    elif before and draft.valid_from < before[-1].valid_from:
        problems["valid_from"] = _("A later sheet holds from a later date.")
    if before and not line(draft.reason):
        problems["reason"] = _("Say in a few words what changes and why.")
    elif len(line(draft.reason)) > LONGEST_NAME:
        problems["reason"] = _("At most %d characters fit here.") % LONGEST_NAME
    return problems


def wrong_dates(starts_on: dt.date | None, ends_on: dt.date | None) -> dict[str, str]:
    if starts_on is None:
        return {"starts_on": _("This date does not exist.")}
    if ends_on is None:
        return {"ends_on": _("This date does not exist.")}
    if ends_on < starts_on:
        return {"ends_on": _("The end comes before the begin.")}
    if ends_on - starts_on > LONGEST:
        return {"ends_on": _("A placement lasts four years at most.")}
    return {}


def wrong_pattern(pattern: Pattern) -> str:
    if len(pattern) > LONGEST_CYCLE or any(len(week) != DAYS for week in pattern):
        return _("A pattern has at most %d weeks.") % LONGEST_CYCLE
    whole = [sum(day) for week in pattern for day in week]
    least = [minutes for week in pattern for day in week for minutes in day]
    if any(total > MINUTES_A_DAY for total in whole) or any(minutes < 0 for minutes in least):
        return _("A day has at most 24 hours.")
    return ""
