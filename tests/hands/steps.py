"""What people do again and again, by hand."""

import subprocess

from stagecoach.services.example import example
from tests.hands.hands import Desktop


def unlock(desktop: Desktop) -> None:
    desktop.focused("Wachtzin")
    desktop.type(example.PASSPHRASE)
    desktop.key("Return")
    desktop.find("Vandaag", "frame")


def leave(desktop: Desktop, program: "subprocess.Popen[bytes]") -> None:
    """By the cross, and the program is gone."""
    desktop.close("Vandaag")
    program.wait(timeout=20)


def log(desktop: Desktop, text: str) -> None:
    desktop.key("ctrl+l")
    desktop.find("Snel loggen", "dialog")
    desktop.type(text)
    desktop.key("ctrl+Return")
    desktop.sees("Log bewaard")


def to_dossier(desktop: Desktop, name: str) -> None:
    desktop.key("ctrl+k")
    desktop.find("Zoeken", "text")
    desktop.type(name)
    desktop.find(f"{name}, ", "list item", within="Zoeken")
    desktop.key("Return")
    desktop.find(name, "frame")


def to_hours(desktop: Desktop, name: str) -> None:
    to_dossier(desktop, name)
    desktop.click("Uren", "page tab")
    desktop.find("Uren per week", "tree")
