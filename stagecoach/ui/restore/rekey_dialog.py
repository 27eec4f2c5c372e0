"""Over the lock screen: the store is written anew with a new key, for a passphrase that leaked."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services import passphrases
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.restore.work import WorkDialog, open_again
from stagecoach.ui.widgets.fields import label


class RekeyDialog(WorkDialog):
    def __init__(self, current: CurrentStore, parent: QWidget) -> None:
        super().__init__(_("Renew the key"), "key-round", 560, current, parent)
        assert current.path is not None  # it was open just now
        self._store = current.path
        self.new, self.again = QLineEdit(), QLineEdit()
        text = _(
            "The whole file is written anew with a new key and a new recovery code. Who has the "
            "old passphrase cannot open it any more. Backups of before stay as they were: throw "
            "those away that others can get at."
        )
        self.body.addWidget(label(text, "secondary", wrap=True))
        for field in (self.new, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_secret(_("Passphrase of no&w"))
        self.add_field("passphrase", _("&New passphrase"), self.new)
        self.add_field("again", _("Once &more"), self.again)
        self.add_buttons(_("Renew the key"))

    def inputs(self) -> list[QWidget]:
        return [*super().inputs(), self.new, self.again]

    def save(self) -> None:
        """Begin with it; `finished_with` follows. Raises Invalid."""
        secret, new = self.typed_secret(), self.new.text()
        if wrong := passphrases.problem(new):
            raise Invalid({"passphrase": wrong})
        if new != self.again.text():
            raise Invalid({"again": _("The two are not the same.")})
        store, locked = self._store, self._current.has_lock
        self.begin(
            lambda step: passphrases.renew_key(store, secret, new, locked=locked, step=step)
        )

    def finished_with(self, secret: str, outcome: str) -> None:  # noqa: ARG002 - the old one
        self.done(QDialog.DialogCode.Accepted)
        opened = partial(self._open, self.new.text(), outcome)
        QTimer.singleShot(0, self._current, opened)

    def _open(self, secret: str, code: str) -> None:
        """In with the new passphrase, and the new code is shown before anything else."""
        text = _("The key is new. Backups of before still open with the old passphrase.")
        open_again(self._current, self._store, secret, text)
        self._current.recovery_made.emit(code)
