"""The newest backups, before a store is open: for a file that is lost, old or damaged."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from stagecoach.i18n import _
from stagecoach.services import backups
from stagecoach.services.backups import Backup
from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.dates import moment
from stagecoach.ui.restore.state import state
from stagecoach.ui.widgets.fields import button, column, icon_label, label, row, ruled

if TYPE_CHECKING:
    from stagecoach.ui.restore.work import WorkDialog

_SHOWN, _LONGEST = 3, 24
WIDTH = 384


class BackupsCard(QFrame):
    """Nothing of what they hold is told: that takes the passphrase."""

    left = Signal()  # without putting one back: the next words are the passphrase of the store

    def __init__(self, current: CurrentStore) -> None:
        super().__init__()
        assert current.path is not None  # there is no lock screen without a file
        self._current = current
        self.setObjectName("card")
        kept = backups.overview(current.path, current.backups)  # a stick would keep one waiting
        kept = kept or backups.everywhere(current.path, current.backup_folders)
        title = label(_("File lost, old or broken?"), "panel")
        head = row(icon_label("history", "text.primary", 18), title, None)
        text = _("Choose a backup. Then we ask its passphrase.") if kept else _("No backup yet.")
        self.restore = button(_("Look and put back"), self.ask, icon="rotate-ccw", small=True)
        words = label(text, "secondary", wrap=True)
        parts: list[QWidget] = [
            ruled(_line(backup, current.path.parent)) for backup in kept[:_SHOWN]
        ]
        self.rescue = button(_("Rescue this file"), self.ask_rescue, kind="quiet", small=True)
        self.rescue.setVisible(current.path.exists())
        foot = ruled(row(self.rescue, None, self.restore, margins=(12, 10, 14, 10)))
        top = column(head, words, spacing=4, margins=(18, 14, 18, 12))
        self.setLayout(column(top, *parts, foot, spacing=0))
        self.setFixedWidth(theme.scaled(WIDTH))

    @Slot()
    def ask(self) -> None:
        """Once what opens a store is loaded: nobody's keys wait for that."""
        self.ask_for(None)

    def ask_for(self, wanted: Backup | None) -> None:
        self._current.loading.then(self, partial(self._ask_now, wanted))

    @Slot()
    def ask_rescue(self) -> None:
        """For a file that is damaged; one that is not stays as it is, and that is said."""
        self._current.loading.then(self, self._ask_rescue_now)

    def _ask_now(self, wanted: Backup | None) -> None:
        from stagecoach.ui.restore.dialog import RestoreDialog

        self._open(RestoreDialog(self._current, self.window(), wanted))

    def _ask_rescue_now(self) -> None:
        from stagecoach.ui.restore.rescue_dialog import RescueDialog

        self._open(RescueDialog(self._current, self.window()))

    def ask_rekey(self) -> None:
        """From the settings: nobody may have the file open meanwhile."""
        from stagecoach.ui.restore.rekey_dialog import RekeyDialog

        self._open(RekeyDialog(self._current, self.window()))

    def _open(self, dialog: "WorkDialog") -> None:
        dialog.rejected.connect(self.left)
        dialog.open_once()


def _line(backup: Backup, here: Path) -> QLayout:
    when = label(moment(backup.made_at), "strong")
    place = label(elided(backups.place_name(backup, here)), "secondary")
    return row(when, place, None, state(backup), spacing=12, margins=(18, 9, 18, 9))


def elided(text: str) -> str:
    """The end of a long folder tells most."""
    return text if len(text) <= _LONGEST else f"…{text[-_LONGEST:]}"
