"""What a search gives: each thing found, and all of it by kind."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from stagecoach.domain.evaluations import Kind
from stagecoach.domain.tracks import Track
from stagecoach.services.matching import Words


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is called, and what stands beside it."""

    kind: str  # "student" "task" "log" "guidance" "evaluation" "company" "document"
    id: uuid.UUID
    placement_id: uuid.UUID | None
    title: str
    detail: str = ""
    on: dt.date | None = None
    track: Track | None = None
    code: str = ""
    state: str = ""
    evaluation: Kind | None = None


@dataclass(slots=True)
class Found:
    """What was found, by kind, and what the words were taken for."""

    words: Words
    hits: dict[str, list[Hit]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(map(len, self.hits.values()))
