"""The head of a dossier: one reading for what every tab shows above itself."""

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.evaluations import Kind
from stagecoach.services import hours, logs, stations, students
from stagecoach.services.stations import Station
from stagecoach.services.students import Head
from stagecoach.store.tasks import Task


@dataclass(frozen=True, slots=True)
class Summary:
    head: Head
    minutes: int  # of practice
    tasks: int
    entries: int
    stations: tuple[Station, ...]

    @property
    def evaluations(self) -> int:
        """How many have been begun."""
        return sum(station.evaluation_id is not None for station in self.stations)

    @property
    def next_kind(self) -> Kind:
        """The evaluation to prepare: the first one that was not signed and is not long past."""
        week = self.head.week_of(clock.today())
        for station in self.stations:
            stale = station.kind is Kind.START and week > 3 and not station.evaluation_id  # noqa: PLR2004
            if not station.signed and not stale:
                return station.kind
        return Kind.FINAL


def summary(session: Session, placement_id: uuid.UUID) -> Summary:
    head = students.head(session, placement_id)
    placed = stations.Placed(placement_id, head.starts_on, head.ends_on)
    tasks = select(func.count()).where(Task.placement_id == placement_id)
    return Summary(
        head=head,
        minutes=hours.totals(session, placement_id).logged,
        tasks=session.scalar(tasks) or 0,
        entries=logs.count(session, placement_id),
        stations=tuple(stations.stations_of(session, [placed])[placement_id]),
    )
