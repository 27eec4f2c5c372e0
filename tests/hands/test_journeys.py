"""The journeys of a newcomer, from begin to end by hand; steps are counted.

A step is a key, a text that is typed, or a click. What the goals of the product ask beyond this
waits for the screens that are made for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.hands.hands import Desktop
from tests.hands.steps import to_dossier, to_hours


@contextmanager
def at_most(desktop: Desktop, steps: int) -> Iterator[None]:
    before = desktop.steps
    yield
    assert desktop.steps - before <= steps


def quick_log(desktop: Desktop, text: str) -> None:
    desktop.key("ctrl+l")
    desktop.find("Snel loggen", "dialog")
    desktop.type(text)
    desktop.key("ctrl+Return")
    desktop.sees(text)


def test_three_students_one_after_the_other(inside: Desktop) -> None:
    """J2, without the spreadsheet: the second has what the first one said."""
    for number, name in enumerate(("Noa de Vries", "Ilse Bakker", "Milan Kok")):
        inside.key("ctrl+shift+s")
        inside.find("Nieuwe student", "dialog")
        inside.focused("Naam")
        with at_most(inside, 60 if not number else 30):
            inside.type(name)
            _fill_student(inside)
        inside.sees("Student bewaard")
        inside.key("ctrl+1")
        inside.find(name, "check box")


def _fill_student(desktop: Desktop) -> None:
    """Whatever is still empty, in the order of Tab; saving says what lacks."""
    wanted = {
        "Kwalificatie": "Software developer",
        "Leerbedrijf": "Kadewerk Software",
        "School": "ROC Merwestad",
        "Eerste dag": "2-11-2026",
        "Laatste dag": "26-3-2027",
        "Afgesproken uren": "640",
    }
    for _field in range(26):
        desktop.key("Tab")
        here = desktop.focus()
        label = next((name for name in wanted if here.name.startswith(name)), "")
        if label and not here.text.strip():
            desktop.type(wanted[label])
    desktop.key("ctrl+Return")


def test_five_logs_one_corrected_one_deleted_and_found(inside: Desktop) -> None:
    """J3: two keys and the sentence for each."""
    to_dossier(inside, "Lotte Hendriks")
    inside.click("Logboek", "page tab")
    with at_most(inside, 9):
        for number in range(3):
            quick_log(inside, f"Testte knop {number}.")
    to_dossier(inside, "Youssef Amrani")
    inside.click("Logboek", "page tab")
    for number in range(2):
        quick_log(inside, f"Maakte tekening {number}.")
    with at_most(inside, 5):
        row = next(n for n in inside.look() if "tekening 1" in n.name and n.role == "list item")
        inside.click_on(row)
        inside.key("Return")
        inside.find("Snel loggen", "dialog")
        inside.key("ctrl+End")
        inside.type(" En af.")
        inside.key("ctrl+Return")
    inside.sees("Maakte tekening 1. En af.")
    inside.key("Delete")
    inside.sees("Log verwijderd")
    inside.key("ctrl+z")
    inside.sees("Ongedaan gemaakt: ")
    inside.sees("Maakte tekening 1. En af.")
    inside.key("ctrl+k")
    inside.find("Zoeken", "text")
    inside.type("knop 1")
    inside.sees("Testte knop 1.")


def test_a_task_on_each_track_is_made_and_moved(inside: Desktop) -> None:
    """J4: the keyboard stays with the card."""
    to_dossier(inside, "Youssef Amrani")
    inside.click("Taken", "page tab")
    for track in ("Leertaak", "Werktaak"):
        with at_most(inside, 3):
            inside.click(track, "push button")
            inside.find(f"Nieuwe {track.lower()}", "dialog")
            inside.type(f"{track} met de hand")
            inside.key("ctrl+Return")
        inside.sees("Taak bewaard")
    inside.click("L5 ", "table cell")
    for _week in range(2):
        inside.key("alt+Down")
        inside.sees("1 week later")
        inside.until(lambda: not inside.shows("1 week later"), "the line to go")
    held = [n.name for n in inside.look() if n.focused and n.role == "table cell"]
    assert held[0].startswith("L5 ")


def test_a_week_of_hours_is_typed_and_approved_and_nothing_by_accident(inside: Desktop) -> None:
    """J5: a day is F2, the number and Enter; G approves, and only G."""
    to_hours(inside, "Youssef Amrani")
    inside.click_on(inside.find("di 27 okt", "table cell"))
    with at_most(inside, 9):
        for hours in ("7,5", "8u", "9:00-17:30 pauze 30"):
            inside.key("F2")
            inside.type(hours)
            inside.key("Return")
            inside.focused("Uren per week")
    assert not inside.shows("uur goedgekeurd")
    inside.key("g")
    inside.sees("goedgekeurd")


def test_somebody_else_takes_over_with_a_pin(inside: Desktop) -> None:
    """J7: one's own PIN, F9, and back in."""
    inside.key("ctrl+k")
    inside.find("Zoeken", "text")
    inside.type("mijn pincode")
    inside.find("Mijn pincode", "list item", within="Zoeken")
    inside.key("Return")
    inside.focused("Pincode")
    for _twice in range(2):
        inside.type("4071")
        inside.key("Return")
    inside.key("Return")
    inside.sees("Pincode bewaard")
    inside.key("F9")
    inside.find("Marloes Verbeek", "list item")
    with at_most(inside, 3):
        if inside.focus().role != "password text":
            inside.key("Return")
        inside.type("4071")
        inside.key("Return")
    inside.find("Vandaag", "frame")
