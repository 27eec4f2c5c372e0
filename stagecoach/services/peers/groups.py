"""Pairs and trios of students who coach each other: who, with what goal, and how it goes."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain import peers
from stagecoach.domain.access import Right
from stagecoach.domain.people import Role
from stagecoach.domain.texts import first_name
from stagecoach.i18n import listed
from stagecoach.services.access import rights as access
from stagecoach.services.access import roles
from stagecoach.services.people import persons as people
from stagecoach.services.people.persons import Choice
from stagecoach.store.peers import PeerGroup, PeerMember, PeerSession
from stagecoach.store.people.persons import Person
from stagecoach.store.search import fold
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student

_FAR = dt.date.max


@dataclass(frozen=True, slots=True)
class Row:
    """A group as the list shows it; what was said in it is not part of it."""

    id: uuid.UUID
    goal: str  # empty for whoever only counts
    interval_days: int
    minutes: int
    guide_id: uuid.UUID | None
    guide: str
    from_on: dt.date
    until_on: dt.date | None
    agreed_on: dt.date | None
    members: tuple[Choice, ...] = ()
    turns: dict[uuid.UUID, int] = field(default_factory=dict)  # as coach, per member
    last_on: dt.date | None = None

    @property
    def name(self) -> str:
        return listed(list(called(self.members).values()))

    @property
    def sessions(self) -> int:
        return sum(self.turns.values())

    @property
    def over(self) -> bool:
        return self.until_on is not None and self.until_on < clock.today()

    @property
    def silent(self) -> int:
        """Days since the last session, or since the group began."""
        return (clock.today() - (self.last_on or self.from_on)).days

    def quiet(self, least: int = peers.QUIET_DAYS) -> bool:
        return not self.over and self.silent > peers.quiet_after(self.interval_days, least)

    @property
    def lead(self) -> int:
        return peers.lead([self.turns.get(member.id, 0) for member in self.members])

    @property
    def planned(self) -> int:
        until = min(self.until_on or _FAR, clock.today())
        return peers.planned((until - self.from_on).days, self.interval_days)


def called(members: Sequence[Choice]) -> dict[uuid.UUID, str]:
    """By their first names; by the whole name where two have the same."""
    first = [first_name(member.name) for member in members]
    return {
        member.id: name if first.count(name) == 1 else member.name
        for member, name in zip(members, first, strict=True)
    }


def guides(session: Session) -> dict[uuid.UUID, str]:
    """Who from school can guide a group today, by name."""
    choices = {
        choice
        for role in (Role.SCHOOL_SUPERVISOR, Role.CAREER_COACH)
        for choice in people.with_role(session, role)
    }
    return {
        choice.id: choice.name for choice in sorted(choices, key=lambda choice: fold(choice.name))
    }


def reached(session: Session, right: Right) -> ColumnElement[bool]:
    """As a condition on groups: with a student this right reaches, or guided by whoever asks."""
    if access.reaches_everybody(session, right):
        return true()
    mine = roles.me(session)
    own = (
        select(PeerMember.group_id)
        .join(Placement, Placement.student_id == PeerMember.student_id)
        .where(access.within(session, right))
    )
    ways: list[ColumnElement[bool]] = [PeerGroup.id.in_(own)]
    if mine is not None and access.may(session, right):
        ways.append(PeerGroup.guide_id == mine.id)
    return or_(*ways)


def overview(session: Session) -> list[Row]:
    """Groups that go on and whose sessions one may count, by name."""
    return _read(session, reached(session, Right.PEER_COUNTS), ended=False)


def of_student(session: Session, student_id: uuid.UUID) -> list[Row]:
    """A student's groups, the newest first."""
    theirs = select(PeerMember.group_id).where(PeerMember.student_id == student_id)
    read = _read(
        session, PeerGroup.id.in_(theirs) & reached(session, Right.PEER_COUNTS), ended=True
    )
    return sorted(read, key=lambda row: row.from_on, reverse=True)


def of_students(session: Session, students: Iterable[uuid.UUID]) -> list[Row]:
    """The groups that go on, with one of these students at least."""
    theirs = select(PeerMember.group_id).where(PeerMember.student_id.in_(list(students)))
    return _read(session, PeerGroup.id.in_(theirs), ended=False)


def one(session: Session, group_id: uuid.UUID) -> Row | None:
    """None when it is gone, or out of reach."""
    meant = (PeerGroup.id == group_id) & reached(session, Right.PEER_COUNTS)
    return next(iter(_read(session, meant, ended=True)), None)


