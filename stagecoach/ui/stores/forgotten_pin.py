"""A manager who forgot their PIN: whoever has the passphrase of the file chooses a new one."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from stagecoach.domain.people import LONGEST_PIN
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _
from stagecoach.services.people.pins import Face
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.widgets.fields import button, column, label, labelled, mark_wrong, row
from stagecoach.ui.widgets.focus import enter_goes_on


class ForgottenPin(QWidget):
    """In place of the PIN: passphrase or recovery code, and the new PIN twice."""

    renewed = Signal()
    left = Signal()

    def __init__(self, current: CurrentStore, chosen: Callable[[], Face]) -> None:
        super().__init__()
        self._current, self._chosen = current, chosen
        self.secret, self.pin, self.again = (_hidden() for _field in range(3))
        for field in (self.pin, self.again):
            field.setMaxLength(LONGEST_PIN)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.renew = button(_("Choose this PIN"), self.try_it, kind="primary", icon="key-round")
        back = button(_("Back"), self.left.emit, kind="quiet")
        fields = (
            labelled(_("Pass&phrase or recovery code of this file"), self.secret),
            labelled(_("&New PIN"), self.pin),
            labelled(_("Once &more"), self.again),
        )
        self.setLayout(
            column(*fields, self.problem, row(self.renew, back, None), None, spacing=10)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_goes_on(event, self, self.try_it):
            super().keyPressEvent(event)

    def begin(self) -> None:
        for field in (self.secret, self.pin, self.again):
            field.clear()
        self._say("")
        self.secret.setFocus()

    @Slot()
    def try_it(self) -> None:
        entered = self.secret.text(), self.pin.text(), self.again.text()
        try:
            self._current.pins.renew(self._chosen(), *entered)
        except Invalid as invalid:
            self._say(" ".join(invalid.problems.values()))
        except StageCoachError as error:
            self._say(str(error))
        else:
            self.begin()
            self.renewed.emit()

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.secret.setAccessibleDescription(text)
        mark_wrong(self.secret, wrong=bool(text))


def _hidden() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
