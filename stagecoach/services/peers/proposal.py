"""A proposal of pairs: never the same twice, nobody with whom they are rather not together.

The pairs are a matching of the greatest weight in the graph of who can be with whom (Galil,
"Efficient algorithms for finding maximum matching in graphs", 1986; by rustworkx): as many
students as can be get somebody, and of all such ways the one that meets most wishes.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.texts import first_name
from stagecoach.i18n import _, listed
from stagecoach.services.access import rights as access
from stagecoach.services.peers import apart, group_changes
from stagecoach.store.journal import recorded_as
from stagecoach.store.peers import PeerMember
from stagecoach.store.students.placements import Placement
from stagecoach.store.students.students import Student

Pair = frozenset[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is looked for besides; what cannot be met is no reason to leave somebody alone."""

    other_company: bool = True
    other_year: bool = False
    same_study: bool = True


@dataclass(frozen=True, slots=True)
class Candidate:
    id: uuid.UUID
    name: str
    company_id: uuid.UUID
    study_id: uuid.UUID
    year: int


@dataclass(frozen=True, slots=True)
class Group:
    """Two who could be together, or three where one is left over."""

    members: tuple[Candidate, ...]

    @property
    def name(self) -> str:
        return listed([first_name(member.name) for member in self.members])

    @property
    def why(self) -> str:
        """What speaks for it, in a few words; never why others are kept apart."""
        said = [_("new together")]
        if len({member.company_id for member in self.members}) == len(self.members):
            said.append(_("different companies"))
        if len({member.study_id for member in self.members}) == 1:
            said.append(_("same study"))
        if len({member.year for member in self.members}) > 1:
            said.append(_("different study years"))
        return ", ".join(said)


@dataclass(frozen=True, slots=True)
class Proposal:
    groups: tuple[Group, ...]
    left: tuple[Candidate, ...]  # nobody could be found for them


def propose(session: Session, wishes: Wishes = Wishes(), *, everybody: bool = False) -> Proposal:
    """For students without a group; with `everybody` for all whom one may pair."""
    wanted = group_changes.choices(session) if everybody else group_changes.alone(session)
    students = _students(session, {choice.id for choice in wanted})
    return match(students, _before(session) | apart.pairs(session), wishes)


def match(students: Sequence[Candidate], not_together: set[Pair], wishes: Wishes) -> Proposal:
    """The proposal itself; `not_together` holds who were before, and who are kept apart."""
    import rustworkx  # which the start of the program does without

    graph: rustworkx.PyGraph[int, int] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(list(range(len(students))))
    numbers = {student.id: number for number, student in enumerate(students)}
    banned = {
        tuple(sorted(numbers[peer] for peer in pair))
        for pair in not_together
        if pair <= numbers.keys()
    }
    graph.add_edges_from(
        [
            (a, b, _weight(students[a], students[b], wishes))
            for a, b in combinations(range(len(students)), 2)
            if (a, b) not in banned
        ]
    )
    matched_pairs = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    pairs = sorted(tuple(sorted(pair)) for pair in matched_pairs)
    busy = {number for pair in pairs for number in pair}
    groups = [Group(tuple(students[number] for number in pair)) for pair in pairs]
    left = [peer for number, peer in enumerate(students) if number not in busy]
    for single in list(left):
        if (at := _trio(single, groups, not_together, wishes)) is not None:
            groups[at] = Group((*groups[at].members, single))
            left.remove(single)
    return Proposal(tuple(groups), tuple(left))


def _trio(
    single: Candidate, groups: list[Group], not_together: set[Pair], wishes: Wishes
) -> int | None:
    """The pair that somebody who is left over fits best; each pair takes one."""
    able = [
        (sum(_weight(single, other, wishes) for other in group.members), -number)
        for number, group in enumerate(groups)
        if len(group.members) == 2  # noqa: PLR2004 - a pair
        and not any(frozenset((single.id, other.id)) in not_together for other in group.members)
    ]
    return -max(able)[1] if able else None


def _weight(a: Candidate, b: Candidate, wishes: Wishes) -> int:
    return (
        1
        + 4 * (wishes.other_company and a.company_id != b.company_id)
        + 2 * (wishes.same_study and a.study_id == b.study_id)
        + 2 * (wishes.other_year and a.year != b.year)
    )


def _students(session: Session, wanted: set[uuid.UUID]) -> list[Candidate]:
    """By name, with the placement they are on now."""
    p = Placement
    query = (
        select(Student.id, Student.name, p.company_id, Student.qualification_id, p.study_year)
        .join(p, p.student_id == Student.id)
        .where(access.within(session, Right.PEERS), p.ends_on >= clock.today())
        .order_by(func.fold(Student.name), p.starts_on)
    )
    candidates = {row[0]: Candidate(*row) for row in session.execute(query) if row[0] in wanted}
    return list(candidates.values())


def _before(session: Session) -> set[Pair]:
    """Who were ever in a group together."""
    groups: dict[uuid.UUID, list[uuid.UUID]] = {}
    for group, student in session.execute(select(PeerMember.group_id, PeerMember.student_id)):
        groups.setdefault(group, []).append(student)
    return {frozenset(pair) for members in groups.values() for pair in combinations(members, 2)}


@recorded_as("peer_proposal.accept")
def accept(session: Session, groups: Iterable[Group], draft: group_changes.Draft) -> int:
    """Make these groups, each with the goal and dates of the draft. Gives how many."""
    drafts = [
        replace(draft, id=None, members=[member.id for member in group.members])
        for group in groups
    ]
    return group_changes.add_all(session, drafts)
