"""Guidance moments, what asks for attention, and documents in the store."""

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

import pytest

from stagecoach import clock
from stagecoach.domain.evaluations import Party
from stagecoach.domain.guidance import MomentKind
from stagecoach.domain.people import Role
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.services.guidance import actions, agendas, moments
from stagecoach.services.guidance.moments import Draft
from stagecoach.services.hours import approval
from stagecoach.services.rules import rules
from stagecoach.services.students import attachments
from stagecoach.services.today import attention, today
from stagecoach.services.today.points import Point
from stagecoach.store.file.database import Database
from tests import make
from tests.conftest import DAY

WEEK = dt.timedelta(days=7)
PDF = b"%PDF-1.7 een scan"


def points(database: Database, role: Role = Role.WORKPLACE_TRAINER) -> list[Point]:
    assert database.person_id is not None
    rows = database.ask(today.overview, database.person_id)
    return database.ask(attention.points, rows, role)


def of(database: Database, rule: str, **about: Any) -> list[Point]:
    rule_points = [point for point in points(database, **about) if point.rule == rule]
    return sorted(rule_points, key=lambda point: point.title)


def held(key: uuid.UUID, **changes: Any) -> Draft:
    draft = Draft(key, MomentKind.VISIT, DAY, held=True, at_work=True, result="Goed gesprek.")
    for name, value in changes.items():
        setattr(draft, name, value)
    return draft


def test_a_moment_is_kept_with_its_actions(database: Database, youssef: uuid.UUID) -> None:
    agreed = [
        actions.Draft("Testgevallen schrijven", Party.STUDENT, DAY + WEEK),
        actions.Draft("   "),
        actions.Draft("Coach regelen", Party.COMPANY),
    ]
    key = database.do(moments.save, held(youssef, actions=agreed))
    moment = database.ask(moments.overview, youssef)[0]
    assert (moment.id, moment.held, [a.text for a in moment.actions]) == (
        key,
        True,
        ["Testgevallen schrijven", "Coach regelen"],
    )
    draft = database.ask(moments.draft, key)
    draft.actions = draft.actions[:1]
    database.do(moments.save, draft)
    assert len(database.ask(actions.still_open, [youssef])) == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"on_date": None}, "on_date", "bestaat niet"),
        ({"on_date": DAY + WEEK}, "on_date", "nog komen"),
        ({"result": "  "}, "result", "eruit kwam"),
        ({"minutes": 1441}, "minutes", "1440"),
        ({"actions": [actions.Draft("a" * 301)]}, "actions", "300"),
        ({"agenda": "a" * 65_001}, "agenda", "65000"),
    ],
)
def test_a_wrong_moment_is_refused_with_words(
    database: Database, youssef: uuid.UUID, changes: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Invalid) as refused:
        database.do(moments.save, held(youssef, **changes))
    assert words in refused.value.problems[field]


def test_a_contact_is_between_three(database: Database, youssef: uuid.UUID) -> None:
    assert database.ask(moments.contacts, [youssef]) == {youssef: (1, 1)}
    database.do(moments.save, held(youssef, school_there=False))
    database.do(moments.save, held(youssef, held=False, result=""))
    assert database.ask(moments.contacts, [youssef]) == {youssef: (1, 1)}
    database.do(moments.save, held(youssef, at_work=False))
    assert database.ask(moments.contacts, [youssef]) == {youssef: (2, 1)}


def test_missing_contacts_show_in_time(database: Database, youssef: uuid.UUID) -> None:
    assert of(database, "contacts_missing") == []
    clock.pretend_today(dt.date(2026, 11, 6))  # 70 days before the end, two are missing
    point = of(database, "contacts_missing")[-1]
    assert point.title == "Youssef: er missen 2 contactmomenten"
    assert point.placement_id == youssef


def test_the_agenda_is_made_from_what_is_open(database: Database, youssef: uuid.UUID) -> None:
    database.do(actions.save, youssef, actions.Draft("Rooster delen", Party.SCHOOL, DAY))
    agenda = database.ask(agendas.propose, youssef)
    for line in (
        "- Rooster delen (school, voor 29 okt)",
        "- Bespreek 3 testgevallen",
        "- Beoordeel W6 Alarm bij te hoge zuigdruk bouwen",
        "- Uren goedkeuren",
    ):
        assert line in agenda.splitlines()


