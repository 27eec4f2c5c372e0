"""The small rules of the trade: texts, hours, weeks, codes, outcomes, form ids."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagecoach.domain import form_ids, hours, qualifications, texts
from stagecoach.domain.students import placements
from stagecoach.domain.templates.scales import (
    NotApplicable,
    Scale,
    Value,
    lowest,
    needs_explanation,
)

SCALE = Scale(
    "O, V, G",
    (
        Value("O", "onvoldoende", passes=False, explain=True),
        Value("V", "voldoende"),
        Value("G", "goed"),
    ),
    NotApplicable.ALLOWED,
)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("7,5", 450),
        ("7.5", 450),
        ("7:30", 450),
        ("0", 0),
        ("24", 1440),
        ("8", 480),
        ("7,25", 435),
        ("24,01", None),
        ("-1", None),
        ("7:60", None),
        ("1_0", None),
        ("٣", None),
        ("1e4", None),
        ("nan", None),
        ("", None),
        ("zeven", None),
        ("24:01", None),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, minutes: int | None) -> None:
    assert hours.minutes(typed) == minutes


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Youssef Amrani", "YA"),
        ("Thi Lan Pham", "TP"),
        ("Sem de Wit", "SW"),
        ("Esra", "E"),
        ("", "?"),
        ("van ’t hof", "VH"),
        ("Jan <b", "J"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert texts.initials(name) == letters


@given(st.text())
def test_cleaned_text_has_nothing_that_breaks_files_or_turns_text(text: str) -> None:
    kept = texts.clean(text)
    assert not {"\0", "\x07", "\u202e", "\x1b"} & set(kept)
    assert kept == texts.clean(kept)
    kept.encode()  # no lone surrogate is left


def test_what_people_type_stays_to_the_letter() -> None:
    for text in (
        "Jan <b",
        "=cmd()",
        "O'Brien",
        "null",
        "Łukasz ıİ",
        "مرحبا",
        "a\nb",
        "👩🏽‍🔧 klaar",
    ):
        assert texts.clean(text) == text


@given(st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31)), st.integers(0, 400))
def test_weeks_count_from_one_and_end_with_the_placement(start: dt.date, days: int) -> None:
    end = start + dt.timedelta(days=days)
    count = placements.weeks(start, end)
    assert placements.week_of(start, start) == 1
    assert placements.week_of(end, start) == count
    assert placements.monday_of(count, start) <= end
    assert placements.week_of(placements.monday_of(count, start), start) == count


def test_work_process_ten_follows_nine() -> None:
    codes = ["B1-K1-W10", "B1-K1-W9", "B1-K1-W1"]
    assert sorted(codes, key=qualifications.natural_key) == codes[::-1]


@given(st.lists(st.sampled_from(["O", "V", "G", "n.v.t.", None])))
def test_the_lowest_given_mark_is_proposed_and_empty_never_is(marks: list[str | None]) -> None:
    counted = [mark for mark in marks if mark in {"O", "V", "G"}]
    expected = min(counted, key="OVG".index) if counted else None
    assert lowest(SCALE, marks) == expected


def test_only_an_unexplained_insufficient_waits_for_words() -> None:
    assert needs_explanation(SCALE, "O", "")
    assert not needs_explanation(SCALE, "O", "omdat")
    assert not needs_explanation(SCALE, "V", "")
    assert not needs_explanation(SCALE, None, "")


def test_form_ids_are_read_back_however_they_were_typed() -> None:
    form_id = form_ids.new()
    shown = form_ids.shown(form_id)
    assert shown[4] == "-"
    assert form_ids.parse(shown.lower()) == form_id
    assert form_ids.parse(f" {shown.replace('0', 'O').replace('1', 'l')} ") == form_id


@given(st.integers(0, 7), st.sampled_from(form_ids.ALPHABET))
def test_one_wrong_character_is_found(place: int, char: str) -> None:
    form_id = "7F3K29QE"
    wrong = form_id[:place] + char + form_id[place + 1 :]
    assert (form_ids.parse(wrong) == wrong) == (wrong == form_id)


def test_bullets_of_word_are_bullets() -> None:
    """As letters of its own fonts, and as Word puts them into plain text."""
    assert (
        texts.clean("\uf0b7\tEen\n·\tTwee\n  o\tDrie\n§\tVier")
        == "•\tEen\n• Twee\n  • Drie\n• Vier"
    )
    assert texts.clean("\uf0a7 a \uf0fc b \uf0e0 c") == "▪ a ✓ b → c"
    for typed in ("o ja", "a·\tb", "§ 3", "o\t", "5 · 3"):
        assert texts.clean(typed) == typed.strip(), "no bullet"
