"""The passphrase of the store, changed in the settings."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from stagecoach.domain.access import Right, refusal
from stagecoach.errors import Invalid
from stagecoach.i18n import _, ngettext
from stagecoach.services import passphrases
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.fields import button, card, column, label, labelled, mark_wrong, row


class SecretCard(QWidget):
    def __init__(self, workspace: Workspace, backups: Callable[[], Path]) -> None:
        """`backups` tells where the copies of the store lie, whose key files change too."""
        super().__init__()
        self.workspace, self._backups = workspace, backups
        self.old, self.new, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        self._fields = {"old": self.old, "passphrase": self.new, "again": self.again}
        for field in self._fields.values():
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self._wrong = label("", "problem", wrap=True)
        self.change = button(_("Change passphrase"), self._change)
        hint = label(_("Your recovery code stays the same."), "muted")
        frame, body = card(_("Passphrase"), icon="key-round")
        body.addLayout(
            column(
                labelled(_("Passphrase of no&w"), self.old, _("or recovery code")),
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
        missed, problems = 0, self._problems()
        if not problems:
            database = self.workspace.database
            try:
                missed = passphrases.change(
                    database.path,
                    database.key,
                    self.old.text(),
                    self.new.text(),
                    backups=self._backups(),
                )
            except Invalid as invalid:
                problems = invalid.problems
        self._wrong.setText(" ".join(problems.values()))
        for name, field in self._fields.items():
            mark_wrong(field, wrong=name in problems)
        if not problems:
            self._changed(missed)

    def _problems(self) -> dict[str, str]:
        if not self.workspace.may(Right.PERSONS):
            return {"right": refusal(Right.PERSONS)}
        if self.new.text() != self.again.text():
            return {"again": _("The two are not the same.")}
        return {}

    def _changed(self, missed: int) -> None:
        for field in self._fields.values():
            field.clear()
        text = _("Passphrase changed, also of the backups")
        if missed:
            text = ngettext(
                "Passphrase changed. %d backup could not be reached and opens with the old one.",
                "Passphrase changed. %d backups could not be reached and open with the old one.",
                missed,
            )
            text %= missed
        self.workspace.say(text)
