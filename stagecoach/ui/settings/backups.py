"""The backups of the open store in the settings: the newest, where they go, what went wrong."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagecoach.i18n import _, moment, number
from stagecoach.services import backup_state
from stagecoach.services.backup_state import State
from stagecoach.services.backups import Backup
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import files
from stagecoach.ui.restore.state import state
from stagecoach.ui.widgets.fields import button, card, column, label, row, ruled
from stagecoach.ui.widgets.flow import Flow
from stagecoach.ui.widgets.layouts import clear

_SHOWN = 5  # all of them where one is put back


class BackupsPanel(QWidget):
    go = Signal(object)  # Place

    def __init__(self, workspace: Workspace, current: CurrentStore) -> None:
        super().__init__()
        self.workspace, self._current = workspace, current
        self._last = label("", "muted")
        frame, body = card(_("Backups"), self._last, icon="history")
        self._list = column(spacing=0)
        body.addLayout(self._list)
        self.make = button(_("Make one now"), self._make, kind="primary", icon="archive-restore")
        self.folder = button(_("Other folder"), self._other_folder, icon="folder")
        self.second = button(_("Second place"), self._second_folder, icon="hard-drive")
        look = partial(self.go.emit, Place("backups"))
        self.all = button(_("Look and put back"), look, icon="rotate-ccw")
        self._where = label("", "muted", wrap=True)
        self._state = label("", "alert", wrap=True)
        self.seen = button(_("Seen"), self._note_seen, small=True)
        acts = Flow()
        for act in (self.make, self.all, self.folder, self.second):
            acts.addWidget(act)
        failed = row(self._state, self.seen)
        failed.setStretch(0, 1)
        foot = column(acts, failed, self._where, spacing=8, margins=(16, 10, 16, 12))
        body.addWidget(ruled(foot))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        if current.safekeeping is not None:
            current.safekeeping.made.connect(self.reload)
            current.safekeeping.failed.connect(self.reload)
            current.safekeeping.ended.connect(self._ready)

    @Slot()
    def reload(self) -> None:
        path, folders = self.workspace.database.path, self._current.backup_folders
        self._where.setText(" · ".join(map(str, folders)))
        job = partial(backup_state.overview, path, folders)
        self.workspace.worker.run(self, self._show, job)

    def _show(self, outcome: tuple[State, list[Backup]]) -> None:
        now, rows = outcome
        self._show_state(now, self._current.backup_folders)
        clear(self._list)
        for backup in rows[:_SHOWN]:
            size = label(_("%s MB") % number(backup.size / 1_000_000), "secondary")
            parts = label(moment(backup.made_at), "strong"), None, size, state(backup)
            self._list.addWidget(ruled(row(*parts, spacing=14, margins=(16, 8, 16, 8))))
        if not rows:
            text = label(_("No backup yet. One is made as soon as you work."), "muted", wrap=True)
            self._list.addWidget(ruled(row(text, margins=(16, 10, 16, 10))))
        last = _("last one %s") % moment(rows[0].made_at) if rows else _("none yet")
        self._last.setText(last)

    def _show_state(self, now: State, folders: list[Path]) -> None:
        """Where they go, whether one failed, and whether the disk of the file has them all."""
        texts = [" · ".join(map(str, folders))]
        if now.one_disk:
            texts.append(backup_state.disk_sentence())
        self._where.setText("\n".join(texts))
        failed = now.failure
        self._state.setText(backup_state.failure_sentence(failed) if failed else "")
        self._state.setVisible(failed is not None)
        self.seen.setVisible(failed is not None)

    @Slot()
    def _note_seen(self) -> None:
        backup_state.note_seen(self.workspace.database.path)
        self.reload()

    @Slot()
    def _make(self) -> None:
        if self._current.safekeeping is not None:
            self.make.setEnabled(False)
            self.make.setText(_("Making a backup …"))
            self._current.safekeeping.make_now()

    @Slot()
    def _ready(self) -> None:
        self.make.setEnabled(True)
        self.make.setText(_("Make one now"))

    @Slot()
    def _other_folder(self) -> None:
        chosen = files.ask_folder(self, _("Folder for backups"), self._current.backups)
        if chosen:
            self._current.change(backup_folder=str(chosen))
            self.reload()

    @Slot()
    def _second_folder(self) -> None:
        chosen = files.ask_folder(self, _("Second place for backups"), self._current.backups)
        if chosen:
            self._current.change(second_folder=str(chosen))
            if self._current.safekeeping is not None:
                self._current.safekeeping.back_up()
            self.reload()
