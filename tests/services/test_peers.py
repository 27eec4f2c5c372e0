"""Peer coaching: groups, proposals, sealed sessions, silence and turns."""

import datetime as dt
import uuid
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.people import Role
from stagecoach.errors import Invalid
from stagecoach.services.access.rights import Refused
from stagecoach.services.history import changes
from stagecoach.services.peers import apart, group_changes, groups, proposal, sessions
from stagecoach.services.peers import content as peer_content
from stagecoach.services.peers.content import Content
from stagecoach.services.peers.proposal import Candidate, Wishes
from stagecoach.services.people import keys
from stagecoach.services.people.keys import Private
from stagecoach.services.search import search
from stagecoach.services.students import students
from stagecoach.store.file.database import Database
from stagecoach.store.journal import Change
from stagecoach.store.people.keys import PersonalKey
from tests import make
from tests.persons import become, program

SECRET = "Nee zeggen als een klant meer wil"
WISHES = Wishes()


@pytest.fixture
def naomi(placements: dict[str, uuid.UUID]) -> uuid.UUID:
    return placements["Naomi"]


@pytest.fixture
def group(database: Database, youssef: uuid.UUID, naomi: uuid.UUID) -> uuid.UUID:
    return make.pair(database, youssef, naomi)


def with_key(database: Database, role: Role, placement_id: uuid.UUID) -> Private:
    """Be somebody in this role who has a key."""
    become(database, role, placement_id)
    database.do(keys.make, "samen sterk op pad", "samen sterk op pad")
    return database.ask(keys.unlock, "samen sterk op pad")


def talk(database: Database, group: uuid.UUID, **said: Any) -> uuid.UUID:
    draft = database.ask(sessions.new_draft, group)
    draft.content = Content(**said) if said else None
    return database.do(sessions.save, draft)


class TestGroups:
    def test_nobody_is_paired_with_themselves(
        self, database: Database, youssef: uuid.UUID
    ) -> None:
        with pytest.raises(Invalid) as wrong:
            make.pair(database, youssef, youssef)
        assert "met zichzelf" in wrong.value.problems["members"]

    def test_kept_apart_is_said_without_a_reason_or_an_author(
        self, database: Database, youssef: uuid.UUID, naomi: uuid.UUID
    ) -> None:
        become(database, Role.WORK_COACH, youssef)
        students = [row.id for row in _heads(database, youssef, naomi)]
        database.do(apart.add, *students)
        with program(database):
            tables = set(database.ask(lambda s: s.scalars(select(Change.table_name)).all()))
            assert "peer_group" in tables  # of the example
            assert "apart" not in tables
            assert len(database.ask(apart.overview)) == 1
        with pytest.raises(Invalid) as wrong:
            make.pair(database, youssef, naomi)
        assert wrong.value.problems["members"].startswith("Deze twee liever niet samen")
        database.do(apart.add, *reversed(students))  # nobody learns that it was there
        with program(database):
            assert len(database.ask(apart.overview)) == 1

    def test_whoever_had_sessions_stays(
        self, database: Database, group: uuid.UUID, placements: dict[str, uuid.UUID]
    ) -> None:
        with program(database):
            talk(database, group)
            draft = database.ask(group_changes.draft, group)
            other = _heads(database, placements["Sem"])[0].id
            draft.members = [draft.members[0], other]
            with pytest.raises(Invalid, match="Beëindig deze groep"):
                database.do(group_changes.save, draft)

    def test_goal_dates_and_minutes_are_looked_at(
        self, database: Database, youssef: uuid.UUID, naomi: uuid.UUID
    ) -> None:
        with pytest.raises(Invalid) as wrong:
            make.pair(
                database,
                youssef,
                naomi,
                goal=" ",
                minutes=0,
                until_on=dt.date(2026, 8, 1),
                agreed_on=dt.date(2030, 1, 1),
            )
        assert set(wrong.value.problems) == {"goal", "minutes", "until_on", "agreed_on"}

    def test_silence_turns_and_plan(self, database: Database, group: uuid.UUID) -> None:
        """Since 1 September, every other week; today is 29 October: 58 days, five planned."""
        with program(database):
            row = database.ask(groups.one, group)
            assert row is not None
            assert (row.sessions, row.silent, row.planned, row.lead) == (0, 58, 5, 0)
            assert row.quiet()
            talk(database, group)
            row = database.ask(groups.one, group)
            assert row is not None
            assert (row.sessions, row.silent, row.lead) == (1, 0, 1)
            assert not row.quiet()

    @pytest.mark.parametrize(("interval", "days"), [(7, 21), (14, 28), (28, 56)])
    def test_quiet_is_21_days_or_twice_the_interval(self, interval: int, days: int) -> None:
        on = clock.today() - dt.timedelta(days=days)
        row = groups.Row(uuid.uuid4(), "", interval, 30, None, "", on, None, None)
        assert not row.quiet()
        earlier = groups.Row(
            uuid.uuid4(), "", interval, 30, None, "", on - dt.timedelta(days=1), None, None
        )
        assert earlier.quiet()

    def test_turns_alternate(self, database: Database, group: uuid.UUID) -> None:
        with program(database):
            coaches = []
            for _number in range(4):
                coaches.append(database.ask(sessions.new_draft, group).coach_id)
                talk(database, group)
        assert coaches[0] == coaches[2] != coaches[1] == coaches[3]


