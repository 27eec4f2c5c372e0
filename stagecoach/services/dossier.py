"""The head of a dossier: one reading for what every tab shows above itself."""

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach.domain.evaluations import Kind
from stagecoach.services.evaluations import stations
from stagecoach.services.evaluations.stations import Station
from stagecoach.services.hours import ledger as hours
from stagecoach.services.hours.rows import Totals
from stagecoach.services.logs import logbook
from stagecoach.services.rules import rules
from stagecoach.services.students import students
from stagecoach.services.students.students import Head
from stagecoach.services.today.points import is_history
from stagecoach.store.tasks import Task


@dataclass(frozen=True, slots=True)
class Summary:
    head: Head
    hours: Totals  # of practice
    tasks: int
    entries: int
    stations: tuple[Station, ...]
    rules: dict[str, rules.Attention]  # of attention, as they hold today

    @property
    def evaluations(self) -> int:
        """How many have been begun."""
        return sum(station.evaluation_id is not None for station in self.stations)

    @property
    def next_kind(self) -> Kind:
        """The evaluation to prepare: the first one that was not signed and is not long past."""
        for station in self.stations:
            if not station.signed and not is_history(station, self.rules):
                return station.kind
        return Kind.FINAL


def summary(session: Session, placement_id: uuid.UUID) -> Summary:
    head = students.head(session, placement_id)
    placed = stations.Placed(placement_id, head.starts_on, head.ends_on)
    tasks = select(func.count()).where(Task.placement_id == placement_id)
    return Summary(
        head=head,
        hours=hours.of(session, placement_id),
        tasks=session.scalar(tasks) or 0,
        entries=logbook.count(session, placement_id),
        rules=rules.attention(session),
        stations=tuple(stations.stations_of(session, [placed])[placement_id]),
    )
