"""Checks rows of peer coaching and trainings: they belong to students, not to a placement.

A right reaches them when it reaches a placement of one of their students; a group also whoever
guides it. What a row belonged to before counts as well as what it belongs to now.
"""

import uuid
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from stagecoach.domain.access import Right, refusal
from stagecoach.services.access import rights as access
from stagecoach.services.access import roles
from stagecoach.services.access.rights import Refused
from stagecoach.store.peers import (
    Attendance,
    CoachTask,
    PeerGroup,
    PeerMember,
    PeerSession,
    Training,
    TrainingDay,
    TrainingPlace,
)
from stagecoach.store.students.placements import Placement

OF_STUDENTS: Final = {
    "peer_group": Right.PEERS,
    "peer_member": Right.PEERS,
    "peer_session": Right.PEER_SESSIONS,
    "coach_task": Right.PEER_SESSIONS,
    "apart": Right.APART,
    "training": Right.PEERS,
    "training_day": Right.PEERS,
    "training_place": Right.PEERS,
    "attendance": Right.PEERS,
}


def demand(session: Session, item: Any) -> None:
    """Raises Refused. What is new and has no students yet is asked for with its students."""
    right = OF_STUDENTS[item.__tablename__]
    access.demand(session, right)
    if access.reaches_everybody(session, right):
        return
    with session.no_autoflush:
        for students, guide in _belongs(session, item):
            if students and not _reaches(session, right, students, guide):
                raise Refused(refusal(right))


def _reaches(
    session: Session, right: Right, students: list[uuid.UUID], guide: uuid.UUID | None
) -> bool:
    mine = roles.me(session)
    if mine is not None and guide == mine.id:
        return True
    own = Placement.student_id.in_(students), access.within(session, right)
    return session.scalar(select(Placement.id).where(*own).limit(1)) is not None


def _belongs(session: Session, item: Any) -> Iterator[tuple[list[uuid.UUID], uuid.UUID | None]]:
    """The students of a row, now and before; with the guide of their group."""
    if isinstance(item, PeerGroup):
        yield _members(session, item.id), _both(item, "guide_id")[-1]  # who guided until now
    elif isinstance(item, PeerSession):
        for key in _both(item, "group_id"):
            group = session.get(PeerGroup, key)
            yield _members(session, key), group.guide_id if group else None
    elif isinstance(item, Training | TrainingDay):
        key = item.id if isinstance(item, Training) else item.training_id
        query = select(TrainingPlace.student_id).where(TrainingPlace.training_id == key)
        yield list(session.scalars(query)), None
    elif isinstance(item, PeerMember | CoachTask | TrainingPlace | Attendance):
        for key in _both(item, "student_id"):
            yield [key], None
    else:
        yield [item.first_id, item.second_id], None


def _members(session: Session, group_id: uuid.UUID) -> list[uuid.UUID]:
    query = select(PeerMember.student_id).where(PeerMember.group_id == group_id)
    return list(session.scalars(query))


def _both(item: Any, name: str) -> list[Any]:
    """What stands there now, and what stood there before this change."""
    before = inspect(item).attrs[name].history.deleted or ()
    return [getattr(item, name), *before]
