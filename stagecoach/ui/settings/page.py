"""Instellingen: how it looks, where the data is, backups and the passphrase."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLineEdit, QPushButton, QWidget

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _, moment, number
from stagecoach.services import backups, safekeeping
from stagecoach.services.backups import Backup
from stagecoach.services.templates import qualifications
from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Page, Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import files
from stagecoach.ui.restore.state import state
from stagecoach.ui.settings.appearance import AppearanceCard
from stagecoach.ui.settings.import_qualifications import ImportDialog
from stagecoach.ui.settings.passphrase import SecretCard
from stagecoach.ui.settings.rules import RulesForm
from stagecoach.ui.settings.seals import SealCheckDialog
from stagecoach.ui.widgets.fields import (
    button,
    card,
    column,
    icon_label,
    label,
    row,
    ruled,
    scroll,
)
from stagecoach.ui.widgets.layouts import clear

_BACKUPS = 5  # are shown; all of them where one is put back


class SettingsPage(Page):
    def __init__(
        self, workspace: Workspace, current: CurrentStore, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, parent)
        self._current = current
        self.secret = SecretCard(workspace, lambda: current.backups)
        self.appearance = AppearanceCard(current)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._columns.addLayout(column(self.appearance, self._place(), None, spacing=16), 3)
        self._columns.addLayout(
            column(self._backups_card(), *self._of_manager(), None, spacing=16), 4
        )
        content = QWidget()
        title = label(_("Settings"), "title")
        content.setLayout(column(title, self._columns, None, spacing=16, margins=(32, 18, 32, 24)))
        self.setLayout(column(scroll(content)))
        if current.safekeeping is not None:
            current.safekeeping.made.connect(self._show_backups)

    def window_title(self) -> str:
        return _("Settings")

    def reload(self) -> None:
        self._count.setText(str(len(self.workspace.ask(qualifications.overview))))
        self._show_backups()

    def _of_manager(self) -> tuple[QWidget, ...]:
        """What only a manager of this file changes."""
        widgets = self._persons(), self._rules(), self._studies(), self._seals(), self.secret
        for frame in widgets:
            frame.setVisible(self.workspace.identity.manages)
        return widgets

    def _place(self) -> QFrame:
        frame, body = card(_("Where your data is"), icon="hard-drive")
        where = QLineEdit(str(self.workspace.database.path))
        where.setReadOnly(True)
        where.setAccessibleName(_("Where your data is"))
        where.setCursorPosition(0)
        text = label(_("Encrypted. Nothing goes online."), "secondary", wrap=True)
        line = row(icon_label("shield-check", "brand.base", 16), text)
        line.setStretch(1, 1)
        body.addLayout(column(where, line, spacing=8, margins=(16, 4, 16, 16)))
        return frame

    def _studies(self) -> QFrame:
        self._count = label("", "muted")
        text = _("The list that ships with StageCoach. Add others from a JSON file.")
        act = button(_("Import"), self._ask_import, icon="folder-open", small=True)
        return _opener(_("Qualifications"), "book-open", text, act, self._count)

    def _rules(self) -> QFrame:
        text = _("What asks for attention, hour norms, school holidays and other numbers.")
        act = button(_("Open"), self._open_rules, small=True)
        return _opener(_("Rules and lists"), "sliders-horizontal", text, act)

    def _persons(self) -> QFrame:
        text = _("Who works with this file, in which roles, and who signs in with a PIN.")
        act = button(_("Open"), partial(self.go.emit, Place("people")), small=True)
        return _opener(_("Persons"), "users-round", text, act)

    def _seals(self) -> QFrame:
        text = _("Whether every closed evaluation is still what was signed.")
        act = button(_("Check"), self.check_seals, small=True)
        return _opener(_("Closed evaluations"), "shield-check", text, act)

    @Slot()
    def check_seals(self) -> None:
        SealCheckDialog(self.workspace.database, self).open_once()

    @Slot()
    def _open_rules(self) -> None:
        RulesForm(self.workspace, self).open_once()

    @Slot()
    def _ask_import(self) -> None:
        chosen = files.ask_open(self, _("List of qualifications"), files.JSON)
        if chosen:
            self.import_from(chosen)

    def import_from(self, path: Path) -> None:
        """Whatever is wrong in the file is said row by row, and then nothing is imported."""
        try:
            content = path.read_bytes()
        except OSError:
            raise StageCoachError(_("The file cannot be read. Nothing was imported.")) from None
        dialog = ImportDialog(self.workspace, content, self)
        dialog.finished.connect(self.reload)
        dialog.open_once()

    def _backups_card(self) -> QFrame:
        self._last = label("", "muted")
        frame, body = card(_("Backups"), self._last, icon="history")
        self._list = column(spacing=0)
        body.addLayout(self._list)
        self.make = button(_("Make one now"), self._make, kind="primary", icon="archive-restore")
        self.folder = button(_("Other folder"), self._other_folder, icon="folder")
        self._where = label(str(self._current.backups), "muted", wrap=True)
        restore = partial(self.go.emit, Place("restore"))
        back = button(_("Put one back"), restore, icon="rotate-ccw")
        acts = row(self.make, back, self.folder, None)
        foot = column(acts, self._where, margins=(16, 10, 16, 12))
        body.addWidget(ruled(foot))
        return frame

    @Slot()
    def _show_backups(self) -> None:
        rows = backups.overview(self.workspace.database.path, self._current.backups)
        clear(self._list)
        for backup in rows[:_BACKUPS]:
            size = label(_("%s MB") % number(backup.size / 1_000_000), "secondary")
            parts = label(moment(backup.made_at), "strong"), None, size, state(backup)
            self._list.addWidget(ruled(row(*parts, spacing=14, margins=(16, 8, 16, 8))))
        if not rows:
            text = label(_("No backup yet. One is made as soon as you work."), "muted", wrap=True)
            self._list.addWidget(ruled(row(text, margins=(16, 10, 16, 10))))
        last = _("last one %s") % moment(rows[0].made_at) if rows else _("none yet")
        self._last.setText(last)

    @Slot()
    def _make(self) -> None:
        self.make.setEnabled(False)
        self.make.setText(_("Making a backup …"))
        job = partial(safekeeping.make_backup, self.workspace.database, self._current.backups)
        self.workspace.worker.run(self, self._made, job, ended=self._ready)

    def _ready(self) -> None:
        self.make.setEnabled(True)
        self.make.setText(_("Make one now"))

    def _made(self, _backup: Backup) -> None:
        self.reload()
        self.workspace.say(_("Backup made, opened and compared"))

    @Slot()
    def _other_folder(self) -> None:
        chosen = files.ask_folder(self, _("Folder for backups"), self._current.backups)
        if chosen:
            self._current.change(backup_folder=str(chosen))
            self._where.setText(str(chosen))
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        beside = self.width() >= theme.scaled(900)
        self._columns.setDirection(way.LeftToRight if beside else way.TopToBottom)


def _opener(title: str, icon: str, text: str, act: QPushButton, *extra: QWidget) -> QFrame:
    """A card that tells what stands behind its one button."""
    frame, body = card(title, *extra, icon=icon)
    act.setAccessibleDescription(title)
    line = row(label(text, "secondary", wrap=True), act, margins=(16, 6, 16, 14))
    line.setStretch(0, 1)
    body.addLayout(line)
    return frame
