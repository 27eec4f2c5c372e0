"""While nobody is in the store: who comes, the lock screen or the welcome."""

from collections.abc import Callable
from pathlib import Path

from stagecoach.ui.core.current_store import Door
from stagecoach.ui.stores.unlock import UnlockPage
from stagecoach.ui.stores.welcome import WelcomePage
from stagecoach.ui.stores.who import WhoPage

Open = Callable[[Path], object]


def first_page(door: Door, open_other: Open) -> WelcomePage | UnlockPage | WhoPage:
    if door.database is not None:
        return WhoPage(door)
    if door.path is None or not door.path.exists():
        return welcome_page(door, open_other)
    page = UnlockPage(door)
    page.other_wanted.connect(open_other)
    return page


def welcome_page(door: Door, open_other: Open) -> WelcomePage:
    page = WelcomePage(door)
    page.other_wanted.connect(open_other)
    return page
