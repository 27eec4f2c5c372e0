"""While nobody is in the store: who comes, the lock screen or the welcome."""

from collections.abc import Callable
from pathlib import Path

from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.stores.unlock import UnlockPage
from stagecoach.ui.stores.welcome import WelcomePage
from stagecoach.ui.stores.who import WhoPage

Open = Callable[[Path], object]


def first_page(current: CurrentStore, open_other: Open) -> WelcomePage | UnlockPage | WhoPage:
    if current.database is not None:
        return WhoPage(current)
    if current.path is None or not current.path.exists():
        return welcome_page(current, open_other)
    page = UnlockPage(current)
    page.other_wanted.connect(open_other)
    return page


def welcome_page(current: CurrentStore, open_other: Open) -> WelcomePage:
    page = WelcomePage(current)
    page.other_wanted.connect(open_other)
    return page
