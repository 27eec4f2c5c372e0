"""The window on a laptop's screen: all of it in view, and as it was left."""

import time
from pathlib import Path

from tests.hands.hands import Desktop
from tests.hands.steps import log, unlock


def test_the_first_window_fits_the_screen(inside: Desktop) -> None:
    x, y, width, height = inside.find("Vandaag", "frame").box
    assert x >= 0
    assert y >= 0
    assert x + width <= 1366
    assert y + height <= 768
    gear = inside.find("Instellingen", "push button")
    assert gear.box[1] + gear.box[3] <= 768


def test_size_and_place_are_kept_and_a_second_start_changes_neither(
    inside: Desktop, kadewerk: Path
) -> None:
    inside.key("super+Down")
    whole = inside.find("Vandaag", "frame").box
    second = inside.begin(kadewerk)
    second.wait(timeout=30)
    time.sleep(0.5)
    assert inside.find("Vandaag", "frame").box == whole
    inside.close("Vandaag")
    inside.until(lambda: not inside.windows(), "the end")
    inside.begin(kadewerk)
    assert inside.find("StageCoach", "frame").box == whole


def test_a_dialog_keeps_its_buttons_in_view(inside: Desktop) -> None:
    inside.key("ctrl+l")
    save = inside.find("Bewaren", "push button", within="Snel loggen")
    assert save.box[1] + save.box[3] <= 768


def test_started_again_while_it_closes_there_is_a_window(inside: Desktop, kadewerk: Path) -> None:
    """At closing a backup is made, which takes a moment: nobody is sent to a window that goes."""
    log(inside, "Testte het alarm.")
    inside.close("Vandaag")
    inside.begin(kadewerk)
    inside.focused("Wachtzin")
    unlock(inside)
