"""After coming in with the recovery code: a new passphrase, for the one that is lost."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services import passphrases
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import label


class NewPassphraseForm(Form):
    def __init__(
        self, workspace: Workspace, current: CurrentStore, code: str, parent: QWidget
    ) -> None:
        super().__init__(workspace, _("Choose a new passphrase"), "key-round", 520, parent)
        self._current, self._code = current, code
        text = _(
            "You came in with the recovery code. Choose a passphrase that you will remember; the "
            "code stays as it is."
        )
        self.body.addWidget(label(text, "secondary", wrap=True))
        self.new, self.again, self.pin = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        for field in (self.new, self.again, self.pin):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_field("passphrase", _("&New passphrase"), self.new)
        self.add_field("again", _("Once &more"), self.again)
        self.pin.hide()
        if passphrases.asks_pin(workspace.database):
            self.pin.show()
            self.add_field("pin", _("Your &PIN"), self.pin)
        self.add_buttons(_("Change passphrase"))

    def accept(self) -> None:
        """It closes when it is done: a backup comes first."""
        if self.new.text() != self.again.text():
            self.show_problems({"again": _("The two are not the same.")})
            return
        self.ok.setEnabled(False)
        job = partial(
            passphrases.change,
            self.workspace.database,
            self._code,
            self.new.text(),
            pin=self.pin.text(),
            folders=self._current.backup_folders,
        )
        self.workspace.worker.run(self, self._changed, job, failed=self._refused)

    def _changed(self, _missed: list[Path]) -> None:
        self.workspace.say(_("Passphrase changed, also of the backups."))
        self.done(self.DialogCode.Accepted)

    def _refused(self, error: Exception) -> None:
        self.ok.setEnabled(True)
        if not isinstance(error, Invalid):
            raise error
        self.show_problems(error.problems)
