"""Agreeing: in any order, to one version; a change takes it back; closed is closed."""

import contextlib
import datetime as dt
import json
import uuid
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.evaluations import Conclusion, Kind, Party, Response, Status, Way
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid, StageCoachError, WrongPassphrase
from stagecoach.services.evaluations import consents, corrections, evaluations, versions
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.history import undo as history
from stagecoach.services.people import keys, pins
from stagecoach.services.students import attachments
from stagecoach.store import sealing
from stagecoach.store.compressed import decompress
from stagecoach.store.evaluations.consents import Consent, EvaluationVersion
from stagecoach.store.file.database import Database
from tests import make
from tests.conftest import DAY
from tests.make import step

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def ready(database: Database, placements: dict[str, uuid.UUID]) -> uuid.UUID:
    """An evaluation that misses nothing."""
    sheet = make.answered(database, placements["Aleksandra"])
    assert sheet.id is not None
    return sheet.id


def load(database: Database, key: uuid.UUID) -> sheets.Sheet:
    return database.ask(sheets.load, key)


def edits(key: uuid.UUID, sheet: sheets.Sheet) -> list[tuple[Any, ...]]:
    """Every way in which the content of an evaluation can change."""
    section = sheet.structure.sections[0]
    return [
        (evaluations.answer, key, section.questions[0].id, "G", ""),
        (evaluations.decide, key, section.key, "G", ""),
        (evaluations.accept_proposals, key),
        (evaluations.conclude, key, Conclusion.WITH_AGREEMENTS),
        (evaluations.plan_talk, key, DAY + dt.timedelta(days=9)),
        (evaluations.agree, key, Track.WORK, ["Iets nieuws"]),
    ]


