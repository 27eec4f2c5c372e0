"""A file that is not there, a lid that closes, and a screen that locks."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.hands.hands import Desktop
from tests.hands.steps import leave, unlock


def test_a_missing_file_is_named_and_looked_for_again(desktop: Desktop, kadewerk: Path) -> None:
    program = desktop.begin(kadewerk)
    unlock(desktop)
    leave(desktop, program)
    away = kadewerk.with_name("weg")
    kadewerk.rename(away)
    desktop.begin()
    desktop.sees(f"Dit bestand is er niet: {kadewerk}")
    desktop.focused("Kijk opnieuw")
    desktop.key("Return")
    desktop.sees("nog steeds niet")
    away.rename(kadewerk)
    desktop.key("Return")
    desktop.find("Wachtzin", "password text")


@pytest.mark.parametrize(
    ("interface", "member"),
    [
        ("org.freedesktop.login1.Manager", "PrepareForSleep"),
        ("org.gnome.ScreenSaver", "ActiveChanged"),
    ],
)
def test_the_lid_and_the_lock_of_the_screen_lock(
    inside: Desktop, interface: str, member: str
) -> None:
    words = ["dbus-send", "--session", "--type=signal", "/x", f"{interface}.{member}"]
    subprocess.run([*words, "boolean:false"], env=inside._env, check=True)
    assert inside.window().startswith("Vandaag")

    def locked() -> bool:  # a few seconds after the start it listens
        subprocess.run([*words, "boolean:true"], env=inside._env, check=True)
        return inside.shows("Wachtzin kwijt?")

    inside.until(locked, "the lock screen")


def test_a_lost_stick_is_put_back_from_the_window(desktop: Desktop, kadewerk: Path) -> None:
    """The file is gone; its backups, on this computer, are the way back."""
    program = desktop.begin(kadewerk)
    unlock(desktop)
    desktop.key("ctrl+b")
    desktop.sees("Back-up gemaakt")
    leave(desktop, program)
    for file in (kadewerk, kadewerk.with_name(kadewerk.name + ".keys")):
        file.unlink()
    desktop.begin()
    desktop.focused("Kijk opnieuw")
    desktop.click("Bekijk en zet terug", "push button")
    unlock(desktop)
    assert kadewerk.is_file()


def test_files_that_were_open_are_one_click_away(desktop: Desktop, kadewerk: Path) -> None:
    other = kadewerk.with_name("Tweede.stagecoach")
    for suffix in ("", ".keys"):
        shutil.copy(f"{kadewerk}{suffix}", f"{other}{suffix}")
    for path in (kadewerk, other):
        program = desktop.begin(path)
        unlock(desktop)
        leave(desktop, program)
    desktop.begin()
    desktop.focused("Wachtzin")
    desktop.find("Tweede", "label")
    desktop.click(kadewerk.stem, "push button")
    desktop.find(kadewerk.stem, "label")
    unlock(desktop)
    desktop.key("alt+b")
    desktop.find("1 Tweede", "menu item")
    desktop.key("1")
    desktop.find("Tweede", "label")
    desktop.focused("Wachtzin")
