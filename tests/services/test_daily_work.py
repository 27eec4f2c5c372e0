"""Students, tasks, log, hours and Today: what is kept, and what is refused with which words."""

import datetime as dt
import uuid
from functools import partial
from typing import Any

import pytest

from stagecoach.domain.logs import Guide
from stagecoach.domain.people import Role
from stagecoach.domain.tasks import Status
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.services import dossier, drafts
from stagecoach.services.logs import entries as logs
from stagecoach.services.logs import logbook
from stagecoach.services.students import list as student_list
from stagecoach.services.students import placements, students
from stagecoach.services.tasks import tasks
from stagecoach.services.today import attention, today
from stagecoach.services.today.points import Point
from stagecoach.store.file.database import Database
from tests import make
from tests.conftest import DAY
from tests.counting import queries

# Texts that break other programs (docs/threats.md, Texts): kept to the letter here.
HOSTILE = [
    "Jan <b",
    "=cmd()",
    "O'Brien",
    "null",
    "True",
    "</para> Jan",
    '<img src="/etc/passwd">',
    "{0.__class__}",
    "%n %s",
    "'); DROP TABLE student; --",
    "عبد الله",
    "e\u0301e\u0301",
    "IJ ĳ",
    "a" * 200,
    "👩🏽‍🔧",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_kept_as_typed(database: Database, name: str) -> None:
    from stagecoach.domain.texts import line

    key = make.student(database, name=name)
    assert database.ask(students.head, key).name == line(name)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": "   "}, "name", "naam"),
        ({"name": "a" * 201}, "name", "200"),
        ({"name": "\0\x07"}, "name", "naam"),
        ({"company": ""}, "company", "naam"),
        ({"starts_on": None}, "starts_on", "bestaat niet"),
        ({"ends_on": DAY - dt.timedelta(days=1)}, "ends_on", "voor het begin"),
        ({"ends_on": DAY.replace(year=2039)}, "ends_on", "vier jaar"),
        ({"qualification_id": None}, "qualification_id", "kwalificatie"),
        ({"agreed_hours": -1}, "agreed_hours", "uur"),
        ({"number": "2041187"}, "number", "andere student"),
        ({"number": "9" * 21}, "number", "20"),
        ({"trainer": "b" * 300}, "trainer", "200"),
    ],
)
def test_a_wrong_student_is_refused_beside_the_field(
    database: Database, changes: dict[str, Any], field: str, words: str
) -> None:
    before = len(database.ask(student_list.page).rows)
    with pytest.raises(Invalid) as caught:
        make.student(database, **changes)
    assert words in caught.value.problems[field]
    assert len(database.ask(student_list.page).rows) == before


def test_changing_a_student_keeps_number_and_people(
    database: Database, youssef: uuid.UUID
) -> None:
    draft = database.ask(placements.draft, youssef)
    draft.client = "Merwestroom"
    database.do(placements.save, draft)
    head = database.ask(students.head, youssef)
    assert (head.client, head.number, head.trainer) == (
        "Merwestroom",
        "2041187",
        "Marloes Verbeek",
    )


def test_a_new_company_is_made_once(database: Database) -> None:
    for name in ("Een", "Twee"):
        make.student(database, name=name, company="  Nieuw   Bedrijf ")
    from stagecoach.services.people import persons as people

    names = [choice.name for choice in database.ask(people.companies)]
    assert names.count("Nieuw Bedrijf") == 1


def test_a_task_gets_the_next_number_and_shows_links_on_both_sides(
    database: Database, youssef: uuid.UUID
) -> None:
    plan = {t.code: t for t in database.ask(tasks.plan, youssef)}
    draft = database.ask(tasks.new_draft, youssef, Track.LEARNING)
    draft.title = "Nieuwe leertaak"
    draft.links = {plan["W1"].id, plan["W2"].id}
    key = database.do(tasks.save, draft)
    plan = {t.code: t for t in database.ask(tasks.plan, youssef)}
    assert plan["L10"].id == key
    assert plan["L10"].links == ("W1", "W2")
    assert "L10" in plan["W1"].links


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"short_title": "x" * 41}, "short_title"),
        ({"complexity": 6}, "complexity"),
        ({"week_from": 0}, "week_from"),
        ({"week_from": 5, "week_until": 4}, "week_until"),
        ({"week_until": 99}, "week_until"),
    ],
)
def test_a_wrong_task_is_refused(
    database: Database, youssef: uuid.UUID, changes: dict[str, Any], field: str
) -> None:
    draft = database.ask(tasks.new_draft, youssef, Track.WORK)
    draft.title = "Taak"
    draft.week_from = draft.week_until = 1
    for name, value in changes.items():
        setattr(draft, name, value)
    with pytest.raises(Invalid) as caught:
        database.do(tasks.save, draft)
    assert field in caught.value.problems


def test_a_task_with_log_entries_is_not_removed(database: Database, youssef: uuid.UUID) -> None:
    task = next(t for t in database.ask(tasks.plan, youssef) if t.code == "W7")
    with pytest.raises(StageCoachError, match="logs"):
        database.do(tasks.delete, task.id)


def test_a_log_is_prefilled_with_the_task_in_progress(
    database: Database, youssef: uuid.UUID
) -> None:
    draft = database.ask(logs.prefill, database.person_id, youssef)
    task = next(t for t in database.ask(tasks.plan, youssef) if t.id == draft.task_id)
    assert (task.code, draft.track, draft.happened_on) == ("W7", Track.WORK, DAY)


