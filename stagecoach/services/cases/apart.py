"""Rather not together, from a case: by hand, with consent. The program never does it by itself."""

import uuid
from collections.abc import Callable
from typing import Any

from stagecoach import clock
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.peers import apart
from stagecoach.store.cases import Room


def add(
    room: Room, case_id: str, do: Callable[..., Any], one: str, other: str, *, agreed: bool
) -> None:
    """The line goes into the open file (`do`), and tells nothing of this case. Raises Invalid."""
    if not agreed:
        raise Invalid({"agreed": _("Only when the student says yes.")})
    do(apart.add, uuid.UUID(one) if one else None, uuid.UUID(other) if other else None)
    room.append(case_id, "kept_apart", on_day=clock.today().isoformat())
