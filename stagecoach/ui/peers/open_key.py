"""My own key, opened until somebody else comes or the screen locks."""

import contextlib

from PySide6.QtWidgets import QLineEdit, QWidget

from stagecoach.errors import Invalid, WrongPassphrase
from stagecoach.i18n import _
from stagecoach.services.people import keys
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import label


class OpenKeyForm(Form):
    """By its passphrase, or by the recovery code on paper. Never by a PIN."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, _("Open with my key"), "key-round", 460, parent)
        told = _("You read what is sealed to you until the screen locks or somebody else comes.")
        self.body.addWidget(label(told, "secondary", wrap=True))
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        hint = _("or the recovery code")
        self.add_field("secret", _("&Passphrase of your key"), self.secret, hint)
        self.secret.returnPressed.connect(self.accept)
        self.add_buttons(_("Open"))

    def save(self) -> None:
        ask, typed = self.workspace.ask, self.secret.text()
        try:
            self.workspace.key = ask(keys.unlock, typed)
        except WrongPassphrase as error:
            with contextlib.suppress(WrongPassphrase):
                self.workspace.key = ask(keys.unlock, typed, recovery=True)
                return
            raise Invalid({"secret": str(error)}) from None
