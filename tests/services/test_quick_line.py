"""Sentences that people type in a hurry: whose log it is, what is kept, and when it asks."""

from typing import Any

import pytest

from stagecoach.services.logs import quick_line
from stagecoach.services.logs.quick_line import Kind, Understood
from stagecoach.services.stores import identity
from stagecoach.store.file.database import Database
from tests import make

# What is typed; who is meant (several: it asks); minutes; the text that is kept.
SENTENCES = [
    ("Youssef testte het alarm, 15 minuten hulp", "Youssef Amrani", 15, "Testte het alarm"),
    ("youssef amrani testte het alarm", "Youssef Amrani", 0, "Testte het alarm"),
    ("Amrani Youssef testte het alarm 1,5 u", "Youssef Amrani", 90, "Testte het alarm"),
    ("testte met Youssef het alarm", "Youssef Amrani", 0, "Testte met het alarm"),
    ("Lotte: half uur aan de plattegrond", "Lotte Hendriks", 30, "Aan de plattegrond"),
    ("Sem de pomp nagekeken", "Sem de Wit", 0, "De pomp nagekeken"),
    ("de Wit: herinnering sturen 10 min", "Sem de Wit", 10, "Herinnering sturen"),
    ("Thi Lan bouwde een pagina, 2 uur", "Thi Lan Pham", 120, "Bouwde een pagina"),
    ("Giovani medicijnen gedeeld", "Giovanni Maduro", 0, "Medicijnen gedeeld"),
    ("gisteren hielp Naomi een klant", "Naomi Asante", 0, "Gisteren hielp een klant"),
    ("Bram testte de pomp, 15 min", "Bram Bakker|Bram de Visser", 15, "Bram testte de pomp"),
    ("Bram Visser testte de pomp", "Bram de Visser", 0, "Testte de pomp"),
    ("bakker bram testte de pomp", "Bram Bakker", 0, "Testte de pomp"),
    ("Youssef en Lotte ruimden op", "Lotte Hendriks|Youssef Amrani", 0, None),
    ("Youssef Amrani hielp Lotte met de test", "Lotte Hendriks|Youssef Amrani", 0, None),
    ("Alarm getest op de proefopstelling", "", 0, None),
    ("15 minuten hulp", "", 15, None),
    ("Noor haalde koffie", "Noor Smit (1001)|noor smit (Kadewerk Software)", 0, None),
    ("Ahmed was ziek", "", 0, None),
    ("", "", 0, ""),
]


@pytest.fixture
def many(database: Database) -> Database:
    make.student(database, name="Bram Bakker", number="1003")
    make.student(database, name="Bram de Visser", number="1002")
    make.student(database, name="Noor Smit", number="1001")
    make.student(database, name="noor smit", number="")
    return database


def read(database: Database, typed: str, **more: Any) -> Understood:
    me = database.ask(identity).person_id
    return database.ask(quick_line.understand, me, typed, **more)


@pytest.mark.parametrize(("typed", "who", "minutes", "kept"), SENTENCES)
def test_a_sentence_of_somebody_in_a_hurry(
    many: Database, typed: str, who: str, minutes: int, kept: str | None
) -> None:
    """Nobody but the one who is named is chosen; who is in doubt is asked about."""
    reading = read(many, typed)
    named = [value for kind, value in reading.parts if kind is Kind.STUDENT]
    doubt = sorted(one.name for one in reading.in_doubt)
    assert named or doubt or not who
    assert "|".join(named or doubt) == who
    assert bool(doubt) == ("|" in who)
    assert reading.draft.minutes == minutes
    if kept is not None:
        assert reading.text == kept


def test_who_was_asked_about_is_chosen_and_told_apart(many: Database) -> None:
    reading = read(many, "Bram testte de pomp, 15 min")
    one = next(one for one in reading.in_doubt if one.name == "Bram Bakker")
    assert (one.week, one.weeks) == (1, 53)
    after = read(many, "Bram testte de pomp, 15 min", chosen=one.placement_id)
    assert after.in_doubt == ()
    assert after.draft.placement_id == one.placement_id
    assert after.text == "Testte de pomp"


def test_a_choice_ends_where_the_line_means_somebody_else(many: Database) -> None:
    one = read(many, "Bram testte de pomp").in_doubt[0]
    later = read(many, "Lotte testte de pomp", chosen=one.placement_id)
    assert [value for kind, value in later.parts if kind is Kind.STUDENT] == ["Lotte Hendriks"]
    nobody = read(many, "testte de pomp", chosen=one.placement_id)
    assert Kind.STUDENT not in dict(nobody.parts)


def test_what_was_taken_away_is_not_understood_again(database: Database) -> None:
    typed = "Youssef testte gisteren het alarm, 15 minuten hulp"
    kinds = [kind for kind, _value in read(database, typed).parts]
    assert kinds == [Kind.STUDENT, Kind.TASK, Kind.MINUTES, Kind.DAY]
    for kind in kinds:
        left = read(database, typed, without=frozenset({kind}))
        assert kind not in [each_kind for each_kind, _value in left.parts]
    without = read(database, typed, without=frozenset({Kind.MINUTES}))
    assert without.draft.minutes == 0
    assert without.text == "Testte gisteren het alarm, 15 minuten hulp"


@pytest.mark.parametrize(
    "typed", ["x" * 65_000, "Youssef " * 9_000, "\u202e<b>Youssef</b>", "2000 min"]
)
def test_no_text_is_too_much(database: Database, typed: str) -> None:
    reading = read(database, typed)
    assert reading.text
    assert reading.draft.minutes in {0, 1, 2000} or reading.draft.minutes < 1441
