"""Groups for peer coaching: made, changed, ended."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain import peers
from stagecoach.domain.access import Right, refusal
from stagecoach.domain.texts import LONGEST_NAME, line
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _
from stagecoach.services.access import rights as access
from stagecoach.services.access import roles
from stagecoach.services.access.rights import Refused
from stagecoach.services.peers import apart
from stagecoach.services.peers.groups import guides, members_of, overview, rights
from stagecoach.services.people.persons import Choice
from stagecoach.store.journal import recorded_as
from stagecoach.store.peers import PeerGroup, PeerMember, PeerSession
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student

INTERVALS = (7, 14, 21, 28)
_SHORTEST, _LONGEST = 5, 480  # minutes of a session
_FAR = 366 * 20  # days


@dataclass(slots=True)
class Draft:
    """A group as it stands in the form."""

    members: list[uuid.UUID] = field(default_factory=list)
    goal: str = ""
    interval_days: int = 14
    minutes: int = 30
    guide_id: uuid.UUID | None = None
    from_on: dt.date | None = None
    until_on: dt.date | None = None
    agreed_on: dt.date | None = None
    id: uuid.UUID | None = None


def choices(session: Session) -> list[Choice]:
    """Students of whom a group can be made: those on placement now, by name."""
    query = (
        select(Student.id, Student.name)
        .join(Placement, Placement.student_id == Student.id)
        .where(access.within(session, Right.PEERS), Placement.ends_on >= clock.today())
        .distinct()
        .order_by(func.fold(Student.name))
    )
    return [Choice(*row) for row in session.execute(query)]


def alone(session: Session) -> list[Choice]:
    """Who of them is in no group now."""
    query = (
        select(PeerMember.student_id)
        .join(PeerGroup, PeerMember.group_id == PeerGroup.id)
        .where(or_(PeerGroup.until_on.is_(None), PeerGroup.until_on >= clock.today()))
    )
    busy = set(session.scalars(query))
    return [choice for choice in choices(session) if choice.id not in busy]


def new_draft(session: Session, members: Iterable[uuid.UUID] = ()) -> Draft:
    """From today, guided by whoever makes it, where that is one of the guides."""
    mine = roles.me(session)
    able = guides(session)
    guide = mine.id if mine is not None and mine.id in able else None
    return Draft(list(members), guide_id=guide, from_on=clock.today())


def draft(session: Session, group_id: uuid.UUID) -> Draft:
    """Raises Refused for whoever may not change it."""
    if not rights(session, group_id)[1]:
        raise Refused(refusal(Right.PEERS))
    g = session.get_one(PeerGroup, group_id)
    members = [choice.id for choice in members_of(session, [group_id]).get(group_id, [])]
    return Draft(
        members,
        g.goal,
        g.interval_days,
        g.minutes,
        g.guide_id,
        g.from_on,
        g.until_on,
        g.agreed_on,
        g.id,
    )


@recorded_as("peer_groups.save")
def save(session: Session, draft: Draft) -> uuid.UUID:
    """Keep a group. Raises Invalid, with the reason beside its field; and Refused."""
    access.demand(session, Right.PEERS)
    if problems := _wrong(session, draft):
        raise Invalid(problems)
    group = session.get_one(PeerGroup, draft.id) if draft.id else PeerGroup()
    _fill(group, draft)
    session.add(group)
    session.flush()
    query = select(PeerMember).where(PeerMember.group_id == group.id)
    there = {member.student_id: member for member in session.scalars(query)}
    for student_id in draft.members:
        if there.pop(student_id, None) is None:
            session.add(PeerMember(group_id=group.id, student_id=student_id))
    for gone in there.values():
        session.delete(gone)
    session.flush()
    return group.id


def add_all(session: Session, drafts: list[Draft]) -> int:
    """Hundreds at once, as one step. Raises Invalid for what is wrong with any of them."""
    access.demand(session, Right.PEERS)
    for draft in drafts[:1]:  # they share goal, dates and minutes
        if problems := _wrong(session, draft):
            raise Invalid(problems)
    kept_apart = apart.pairs(session)
    if any(
        frozenset(two) in kept_apart for draft in drafts for two in combinations(draft.members, 2)
    ):
        raise Invalid({"members": _kept_apart()})
    new_groups = [(PeerGroup(), draft) for draft in drafts]
    for group, draft in new_groups:
        _fill(group, draft)
    session.add_all(group for group, _draft in new_groups)
    session.flush()
    session.add_all(
        PeerMember(group_id=group.id, student_id=student_id)
        for group, draft in new_groups
        for student_id in draft.members
    )
    session.flush()
    return len(new_groups)


def _fill(group: PeerGroup, draft: Draft) -> None:
    assert draft.from_on is not None  # checked before
    group.goal, group.interval_days = line(draft.goal), draft.interval_days
    group.minutes, group.guide_id = draft.minutes, draft.guide_id
    group.from_on, group.until_on = draft.from_on, draft.until_on
    group.agreed_on = draft.agreed_on


def _wrong(session: Session, draft: Draft) -> dict[str, str]:
    problems = {}
    if reason := _wrong_members(session, draft):
        problems["members"] = reason
    if not line(draft.goal):
        problems["goal"] = _("Say what they want to reach together.")
    elif len(line(draft.goal)) > LONGEST_NAME:
        problems["goal"] = _("At most %d characters fit here.") % LONGEST_NAME
    problems |= _wrong_dates(draft) or _wrong_span(session, draft)
    if not _SHORTEST <= draft.minutes <= _LONGEST:
        numbers = {"least": _SHORTEST, "most": _LONGEST}
        problems["minutes"] = _("Give a number from %(least)d to %(most)d.") % numbers
    return problems


def _wrong_dates(draft: Draft) -> dict[str, str]:
    if draft.from_on is None:
        return {"from_on": _("This date does not exist.")}
    if abs((draft.from_on - clock.today()).days) > _FAR:
        return {"from_on": _("This day is too far away.")}
    problems = {}
    if draft.until_on is not None and draft.until_on < draft.from_on:
        problems["until_on"] = _("The last day is before the first.")
    if draft.agreed_on is not None and draft.agreed_on > clock.today():
        problems["agreed_on"] = _("This day is still to come.")
    return problems


def _wrong_span(session: Session, draft: Draft) -> dict[str, str]:
    """The talks there were stay within the days of the group."""
    s = PeerSession
    query = select(func.min(s.on_date), func.max(s.on_date)).where(s.group_id == draft.id)
    first, last = session.execute(query).one()
    if first is not None and draft.from_on is not None and first < draft.from_on:
        return {"from_on": _("They talked before this day already.")}
    if last is not None and draft.until_on is not None and last > draft.until_on:
        return {"until_on": _("They talked after this day too.")}
    return {}


def _kept_apart() -> str:
    return _("These two are rather not together. Choose somebody else.")


def _wrong_members(session: Session, draft: Draft) -> str:
    """Never why two are kept apart (docs/design.md, Peer coaching): only that they are."""
    if len(set(draft.members)) < len(draft.members):
        return _("Nobody makes a pair with themselves. Choose somebody else.")
    if not peers.SMALLEST <= len(draft.members) <= peers.LARGEST:
        return _("A group has two or three students.")
    query = select(PeerMember.student_id).where(PeerMember.group_id == draft.id)
    if set(draft.members) != set(session.scalars(query)) and apart.any_of(session, draft.members):
        return _kept_apart()
    spoken = set(
        session.scalars(
            select(PeerSession.coach_id)
            .where(PeerSession.group_id == draft.id)
            .union(select(PeerSession.coachee_id).where(PeerSession.group_id == draft.id))
        )
    )
    if draft.id and spoken - set(draft.members):
        return _("Somebody who had sessions here stays. End this group and make a new one.")
    return ""


@recorded_as("peer_groups.end")
def end(session: Session, group_id: uuid.UUID, last: dt.date | None = None) -> None:
    """The group is over after this day; its sessions stay."""
    group = session.get_one(PeerGroup, group_id)
    group.until_on = max(last or clock.today(), group.from_on)


@recorded_as("peer_groups.remove")
def remove(session: Session, group_id: uuid.UUID) -> None:
    """Made by mistake. Raises StageCoachError once there were talks: then it is ended."""
    spoken = select(PeerSession.id).where(PeerSession.group_id == group_id).limit(1)
    if session.scalar(spoken) is not None:
        raise StageCoachError(_("They talked already: end this pair. Nothing has been changed."))
    for member in session.scalars(select(PeerMember).where(PeerMember.group_id == group_id)):
        session.delete(member)
    session.flush()  # before the group they belong to
    session.delete(session.get_one(PeerGroup, group_id))


def of_guides_who_left(session: Session) -> set[uuid.UUID]:
    """Groups, still going on, whose guide holds no role here any more, or that have none."""
    able = guides(session)
    return {row.id for row in overview(session) if row.guide_id not in able}
