"""The recovery code of a new room, shown once."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from stagecoach.documents import printing, recovery_code
from stagecoach.i18n import _
from stagecoach.services.cases import room as rooms
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.dialogs import files, printer
from stagecoach.ui.dialogs.dialog import Dialog
from stagecoach.ui.widgets.fields import button, label, labelled


class RoomCodeDialog(Dialog):
    tone = "sealed.strong"
    save_kind = "seal"

    def __init__(self, open_room: OpenRoom, code: str, parent: QWidget) -> None:
        super().__init__(_("Your recovery code"), "key-round", 560, parent)
        self._open_room, self._file = open_room, open_room.room.path.name
        self.code = QLineEdit(code)
        self.code.setReadOnly(True)
        text = _("Write or print this code and keep it where only you can get at it.")
        self.body.addWidget(label(f"{text} {rooms.lost_means()}", "", wrap=True))
        self.body.addLayout(labelled(_("Recovery code"), self.code))
        self.noted = QCheckBox(_("I have the code on paper"))
        self.body.addWidget(self.noted)
        self.status.setText(_("This code is shown only once."))
        self.footer.addWidget(button(_("Print"), self._print, icon="printer"))
        self.footer.addWidget(button(_("Save as PDF"), self._save_as, icon="file-down"))
        self.ok = button(_("Go on"), self.accept, kind="seal")
        self.ok.setEnabled(False)
        self.noted.toggled.connect(self.ok.setEnabled)
        self.footer.addWidget(self.ok)
        self.close_button.hide()
        open_room.watch(self)

    def _sheet(self) -> bytes:
        return recovery_code.draw(recovery_code.RecoveryDocument(self.code.text(), self._file))

    @Slot()
    def _print(self) -> None:
        """On paper at once: no file of it is left on this computer."""
        printer.send(self, self._sheet(), self._printed, self.status.setText)

    def _printed(self) -> None:
        self.status.setText("✓ " + _("To the printer"))

    @Slot()
    def _save_as(self) -> None:
        chosen = files.ask_save(self, _("Recovery sheet"), recovery_code.FILE_NAME, files.PDF)
        if chosen:
            self.save_in(chosen)

    def save_in(self, path: Path) -> None:
        try:
            printing.write(path, self._sheet())
        except OSError:
            self.status.setText(_("This place cannot be written. Choose another."))
            return
        self.status.setText("✓ " + _("Saved: %s") % path.name)

    def save(self) -> None:
        self._open_room.ask(rooms.code_noted)

    def reject(self) -> None:
        """Esc does not close it before the code is on paper."""
        if self.noted.isChecked():
            super().reject()
