"""The stations of a route: its three evaluations, as kept or where they would fall."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach.domain.evaluations import Kind, Party
from stagecoach.i18n import _, ngettext
from stagecoach.store.evaluations import Evaluation, Signature


@dataclass(frozen=True, slots=True)
class Station:
    """An evaluation on the route."""

    kind: Kind
    on: dt.date
    evaluation_id: uuid.UUID | None
    signed: int  # parties that signed

    @property
    def done(self) -> bool:
        return self.signed > 0


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


def stations_of(session: Session, rows: Iterable[OnRoute]) -> dict[uuid.UUID, list[Station]]:
    """The three evaluations of each placement: as kept, else where they would fall."""
    placed = {row.placement_id: row for row in rows}
    signed = (
        select(func.count())
        .where(Signature.evaluation_id == Evaluation.id)
        .correlate(Evaluation)
        .scalar_subquery()
    )
    e = Evaluation
    query = select(e.placement_id, e.kind, e.talk_on, e.id, signed)
    kept: dict[uuid.UUID, dict[Kind, Station]] = defaultdict(dict)
    for key, kind, day, evaluation_id, count in session.execute(
        query.where(e.placement_id.in_(placed))
    ):
        kept[key][kind] = Station(kind, day, evaluation_id, count)
    return {
        key: [
            kept[key].get(kind)
            or Station(kind, usual_day(kind, row.starts_on, row.ends_on), None, 0)
            for kind in Kind
        ]
        for key, row in placed.items()
    }


def usual_day(kind: Kind, starts_on: dt.date, ends_on: dt.date) -> dt.date:
    """Start in the first week, interim halfway, final on the last day: until agreed otherwise."""
    if kind is Kind.START:
        return starts_on
    return ends_on if kind is Kind.FINAL else starts_on + (ends_on - starts_on) / 2


def kind_name(kind: Kind) -> str:
    return {
        Kind.START: _("Start meeting"),
        Kind.INTERIM: _("Interim evaluation"),
        Kind.FINAL: _("Final evaluation"),
    }[kind]


def state_name(signed: int, *, begun: bool) -> str:
    """How far an evaluation is, in words."""
    if signed == len(Party):
        return _("signed by all three")
    if signed:
        left = len(Party) - signed
        text = ngettext("%d signature is missing", "%d signatures are missing", left)
        return text % left
    return _("begun, not signed") if begun else _("not begun")
