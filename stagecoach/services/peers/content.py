"""What is said in peer coaching: sealed, and who is meant to read it."""

import datetime as dt
import json
import uuid
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from stagecoach.domain.texts import first_name
from stagecoach.services.peers.groups import called, guides, members_of
from stagecoach.services.people import keys
from stagecoach.services.people.keys import Private
from stagecoach.store import sealing
from stagecoach.store.peers import PeerGroup
from stagecoach.store.people.persons import Person
from stagecoach.store.sealing import Sealed

FORM = "peer_session"


@dataclass(frozen=True, slots=True)
class Content:
    """What is sealed."""

    question: str = ""  # the learning question of who brought something in
    insight: str = ""
    action: str = ""  # agreed
    due_on: dt.date | None = None
    done_on: dt.date | None = None
    help_from: str = ""  # who is asked, when the pair cannot solve it together

    def pack(self) -> bytes:
        return json.dumps(asdict(self), default=dt.date.isoformat).encode()

    @classmethod
    def unpack(cls, data: bytes) -> "Content":
        fields: dict[str, Any] = json.loads(data)
        for name in ("due_on", "done_on"):
            if fields[name]:
                fields[name] = dt.date.fromisoformat(fields[name])
        return cls(**fields)


def read(sealed: str, private: Private | None) -> Content | None:
    """None where there is nothing to read, or not with this key."""
    if not sealed or private is None:
        return None
    try:
        return Content.unpack(sealing.unseal(sealed.encode(), private))
    except (Sealed, ValueError, TypeError, LookupError):  # or it is not of our making
        return None


@dataclass(frozen=True, slots=True)
class TalkReader:
    """Somebody who is meant to read what a group says."""

    person_id: uuid.UUID | None  # None: a student who does not sign in here
    name: str
    key: keys.KeyReader | None
    guide: bool = False


def readers(session: Session, group_id: uuid.UUID) -> list[TalkReader]:
    """The members, and their guide while that is their role; with a key, where they have one."""
    group = session.get_one(PeerGroup, group_id)
    members = members_of(session, [group_id]).get(group_id, [])
    wanted = or_(
        Person.student_id.in_([member.id for member in members]), Person.id == group.guide_id
    )
    query = select(Person.id, Person.name, Person.student_id).where(wanted)
    rows = session.execute(query).all()
    able = {reader.person_id: reader for reader in keys.readers(session, [row[0] for row in rows])}
    persons = {student: key for key, _name, student in rows if student is not None}
    said, names = [], called(members)
    for member in members:
        person_id = persons.get(member.id)
        key = able.get(person_id) if person_id else None
        said.append(TalkReader(person_id, names[member.id], key))
    for guide_id, name, _student in rows:
        if guide_id == group.guide_id and guide_id in guides(session):
            said.append(TalkReader(guide_id, first_name(name), able.get(guide_id), guide=True))
    return said


def draft_for_me(content: Content, private: Private) -> str:
    """Half-typed content: sealed to who types it, so that no draft lies open in the store."""
    return sealing.seal(content.pack(), [private.recipient]).decode()
