"""A half-typed log entry as plain values, to be kept as a draft and read back."""

import datetime as dt
import uuid
from typing import Any

from stagecoach.domain.logs import Author, EntryKind, Guide, Mark
from stagecoach.domain.tracks import Track
from stagecoach.services.logs.entries import Draft


def fields(entry: Draft) -> dict[str, Any]:
    return {
        "placement_id": entry.placement_id.hex if entry.placement_id else None,
        "task_id": entry.task_id.hex if entry.task_id else None,
        "happened_on": entry.happened_on.isoformat() if entry.happened_on else "",
        "track": entry.track,
        "text": entry.text,
        "went_well": entry.went_well,
        "next_step": entry.next_step,
        "guided_by": entry.guided_by,
        "minutes": entry.minutes,
        "written_by": entry.written_by,
        "kind": entry.kind,
        "mark": entry.mark,
        "told": entry.told,
        "observers": entry.observers,
    }


def draft(kept: dict[str, Any]) -> Draft:
    placement, task, day = kept["placement_id"], kept["task_id"], kept["happened_on"]
    return Draft(
        placement_id=uuid.UUID(placement) if placement else None,
        track=Track(kept["track"]),
        task_id=uuid.UUID(task) if task else None,
        happened_on=dt.date.fromisoformat(day) if day else None,
        text=kept["text"],
        went_well=kept["went_well"],
        next_step=kept["next_step"],
        guided_by=Guide(kept["guided_by"]),
        minutes=kept["minutes"],
        written_by=Author(kept["written_by"]),
        kind=EntryKind(kept.get("kind", EntryKind.NOTE)),
        mark=Mark(kept["mark"]) if kept.get("mark") else None,
        told=kept.get("told", False),
        observers=kept.get("observers", ""),
    )
