"""The role-learning tasks of one student: what is practised as a coach."""

import uuid
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from stagecoach.i18n import _
from stagecoach.services.peers import coach_tasks
from stagecoach.services.people.persons import Choice
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import button, icon_button, label, row, ruled
from stagecoach.ui.widgets.layouts import clear


class CoachingForm(Form):
    """Adding and removing is kept at once, and can be undone."""

    def __init__(
        self, workspace: Workspace, member: Choice, parent: QWidget | None = None
    ) -> None:
        title = _("Learning to coach: %s") % member.name
        super().__init__(workspace, title, "list-checks", 520, parent)
        self._member = member
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)
        self.title = QLineEdit()
        self.add_field("title", _("&What is practised?"), self.title)
        self.title.returnPressed.connect(self.add)
        more = button(_("Add"), self.add, icon="plus", small=True)
        self.examples = button(_("Begin with the examples"), self._begin, small=True)
        for push_button in (more, self.examples):
            push_button.setAutoDefault(False)
        self.body.addLayout(row(more, self.examples, None))
        self.cancel = button(_("Close"), self.reject, kind="quiet", keys="Esc")
        self.footer.addWidget(self.cancel)
        self._show()

    def _show(self) -> None:
        clear(self._list)
        rows = self.workspace.ask(coach_tasks.overview, [self._member.id])
        for task in rows:
            gone = icon_button("x", _("Remove: %s") % task.title, partial(self._remove, task.id))
            gone.setAutoDefault(False)
            line = row(label(task.title, wrap=True), gone, margins=(8, 4, 4, 4))
            line.setStretch(0, 1)
            self._list.addWidget(ruled(line))
        self.examples.setVisible(not rows)
        self.refit()

    @Slot()
    def add(self) -> None:
        if self.try_save():
            self.title.clear()
            self._show()
            self.title.setFocus()

    def save(self) -> None:
        self.workspace.do(coach_tasks.add, self._member.id, self.title.text())

    def accept(self) -> None:
        """Ctrl+Enter adds what is typed; with nothing typed the form is done."""
        if self.title.text().strip():
            self.add()
        else:
            self.reject()

    @Slot()
    def _begin(self) -> None:
        self.workspace.do(coach_tasks.begin, self._member.id)
        self._show()

    def _remove(self, task_id: uuid.UUID, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self.workspace.do(coach_tasks.delete, task_id)
        self.workspace.say(_("Removed"), undo=True)
        self._show()
