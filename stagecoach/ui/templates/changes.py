"""What a version changes against the one before: criteria new, changed and taken out, and more."""

from PySide6.QtWidgets import QWidget

from stagecoach.i18n import _
from stagecoach.services.templates import drafts as template_drafts
from stagecoach.services.templates.drafts import Draft
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.dialogs.history import difference_grid
from stagecoach.ui.widgets.fields import button, label


class CompareForm(Form):
    def __init__(self, workspace: Workspace, draft: Draft, parent: QWidget | None = None) -> None:
        title = _("Compared with version %d") % (draft.version - 1)
        super().__init__(workspace, title, "columns-2", 760, parent)
        differences = workspace.ask(template_drafts.differences, draft.id)
        if differences:
            self.body.addWidget(difference_grid(differences))
        else:
            self.body.addWidget(label(_("These two versions are the same."), "muted"))
        self.body.addStretch()
        self.footer.addWidget(button(_("Close"), self.reject, kind="primary", keys="Esc"))

    def accept(self) -> None:
        """Nothing is edited here."""
        self.reject()