def _read(session: Session, meant: ColumnElement[bool], *, ended: bool) -> list[Row]:
    g = PeerGroup
    query = (
        select(
            g.id,
            g.goal,
            g.interval_days,
            g.minutes,
            g.guide_id,
            func.coalesce(Person.name, ""),
            g.from_on,
            g.until_on,
            g.agreed_on,
        )
        .outerjoin(Person, g.guide_id == Person.id)
        .where(meant)
    )
    if not ended:
        query = query.where(or_(g.until_on.is_(None), g.until_on >= clock.today()))
    group_rows = session.execute(query).all()
    keys = [row[0] for row in group_rows]
    members, turns, last = members_of(session, keys), *_turns(session, keys)
    inside = _inside(session, keys)
    rows = [
        Row(
            row[0],
            row[1] if row[0] in inside else "",
            *row[2:],
            tuple(members.get(row[0], ())),
            turns.get(row[0], {}),
            last.get(row[0]),
        )
        for row in group_rows
    ]
    return sorted((row for row in rows if row.members), key=lambda row: fold(row.name))


def _inside(session: Session, keys: list[uuid.UUID]) -> set[uuid.UUID]:
    """Of these the groups whose goal one may know; a workplace trainer counts and no more."""
    ways = or_(reached(session, Right.PEER_SESSIONS), reached(session, Right.PEERS))
    return set(session.scalars(select(PeerGroup.id).where(PeerGroup.id.in_(keys), ways)))


def members_of(session: Session, keys: list[uuid.UUID]) -> dict[uuid.UUID, list[Choice]]:
    query = (
        select(PeerMember.group_id, Student.id, Student.name)
        .join(Student, PeerMember.student_id == Student.id)
        .where(PeerMember.group_id.in_(keys))
        .order_by(func.fold(Student.name), Student.id)
    )
    choices: dict[uuid.UUID, list[Choice]] = {}
    for group, key, name in session.execute(query):
        choices.setdefault(group, []).append(Choice(key, name))
    return choices


def _turns(
    session: Session, keys: list[uuid.UUID]
) -> tuple[dict[uuid.UUID, dict[uuid.UUID, int]], dict[uuid.UUID, dt.date]]:
    s = PeerSession
    query = (
        select(s.group_id, s.coach_id, func.count(), func.max(s.on_date))
        .where(s.group_id.in_(keys))
        .group_by(s.group_id, s.coach_id)
    )
    turns: dict[uuid.UUID, dict[uuid.UUID, int]] = {}
    last: dict[uuid.UUID, dt.date] = {}
    for group, coach, count, newest in session.execute(query):
        turns.setdefault(group, {})[coach] = count
        last[group] = max(newest, last.get(group, newest))
    return turns, last


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike the members of a group are; None where somebody has no placement."""

    same_company: bool | None
    same_study: bool | None


def likeness(session: Session, students: Iterable[uuid.UUID]) -> Likeness:
    companies: dict[uuid.UUID, uuid.UUID] = {}
    studies: dict[uuid.UUID, uuid.UUID] = {}
    wanted = list(students)
    query = (
        select(Student.id, Student.qualification_id, Placement.company_id)
        .join(Placement, Placement.student_id == Student.id)
        .where(Student.id.in_(wanted))
        .order_by(Placement.starts_on)
    )
    for key, study, company in session.execute(query):
        studies[key], companies[key] = study, company
    if len(companies) < len(wanted):
        return Likeness(None, None)
    return Likeness(len(set(companies.values())) == 1, len(set(studies.values())) == 1)


def rights(session: Session, group_id: uuid.UUID) -> tuple[bool, bool]:
    """Whether one may record talks of this group, and whether one may change it."""
    both = reached(session, Right.PEER_SESSIONS), reached(session, Right.PEERS)
    permissions = session.execute(select(*both).where(PeerGroup.id == group_id)).one()
    return bool(permissions[0]), bool(permissions[1])


def trainers(session: Session, students: Iterable[uuid.UUID]) -> list[Choice]:
    """Who trains these students where they work now: they count talks and read none."""
    query = (
        select(Person.id, Person.name)
        .join(Placement, Placement.trainer_id == Person.id)
        .where(Placement.student_id.in_(list(students)), Placement.ends_on >= clock.today())
        .distinct()
        .order_by(func.fold(Person.name))
    )
    return [Choice(*row) for row in session.execute(query)]


def own(session: Session, students: Iterable[uuid.UUID], right: Right) -> set[uuid.UUID]:
    """Of these students those whom a right reaches."""
    query = select(Placement.student_id).where(
        Placement.student_id.in_(list(students)), access.within(session, right)
    )
    return set(session.scalars(query))
