"""The recovery code, shown once: to be written down or printed, and kept elsewhere."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from stagecoach.documents import recovery_code
from stagecoach.i18n import _
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import files, printer
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import button, label, labelled


class RecoveryForm(Form):
    """Of the file; or of the key of `whose`."""

    def __init__(
        self, workspace: Workspace, code: str, parent: QWidget | None = None, *, whose: str = ""
    ) -> None:
        super().__init__(workspace, _("Your recovery code"), "key-round", 560, parent)
        self._whose = whose
        self.code = QLineEdit(code)
        self.code.setReadOnly(True)
        self.code.setAccessibleName(_("Recovery code"))
        text = _(
            "Write or print this code and keep it away from this computer. "
            "It opens your file when the passphrase is lost. Without both nobody can, not even us."
        )
        if whose:
            text = _(
                "Write or print this code and keep it where only you can get at it. It opens "
                "your key when its passphrase is lost. Without both nobody can, not even us."
            )
        self.body.addWidget(label(text, "", wrap=True))
        self.body.addLayout(labelled(_("Recovery code"), self.code))
        self.noted = QCheckBox(_("I have the code on paper"))
        self.noted.toggled.connect(self._noted)
        self.body.addWidget(self.noted)
        self.ok = button(_("Go on"), self.accept, kind="primary")
        self.ok.setEnabled(False)
        self.close_button.hide()
        self.status.setText(_("This code is shown only once."))
        self.print = button(_("Print"), self._print, icon="printer")
        save = button(_("Save as PDF"), self._save_as, icon="file-down")
        for push_button in (self.print, save, self.ok):
            push_button.setAutoDefault(False)
            self.footer.addWidget(push_button)

    def _sheet(self) -> recovery_code.RecoveryDocument:
        return recovery_code.RecoveryDocument(
            self.code.text(), self.workspace.database.path.name, self._whose
        )

    @Slot()
    def _print(self) -> None:
        """On paper at once: no file of it is left on this computer."""
        pdf = recovery_code.draw(self._sheet())
        printer.send(self, pdf, self._printed, self.status.setText)

    def _printed(self) -> None:
        self.status.setText("✓ " + _("To the printer"))

    @Slot()
    def _save_as(self) -> None:
        """The recovery sheet, to be printed and kept elsewhere."""
        chosen = files.ask_save(self, _("Recovery sheet"), recovery_code.FILE_NAME, files.PDF)
        if chosen:
            self.save_in(chosen)

    def save_in(self, path: Path) -> None:
        self.status.setText(_("Saving …"))
        self.workspace.in_background(self, self._saved, recovery_code.save, path, self._sheet())

    def _saved(self, path: Path) -> None:
        self.status.setText("✓ " + _("Saved: %s") % path.name)

    @Slot(bool)
    def _noted(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self.ok.setEnabled(on)

    def save(self) -> None:
        """Nothing to keep: the code stands in the key file, wrapped."""

    def try_save(self) -> bool:
        return self.noted.isChecked()

    def reject(self) -> None:
        """Esc does not close it: the code would be gone."""
        if self.noted.isChecked():
            self.accept()
