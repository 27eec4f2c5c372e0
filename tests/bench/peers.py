"""Peer coaching: a proposal for everybody on placement, and a page of many pairs and talks."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from itertools import combinations

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.peers import Method, Where
from stagecoach.services.peers import group_changes
from stagecoach.services.peers import proposal as peer_proposal
from stagecoach.services.peers.proposal import Candidate, Wishes
from stagecoach.store.file.database import Database
from stagecoach.store.ids import new_id
from stagecoach.store.peers import PeerGroup, PeerMember, PeerSession
from stagecoach.ui.core.page import Place
from tests.bench.common import Figure, ms, p95, times
from tests.bench.daily import Bench
from tests.make import step

_TALKS = 10_000


def fill(session: Session) -> None:
    """Everybody on placement in a pair, with ten thousand talks between them."""
    if session.scalar(select(PeerGroup.id).limit(1)) is not None:
        return
    choices = [choice.id for choice in group_changes.choices(session)]
    pairs = list(zip(choices[::2], choices[1::2], strict=False))
    since = clock.today() - dt.timedelta(days=300)
    groups = [
        {
            "id": new_id(),
            "goal": f"Doel {number}",
            "interval_days": 14,
            "minutes": 30,
            "from_on": since,
        }
        for number, _pair in enumerate(pairs)
    ]
    session.execute(insert(PeerGroup), groups)
    both = list(zip(groups, pairs, strict=True))
    session.execute(
        insert(PeerMember),
        [
            {"group_id": group["id"], "student_id": student}
            for group, pair in both
            for student in pair
        ],
    )
    session.execute(insert(PeerSession), [_talk(n, *both[n % len(both)]) for n in range(_TALKS)])


def _talk(number: int, group: dict[str, object], pair: tuple[uuid.UUID, ...]) -> dict[str, object]:
    turn = number // 300 % 2
    return {
        "id": new_id(),
        "group_id": group["id"],
        "minutes": 30,
        "held": Where.TOGETHER,
        "on_date": clock.today() - dt.timedelta(days=number % 290),
        "method": Method.GROW,
        "coach_id": pair[turn],
        "coachee_id": pair[1 - turn],
        "sealed": "",
        "readers": "",
    }


def figures(database: Database, size: str = "L", slack: int = 1) -> Iterator[Figure]:
    before, database.person_id = database.person_id, None
    database.do(step(fill))
    yield _proposal(database, size)
    database.person_id = before
    bench = Bench(database, size, slack)
    yield _page(bench)
    bench.close()


def _proposal(database: Database, size: str) -> Figure:
    """Against taking the best pair that is left, again and again, without looking ahead."""
    duration = p95(times(lambda: database.ask(peer_proposal.propose, Wishes(), everybody=True), 5))
    proposal = database.ask(peer_proposal.propose, Wishes(), everybody=True)
    students = [student for group in proposal.groups for student in group.members]
    plain = p95(times(lambda: _greedy(students), 5))
    return Figure(
        f"pairs proposed for {len(students)} students, {size}, p95",
        ms(duration),
        f"greedy {ms(plain)}",
        f"{duration / plain:.1f}×",
        "≤ 1000 ms",
        duration <= 1,
    )


def _greedy(students: list[Candidate]) -> list[tuple[Candidate, Candidate]]:
    edges = [(a.company_id != b.company_id, a, b) for a, b in combinations(students, 2)]
    random.Random(1).shuffle(edges)
    taken: set[uuid.UUID] = set()
    pairs = []
    for _weight, a, b in sorted(edges, key=lambda edge: edge[0], reverse=True):
        if a.id not in taken and b.id not in taken:
            taken |= {a.id, b.id}
            pairs.append((a, b))
    return pairs


def _page(bench: Bench) -> Figure:
    bench.shell.go(Place("peers"))
    page = bench.shell.current()

    def show() -> None:
        page.refresh()
        bench.shell.repaint()

    return bench.figure("page of all pairs, 10,000 talks", show, 100, 30)
