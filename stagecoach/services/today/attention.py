"""What asks for attention on Vandaag: rules are data, each finds its points in a student's row.

A point is cleared by doing what it asks, by saying that it was done on paper, or that it is not
needed and why. Clearing names the subject, so the same thing asks anew when it comes back.
"""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.people import Role
from stagecoach.domain.texts import LONGEST_NAME, line
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.rules import rules
from stagecoach.services.today.attention_points import FINDERS, one_for_hours
from stagecoach.services.today.points import Facts, Point
from stagecoach.services.today.today import Row, overview
from stagecoach.store.journal import recorded_as
from stagecoach.store.rules import Cleared


def today(
    session: Session, person_id: uuid.UUID, role: Role | None
) -> tuple[list[Row], list[Point]]:
    """Whom this person guides, and what of them asks this role for attention."""
    rows = overview(session, person_id)
    return rows, points(session, rows, role)


def points(session: Session, rows: list[Row], role: Role | None) -> list[Point]:
    """What asks this role for attention, most urgent first, without what was cleared."""
    now = rules.attention(session)
    facts = Facts(now, rules.numbers(session))
    cleared = _cleared(session, [row.placement_id for row in rows])
    open_points = [
        point
        for name, finder in FINDERS.items()
        if name in now and role in now[name].roles
        for row in rows
        for point in finder(row, now[name], facts)
        if (point.rule, point.placement_id, point.subject) not in cleared
    ]
    return sorted(one_for_hours(open_points, rows), key=lambda point: not point.urgent)


def _cleared(session: Session, keys: list[uuid.UUID]) -> set[tuple[str, uuid.UUID, str]]:
    query = select(Cleared.rule, Cleared.placement_id, Cleared.subject).where(
        Cleared.placement_id.in_(keys)
    )
    return {(rule, key, subject) for rule, key, subject in session.execute(query)}


@recorded_as("attention.clear")
def clear(
    session: Session, point: Point, person_id: uuid.UUID, *, on_paper: bool, reason: str = ""
) -> None:
    """Set a point aside: done on paper, or not needed because of a reason. Raises Invalid."""
    if not on_paper and not line(reason):
        raise Invalid({"reason": _("Say why this is not needed.")})
    if len(line(reason)) > LONGEST_NAME:
        raise Invalid({"reason": _("At most %d characters fit here.") % LONGEST_NAME})
    session.add(
        Cleared(
            rule=point.rule,
            placement_id=point.placement_id,
            subject=point.subject,
            on_paper=on_paper,
            reason=line(reason),
            cleared_on=clock.today(),
            person_id=person_id,
        )
    )
    session.flush()
