"""What asks for attention: a point, and the facts it is found in."""

import uuid
from dataclasses import dataclass

from stagecoach import clock
from stagecoach.domain import evaluations as ev
from stagecoach.domain.tracks import Track
from stagecoach.services.evaluations.stations import Station
from stagecoach.services.rules.rules import Attention as Rule


@dataclass(frozen=True, slots=True)
class Point:
    """One point of attention with its one action."""

    rule: str
    subject: str  # which one of its kind
    title: str
    detail: str
    icon: str
    urgent: bool  # now, or this week
    action: str  # "log" "hours" "evaluation" "guidance" "agreement" "peers"
    button: str
    placement_id: uuid.UUID
    kind: ev.Kind | None = None
    track: Track | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a finder may also look at."""

    rules: dict[str, Rule]
    numbers: dict[str, int]


def is_history(station: Station, now: dict[str, Rule]) -> bool:
    """A start meeting that nobody recorded and that is long past: too late to ask for it."""
    rule = now.get("start_past")
    if station.kind is not ev.Kind.START or station.evaluation_id or rule is None:
        return False
    return (clock.today() - station.on).days > rule.days
