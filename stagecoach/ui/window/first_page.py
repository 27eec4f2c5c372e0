"""While nobody is in the store: who comes, the lock screen or the welcome."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.stores.unlock import UnlockPage

if TYPE_CHECKING:
    from stagecoach.ui.stores.missing import MissingPage
    from stagecoach.ui.stores.welcome import WelcomePage
    from stagecoach.ui.stores.who import WhoPage

Open = Callable[[Path], object]
Act = Callable[[], object]


def first_page(
    current: CurrentStore, open_other: Open, again: Act, new: Act
) -> "WelcomePage | UnlockPage | WhoPage | MissingPage":
    if current.database is not None:
        from stagecoach.ui.stores.who import WhoPage

        return WhoPage(current)
    if current.path is None:
        return welcome_page(current, open_other)
    if not current.path.exists():
        return _missing_page(current, open_other, again, new)
    page = UnlockPage(current)
    page.other_wanted.connect(open_other)
    return page


def _missing_page(current: CurrentStore, open_other: Open, again: Act, new: Act) -> "MissingPage":
    """Of a file that is gone: nobody is welcomed as if there never was one."""
    from stagecoach.ui.stores.missing import MissingPage

    page = MissingPage(current)
    page.other_wanted.connect(open_other)
    page.new_wanted.connect(new, Qt.ConnectionType.QueuedConnection)
    page.found.connect(again, Qt.ConnectionType.QueuedConnection)  # the page itself goes
    return page


def welcome_page(current: CurrentStore, open_other: Open) -> "WelcomePage":
    from stagecoach.ui.stores.welcome import WelcomePage

    page = WelcomePage(current)
    page.other_wanted.connect(open_other)
    return page
