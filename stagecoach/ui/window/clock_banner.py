"""Says that changes are dated in the future, and lets a person date them today."""

import contextlib

from PySide6.QtCore import Slot

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services import Store, wrong_clock
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.messages import Banner


class ClockBanner(Banner):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__("errorBanner", "clock", "alert.strong")
        self._workspace = workspace
        self.add(_("Date them today"), self._date)

    def offer(self) -> None:
        """Beside the work: it looks at every action there ever was."""
        self._workspace.in_background(self, self._show_count, _dated_ahead)

    def _show_count(self, count: int) -> None:
        if count:
            self.show_text(f"{wrong_clock.sentence(count)} {wrong_clock.explanation()}")

    @Slot()
    def _date(self) -> None:
        self._workspace.do(wrong_clock.date_today)
        self.hide()


def _dated_ahead(store: Store) -> int:
    """Trouble with the disk is told by whoever asked for something."""
    count = 0
    with contextlib.suppress(StageCoachError):
        count = store.ask(wrong_clock.dated_ahead)
    return count
