"""The passphrase of the store, changed in the settings."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from stagecoach.domain.access import Right, refusal
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services import stores
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.fields import button, card, column, label, labelled, mark_wrong, row


class SecretCard(QWidget):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.new, self.again = QLineEdit(), QLineEdit()
        for field in (self.new, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self._wrong = label("", "problem", wrap=True)
        self.change = button(_("Change passphrase"), self._change)
        hint = label(_("Your recovery code stays the same."), "muted")
        frame, body = card(_("Passphrase"), icon="key-round")
        body.addLayout(
            column(
                labelled(_("&New passphrase"), self.new),
                labelled(_("Once &more"), self.again),
                self._wrong,
                row(self.change, hint, None, spacing=12),
                spacing=10,
                margins=(16, 6, 16, 16),
            )
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    @Slot()
    def _change(self) -> None:
        problem = ""
        if not self.workspace.may(Right.PERSONS):
            problem = refusal(Right.PERSONS)
        elif self.new.text() != self.again.text():
            problem = _("The two are not the same.")
        else:
            try:
                database = self.workspace.database
                stores.change_passphrase(database.path, database.key, self.new.text())
            except Invalid as invalid:
                problem = invalid.problems["passphrase"]
        self._wrong.setText(problem)
        for field in (self.new, self.again):
            mark_wrong(field, wrong=bool(problem))
        if not problem:
            self.new.clear()
            self.again.clear()
            self.workspace.say(_("Passphrase changed"))
