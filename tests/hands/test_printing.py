"""To a printer, by the dialog of the system; read back from what the queue wrote."""

import pytest

from tests.hands.hands import Desktop
from tests.hands.paper import printed, spooled
from tests.hands.steps import to_hours


@pytest.mark.usefixtures("queue")
def test_chosen_forms_reach_the_printer_as_one_job(inside: Desktop) -> None:
    before = spooled()
    inside.key("ctrl+4")
    inside.find("Formulieren", "frame")
    for name in ("Youssef Amrani", "Sem de Wit"):
        boxes = [n for n in inside.look() if n.role == "check box" and n.name.startswith(name)]
        inside.click_on(boxes[-1])
    inside.sees("2 van 7 gekozen")
    inside.key("ctrl+p")
    inside.find("Afdrukken", "dialog")
    inside.key("Return")
    inside.sees("2 formulieren naar de printer")
    words = printed(before)
    assert "Youssef Amrani" in words
    assert "Sem de Wit" in words
    assert words.count("\f") >= 3


@pytest.mark.usefixtures("queue")
def test_an_hour_sheet_reaches_the_printer(inside: Desktop) -> None:
    before = spooled()
    to_hours(inside, "Lotte Hendriks")
    inside.click("Urenstaat", "push button")
    inside.find("Urenstaat", "dialog")
    inside.until(lambda: "sensitive" in inside.find("Print", "push button").states, "a sheet")
    inside.key("ctrl+p")
    inside.find("Afdrukken", "dialog")
    inside.key("Return")
    inside.sees("Naar de printer")
    assert "Lotte Hendriks" in printed(before)
