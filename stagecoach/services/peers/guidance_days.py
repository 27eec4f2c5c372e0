"""The days on which a peer coached somebody."""

import datetime as dt
import uuid
from collections.abc import Collection

from sqlalchemy import Select, select

from stagecoach.domain.tracks import Track
from stagecoach.store.peers import PeerSession
from stagecoach.store.students.placements import Placement


def peer_coached(placement_ids: Collection[uuid.UUID]) -> Select[uuid.UUID, Track | None, dt.date]:
    """On which days a peer coached somebody on a track: that is guidance too."""
    p, s = Placement, PeerSession
    return (
        select(p.id, s.track, s.on_date)
        .join(p, p.student_id == s.coachee_id)
        .where(p.id.in_(placement_ids), s.track.is_not(None))
        .where(s.on_date.between(p.starts_on, p.ends_on))
        .distinct()
        .order_by(s.on_date)
    )
