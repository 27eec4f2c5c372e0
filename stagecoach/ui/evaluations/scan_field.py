"""The scan of a signed paper: one of the student's documents, or one that is added here."""

import uuid
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services import Store
from stagecoach.services.students import attachments
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import files
from stagecoach.ui.widgets.fields import button, label, named, pick, row


class ScanField(QWidget):
    wrong = Signal(dict)  # of the form: why a file is no scan; empty when it is one

    def __init__(self, workspace: Workspace, placement_id: uuid.UUID) -> None:
        super().__init__()
        self._workspace, self._placement_id = workspace, placement_id
        self.box: QComboBox = named(QComboBox(), _("Scan of the signed paper"))
        self._state = label("", "muted")
        add = button(_("Add the scan …"), self._choose, icon="paperclip", small=True)
        add.setAutoDefault(False)
        line = row(self.box, add, self._state)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.setFocusProxy(self.box)
        self._fill()

    def value(self) -> uuid.UUID | None:
        chosen: uuid.UUID | None = self.box.currentData()
        return chosen

    def set_value(self, key: uuid.UUID | None) -> None:
        pick(self.box, key)

    def _fill(self) -> None:
        self.box.clear()
        self.box.addItem(_("choose a document"), None)
        for attachment in self._workspace.ask(attachments.overview, self._placement_id):
            self.box.addItem(attachment.name, attachment.id)

    @Slot()
    def _choose(self) -> None:
        chosen = files.ask_open(self, _("Add the scan …"), attachments.pattern())
        if chosen:
            self.add(chosen)

    def add(self, path: Path) -> None:
        """Kept with the documents of the student, and chosen here."""
        who = self._workspace.person_id
        self._state.setText(_("Adding …"))
        self._workspace.in_background(self, self._take, _attach, self._placement_id, path, who)

    def _take(self, key: uuid.UUID | StageCoachError) -> None:
        self._state.setText("")
        if isinstance(key, StageCoachError):
            self.wrong.emit({"scan": str(key)})
            return
        self.wrong.emit({})
        self._state.setText("✓ " + _("Document added"))
        self._fill()
        self.set_value(key)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)


def _attach(
    store: Store, placement_id: uuid.UUID, path: Path, person_id: uuid.UUID
) -> uuid.UUID | StageCoachError:
    """For the worker; what is wrong with the file is said beside its field."""
    try:
        return attachments.attach(store, placement_id, path, person_id)
    except StageCoachError as error:
        return error
