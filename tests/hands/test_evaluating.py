"""Rating by letter and Tab, signing on paper with its scan, and whose PIN comes first."""

import shutil
from pathlib import Path

from tests.hands.hands import Desktop
from tests.hands.steps import to_dossier

_SCAN = Path(__file__).parents[1] / "documents" / "files" / "small.heic"


def test_after_an_o_tab_goes_to_the_field_that_opened(inside: Desktop) -> None:
    to_dossier(inside, "Youssef Amrani")
    inside.key("ctrl+e")
    inside.focused("V, voldoende")
    inside.key("o")
    inside.focused("O, onvoldoende")
    inside.key("Tab")
    explanation = "Toelichting: Legt uit waarom een testgeval nodig is"
    inside.focused(explanation)
    inside.type("Nog niet gezien")
    inside.key("Tab")
    inside.focused("Vaste zinnen")
    inside.key("shift+Tab", "shift+Tab")
    inside.focused("O, onvoldoende")
    assert "Nog niet gezien" in inside.find(explanation).text


def test_a_scan_is_added_where_somebody_signs_on_paper(inside: Desktop) -> None:
    scan = inside.home / "scan.heic"
    shutil.copy(_SCAN, scan)
    inside.key("ctrl+3")
    inside.find("Evaluaties", "frame")
    inside.click("Tussenevaluatie Naomi Asante, ", "table cell")
    inside.key("Return")
    inside.find("Tussenevaluatie Naomi Asante", "frame")
    inside.click("Ondertekenen", "push button")
    inside.find("Ondertekenen", "dialog")
    inside.click("Op papier", "radio button")
    inside.click("Voeg de scan toe …", "push button")
    inside.find("Voeg de scan toe …", "dialog")
    inside.type(str(scan))
    inside.key("Return")
    inside.sees("Document toegevoegd")
    inside.find("scan.heic", "combo box", within="Ondertekenen")


def test_ones_own_pin_is_asked_before_that_of_another(inside: Desktop) -> None:
    inside.key("ctrl+k")
    inside.find("Zoeken", "text")
    inside.type("personen")
    inside.find("Personen", "list item", within="Zoeken")
    inside.key("Return")
    inside.find("Personen", "frame")
    inside.key("End")
    inside.click("Pincode", "push button")
    inside.sees("Kies eerst zelf een pincode")
    inside.find("Pincode van Marloes Verbeek", "dialog")
    inside.type("4071")
    inside.key("Tab")
    inside.type("4071")
    inside.key("ctrl+Return")
    inside.find("Pincode van Bram de Graaf", "dialog")
