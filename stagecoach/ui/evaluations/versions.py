"""The versions of an evaluation side by side: what was agreed with, and what changed since."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from stagecoach.i18n import _, moment
from stagecoach.services.evaluations import versions
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.dialogs.history import difference_grid
from stagecoach.ui.widgets.fields import button, label, labelled, row
from stagecoach.ui.widgets.layouts import clear


class VersionsForm(Form):
    """At first what lies here now, beside the newest version that was proposed."""

    def __init__(self, workspace: Workspace, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(workspace, _("Versions"), "history", 760, parent)
        self._sheet = sheet
        assert sheet.id is not None
        self.rows = workspace.ask(versions.overview, sheet.id)
        self.before, self.after = QComboBox(self), QComboBox(self)
        for box in (self.before, self.after):
            box.setVisible(bool(self.rows))  # without a version there is nothing to choose
        self.after.addItem(_("As it is now"), None)
        for version in self.rows:
            words = {
                "number": version.number,
                "when": moment(version.made_at),
                "code": version.code,
            }
            text = _("%(number)d: %(when)s, %(code)s") % words
            for box in (self.before, self.after):
                box.addItem(text, version.id)
        chosen = row(
            labelled(_("&Before"), self.before), labelled(_("&After"), self.after), spacing=16
        )
        for at in range(2):
            chosen.setStretch(at, 1)
        self._shown = QVBoxLayout()
        if self.rows:
            self.body.addLayout(chosen)
        self.body.addLayout(self._shown)
        self.body.addStretch()
        self.footer.addWidget(button(_("Close"), self.reject, kind="primary", keys="Esc"))
        for box in (self.before, self.after):
            box.currentIndexChanged.connect(self.show_differences)
        self.show_differences()

    def accept(self) -> None:
        """Nothing is edited here."""
        self.reject()

    @Slot()
    def show_differences(self) -> None:
        clear(self._shown)
        if not self.rows:
            text = _("A version is kept each time this evaluation is proposed. It was not yet.")
            self._shown.addWidget(label(text, "muted", wrap=True))
            return
        assert self._sheet.id is not None
        differences = self.workspace.ask(
            versions.compared, self._sheet.id, self.before.currentData(), self.after.currentData()
        )
        if not differences:
            text = _("These two versions are the same.")
            self._shown.addWidget(label(text, "muted", wrap=True))
            return
        heads = ("", self.before.currentText(), self.after.currentText())
        self._shown.addWidget(
            difference_grid(
                [
                    heads,
                    *(
                        (difference.place, difference.before, difference.after)
                        for difference in differences
                    ),
                ]
            )
        )
