"""Another language, theme or size: at once, everywhere, and the keyboard stays where it was."""

from tests.hands.hands import Desktop
from tests.hands.steps import to_dossier


def to_settings(desktop: Desktop) -> None:
    desktop.click("Instellingen", "push button")
    desktop.find("Instellingen", "frame")


def test_the_language_changes_at_once_and_everywhere(inside: Desktop) -> None:
    to_settings(inside)
    inside.click("English", "radio button")
    inside.find("Settings", "frame")
    inside.focused("English")
    inside.key("ctrl+1")
    inside.find("Today", "frame")
    inside.find("Needs attention", "label")
    words = " ".join(node.name for node in inside.look())
    assert "goedkeuren" not in words
    assert "begeleiding" not in words


def test_size_and_theme_keep_the_keyboard(inside: Desktop) -> None:
    to_settings(inside)
    inside.click("Donker", "radio button")
    inside.focused("Donker")
    inside.key("ctrl+plus")
    inside.focused("Donker")


def test_file_dialogs_speak_the_language_of_the_program(inside: Desktop) -> None:
    inside.key("ctrl+o")
    inside.find("Open bestand", "dialog")
    words = {node.name for node in inside.look() if node.window == "Open bestand"}
    english = {"Look in:", "Files of type:", "Folder", "Name", "Date Modified", "Cancel", "Open"}
    assert words & english == set()
    assert "Zoeken in:" in words


def test_a_backup_is_made_where_one_is(inside: Desktop) -> None:
    to_dossier(inside, "Lotte Hendriks")
    inside.key("ctrl+b")
    inside.sees("Back-up gemaakt")
    assert inside.window().startswith("Lotte Hendriks")
