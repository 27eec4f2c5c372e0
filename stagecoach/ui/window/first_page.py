"""While nobody is in the store: who comes, the lock screen or the welcome."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from stagecoach.services import backups
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.stores.unlock import UnlockPage

if TYPE_CHECKING:
    from stagecoach.ui.stores.welcome import WelcomePage
    from stagecoach.ui.stores.who import WhoPage

Open = Callable[[Path], object]


def first_page(current: CurrentStore, open_other: Open) -> "WelcomePage | UnlockPage | WhoPage":
    if current.database is not None:
        from stagecoach.ui.stores.who import WhoPage

        return WhoPage(current)
    if current.path is None or not (current.path.exists() or _has_backups(current)):
        return welcome_page(current, open_other)
    page = UnlockPage(current)
    page.other_wanted.connect(open_other)
    return page


def _has_backups(current: CurrentStore) -> bool:
    """Of a file that is gone: then nobody is welcomed as if there never was one."""
    return current.path is not None and bool(
        backups.everywhere(current.path, current.backup_folders)
    )


def welcome_page(current: CurrentStore, open_other: Open) -> "WelcomePage":
    from stagecoach.ui.stores.welcome import WelcomePage

    page = WelcomePage(current)
    page.other_wanted.connect(open_other)
    return page
