"""The stations of a route: its three evaluations, as kept or where they would fall."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from stagecoach.domain.evaluations import Kind, Response, Status
from stagecoach.services.evaluations.talk_days import Presence
from stagecoach.store.evaluations.consents import Consent
from stagecoach.store.evaluations.evaluations import Evaluation


@dataclass(frozen=True, slots=True)
class Station:
    """An evaluation on the route."""

    kind: Kind
    on: dt.date
    evaluation_id: uuid.UUID | None
    signed: int  # parties that agreed
    status: Status | None = None

    @property
    def done(self) -> bool:
        return self.signed > 0

    @property
    def closed(self) -> bool:
        return self.status is Status.CLOSED


class OnRoute(Protocol):
    """What is asked of a placement to know where its evaluations fall."""

    @property
    def placement_id(self) -> uuid.UUID: ...

    @property
    def starts_on(self) -> dt.date: ...

    @property
    def ends_on(self) -> dt.date: ...


@dataclass(frozen=True, slots=True)
class Placed:
    """A placement in time, and no more."""

    placement_id: uuid.UUID
    starts_on: dt.date
    ends_on: dt.date


def stations_of(
    session: Session, rows: Iterable[OnRoute], there: Presence | None = None
) -> dict[uuid.UUID, list[Station]]:
    """The three evaluations of each placement: as kept, else where they would fall.

    `there`: when the students are, where that is known already.
    """
    placed = {row.placement_id: row for row in rows}
    c, e = Consent, Evaluation
    signed = (
        select(func.count())
        .where(
            c.evaluation_id == e.id,
            c.said == Response.AGREED,
            ~c.guardian,
            c.withdrawn_at.is_(None),
        )
        .correlate(e)
        .scalar_subquery()
    )
    query = select(e.placement_id, e.kind, e.talk_on, e.id, signed, e.status)
    kept: dict[uuid.UUID, dict[Kind, Station]] = defaultdict(dict)
    rows_of = query.where(e.placement_id.in_(placed)).order_by(e.edition)
    for key, kind, day, evaluation_id, count, status in session.execute(rows_of):
        kept[key][kind] = Station(kind, day, evaluation_id, count, status)  # the last edition
    if there is None:
        there = Presence(session, [key for key in placed if len(kept[key]) < len(Kind)])
    return {
        key: [
            kept[key].get(kind)
            or Station(kind, there.talk_day(key, kind, row.starts_on, row.ends_on), None, 0)
            for kind in Kind
        ]
        for key, row in placed.items()
    }


def newest_only() -> ColumnElement[bool]:
    """As a condition on evaluations: not those that a correction took the place of."""
    later = aliased(Evaluation)
    return ~select(later.id).where(later.corrects_id == Evaluation.id).exists()