class TestSealed:
    def test_is_found_nowhere_with_the_key_of_the_store(
        self, database: Database, group: uuid.UUID, youssef: uuid.UUID, tmp_path: Path
    ) -> None:
        with_key(database, Role.STUDENT, youssef)
        talk(database, group, question=SECRET, action="Eén zin oefenen")
        with database.engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            connection.rollback()
            copy = tmp_path / "plain.db"
            raw.execute("ATTACH DATABASE ? AS plain KEY ''", (str(copy),))
            raw.execute("SELECT sqlcipher_export('plain')")
            raw.execute("DETACH DATABASE plain")
        plain = copy.read_bytes().decode("utf-8", errors="replace")
        assert "Elkaars werk nakijken" in plain  # the goal is; what was said is not
        assert SECRET not in plain
        assert "zin oefenen" not in plain
        assert SECRET.encode("utf-16-le") not in copy.read_bytes()
        with program(database):
            assert database.ask(search.find, "klant meer wil").hits == {}

    def test_a_pair_and_its_guide_read_it_and_nobody_else(
        self, database: Database, group: uuid.UUID, youssef: uuid.UUID
    ) -> None:
        guide = with_key(database, Role.SCHOOL_SUPERVISOR, youssef)
        with program(database):
            draft = database.ask(group_changes.draft, group)
            draft.guide_id = database.ask(_owner_of, guide)
            database.do(group_changes.save, draft)
        other = with_key(database, Role.WORKPLACE_TRAINER, youssef)
        mine = with_key(database, Role.STUDENT, youssef)
        talk(database, group, question=SECRET)
        row = database.ask(sessions.overview, group)[0]
        for private in (mine, guide):
            conversation = row.content(private)
            assert conversation is not None
            assert conversation.question == SECRET
        assert row.content(other) is None
        assert row.content(None) is None

    def test_who_has_no_key_yet_reads_it_later(
        self, database: Database, group: uuid.UUID, youssef: uuid.UUID, naomi: uuid.UUID
    ) -> None:
        mine = with_key(database, Role.STUDENT, youssef)
        talk(database, group, insight=SECRET)
        theirs = with_key(database, Role.STUDENT, naomi)
        row = database.ask(sessions.overview, group)[0]
        assert row.content(theirs) is None
        readers = database.ask(peer_content.readers, group)
        assert sessions.not_for_all([row], readers) == [row]
        assert database.do(sessions.let_all_read, [row], mine) == 1
        row = database.ask(sessions.overview, group)[0]
        conversation = row.content(theirs)
        assert conversation is not None
        assert conversation.insight == SECRET
        assert sessions.not_for_all([row], readers) == []

    def test_a_lost_key_reads_nothing_new(
        self, database: Database, group: uuid.UUID, youssef: uuid.UUID
    ) -> None:
        mine = with_key(database, Role.STUDENT, youssef)
        database.do(keys.lose)
        with pytest.raises(Invalid, match="al een sleutel"):
            talk(database, group, question=SECRET)
        talk(database, group)  # that it took place can still be kept
        assert database.ask(sessions.overview, group)[0].content(mine) is None

    def test_an_action_is_ticked_off_under_the_seal(
        self, database: Database, group: uuid.UUID, youssef: uuid.UUID
    ) -> None:
        mine = with_key(database, Role.STUDENT, youssef)
        talk(database, group, action="Eén zin oefenen")
        row = database.ask(sessions.overview, group)[0]
        database.do(sessions.set_done, row, mine, done=True)
        conversation = database.ask(sessions.overview, group)[0].content(mine)
        assert conversation is not None
        assert conversation.done_on == clock.today()

    @pytest.mark.parametrize(
        "text",
        ["x" * 5000, "</para><b>&amp;", "=1+2", "\u202eomgekeerd", "👩‍🏭 Ελληνικά עברית", "a\nb"],
    )
    def test_any_text_comes_back_as_it_was(
        self, database: Database, group: uuid.UUID, youssef: uuid.UUID, text: str
    ) -> None:
        mine = with_key(database, Role.STUDENT, youssef)
        talk(database, group, question=text)
        conversation = database.ask(sessions.overview, group)[0].content(mine)
        assert conversation is not None
        assert conversation.question.replace("\u202e", "") == text.replace("\u202e", "")

    def test_too_long_a_text_is_said_beside_its_field(
        self, database: Database, group: uuid.UUID, youssef: uuid.UUID
    ) -> None:
        with_key(database, Role.STUDENT, youssef)
        with pytest.raises(Invalid) as wrong:
            talk(database, group, insight="x" * 5001)
        assert set(wrong.value.problems) == {"insight"}
        assert database.ask(sessions.overview, group) == []

    def test_a_session_of_others_is_refused(
        self, database: Database, group: uuid.UUID, placements: dict[str, uuid.UUID]
    ) -> None:
        with_key(database, Role.STUDENT, placements["Sem"])
        with pytest.raises(Refused):
            talk(database, group)

    def test_history_tells_nothing_of_what_was_said(
        self, database: Database, group: uuid.UUID, youssef: uuid.UUID
    ) -> None:
        with_key(database, Role.STUDENT, youssef)
        key = talk(database, group, question=SECRET)
        database.do(sessions.delete, key)
        with program(database):
            told = [str(row) for row in database.ask(changes.in_bin)]
        assert not any(SECRET in line for line in told)