def test_an_action_asks_for_attention_until_it_is_done(
    database: Database, youssef: uuid.UUID
) -> None:
    due = DAY + dt.timedelta(days=3)
    key = database.do(actions.save, youssef, actions.Draft("Rooster delen", Party.SCHOOL, due))
    database.do(actions.save, youssef, actions.Draft("Ooit", Party.SCHOOL, DAY + WEEK))
    assert [p.title for p in of(database, "action_due")] == ["Rooster delen"]
    database.do(actions.set_done, key, done=True)
    assert of(database, "action_due") == []


def test_a_point_is_set_aside_and_asks_anew_when_it_comes_back(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    assert database.person_id is not None
    point = of(database, "silent_track")[0]
    with pytest.raises(Invalid, match="niet nodig"):
        database.do(attention.clear, point, database.person_id, on_paper=False, reason=" ")
    database.do(attention.clear, point, database.person_id, on_paper=True)
    assert of(database, "silent_track") == []
    make.log(database, placements["Giovanni"], track="learning")
    clock.pretend_today(DAY + 3 * WEEK)
    again = [p for p in of(database, "silent_track") if p.placement_id == point.placement_id]
    assert {p.track for p in again} == {"learning", "work"}


def test_a_rule_is_asked_of_its_roles_and_from_its_date(database: Database) -> None:
    assert of(database, "hours_to_approve", role=Role.WORK_COACH) == []
    assert len(of(database, "hours_to_approve")) == 1
    assert database.ask(rules.attention)["silent_track"].days == 14


def test_hours_that_were_sent_back_ask_whoever_writes_them(
    database: Database, youssef: uuid.UUID
) -> None:
    assert database.person_id is not None
    monday = dt.date(2026, 10, 26)
    database.do(approval.send_back, youssef, monday, monday, "Was 8 uur.", database.person_id)
    assert [p.title for p in of(database, "hours_sent_back")] == ["9 uur is teruggestuurd"]


def test_an_unsigned_agreement_asks_for_its_signature(database: Database) -> None:
    make.student(database, name="Noa Smit", signed_on=None)
    assert [p.title for p in of(database, "agreement_unsigned")] == [
        "De overeenkomst van Noa is niet getekend"
    ]


def test_a_document_is_kept_to_the_byte(
    database: Database, youssef: uuid.UUID, tmp_path: Path
) -> None:
    assert database.person_id is not None
    path = tmp_path / "Praktijkovereenkomst.pdf"
    path.write_bytes(PDF)
    key = attachments.attach(database, youssef, path, database.person_id)
    row, content = database.ask(attachments.read, key)
    assert (row.name, row.media_type, content) == (path.name, attachments.PDF, PDF)
    database.do(attachments.remove, key)
    assert database.ask(attachments.overview, youssef) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("leeg.pdf", b"", "leeg"),
        ("factuur.pdf.exe", b"MZ\x90\x00", "pdf, jpeg, png en heic"),
        ("tekst.pdf", b"geen pdf", "pdf, jpeg, png en heic"),
    ],
)
def test_what_is_no_document_is_refused(
    database: Database, youssef: uuid.UUID, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    assert database.person_id is not None
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(StageCoachError, match=words):
        attachments.attach(database, youssef, path, database.person_id)
    assert database.ask(attachments.overview, youssef) == []


def test_two_gigabytes_are_refused_before_anything_is_read(
    database: Database, youssef: uuid.UUID, tmp_path: Path
) -> None:
    assert database.person_id is not None
    path = tmp_path / "film.pdf"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)  # sparse: takes no room
    with pytest.raises(StageCoachError, match=r"2\.000 megabyte. Er passen er hoogstens 50"):
        attachments.attach(database, youssef, path, database.person_id)
    with pytest.raises(StageCoachError, match="niet te lezen"):
        attachments.attach(database, youssef, tmp_path / "weg.pdf", database.person_id)
