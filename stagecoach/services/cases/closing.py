"""Closing a case and opening it again; its retention date, and erasing what it held."""

import datetime as dt
from collections.abc import Iterable

from stagecoach import clock
from stagecoach.domain import reports
from stagecoach.domain.cases.case import Case
from stagecoach.services.cases import room as rooms
from stagecoach.services.cases.cases import find
from stagecoach.services.cases.fields import needed, today_text
from stagecoach.store.cases import Room


def close(room: Room, case_id: str, reason: str, *, together: bool) -> None:
    """Raises Invalid; the day on which it goes is counted from today."""
    until = clock.today() + dt.timedelta(days=rooms.lists(room).numbers.keep_days)
    room.append(
        case_id,
        "closed",
        reason=needed("reason", reason),
        together=together,
        on_day=today_text(),
        keep_until=until.isoformat(),
    )


def reopen(room: Room, case_id: str) -> None:
    room.append(case_id, "reopened", on_day=today_text())


def to_erase(candidates: Iterable[Case]) -> list[Case]:
    """Closed cases whose retention date has come; a person decides."""
    today = clock.today()
    return [
        case
        for case in candidates
        if case.closing is not None and case.closing.keep_until <= today and not case.erased
    ]


def erase(room: Room, case_id: str) -> None:
    """For good. That there was a case, and when it was worked on, stays in the log.

    The marks of its letters stay too: their envelopes may still lie somewhere.
    """
    entries = [e.content or {} for e in room.entries(case_id) if e.kind in {"received", "added"}]
    letters = [reports.mark(content["letter"]) for content in entries if "letter" in content]
    room.erase(case_id, number=find(room, case_id).number, letters=letters)
