"""An adviser sets up, a student reports, and the adviser reads it: by hand, on one computer."""

from functools import partial
from pathlib import Path

from tests.hands.hands import Desktop

_PASSPHRASE = "gehoord en geloofd worden"
_MINUTE = 80.0  # seconds, on a slow machine
_SECRET = "Ik mocht weer niet mee naar de proefvaart."


def _menu(desktop: Desktop, keys: str, name: str) -> None:
    desktop.key(keys)
    desktop.click(name, "menu item")


def _path(desktop: Desktop, title: str, path: Path) -> None:
    """In a dialog of the system."""
    desktop.find(title, "dialog")
    desktop.key("ctrl+a")
    desktop.type(str(path))
    desktop.key("Return")


def test_from_nothing_to_a_report_that_is_read(inside: Desktop) -> None:
    roster, stick = inside.home / "advisers.roster", inside.home / "stick"
    stick.mkdir()
    make_room(inside)
    make_list(inside, roster)
    accept_list(inside, roster)
    report(inside)
    fetch(inside, stick)
    inside.find("Sluiten", "push button")
    inside.key("Return")
    inside.click("Zaak 1", "table cell")
    inside.key("Return")
    inside.sees(_SECRET[:20])


def make_room(desktop: Desktop) -> None:
    """With keys: Enter goes on from field to field."""
    _menu(desktop, "alt+m", "Ruimte van een vertrouwenspersoon …")
    desktop.sees("Elke vertrouwenspersoon maakt een eigen ruimte")
    desktop.focused("Je naam")
    desktop.type("Samira el Idrissi")
    for _field in ("wat je bent", "telefoon", "plek", "wachtzin"):
        desktop.key("Return")
    for _twice in range(2):
        desktop.type(_PASSPHRASE)
        desktop.key("Return")
    desktop.find("Herstelcode", "text")
    desktop.click("Ik heb de code op papier", "check box")
    desktop.click("Verder", "push button")
    desktop.find("Zaken", "frame")


def make_list(desktop: Desktop, roster: Path) -> None:
    _menu(desktop, "alt+b", "Wie meldingen kan lezen …")
    desktop.sees("Eén van hen zet de kaarten op een lijst")
    desktop.click("School", "text")
    desktop.type("ROC Merwestad")
    desktop.key("ctrl+Return")
    _path(desktop, "Lijst van vertrouwenspersonen", roster)
    desktop.until(roster.exists, "the list")
    desktop.close("Zaken")


def accept_list(desktop: Desktop, roster: Path) -> None:
    desktop.find("Vandaag", "frame")
    desktop.click_at(700, 100)
    _menu(desktop, "alt+m", "Vertrouwenspersonen van deze computer …")
    desktop.click("Lijst lezen …", "push button")
    _path(desktop, "Lijst van vertrouwenspersonen", roster)
    desktop.sees("Samira el Idrissi")
    desktop.key("ctrl+Return")
    desktop.sees("verzegeld voor Samira el Idrissi")
    desktop.key("Escape")


def report(desktop: Desktop) -> None:
    desktop.click("Melding doen", "push button")
    desktop.focused("Wat is er gebeurd?")
    desktop.type(_SECRET)
    desktop.click("Verzegel en verstuur", "push button")
    desktop.sees("Jouw zes woorden")
    sealed = partial(desktop.shows, "Je melding is verzegeld")
    desktop.until(sealed, "the seal", _MINUTE)  # envelopes are rewritten once a minute
    desktop.click("Ik heb ze opgeschreven: sluit", "push button")


def fetch(desktop: Desktop, stick: Path) -> None:
    """Carried on a stick, and opened in the room."""
    desktop.find("Vandaag", "frame")
    desktop.click_at(700, 100)
    _menu(desktop, "alt+m", "Enveloppen ophalen …")
    _path(desktop, "Map of stick voor de enveloppen", stick)
    desktop.find("Sluiten", "push button", within="Enveloppen ophalen")
    assert list(stick.rglob("*.envelope"))
    desktop.key("Return")
    _menu(desktop, "alt+m", "Ruimte van een vertrouwenspersoon …")
    desktop.focused("Wachtzin")
    desktop.type(_PASSPHRASE)
    desktop.key("Return")
    desktop.find("Zaken", "frame")
    desktop.click("Enveloppen openen", "push button")
    _path(desktop, "Map met enveloppen", stick)
