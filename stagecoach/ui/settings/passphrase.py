"""The secrets of the store in the settings: its passphrase, its recovery code, a new key."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from stagecoach.domain.access import Right, refusal
from stagecoach.errors import Invalid
from stagecoach.i18n import _, ngettext
from stagecoach.services import passphrases
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.fields import button, card, column, label, labelled, mark_wrong, row
from stagecoach.ui.widgets.focus import enter_goes_on

T = TypeVar("T")


class SecretCard(QWidget):
    recovery_made = Signal(str)
    rekey_wanted = Signal()

    def __init__(self, workspace: Workspace, folders: Callable[[], list[Path]]) -> None:
        """`folders` tells where the copies of the store lie, whose key files change too."""
        super().__init__()
        self.workspace, self._folders = workspace, folders
        self.old, self.pin, self.new, self.again = (QLineEdit() for _number in range(4))
        self._fields = {
            "old": self.old,
            "pin": self.pin,
            "passphrase": self.new,
            "again": self.again,
        }
        for field in self._fields.values():
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self._wrong = label("", "problem", wrap=True)
        self.change = button(_("Change passphrase"), self._change)
        self.new_code = button(_("New recovery code"), self._new_code)
        self.rekey = button(_("Renew the key …"), self.rekey_wanted.emit)
        self._build()

    def _build(self) -> None:
        frame, body = card(_("Passphrase"), icon="key-round")
        hint = label(
            _("A change of passphrase leaves the recovery code as it is."), "muted", wrap=True
        )
        leaked = label(
            _("Does somebody else know your passphrase? Then renew the key too."),
            "muted",
            wrap=True,
        )
        pin = QWidget()
        pin.setLayout(column(labelled(_("Your &PIN"), self.pin)))
        pin.setVisible(passphrases.asks_pin(self.workspace.database))
        body.addLayout(
            column(
                labelled(_("Passphrase of no&w"), self.old, _("or recovery code")),
                pin,
                labelled(_("&New passphrase"), self.new),
                labelled(_("Once &more"), self.again),
                self._wrong,
                row(self.change, self.new_code, None, spacing=12),
                hint,
                leaked,
                row(self.rekey, None),
                spacing=10,
                margins=(16, 6, 16, 16),
            )
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_goes_on(event, self, self._change):
            super().keyPressEvent(event)

    @Slot()
    def _change(self) -> None:
        problems = {}
        if self.new.text() != self.again.text():
            problems = {"again": _("The two are not the same.")}
        job = partial(
            passphrases.change,
            self.workspace.database,
            self.old.text(),
            self.new.text(),
            pin=self.pin.text(),
            folders=self._folders(),
        )
        self._begin(problems, job, self._changed)

    def _changed(self, missed: list[Path]) -> None:
        self._show_problems({})
        self._say(_("Passphrase changed, also of the backups."), missed)

    @Slot()
    def _new_code(self) -> None:
        """The one of before opens nothing from now on, so the new one is shown at once."""
        job = partial(
            passphrases.new_recovery_code,
            self.workspace.database,
            self.old.text(),
            pin=self.pin.text(),
            folders=self._folders(),
        )
        self._begin({}, job, self._coded)

    def _coded(self, outcome: tuple[str, list[Path]]) -> None:
        code, missed = outcome
        self._show_problems({})
        self._say(_("The recovery code of before does not work any more."), missed)
        self.recovery_made.emit(code)

    def _begin(
        self, problems: dict[str, str], job: Callable[[], T], then: Callable[[T], None]
    ) -> None:
        """Beside the screens: a backup comes first, and deriving keys takes a moment."""
        if not self.workspace.may(Right.PERSONS):
            problems = {"right": refusal(Right.PERSONS)}
        if problems:
            self._show_problems(problems)
            return
        self._allow(on=False)
        ended = partial(self._allow, on=True)
        self.workspace.worker.run(self, then, job, failed=self._refused, ended=ended)

    def _allow(self, *, on: bool) -> None:
        for act in (self.change, self.new_code, self.rekey):
            act.setEnabled(on)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Invalid):
            raise error
        self._show_problems(error.problems)

    def _show_problems(self, problems: dict[str, str]) -> None:
        self._wrong.setText(" ".join(problems.values()))
        for name, field in self._fields.items():
            mark_wrong(field, wrong=name in problems)
            if not problems:
                field.clear()

    def _say(self, done: str, missed: list[Path]) -> None:
        if missed:
            text = ngettext(
                "%d backup could not be reached and opens as before: %s",
                "%d backups could not be reached and open as before: %s",
                len(missed),
            )
            done = f"{done} {text % (len(missed), ', '.join(map(str, missed[:3])))}"
        self.workspace.say(done)
