"""A PIN for oneself, or by a manager for somebody who stands beside them."""

import uuid

from PySide6.QtWidgets import QLineEdit, QWidget

from stagecoach.domain.people import LONGEST_PIN
from stagecoach.i18n import _
from stagecoach.services.people import pins
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import label, number_box


def _line() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setMaxLength(LONGEST_PIN)
    return line


class PinForm(Form):
    def __init__(
        self,
        workspace: Workspace,
        person_id: uuid.UUID,
        name: str,
        parent: QWidget | None = None,
        why: str = "",
    ) -> None:
        """`why` it is asked, where somebody meant another thing."""
        super().__init__(workspace, _("PIN of %s") % name, "key-round", 440, parent)
        self._person_id = person_id
        self.pin, self.again = _line(), _line()
        self.lock_after = number_box(1, 120)
        minutes = workspace.ask(pins.lock_after, person_id)
        self.lock_after.setValue(minutes or pins.DEFAULT_LOCK)
        if why:
            self.body.addWidget(label(why, "strong", wrap=True))
        told = _("A PIN lets somebody be themselves at this machine. It does not open the file.")
        self.body.addWidget(label(told, "secondary", wrap=True))
        self.add_field("pin", _("&PIN"), self.pin, _("4 to 8 digits"))
        self.add_field("again", _("Once &more"), self.again)
        hint = _("minutes without a key")
        self.add_field("lock_after", _("Somebody else may come &after"), self.lock_after, hint)
        self.add_buttons()

    def save(self) -> None:
        self.workspace.do(
            pins.choose,
            self._person_id,
            self.pin.text(),
            self.again.text(),
            self.lock_after.value(),
        )
        self.workspace.say(_("PIN kept"))
