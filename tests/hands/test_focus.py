"""Where the keyboard goes: back to the work, and never by itself to what fixes something."""

from tests.hands.hands import Desktop
from tests.hands.steps import log, to_hours


def test_typing_hours_approves_nothing_and_goes_on_to_the_next_day(inside: Desktop) -> None:
    to_hours(inside, "Youssef Amrani")
    day = inside.find("di 27 okt", "table cell")
    inside.click_on(day)
    inside.key("F2")
    inside.type("7,5")
    inside.key("Return", "space")
    inside.key("F2")
    inside.type("90 min")
    inside.key("Return")
    inside.focused("Uren per week")
    assert not inside.shows("uur goedgekeurd")
    assert inside.find("Keur week", "push button")


def test_the_toast_takes_no_key_and_goes(inside: Desktop) -> None:
    log(inside, "Soldeerde drie draden.")
    inside.key("space")
    inside.until(lambda: not inside.shows("Ongedaan gemaakt"), "nothing was taken back")
    inside.key("F6")
    inside.focused("Maak ongedaan")
    inside.key("F6")
    inside.until(lambda: inside.focus().name != "Maak ongedaan", "and away from it")
    inside.until(lambda: not inside.shows("Log bewaard"), "the toast goes")


def test_undo_says_what_it_takes_back(inside: Desktop) -> None:
    log(inside, "Soldeerde drie draden.")
    inside.key("ctrl+z")
    inside.sees("Ongedaan gemaakt: Log, nieuw (")


def test_undo_of_another_student_asks(inside: Desktop) -> None:
    log(inside, "Soldeerde drie draden.")
    to_hours(inside, "Lotte Hendriks")
    inside.key("ctrl+z")
    inside.sees("dat je nu niet ziet: Log, nieuw (")
    inside.key("Escape")
    assert not inside.shows("Ongedaan gemaakt")


def test_a_choice_is_one_stop_from_either_side(inside: Desktop) -> None:
    to_hours(inside, "Youssef Amrani")
    inside.click("Tegenboeking", "push button")
    inside.find("Tegenboeking", "dialog")
    inside.focused("Uren")
    inside.key("shift+Tab")
    inside.focused("Meer uren")
    inside.key("shift+Tab", "Tab")
    inside.focused("Meer uren")
    inside.key("Right")
    inside.focused("Minder uren")


def test_enter_goes_on_and_in_the_last_field_saves(inside: Desktop) -> None:
    to_hours(inside, "Youssef Amrani")
    inside.click("Tegenboeking", "push button")
    inside.find("Tegenboeking", "dialog")
    inside.type("1")
    inside.key("Return")
    inside.focused("Reden")
    inside.type("Was vergeten")
    inside.key("Return")
    inside.sees("Tegenboeking bewaard")


def test_chosen_rows_are_copied_as_text(inside: Desktop) -> None:
    inside.key("ctrl+2")
    inside.find("Studenten", "frame")
    inside.focused("Studenten")
    inside.key("ctrl+c")
    inside.until(lambda: "\t" in inside.pasted(), "a row with tabs")
    assert "\n" not in inside.pasted()


def test_new_is_the_new_thing_of_the_screen(inside: Desktop) -> None:
    inside.key("ctrl+2")
    inside.find("Studenten", "frame")
    inside.key("ctrl+n")
    inside.find("Nieuwe student", "dialog")
    inside.key("Escape")
    inside.key("ctrl+1")
    inside.find("Vandaag", "frame")
    inside.key("ctrl+n")
    inside.find("Snel loggen", "dialog")