def test_the_student_logged_last_comes_first(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    make.log(database, placements["Sem"])
    assert database.ask(logs.prefill, database.person_id).placement_id == placements["Sem"]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"text": ""}, "text", "paar woorden"),
        ({"text": "\0"}, "text", "paar woorden"),
        ({"text": "x" * 65_001}, "text", "65000"),
        ({"happened_on": None}, "happened_on", "bestaat niet"),
        ({"happened_on": DAY + dt.timedelta(days=1)}, "happened_on", "moet nog komen"),
        ({"minutes": -1}, "minutes", "minuten"),
        ({"minutes": 1441}, "minutes", "minuten"),
        ({"placement_id": None}, "placement_id", "student"),
    ],
)
def test_a_wrong_log_is_refused(
    database: Database, youssef: uuid.UUID, changes: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Invalid) as caught:
        make.log(database, **{"placement_id": youssef, **changes})
    assert words in caught.value.problems[field]


def test_a_log_of_65000_characters_is_kept_whole(database: Database, youssef: uuid.UUID) -> None:
    text = "Lang verhaal. " * 4_642
    key = make.log(database, youssef, text=text)
    assert database.ask(logs.draft, key).text == text.strip()


def test_a_task_of_another_student_or_track_is_refused(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    lottes = database.ask(tasks.plan, placements["Lotte"])[0]
    with pytest.raises(Invalid) as caught:
        make.log(database, placements["Youssef"], task_id=lottes.id, track=lottes.track)
    assert "task_id" in caught.value.problems


def test_who_guided_is_known_from_the_task(database: Database, youssef: uuid.UUID) -> None:
    task = next(t for t in database.ask(tasks.plan, youssef) if t.code == "L5")
    make.log(database, youssef, task_id=task.id, track=task.track, guided_by=Guide.SCHOOL)
    newest = database.ask(logbook.entries, youssef, limit=1)[0]
    assert (newest.guide, newest.code) == ("Esra", "L5")


def test_saving_a_log_throws_its_draft_away(database: Database, youssef: uuid.UUID) -> None:
    database.do(drafts.keep, logs.FORM, "", {"text": "half"})
    database.do(drafts.keep, logs.FORM, "", {"text": "half getypt"})
    kept = database.ask(drafts.find, logs.FORM)
    assert kept is not None
    assert kept.fields == {"text": "half getypt"}
    make.log(database, youssef)
    assert database.ask(drafts.find, logs.FORM) is None


def attention_now(database: Database) -> list[Point]:
    assert database.person_id is not None
    rows = database.ask(today.overview, database.person_id)
    return database.ask(attention.points, rows, Role.WORKPLACE_TRAINER)


def test_today_is_as_the_design_draws_it(database: Database) -> None:
    assert database.person_id is not None
    rows = {r.name: r for r in database.ask(today.overview, database.person_id)}
    drawn = {
        "Youssef Amrani": (9, 20, (4, 9), (5, 11), 288, 14),
        "Lotte Hendriks": (14, 20, (7, 10), (9, 12), 452, 0),
        "Giovanni Maduro": (9, 40, (1, 12), (5, 16), 216, 24),
        "Aleksandra Nowak": (6, 20, (3, 8), (3, 10), 176, 0),
        "Sem de Wit": (12, 20, (5, 9), (6, 10), 384, 24),
        "Naomi Asante": (22, 40, (7, 13), (10, 18), 528, 0),
        "Thi Lan Pham": (2, 20, (1, 8), (1, 9), 56, 0),
    }
    for name, expected in drawn.items():
        r = rows[name]
        counts = (r.count(Track.LEARNING), r.count(Track.WORK))
        figures = (r.week, r.weeks, *counts, r.hours.approved // 60, r.hours.waiting // 60)
        assert figures == expected, name


def test_attention_names_the_reason_and_one_action(database: Database) -> None:
    assert database.person_id is not None
    points = attention_now(database)
    assert [(p.title, p.action) for p in points] == [
        ("Giovanni mist leerbegeleiding", "log"),
        ("62 uur goedkeuren", "hours"),
        ("Tussenevaluatie Youssef", "evaluation"),
        ("Tussenevaluatie Sem", "evaluation"),
        ("Handtekening voor Naomi ontbreekt", "evaluation"),
    ]


def test_logging_on_the_silent_track_takes_the_point_away(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    make.log(database, placements["Giovanni"], track=Track.LEARNING, guided_by=Guide.COMPANY)
    assert database.person_id is not None
    points = attention_now(database)
    assert "Giovanni mist leerbegeleiding" not in [p.title for p in points]


def test_the_number_of_queries_does_not_grow_with_the_students(database: Database) -> None:
    me = database.person_id
    assert me is not None

    def count() -> int:
        return len(queries(database, partial(database.ask, today.overview, me)))

    before = count()  # with who asks, and the pairs: these are known after that
    for number in range(5):
        make.student(database, name=f"Student {number}")
    count()
    assert count() == before - 9 == 9


def test_the_dossier_knows_what_comes_next(
    database: Database, placements: dict[str, uuid.UUID]
) -> None:
    kinds = {n: database.ask(dossier.summary, key).next_kind for n, key in placements.items()}
    assert kinds["Youssef"] == "interim"
    assert kinds["Lotte"] == "final"


def test_status_moves_a_task_between_the_counts(database: Database, youssef: uuid.UUID) -> None:
    task = next(t for t in database.ask(tasks.plan, youssef) if t.code == "L5")
    draft = database.ask(tasks.draft, task.id)
    draft.status = Status.DONE
    database.do(tasks.save, draft)
    assert database.person_id is not None
    row = next(r for r in database.ask(today.overview, database.person_id) if "Youssef" in r.name)
    assert row.count(Track.LEARNING) == (5, 9)