def _owner_of(session: Session, private: Private) -> uuid.UUID:
    query = select(PersonalKey.person_id).where(PersonalKey.recipient == private.recipient)
    return session.scalars(query).one()


def _heads(database: Database, *keys: uuid.UUID) -> list[students.Head]:
    before, database.person_id = database.person_id, None
    heads = [database.ask(students.head, key) for key in keys]
    database.person_id = before
    return heads


# --- proposals -------------------------------------------------------------------------


def candidates(count: int, companies: int = 3) -> list[Candidate]:
    company = [uuid.uuid4() for _number in range(companies)]
    study = uuid.uuid4()
    return [
        Candidate(
            uuid.UUID(int=number), f"Student {number}", company[number % companies], study, 1
        )
        for number in range(count)
    ]


def together(pairing: proposal.Proposal) -> list[frozenset[uuid.UUID]]:
    return [frozenset(member.id for member in group.members) for group in pairing.groups]


@given(
    count=st.integers(0, 9),
    forbidden=st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=30),
)
@settings(max_examples=80, deadline=None)
def test_a_proposal_respects_who_are_not_together_and_leaves_few_alone(
    count: int, forbidden: set[tuple[int, int]]
) -> None:
    people = candidates(count)
    banned = {frozenset((uuid.UUID(int=a), uuid.UUID(int=b))) for a, b in forbidden if a != b}
    pairing = proposal.match(people, banned, WISHES)
    placed = [person for group in pairing.groups for person in group.members]
    assert len(placed) == len(set(placed))
    assert {person.id for person in placed} | {person.id for person in pairing.left} == {
        person.id for person in people
    }
    for members in together(pairing):
        assert not any(frozenset(pair) in banned for pair in combinations(members, 2))
    pairs = sum(1 for _members in pairing.groups)
    assert pairs == _most_pairs(frozenset(person.id for person in people), banned)


def _most_pairs(left: frozenset[uuid.UUID], banned: set[frozenset[uuid.UUID]]) -> int:
    """By trying everything."""
    if len(left) < 2:
        return 0
    one = min(left)
    rest = left - {one}
    best = _most_pairs(rest, banned)
    for other in rest:
        if frozenset((one, other)) not in banned:
            best = max(best, 1 + _most_pairs(rest - {other}, banned))
    return best


def test_an_odd_number_gives_one_trio() -> None:
    pairing = proposal.match(candidates(7), set(), WISHES)
    assert sorted(len(members) for members in together(pairing)) == [2, 2, 3]
    assert pairing.left == ()


def test_when_everything_is_forbidden_nobody_is_proposed_and_all_are_named() -> None:
    people = candidates(4)
    banned = {frozenset((a.id, b.id)) for a, b in combinations(people, 2)}
    matching = proposal.match(people, banned, WISHES)
    assert matching.groups == ()
    assert list(matching.left) == people


def test_wishes_are_met_where_they_can_be() -> None:
    people = candidates(8, companies=2)
    matching = proposal.match(people, set(), Wishes(other_company=True))
    assert all("verschillende bedrijven" in group.why for group in matching.groups)


def test_nobody_is_proposed_with_whom_they_were_before(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    with program(database):
        for one, other in combinations(sorted(placements)[:4], 2):
            group = make.pair(database, placements[one], placements[other])
            database.do(group_changes.end, group, dt.date(2026, 9, 30))
        suggestion = database.ask(proposal.propose, WISHES)
    before = {h.id for h in _heads(database, *(placements[n] for n in sorted(placements)[:4]))}
    assert all(len(members & before) < 2 for members in together(suggestion))


def test_a_proposal_is_accepted_at_once(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    with program(database):
        before = len(database.ask(groups.overview))
        suggestion = database.ask(proposal.propose, WISHES, everybody=True)
        draft = group_changes.Draft(goal="Samen leren", from_on=clock.today())
        assert database.do(proposal.accept, suggestion.groups, draft) == 3
        assert len(database.ask(groups.overview)) == before + 3
        assert database.ask(group_changes.alone) == []
