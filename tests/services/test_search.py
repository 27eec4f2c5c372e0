"""Find anything: folded, forgiving in names, newest first, and never more than asked for."""

import datetime as dt
import uuid
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecoach.domain.tracks import Track
from stagecoach.services import matching as search_words
from stagecoach.services.history import undo as history
from stagecoach.services.logs import entries as logs
from stagecoach.services.search import preview as search_preview
from stagecoach.services.search import search
from stagecoach.services.search.hits import Hit
from stagecoach.services.students import students
from stagecoach.store.file.database import Database
from stagecoach.store.search import fold
from tests import make
from tests.counting import queries


def found(database: Database, typed: str, kind: str, **about: Any) -> list[str]:
    hits = database.ask(search.find, typed, **about).hits.get(kind, [])
    return [hit.title for hit in hits]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Yildirim", "Esra Yıldırım"),
        ("yıldırım", "Esra Yıldırım"),
        ("lukasz", "Łukasz Nowak"),
        ("soren", "Søren Østergård"),
        ("ostergard", "Søren Østergård"),
        ("strasse", "Jan Straße"),
        ("straße", "Jan Strasse"),
        ("zoe", "Zoë van ’t Hof"),
        ("hof", "Zoë van ’t Hof"),
        ("o'brien", "Sean O'Brien"),
        ("ijsbrand", "ĲSBRAND DE WIT"),
        ("naïma", "Naima Haddad"),
    ],
)
def test_a_name_is_found_however_it_is_written(database: Database, typed: str, kept: str) -> None:
    make.student(database, name=kept)
    assert found(database, typed, "student") == [kept]


@pytest.mark.parametrize("typed", ["Youssf", "Yousef", "yuossef", "youszef", "amrni", "Amranni"])
def test_one_typing_error_is_forgiven_in_a_name(database: Database, typed: str) -> None:
    assert found(database, typed, "student") == ["Youssef Amrani"]


@pytest.mark.parametrize("typed", ["yuf", "yosuefs", "xyzzy"])
def test_two_errors_or_a_short_word_are_not(database: Database, typed: str) -> None:
    assert "Youssef Amrani" not in found(database, typed, "student")


def test_a_word_may_name_the_student_and_the_other_what_it_is_about(database: Database) -> None:
    hits = database.ask(search.find, "youssef test").hits
    assert [h.title for h in hits["student"]] == ["Youssef Amrani"]
    assert {h.code for h in hits["task"]} == {"L6", "W7"}
    assert hits["log"][0].title.startswith("Testte het alarm")
    assert {h.detail for h in hits["log"]} == {"Youssef Amrani"}
    assert hits["evaluation"][0].detail == "Youssef Amrani, werkproces Test software"


def test_notes_match_by_the_beginning_of_a_word_newest_first(
    database: Database, youssef: uuid.UUID
) -> None:
    make.log(database, youssef, text="Oscilloscoop gekalibreerd")
    make.log(database, youssef, text="Weer de oscilloscoop")
    assert found(database, "oscillo", "log") == [
        "Weer de oscilloscoop",
        "Oscilloscoop gekalibreerd",
    ]
    assert found(database, "scoop", "log") == []
    assert found(database, "oscilosc", "log") == []  # typing errors are forgiven in names only


def test_only_ones_own_students(database: Database, placements: dict[str, uuid.UUID]) -> None:
    own = frozenset({placements["Lotte"]})
    assert found(database, "website", "student", own=own) == []
    assert found(database, "lotte", "student", own=own) == ["Lotte Hendriks"]
    assert found(database, "youssef", "student", own=own) == []
    titles = found(database, "testen", "task", own=own)
    assert titles
    assert set(titles) < set(found(database, "testen", "task"))
    assert found(database, "kadewerk", "company") == ["Kadewerk Software"]


@pytest.mark.parametrize(
    "typed",
    [
        'Jan "',
        "%",
        "_",
        '"',
        "*",
        "a : x OR NEAR(",
        "NOT",
        "AND",
        "^jan",
        "'); DROP TABLE x; --",
        "\0",
        "\ud800",
        "-",
        "{}",
        "'",
        "jan*",
        "(jan",
        "عبد",
        "𐐷",
        " ",
        "a" * 70_000,
    ],
)
def test_no_sign_in_a_search_means_anything(database: Database, typed: str) -> None:
    assert database.ask(search.find, typed).total >= 0


@given(st.text(max_size=40))
def test_whatever_is_typed_is_only_words(typed: str) -> None:
    for word in search_words.split(typed):
        assert search_words.match((word,)) == f'"{word}"*'
        assert word == fold(word)


def test_the_index_follows_every_change(database: Database, youssef: uuid.UUID) -> None:
    key = make.log(database, youssef, text="Potentiometer vervangen")
    draft = database.ask(logs.draft, key)
    draft.text = "Thermokoppel vervangen"
    database.do(logs.save, draft)
    assert found(database, "potentio", "log") == []
    assert found(database, "thermo", "log") == ["Thermokoppel vervangen"]
    actions: list[uuid.UUID | None] = []
    database.on_action = actions.append
    database.do(logs.delete, key)
    assert found(database, "thermo", "log") == []
    assert actions[0] is not None
    database.do(history.reverse, actions[0])
    assert found(database, "thermo", "log") == ["Thermokoppel vervangen"]


@pytest.mark.parametrize(
    ("shown", "words", "marked"),
    [
        ("Alarm testen", ("test",), ["test"]),
        ("Yıldırım", ("yildirim",), ["Yıldırım"]),
        ("Łukasz Straße", ("lu", "strass"), ["Łu", "Straße"]),
        ("een pretest", ("test",), []),
        ("L6 Testgevallen, Test", ("test",), ["Test", "Test"]),
    ],
)
def test_matches_are_marked_where_they_stand(
    shown: str, words: tuple[str, ...], marked: list[str]
) -> None:
    spans = search_words.spans(shown, words)
    assert [shown[at : at + length] for at, length in spans] == marked


def test_every_kind_of_hit_has_a_preview(database: Database, youssef: uuid.UUID) -> None:
    for typed in ("youssef", "alarm", "kennisgemaakt", "tussen youssef", "kadewerk"):
        for hits in database.ask(search.find, typed).hits.values():
            assert database.ask(search_preview.preview, hits[0]).title
    task = next(h for h in database.ask(search.find, "alarm testen").hits["task"])
    preview = database.ask(search_preview.preview, task)
    assert preview.note.startswith("Testte het alarm")
    assert dict(preview.lines)["Student"] == "Youssef Amrani"


def test_the_number_of_queries_does_not_grow_with_what_is_found(database: Database) -> None:
    def count(typed: str) -> int:
        return len(queries(database, partial(database.ask, search.find, typed)))

    before = count("student test")
    for number in range(5):
        make.student(database, name=f"Studente {number}")
    one = count("studente test")
    for number in range(20):
        make.student(database, name=f"Studente {number} twee")
    assert count("studente test") == one
    assert before <= one


def test_what_is_found_opens_where_it_is(database: Database, youssef: uuid.UUID) -> None:
    hit = database.ask(search.find, "youssef alarm").hits["task"][0]
    assert (hit.placement_id, hit.track) == (youssef, Track.WORK)
    assert isinstance(hit, Hit)
    assert hit.on is not None
    assert hit.on > dt.date(2026, 8, 1)
    assert database.ask(students.exists, youssef)
