"""From an empty home to a file of one's own, its code on paper, and in again; also by that code."""

import pytest

from tests.hands.hands import Desktop
from tests.hands.paper import printed, spooled

_PASSPHRASE, _NEXT = "brood rijst langzaam", "deeg rust in de kou"


def new_file(desktop: Desktop) -> str:
    """With keys alone; gives the recovery code, whose dialog is open."""
    desktop.focused("Nieuw bestand")
    desktop.key("Return")
    desktop.focused("Naam van je bedrijf of school")
    desktop.type("Bakkerij De Gist")
    desktop.key("Return")
    desktop.focused("Je eigen naam")
    desktop.type("Hanna Faber")
    for _field in ("rol", "plek", "back-ups", "wachtzin"):
        desktop.key("Return")
    for _twice in range(2):
        desktop.type(_PASSPHRASE)
        desktop.key("Return")
    return desktop.find("Herstelcode", "text").text


def into_it(desktop: Desktop) -> None:
    desktop.click("Ik heb de code op papier", "check box")
    desktop.click("Verder", "push button")
    desktop.find("Vandaag", "frame")


@pytest.mark.usefixtures("queue")
def test_a_file_of_ones_own_with_keys_alone(desktop: Desktop) -> None:
    before = spooled()
    program = desktop.begin()
    code = new_file(desktop)
    desktop.click("Print", "push button")
    desktop.find("Afdrukken", "dialog")
    desktop.key("Return")
    desktop.sees("Naar de printer")
    words = printed(before)
    assert "Herstelblad" in words
    assert code[:4] in words
    into_it(desktop)
    desktop.close("Vandaag")
    program.wait(timeout=20)
    desktop.begin()
    desktop.focused("Wachtzin")
    desktop.type(_PASSPHRASE)
    desktop.key("Return")
    desktop.find("Vandaag", "frame")


def test_a_lost_passphrase_is_replaced_and_opens_no_more(desktop: Desktop) -> None:
    desktop.begin()
    code = new_file(desktop)
    into_it(desktop)
    desktop.key("ctrl+shift+l")
    desktop.focused("Wachtzin")
    desktop.click("Gebruik herstelblad", "push button")
    desktop.focused("Herstelcode")
    desktop.type(code)
    desktop.key("Return")
    desktop.focused("Nieuwe wachtzin")
    for _twice in range(2):
        desktop.type(_NEXT)
        desktop.key("Return")
    desktop.find("Vandaag", "frame")
    desktop.sees("Wachtzin veranderd")
    desktop.key("ctrl+shift+l")
    desktop.focused("Wachtzin")
    desktop.type(_PASSPHRASE)
    desktop.key("Return")
    desktop.sees("Dat klopt niet")
    desktop.key("ctrl+a")
    desktop.type(_NEXT)
    desktop.key("Return")
    desktop.find("Vandaag", "frame")
