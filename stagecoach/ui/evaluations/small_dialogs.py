"""Small sheets that ask one thing: why something changes, another form, a row of one's own."""

import uuid
from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from stagecoach.domain.evaluations import Kind, Voice
from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _
from stagecoach.services.evaluations import own_form, voices
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.services.templates import templates
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import label, text_box


class ReasonForm(Form):
    """Says beforehand what it takes back, and asks why; `do` does it."""

    def __init__(
        self,
        workspace: Workspace,
        texts: tuple[str, str, str],
        do: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        title, warning, act = texts
        super().__init__(workspace, title, "pencil", 520, parent)
        self._do = do
        self.body.addWidget(label(warning, "strong", wrap=True))
        self.reason = text_box(90)
        self.add_field("reason", _("&Why"), self.reason)
        self.add_buttons(act)

    def save(self) -> None:
        """What cannot be done now is said beside the field; the reason stays."""
        try:
            self._do(self.reason.toPlainText())
        except Invalid:
            raise
        except StageCoachError as error:
            raise Invalid({"reason": str(error)}) from error


class TemplateForm(Form):
    """Another form, as long as nothing is filled in."""

    def __init__(self, workspace: Workspace, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(workspace, _("Another form"), "file-text", 520, parent)
        assert sheet.head is not None
        self._sheet = sheet
        key = sheet.head.placement_id
        cohort = workspace.ask(templates.cohort_of, key)
        self.forms = QComboBox()
        for choice in workspace.ask(
            templates.choices, sheet.head.qualification_id, cohort, Kind(sheet.kind)
        ):
            version = _("%(title)s, version %(version)d")
            text = version % {"title": choice.title, "version": choice.version}
            self.forms.addItem(text, choice.id)
        self.forms.setCurrentIndex(max(0, self.forms.findText(sheet.structure.template)))
        self.add_field("form", _("&Form"), self.forms)
        said = _("The evaluation keeps the form it has from the first answer on.")
        self.body.addWidget(label(said, "caption", wrap=True))
        self.add_buttons(_("Use this form"))

    def save(self) -> None:
        assert self._sheet.id is not None
        chosen: uuid.UUID = self.forms.currentData()
        try:
            self.workspace.do(own_form.use_template, self._sheet.id, chosen)
        except StageCoachError as error:
            raise Invalid({"form": str(error)}) from error


class RowForm(Form):
    """A row of people's own: an elective module, a learning goal."""

    def __init__(
        self, workspace: Workspace, sheet: Sheet, block: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, _("Row of our own"), "plus", 480, parent)
        self._sheet, self._block = sheet, block
        self.made: uuid.UUID | None = None
        self.text = QLineEdit()
        self.text.setMaxLength(own_form.LONGEST_ROW)
        self.add_field("text", _("&What is judged"), self.text)
        said = _("It is added to this evaluation only. The template stays as it is.")
        self.body.addWidget(label(said, "caption", wrap=True))
        self.add_buttons(_("Add"))

    def save(self) -> None:
        assert self._sheet.id is not None
        text = self.text.text()
        self.made = self.workspace.do(own_form.add_row, self._sheet.id, self._block, text)


class VoiceForm(Form):
    """Who else gives a view: a coach, a colleague, the school."""

    def __init__(
        self,
        workspace: Workspace,
        evaluation_id: uuid.UUID,
        voice: Voice,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, _("Whose view?"), "users-round", 480, parent)
        self._evaluation, self._voice = evaluation_id, voice
        self.made: uuid.UUID | None = None
        self.name, self.relation = QLineEdit(name), QLineEdit()
        self.add_field("author", _("&Name"), self.name)
        self.add_field("relation", _("&What are they to the student?"), self.relation)
        said = _("They answer on this machine, and do not see what others answered.")
        self.body.addWidget(label(said, "caption", wrap=True))
        self.add_buttons(_("Begin"))

    def save(self) -> None:
        try:
            self.made = self.workspace.do(
                voices.begin, self._evaluation, self._voice, self.name.text(), self.relation.text()
            )
        except Invalid:
            raise
        except StageCoachError as error:
            raise Invalid({"author": str(error)}) from error
