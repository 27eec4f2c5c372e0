"""Releasing a version: from which cohort it holds, and what that means for who is under way."""

from PySide6.QtWidgets import QWidget

from stagecoach import clock
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.templates import drafts as template_drafts
from stagecoach.services.templates.drafts import Draft
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import label, number_box


class ReleaseForm(Form):
    def __init__(self, workspace: Workspace, draft: Draft, parent: QWidget | None = None) -> None:
        title = _("Release version %d") % draft.version
        super().__init__(workspace, title, "check", 500, parent)
        self._draft = draft
        text = _(
            "From now on this version is fixed. Evaluations that run keep the one they began "
            "with; new ones of this cohort begin from it."
        )
        self.body.addWidget(label(text, "strong", wrap=True))
        self.cohort = number_box(0, 2100)
        self.cohort.setSpecialValueText(_("every cohort"))
        first = draft.version == 1
        self.cohort.setValue(0 if first else clock.today().year)
        hint = _("the year in which students began; earlier ones keep an earlier version")
        self.add_field("cohort", _("&From cohort"), self.cohort, "")
        self.body.addWidget(label(hint, "caption", wrap=True))
        self.add_buttons(_("Release"))

    def save(self) -> None:
        year = self.cohort.value()
        if 0 < year < 2000:
            raise Invalid({"cohort": _("Give a year, or every cohort.")})
        self.workspace.do(template_drafts.release, self._draft.id, cohort_from=year)
        self.workspace.say(_("Version %d is released") % self._draft.version)
