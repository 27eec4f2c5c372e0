"""The list of all students: filtered and sorted by the store, a page at a time."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, text, tuple_
from sqlalchemy.orm import QueryableAttribute, Session, aliased

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.students.placements import Route, State
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services.access import rights as access
from stagecoach.services.matching import match, split
from stagecoach.services.people.persons import Choice
from stagecoach.store.companies import Company
from stagecoach.store.people.persons import Person
from stagecoach.store.qualifications import Qualification
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student


@dataclass(frozen=True, slots=True)
class Filter:
    """Whom to show; None and empty mean everybody."""

    words: str = ""  # beginnings of words of name, number or company
    state: State | None = None
    route: Route | None = None
    qualification_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Order:
    column: str = "student"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list of all students."""

    id: uuid.UUID
    placement_id: uuid.UUID
    name: str
    number: str
    qualification: str
    company: str
    route: Route
    starts_on: dt.date
    ends_on: dt.date
    trainer: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of the list, and how many are meant in all."""

    rows: list[Row]
    count: int


_TRAINER = aliased(Person)
_ORDERS: dict[str, ColumnElement[Any]] = {
    "student": func.fold(Student.name),
    "number": Student.number.expression,
    "qualification": func.fold(Qualification.title),
    "company": func.fold(Company.name),
    "route": Placement.route.expression,
    "starts_on": Placement.starts_on.expression,
    "ends_on": Placement.ends_on.expression,
    "trainer": func.fold(func.coalesce(_TRAINER.name, "")),
}
# The first line lets SQLite begin at those who may be meant, not at everybody.
_SAID = """
    student.id IN (
        SELECT id FROM student WHERE rowid IN
            (SELECT rowid FROM search_student WHERE search_student MATCH {word})
        UNION SELECT student_id FROM placement WHERE company_id IN
            (SELECT id FROM company WHERE rowid IN
                (SELECT rowid FROM search_company WHERE search_company MATCH {word})))
    AND (student.rowid IN (SELECT rowid FROM search_student WHERE search_student MATCH {word})
        OR company.rowid IN (SELECT rowid FROM search_company WHERE search_company MATCH {word}))
"""


def _meant(session: Session, wanted: Filter, order: Order) -> Select[*tuple[Any, ...]]:
    """Ids of those who are meant, in order, each with their newest placement and the count.

    Only what narrows or sorts is joined: the rest is read for the rows that are shown.
    """
    later = aliased(Placement)
    newest = ~exists().where(
        later.student_id == Student.id,
        access.within(session, Right.LIST, later),
        tuple_(later.starts_on, later.id) > tuple_(Placement.starts_on, Placement.id),
    )
    query = (
        select(Student.id, Placement.id.label("placement_id"), func.count().over().label("count"))
        .join(Placement, Placement.student_id == Student.id)
        .where(newest, access.within(session, Right.LIST))
        .order_by(*_sorted(order))
    )
    if order.column == "qualification":
        query = query.join(Qualification, Student.qualification_id == Qualification.id)
    if order.column == "trainer":
        query = query.outerjoin(_TRAINER, Placement.trainer_id == _TRAINER.id)
    if order.column == "company" or wanted.words:
        query = query.join(Company, Placement.company_id == Company.id)
    return _narrowed(query, wanted)


def _sorted(order: Order) -> tuple[ColumnElement[Any] | QueryableAttribute[Any], ...]:
    column = _ORDERS[order.column]
    return (column.desc() if order.descending else column.asc(), Student.name, Student.id)


def _narrowed(query: Select[*tuple[Any, ...]], wanted: Filter) -> Select[*tuple[Any, ...]]:
    today, p = clock.today(), Placement
    states = {
        State.CURRENT: (p.starts_on <= today, p.ends_on >= today),
        State.COMING: (p.starts_on > today,),
        State.ENDED: (p.ends_on < today,),
    }
    if wanted.state is not None:
        query = query.where(*states[wanted.state])
    if wanted.route is not None:
        query = query.where(p.route == wanted.route)
    if wanted.qualification_id is not None:
        query = query.where(Student.qualification_id == wanted.qualification_id)
    for number, word in enumerate(split(wanted.words)):
        said = text(_SAID.format(word=f":w{number}"))
        query = query.where(said.bindparams(**{f"w{number}": match((word,))}))
    return query


def page(
    session: Session,
    wanted: Filter = Filter(),
    order: Order = Order(),
    *,
    offset: int = 0,
    limit: int | None = None,
) -> Page:
    """Those that are meant, in this order; all of them without a limit."""
    p, meant = Placement, _meant(session, wanted, order).offset(offset).limit(limit).cte("meant")
    query = (
        select(
            meant.c.count,
            Student.id,
            p.id,
            Student.name,
            Student.number,
            Qualification.title,
            Company.name,
            p.route,
            p.starts_on,
            p.ends_on,
            func.coalesce(_TRAINER.name, ""),
        )
        .select_from(meant)
        .join(Student, Student.id == meant.c.id)
        .join(p, p.id == meant.c.placement_id)
        .join(Qualification, Student.qualification_id == Qualification.id)
        .join(Company, p.company_id == Company.id)
        .outerjoin(_TRAINER, p.trainer_id == _TRAINER.id)
        .order_by(*_sorted(order))
    )
    rows = session.execute(query).all()
    return Page([Row(*row[1:]) for row in rows], rows[0][0] if rows else 0)


def everybody(session: Session) -> int:
    """How many students the list has without a filter."""
    query = select(func.count(Placement.student_id.distinct()))
    return session.scalar(query.where(access.within(session, Right.LIST))) or 0


def qualifications(session: Session) -> list[Choice]:
    """What the students of this store study."""
    used = exists().where(Student.qualification_id == Qualification.id)
    query = select(Qualification.id, Qualification.title).where(used).order_by(Qualification.title)
    return [Choice(*row) for row in session.execute(query)]


def find(session: Session, wanted: list[str]) -> list[uuid.UUID]:
    """Placements of the students meant, by whole name or number; all of them for none.

    Raises StageCoachError for one that is nobody, or more than one.
    """
    rows = page(session).rows
    if not wanted:
        return [row.placement_id for row in rows]
    keys = []
    for typed in wanted:
        folded = typed.strip().casefold()
        placements = [
            r.placement_id for r in rows if folded in {r.name.casefold(), r.number.casefold()}
        ]
        if len(placements) != 1:
            problem = (
                _("Nobody is called %r.")
                if not placements
                else _("More than one is called %r: use the number.")
            )
            raise StageCoachError(problem % typed)
        keys += placements
    return keys
