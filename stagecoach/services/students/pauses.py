"""Interruptions of a placement, and days on which the company is closed."""

import datetime as dt
import uuid
from itertools import pairwise

from sqlalchemy.orm import Session

from stagecoach.domain.dates import wrong_span
from stagecoach.domain.texts import LONGEST_NAME, line
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.students import agreements
from stagecoach.store.journal import recorded_as
from stagecoach.store.students.agreements import PlacementPause


@recorded_as("pauses.add")
def add(
    session: Session,
    placement_id: uuid.UUID,
    from_on: dt.date | None,
    until_on: dt.date | None,
    reason: str,
) -> uuid.UUID:
    """Days on which nothing is planned. Raises Invalid; two interruptions never overlap."""
    problems = wrong_span(from_on, until_on)
    if not line(reason):
        problems["reason"] = _("Say why.")
    elif len(line(reason)) > LONGEST_NAME:
        problems["reason"] = _("At most %d characters fit here.") % LONGEST_NAME
    if problems:
        raise Invalid(problems)
    assert from_on is not None  # seen to above
    assert until_on is not None
    placement_pause = PlacementPause(
        placement_id=placement_id, from_on=from_on, until_on=until_on, reason=line(reason)
    )
    session.add(placement_pause)
    session.flush()
    rows = agreements.load(session, placement_id).pauses
    if any(later.from_on <= first.until_on for first, later in pairwise(rows)):
        raise Invalid({"from_on": _("These days overlap with another interruption.")})
    return placement_pause.id


@recorded_as("pauses.remove")
def remove(session: Session, pause_id: uuid.UUID) -> None:
    session.delete(session.get_one(PlacementPause, pause_id))
