"""From an empty home to a file of one's own, its code on paper, and in again."""

import pytest

from tests.hands.hands import Desktop
from tests.hands.paper import printed, spooled

_PASSPHRASE = "brood rijst langzaam"


@pytest.mark.usefixtures("queue")
def test_a_file_of_ones_own_with_keys_alone(desktop: Desktop) -> None:
    before = spooled()
    program = desktop.begin()
    desktop.focused("Nieuw bestand")
    desktop.key("Return")
    desktop.focused("Naam van je bedrijf of school")
    desktop.type("Bakkerij De Gist")
    desktop.key("Return")
    desktop.type("Hanna Faber")
    for _field in range(12):
        if desktop.focus().role == "password text":
            break
        desktop.key("Tab")
    desktop.type(_PASSPHRASE)
    desktop.key("Tab")
    desktop.type(_PASSPHRASE)
    desktop.key("Return")
    desktop.find("Je herstelcode", "dialog")
    desktop.click("Print", "push button")
    desktop.find("Afdrukken", "dialog")
    desktop.key("Return")
    desktop.sees("Naar de printer")
    assert "Herstelblad" in printed(before)
    desktop.click("Ik heb de code op papier", "check box")
    desktop.click("Verder", "push button")
    desktop.find("Vandaag", "frame")
    desktop.close("Vandaag")
    program.wait(timeout=20)
    desktop.begin()
    desktop.focused("Wachtzin")
    desktop.type(_PASSPHRASE)
    desktop.key("Return")
    desktop.find("Vandaag", "frame")
