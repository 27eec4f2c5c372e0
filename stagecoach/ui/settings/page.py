"""Instellingen: how it looks, where the data is, backups and the passphrase."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLineEdit, QPushButton, QWidget

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services.templates import qualifications
from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Page, Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import files
from stagecoach.ui.settings.appearance import AppearanceCard
from stagecoach.ui.settings.backups import BackupsPanel
from stagecoach.ui.settings.import_qualifications import ImportDialog
from stagecoach.ui.settings.passphrase import SecretCard
from stagecoach.ui.settings.rules import RulesForm
from stagecoach.ui.settings.seals import SealCheckDialog
from stagecoach.ui.widgets.fields import button, card, column, icon_label, label, row, scroll


class SettingsPage(Page):
    def __init__(
        self, workspace: Workspace, current: CurrentStore, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, parent)
        self._current = current
        self.secret = SecretCard(workspace, lambda: current.backup_folders)
        self.secret.recovery_made.connect(current.recovery_made)
        self.secret.rekey_wanted.connect(partial(self.go.emit, Place("rekey")))
        self.backups = BackupsPanel(workspace, current)
        self.backups.go.connect(self.go)
        self.appearance = AppearanceCard(current)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._columns.addLayout(column(self.appearance, self._place(), None, spacing=16), 3)
        self._columns.addLayout(column(self.backups, *self._of_manager(), None, spacing=16), 4)
        content = QWidget()
        title = label(_("Settings"), "title")
        content.setLayout(column(title, self._columns, None, spacing=16, margins=(32, 18, 32, 24)))
        self.setLayout(column(scroll(content)))

    def window_title(self) -> str:
        return _("Settings")

    def reload(self) -> None:
        self._count.setText(str(len(self.workspace.ask(qualifications.overview))))
        self.backups.reload()

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
