"""Peer coaching in the example: three pairs with their talks, a training, tasks to coach by."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.domain.peers import Method, Where
from stagecoach.domain.people import Role
from stagecoach.services.example.forms import Anchor
from stagecoach.services.peers import coach_tasks, group_changes, trainings
from stagecoach.services.people import persons as people
from stagecoach.store.peers import PeerSession
from stagecoach.store.students.students import Student

_METHODS = (Method.GROW, Method.FIVE_STEPS, Method.GROW, Method.INCIDENT)


def of(session: Session, told: dict[str, Any], anchor: Anchor) -> None:
    students = {name: key for key, name in session.execute(select(Student.id, Student.name))}
    for data in told["groups"]:
        _group(session, data, students, anchor)
    _training(session, told["training"], students, anchor)


def _group(
    session: Session, data: dict[str, Any], students: dict[str, uuid.UUID], anchor: Anchor
) -> None:
    members = [students[name] for name in data["members"]]
    since = anchor.ago(data["since"])
    draft = group_changes.Draft(
        members,
        data["goal"],
        data["every"],
        data["minutes"],
        people.find_or_add(session, data["guide"], Role.SCHOOL_SUPERVISOR),
        since,
        agreed_on=since,
    )
    group_id = group_changes.save(session, draft)
    for number, (days, coach, minutes) in enumerate(data["talks"]):
        session.add(
            PeerSession(
                group_id=group_id,
                on_date=anchor.ago(days),
                minutes=minutes,
                held=Where.TOGETHER,
                coach_id=members[coach],
                coachee_id=members[1 - coach],
                method=_METHODS[number],
                track=None,
                sealed="",
                readers="",
            )
        )
    for student_id in members:
        coach_tasks.begin(session, student_id)
        for task in coach_tasks.overview(session, [student_id])[: len(data["talks"]) // 2]:
            coach_tasks.set_done(session, task.id, done=True)
    session.flush()


def _training(
    session: Session, data: dict[str, Any], students: dict[str, uuid.UUID], anchor: Anchor
) -> None:
    days = [
        trainings.Day(
            anchor.day - dt.timedelta(days=ago),
            data["starts"],
            data["minutes"],
            there={students[name] for name, there in data["there"].items() if ago in there},
        )
        for ago in data["days"]
    ]
    taking_part = [students[name] for name in data["there"]]
    trainings.save(session, trainings.Draft(data["name"], data["given_by"], days, taking_part))
