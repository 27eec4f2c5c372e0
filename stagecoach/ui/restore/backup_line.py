"""How it stands with the backups, in a line; what failed stays until somebody has seen it.

`banner` stands where its page puts it.
"""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from stagecoach import clock
from stagecoach.i18n import _
from stagecoach.services import Store, backup_state, backups
from stagecoach.services.backup_state import State
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.messages import Banner
from stagecoach.ui.widgets.fields import button, column, icon_label, label, row

_FRESH = 2  # seconds; looking takes a file per backup


class BackupLine(QWidget):
    settings_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._looked = float("-inf")
        self.banner = Banner("errorBanner", "circle-alert", "alert.strong")
        self.banner.add(_("Look at the backups"), self.settings_wanted.emit)
        self.banner.add(_("Seen"), self._seen)
        self.banner.hide()
        self.text = label("", "muted", wrap=True)
        choose = button(
            _("Choose a second place"), self.settings_wanted.emit, kind="quiet", small=True
        )
        self.choose = choose
        line = row(icon_label("history", "text.muted", 15), self.text, choose, spacing=10)
        line.setStretch(1, 1)
        self.setLayout(column(line))
        choose.hide()

    def reload(self) -> None:
        reading = self._workspace.database.reading  # a backup itself has none
        if not reading and clock.ticks() - self._looked > _FRESH:
            self.look()

    @Slot()
    def look(self) -> None:
        self._looked = clock.ticks()
        settings = self._workspace.settings
        path = self._workspace.database.path
        folders = backups.folders(path, settings.backup_folder, settings.second_folder)
        self._workspace.in_background(self, self.show_state, _state, path, folders)

    def show_state(self, state: State) -> None:
        texts = [backup_state.last_sentence(state)]
        if state.one_disk:
            texts.append(backup_state.disk_sentence())
        self.text.setText(" ".join(texts))
        self.choose.setVisible(state.one_disk)
        self.banner.setVisible(state.failure is not None)
        if state.failure is not None:
            self.banner.show_text(backup_state.failure_sentence(state.failure))

    @Slot()
    def _seen(self) -> None:
        backup_state.note_seen(self._workspace.database.path)
        self.banner.hide()


def _state(_store: Store, path: Path, folders: list[Path]) -> State:
    return backup_state.state(path, folders)
