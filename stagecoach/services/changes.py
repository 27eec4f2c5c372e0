"""Who changed what and when, field by field; and what was thrown away, to be brought back.

All of it is read from the journal: nothing else is kept for it.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from stagecoach import i18n
from stagecoach.domain.texts import first_name
from stagecoach.i18n import _
from stagecoach.services import change_words
from stagecoach.store import journal
from stagecoach.store.journal import Action, Change, ChangeKind
from stagecoach.store.people import Person
from stagecoach.store.placements import Placement
from stagecoach.store.students import Student

MOST = 300  # of the bin


@dataclass(frozen=True, slots=True)
class Version:
    """A record as it was from a moment on: its fields by their words, as people read them."""

    at: dt.datetime | None  # None: from before the journal, as imports are
    who: str
    fields: dict[str, str]

    @property
    def title(self) -> str:
        when = i18n.moment(self.at) if self.at else _("at first")
        return f"{when}, {self.who}" if self.who else when


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of two versions."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """Something in the bin; restoring takes the action back that threw it there."""

    action_id: uuid.UUID
    what: str
    title: str
    student: str
    at: dt.datetime
    who: str


def _changes(row_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(Change.kind, Change.fields, Action.at, Person.name)
        .join(Action, Change.action_id == Action.id)
        .outerjoin(Person, Action.person_id == Person.id)
        .where(Change.row_id == row_id)
        .order_by(Change.id.desc())
    )


def versions(session: Session, table: str, row_id: uuid.UUID) -> list[Version]:
    """The newest first: what stands there now, and back from there change by change."""
    row = session.get(journal.model(table), row_id)
    if row is None:
        return []
    names = change_words.fields(table)
    values = {name: journal.encode(getattr(row, name)) for name in names}
    found: list[Version] = []
    for kind, fields, at, who in session.execute(_changes(row_id)):
        found.append(_version(session, table, values, at, who))
        if kind is ChangeKind.INSERT:
            return found
        for name, (old, _new) in fields.items():
            if name in values:
                values[name] = old
    found.append(_version(session, table, values, None, None))
    return found


def _version(
    session: Session, table: str, values: dict[str, Any], at: dt.datetime | None, who: str | None
) -> Version:
    names = change_words.fields(table)
    shown = {
        names[name]: change_words.value(session, table, name, value)
        for name, value in values.items()
    }
    return Version(at, who or "", shown)


def compare(before: Version, after: Version) -> list[Difference]:
    """The fields in which two versions differ."""
    return [
        Difference(name, before.fields[name], after.fields[name])
        for name in after.fields
        if before.fields[name] != after.fields[name]
    ]


def in_bin(session: Session) -> list[Deleted]:
    """What was deleted and not brought back since, newest first."""
    query = (
        select(Change.action_id, Change.table_name, Change.row_id, Change.fields, Action.at,
               Person.name)
        .join(Action, Change.action_id == Action.id)
        .outerjoin(Person, Action.person_id == Person.id)
        .where(Change.kind == ChangeKind.DELETE, Action.undoable)
        .where(Change.table_name.in_(change_words.KINDS))
        .order_by(Change.id.desc())
        .limit(MOST)
    )  # fmt: skip
    found: list[Deleted] = []
    seen: set[uuid.UUID] = set()
    for action_id, table, row_id, fields, at, who in session.execute(query).all():
        if row_id in seen or session.get(journal.model(table), row_id) is not None:
            continue
        seen.add(row_id)
        values = {name: pair[0] for name, pair in fields.items()}
        found.append(
            Deleted(
                action_id,
                change_words.KINDS[table](),
                change_words.title(table, values),
                _student(session, values.get("placement_id")),
                at,
                first_name(who or ""),
            )
        )
    return found


def _student(session: Session, placement_id: str | None) -> str:
    if placement_id is None:
        return ""
    query = (
        select(Student.name)
        .join(Placement, Placement.student_id == Student.id)
        .where(Placement.id == uuid.UUID(placement_id))
    )
    return session.scalar(query) or ""