def test_nothing_is_agreed_with_before_it_is_complete(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    key = database.do(evaluations.begin, placements["Aleksandra"], Kind.INTERIM)
    with pytest.raises(StageCoachError, match="24 vragen nog open"):
        make.sign(database, key, Party.STUDENT)
    assert load(database, key).said == ()


@pytest.mark.parametrize(
    "order",
    [(Party.STUDENT, Party.COMPANY, Party.SCHOOL), (Party.SCHOOL, Party.STUDENT, Party.COMPANY)],
)
def test_the_last_of_three_in_any_order_closes(
    database: Database, ready: uuid.UUID, order: tuple[Party, ...]
) -> None:
    for party in order[:2]:
        make.sign(database, ready, party)
        assert load(database, ready).status is Status.PROPOSED
    make.sign(database, ready, order[2])
    sheet = load(database, ready)
    assert sheet.status is Status.CLOSED
    assert set(sheet.signatures) == set(Party)
    with pytest.raises(Invalid, match="al gesloten"):
        make.sign(database, ready, Party.STUDENT)


def test_seen_is_not_agreed_and_a_refusal_has_its_reason(
    database: Database, ready: uuid.UUID
) -> None:
    database.do(consents.give, make.drawn(ready, Party.STUDENT, said=Response.SEEN))
    assert load(database, ready).signatures == {}
    with pytest.raises(Invalid, match="waarom je niet akkoord"):
        database.do(consents.give, make.drawn(ready, Party.STUDENT, said=Response.REFUSED))
    refused = make.drawn(ready, Party.STUDENT, said=Response.REFUSED, reason="Dit klopt niet.")
    database.do(consents.give, refused)
    make.sign(database, ready, Party.COMPANY, Party.SCHOOL)
    sheet = load(database, ready)
    assert sheet.status is Status.PROPOSED
    assert [s.reason for s in sheet.said if s.said is Response.REFUSED] == ["Dit klopt niet."]
    make.sign(database, ready, Party.STUDENT)  # and after all they agree
    assert load(database, ready).closed


@pytest.mark.parametrize("at", range(6))
def test_every_change_after_an_agreement_withdraws_it_and_keeps_both_versions(
    database: Database, ready: uuid.UUID, at: int
) -> None:
    make.sign(database, ready, Party.COMPANY, Party.STUDENT)
    agreed = database.ask(versions.overview, ready)
    action, *words = edits(ready, load(database, ready))[at]
    database.do(step(action), *words)
    sheet = load(database, ready)
    assert sheet.status is Status.DRAFT
    assert sheet.said == ()
    kept = database.ask(
        lambda s: [
            (c.party, c.withdrawn_why) for c in s.query(Consent).filter_by(evaluation_id=ready)
        ]
    )
    assert kept == [(Party.COMPANY, "daarna gewijzigd"), (Party.STUDENT, "daarna gewijzigd")]
    database.do(consents.propose, ready)
    after = database.ask(versions.overview, ready)
    assert after[-1] == agreed[0]
    assert len(after) == 1 + (action is not evaluations.accept_proposals)
    if len(after) > 1:
        differences = database.ask(versions.compared, ready, after[1].id, after[0].id)
        assert differences
        assert all(difference.before != difference.after for difference in differences)


def test_changing_is_asked_for_with_a_reason(database: Database, ready: uuid.UUID) -> None:
    make.sign(database, ready, Party.COMPANY)
    with pytest.raises(Invalid, match="waarom het verandert"):
        database.do(consents.reopen, ready, "  ")
    assert database.do(consents.reopen, ready, "Datum klopte niet") == 1
    assert load(database, ready).said == ()


@pytest.mark.parametrize("at", range(6))
def test_no_way_leads_from_closed_back(database: Database, ready: uuid.UUID, at: int) -> None:
    make.sign(database, ready)
    before = load(database, ready)
    action, *words = edits(ready, before)[at]
    for act, *rest in ((action, *words), (consents.reopen, ready, "Toch anders")):
        with pytest.raises(StageCoachError, match="gesloten"):
            database.do(step(act), *rest)
    with pytest.raises(StageCoachError, match="al gesloten"):
        database.do(consents.propose, ready)
    assert load(database, ready) == before


ACTIONS = st.lists(
    st.sampled_from(
        [
            "edit",
            "propose",
            "student",
            "company",
            "school",
            "seen",
            "refuse",
            "reopen",
            "correct",
            "undo",
        ]
    ),
    max_size=14,
)


@settings(max_examples=25)
@given(actions=ACTIONS)
def test_closed_stays_closed_and_consent_dies_with_its_content(
    database: Database, actions: list[str]
) -> None:
    """Whatever is done in whatever order."""
    placement = make.student(database, crebo="25829", name=f"Student {uuid.uuid4()}")
    first = key = make.answered(database, placement).id
    assert first is not None
    closed: dict[uuid.UUID, sheets.Sheet] = {}
    for number, act in enumerate(actions):
        key = database.ask(evaluations.find, placement, Kind.INTERIM)
        assert key is not None
        with contextlib.suppress(StageCoachError):
            _do(database, key, act, number)
        for sheet_id in (key, database.ask(evaluations.find, placement, Kind.INTERIM)):
            assert sheet_id is not None
            sheet = load(database, sheet_id)
            if sheet_id in closed:
                assert sheet == closed[sheet_id]
            elif sheet.closed:
                closed[sheet_id] = sheet
            if sheet.said:
                assert database.ask(_agreed_body, sheet_id) == database.ask(_body_now, sheet_id)


def _body_now(session: Session, key: uuid.UUID) -> Any:
    return versions.body(session, sheets.load(session, key))


def _agreed_body(session: Session, key: uuid.UUID) -> Any:
    newest = versions.latest(session, key)
    assert newest is not None
    return json.loads(decompress(newest.body))


def _do(database: Database, key: uuid.UUID, act: str, number: int) -> None:
    if act in set(Party):
        make.sign(database, key, Party(act))
    elif act == "edit":
        database.do(evaluations.agree, key, Track.WORK, [f"Afspraak {number}"])
    elif act == "propose":
        database.do(consents.propose, key)
    elif act == "reopen":
        database.do(consents.reopen, key, "Toch anders")
    elif act == "correct":
        database.do(corrections.begin, key, "Verkeerde afspraak")
    elif act == "undo":
        last = database.ask(
            lambda s: s.execute(text("SELECT id FROM action ORDER BY id DESC LIMIT 1")).scalar()
        )
        database.do(history.reverse, uuid.UUID(bytes=last))
    else:
        said = Response.SEEN if act == "seen" else Response.REFUSED
        database.do(consents.give, make.drawn(key, Party.STUDENT, said=said, reason="Nee."))


def test_a_correction_names_the_old_and_asks_everybody_again(
    database: Database, ready: uuid.UUID
) -> None:
    with pytest.raises(StageCoachError, match="Alleen een gesloten"):
        database.do(corrections.begin, ready, "Fout")
    make.sign(database, ready)
    with pytest.raises(Invalid, match="wat er niet klopte"):
        database.do(corrections.begin, ready, " ")
    new = database.do(corrections.begin, ready, "Verkeerde datum")
    old, sheet = load(database, ready), load(database, new)
    assert old.closed
    assert (sheet.edition, sheet.correction, sheet.status) == (2, "Verkeerde datum", Status.DRAFT)
    assert (sheet.answers, sheet.decisions) == (old.answers, old.decisions)
    assert sheet.said == ()
    assert database.ask(evaluations.find, old.head.placement_id, Kind.INTERIM) == new  # type: ignore[union-attr]
    with pytest.raises(StageCoachError, match="al een correctie"):
        database.do(corrections.begin, ready, "Nog een")
    make.sign(database, new)
    assert load(database, new).closed
    assert load(database, ready) == old


def test_a_clock_that_went_back_between_two_signatures_is_told(
    database: Database, ready: uuid.UUID
) -> None:
    make.sign(database, ready, Party.COMPANY)
    clock.pretend_today(DAY - dt.timedelta(days=2))
    with pytest.raises(StageCoachError, match="er is niets getekend"):
        make.sign(database, ready, Party.STUDENT)
    clock.pretend_today(DAY)
    make.sign(database, ready, Party.STUDENT)


class TestWays:
    @pytest.mark.parametrize(
        "drawing",
        [
            None,
            {},
            {"strokes": [], "ratio": 3},
            {"strokes": [[[1, 1]]], "ratio": 3},
            {"strokes": [[[1, 1], [1, 1]]], "ratio": 3},
            {"strokes": [[[-1, 0], [5, 5]]], "ratio": 3},
            {"strokes": [[[1, 2], [3]]], "ratio": 3},
            {"strokes": "x", "ratio": 3},
            {"strokes": [[[1, 2], [3, 4]]]},
            {"strokes": [[["1", 2], [3, 4]]], "ratio": 3},
        ],
    )
    def test_what_is_no_signature_is_refused(
        self, database: Database, ready: uuid.UUID, drawing: Any
    ) -> None:
        with pytest.raises(Invalid, match="Teken eerst"):
            database.do(consents.give, make.drawn(ready, Party.STUDENT, drawing=drawing))
        assert load(database, ready).said == ()

    def test_paper_wants_the_scan_of_this_student(
        self, database: Database, ready: uuid.UUID, placements: dict[str, uuid.UUID]
    ) -> None:
        assert database.person_id is not None
        own, other = (
            database.do(
                attachments.add, placements[name], "getekend.pdf", content, database.person_id
            )
            for name, content in (("Aleksandra", PDF), ("Lotte", PDF + b"x"))
        )
        for scan in (None, other):
            draft = make.drawn(ready, Party.STUDENT, way=Way.PAPER, attachment_id=scan)
            with pytest.raises(Invalid, match="Kies de scan"):
                database.do(consents.give, draft)
        draft = make.drawn(ready, Party.STUDENT, way=Way.PAPER, attachment_id=own)
        database.do(consents.give, draft)
        assert load(database, ready).signatures[Party.STUDENT].way is Way.PAPER

    def test_a_wrong_pin_signs_nothing_and_is_counted(
        self, database: Database, ready: uuid.UUID
    ) -> None:
        me = database.person_id
        assert me is not None
        database.do(pins.choose, me, "2580", "2580")
        draft = make.drawn(ready, Party.COMPANY, way=Way.PIN, person_id=me, pin="1111")
        assert [database.do(consents.give, draft) for _ in range(2)] == [1, 2]
        assert load(database, ready).said == ()
        draft.pin = "2580"
        assert database.do(consents.give, draft) == 0
        assert load(database, ready).signatures[Party.COMPANY].way is Way.PIN

    def test_nobody_signs_with_the_pin_of_another(
        self, database: Database, ready: uuid.UUID
    ) -> None:
        me = database.person_id
        assert me is not None
        database.do(pins.choose, me, "2580", "2580")
        draft = make.drawn(ready, Party.SCHOOL, way=Way.PIN, person_id=me, pin="2580")
        with pytest.raises(Invalid, match="van iemand anders"):
            database.do(consents.give, draft)
        draft = make.drawn(ready, Party.STUDENT, way=Way.PIN, person_id=None, pin="2580")
        with pytest.raises(Invalid, match="geen pincode"):
            database.do(consents.give, draft)

    def test_by_name_alone_nobody_signs_any_more(
        self, database: Database, ready: uuid.UUID
    ) -> None:
        with pytest.raises(Invalid, match="Teken met een pincode"):
            database.do(consents.give, make.drawn(ready, Party.STUDENT, way=Way.NAME))

    def test_with_a_key_of_ones_own_the_version_is_signed_too(
        self, database: Database, ready: uuid.UUID
    ) -> None:
        words = "mijn eigen lange zin"
        database.do(keys.make, words, words)
        me = database.person_id
        draft = make.drawn(ready, Party.COMPANY, person_id=me, passphrase="verkeerd " * 3)
        with pytest.raises(WrongPassphrase):
            database.do(consents.give, draft)
        draft.passphrase = words
        database.do(consents.give, draft)
        verifier, signature, digest = database.ask(
            lambda s: (
                s.query(Consent.verifier, Consent.signature, EvaluationVersion.digest)
                .join(EvaluationVersion, Consent.version_id == EvaluationVersion.id)
                .filter(Consent.evaluation_id == ready)
                .one()
            )
        )
        assert sealing.signed_by(verifier, digest.encode(), signature)
        assert not sealing.signed_by(verifier, digest[::-1].encode(), signature)


def test_of_a_minor_a_parent_agrees_beside_the_student(
    database: Database, ready: uuid.UUID
) -> None:
    with pytest.raises(Invalid, match="geen ouder of verzorger"):
        database.do(consents.give, make.drawn(ready, Party.STUDENT, guardian=True))
    database.do(evaluations.ask_guardian, ready, guardian=True)
    make.sign(database, ready)
    assert load(database, ready).status is Status.PROPOSED
    parent = make.drawn(ready, Party.STUDENT, guardian=True, name="Ewa Nowak")
    database.do(consents.give, parent)
    sheet = load(database, ready)
    assert sheet.closed
    assert sheet.guardian_signed is not None
    assert sheet.guardian_signed.name == "Ewa Nowak"


def test_the_database_itself_refuses_what_comes_after_closing(
    database: Database, ready: uuid.UUID
) -> None:
    make.sign(database, ready)
    key = f"X'{ready.hex}'"
    for statement in (
        f"UPDATE evaluation SET conclusion = 'off_course' WHERE id = {key}",
        f"UPDATE mark SET value = 'G' WHERE evaluation_id = {key}",
        f"DELETE FROM mark WHERE evaluation_id = {key}",
        f"INSERT OR REPLACE INTO mark SELECT * FROM mark WHERE evaluation_id = {key}",
        f"UPDATE OR REPLACE outcome SET value = 'G' WHERE evaluation_id = {key}",
        f"UPDATE mark SET evaluation_id = {key} WHERE evaluation_id <> {key}",
        f"DELETE FROM consent WHERE evaluation_id = {key}",
        f"UPDATE closing SET number = 99 WHERE evaluation_id = {key}",
        "UPDATE blueprint SET content = '{}'",
        "UPDATE evaluation_version SET body = '{}'",
        f"DELETE FROM evaluation WHERE id = {key}",
    ):
        with database.engine.connect() as connection, pytest.raises(IntegrityError):
            connection.execute(text(statement))
