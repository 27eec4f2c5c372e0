"""My own key: made under a passphrase of my own, given another one, or given up as lost."""

import contextlib

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from stagecoach.errors import Invalid, WrongPassphrase
from stagecoach.i18n import _, date
from stagecoach.services.people import keys
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import messages
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import button, label


def _line() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


class KeyForm(Form):
    made = Signal(str)  # the recovery code, shown once

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, _("My key"), "key-round", 520, parent)
        self.state = workspace.ask(keys.state, workspace.person_id)
        self.now, self.new, self.again = _line(), _line(), _line()
        told = _(
            "With your key you read what is sealed to you. Only you have it: the passphrase of "
            "the file does not open it, and neither does your PIN."
        )
        self.body.addWidget(label(told, "secondary", wrap=True))
        if self.state is not None:
            since = _("Made on %s. Here you give it another passphrase.")
            self.body.addWidget(label(since % date(self.state.made_on), wrap=True))
            hint = _("or the recovery code")
            self.add_field("now", _("Passphrase of your key n&ow"), self.now, hint)
        self.add_field("passphrase", _("&New passphrase"), self.new)
        self.add_field("again", _("Once &more"), self.again)
        self.add_buttons(_("Change passphrase") if self.state else _("Make key"))
        if self.state is not None:
            code = button(_("New recovery code"), self.new_code, kind="quiet")
            code.setAutoDefault(False)
            self.footer.insertWidget(1, code)
            lost = button(_("I lost it"), self.ask_lost, kind="quiet")
            lost.setAutoDefault(False)
            self.footer.insertWidget(1, lost)

    def save(self) -> None:
        new, again = self.new.text(), self.again.text()
        if self.state is None:
            self.made.emit(self.workspace.do(keys.make, new, again))
            return
        self.workspace.do(keys.change_passphrase, self._opened(), new, again)
        self.workspace.say(_("Passphrase of your key changed"))

    def _opened(self) -> keys.Private:
        """By passphrase, or by the code on paper. Raises Invalid beside the field."""
        ask, typed = self.workspace.ask, self.now.text()
        try:
            return ask(keys.unlock, typed)
        except WrongPassphrase as error:
            with contextlib.suppress(WrongPassphrase):
                return ask(keys.unlock, typed, recovery=True)
            raise Invalid({"now": str(error)}) from None

    @Slot()
    def new_code(self) -> None:
        """The sheet is gone, the passphrase is not."""
        try:
            code = self.workspace.do(keys.new_code, self._opened())
        except Invalid as invalid:
            self.show_problems(invalid.problems)
        else:
            self.made.emit(code)
            self.reject()

    @Slot()
    def ask_lost(self) -> None:
        messages.ask(self, keys.lost_means(), _("Give up my key"), self._lose)

    def _lose(self) -> None:
        self.workspace.do(keys.lose)
        self.workspace.key = None
        self.workspace.say(_("Your key was given up. You can make a new one."))
        self.reject()
