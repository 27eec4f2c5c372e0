"""Who changed what and when, field by field; and what was thrown away, to be brought back.

All of it is read from the journal: nothing else is kept for it.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import Session

from stagecoach import i18n
from stagecoach.domain.hours import Kind, hour_kind_name
from stagecoach.domain.texts import first_name
from stagecoach.i18n import _
from stagecoach.services.access import roles
from stagecoach.services.history import words as change_words
from stagecoach.store import base, journal
from stagecoach.store.hours import DayLine
from stagecoach.store.journal import Action, Change, ChangeKind
from stagecoach.store.people.persons import Person
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student

MOST = 300  # of the bin


@dataclass(frozen=True, slots=True)
class Record:
    """A row whose history is asked for; `about` tells it from others shown with it."""

    table: str
    id: uuid.UUID
    about: str = ""


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


def of_placement(session: Session, placement_id: uuid.UUID) -> list[Record]:
    """A student and the placement, which people see as one."""
    placement = session.get_one(Placement, placement_id)
    return [Record("student", placement.student_id), Record("placement", placement.id)]


def of_day(session: Session, placement_id: uuid.UUID, day: dt.date) -> list[Record]:
    """The lines of the ledger that stand on a day."""
    query = (
        select(DayLine.id, DayLine.kind, DayLine.correction)
        .where(DayLine.placement_id == placement_id, DayLine.on_date == day)
        .order_by(DayLine.correction, DayLine.id)
    )
    order = list(Kind)
    lines = sorted(session.execute(query), key=lambda line: (line[2], order.index(line[1])))
    return [
        Record("day_line", key, _("Correction") if correction else hour_kind_name(kind))
        for key, kind, correction in lines
    ]


def _changes(keys: list[uuid.UUID]) -> Select[*tuple[Any, ...]]:
    return (
        select(Change.action_id, Change.row_id, Change.kind, Change.fields, Action.at, Person.name)
        .join(Action, Change.action_id == Action.id)
        .outerjoin(Person, Action.person_id == Person.id)
        .where(Change.row_id.in_(keys))
        .order_by(Action.id.desc(), Change.id.desc())
    )


def versions(session: Session, *records: Record) -> list[Version]:
    """The newest first: what stands there now, and back from there action by action.

    Several records are told as one, as a student and the placement are.
    """
    there = {r.id: r for r in records if session.get(base.model(r.table), r.id) is not None}
    values = {key: _values(session, record) for key, record in there.items()}
    version_list: list[Version] = []
    if not there:
        return version_list
    changes = session.execute(_changes(list(there))).all()
    for _action, group in groupby(changes, key=lambda change: change[0]):
        done = list(group)
        version_list.append(_version(session, there, values, done[0].at, done[0].name))
        for _key, row_id, kind, fields, _at, _who in done:
            if kind is ChangeKind.INSERT:
                values.pop(row_id)
                continue
            if kind is ChangeKind.DELETE:  # and it came back since
                values[row_id] = dict.fromkeys(change_words.fields(there[row_id].table))
            shown = values[row_id]
            shown.update({name: old for name, (old, _new) in fields.items() if name in shown})
    if values:
        version_list.append(_version(session, there, values, None, None))
    return version_list


def _values(session: Session, record: Record) -> dict[str, Any]:
    row = session.get_one(base.model(record.table), record.id)
    return {name: journal.encode(getattr(row, name)) for name in change_words.fields(record.table)}


def _version(
    session: Session,
    records: dict[uuid.UUID, Record],
    values: dict[uuid.UUID, dict[str, Any]],
    at: dt.datetime | None,
    who: str | None,
) -> Version:
    shown: dict[str, str] = {}
    for key, record in records.items():
        names = change_words.fields(record.table)
        for name, kept in values.get(key, dict.fromkeys(names)).items():
            title = f"{record.about}: {names[name]}" if record.about else names[name]
            shown[title] = change_words.value(session, record.table, name, kept)
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
        select(
            Change.action_id,
            Change.table_name,
            Change.row_id,
            Change.fields,
            Action.at,
            Person.name,
        )
        .join(Action, Change.action_id == Action.id)
        .outerjoin(Person, Action.person_id == Person.id)
        .where(Change.kind == ChangeKind.DELETE, Action.undoable)
        .where(Change.table_name.in_(change_words.KINDS), _mine(session))
        .order_by(Change.id.desc())
        .limit(MOST)
    )
    deleteds: list[Deleted] = []
    seen: set[uuid.UUID] = set()
    for action_id, table, row_id, fields, at, who in session.execute(query).all():
        if row_id in seen or session.get(base.model(table), row_id) is not None:
            continue
        seen.add(row_id)
        values = {name: pair[0] for name, pair in fields.items()}
        deleteds.append(
            Deleted(
                action_id,
                change_words.KINDS[table](),
                change_words.title(table, values),
                student_name(session, _key(values.get("placement_id"))),
                at,
                first_name(who or ""),
            )
        )
    return deleteds


def _mine(session: Session) -> ColumnElement[bool]:
    """A manager sees the whole bin, others what they threw in it themselves."""
    me = roles.me(session)
    return true() if me is None or me.manages else Action.person_id == me.id


def _key(kept: str | None) -> uuid.UUID | None:
    return uuid.UUID(kept) if kept else None


def student_name(session: Session, placement_id: uuid.UUID | None) -> str:
    """Whose placement it is; empty when that is gone, or none."""
    if placement_id is None:
        return ""
    query = (
        select(Student.name)
        .join(Placement, Placement.student_id == Student.id)
        .where(Placement.id == placement_id)
    )
    return session.scalar(query) or ""
