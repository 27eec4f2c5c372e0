"""An agreed action as a line that can be ticked off, and the sheet to add or change one."""

import uuid
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLineEdit, QWidget

from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Party, party_name
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.guidance import actions
from stagecoach.services.guidance.actions import Draft, Due
from stagecoach.services.history.changes import Record
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.dialogs.history import history_button
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import button, column, icon_button, label, pick, row, ruled


def owner_box(chosen: Party) -> QComboBox:
    """Who does it."""
    box = QComboBox()
    box.setAccessibleName(_("Who does it?"))
    for party in Party:
        box.addItem(party_name(party).capitalize(), party)
    pick(box, chosen)
    return box


def action_line(due: Due, done: Callable[[bool], None], change: Callable[[], None]) -> QFrame:
    """A tick, what was agreed, who does it by when, and a pencil."""
    tick = QCheckBox()
    tick.setChecked(due.done_on is not None)
    tick.setAccessibleName(due.text)
    tick.setProperty("right", Right.LOG)
    tick.setAccessibleDescription(actions.about(due))
    tick.toggled.connect(done)
    said = label(actions.about(due), "problem" if due.late else "caption", wrap=True)
    words = column(label(due.text, "", wrap=True), said, spacing=0)
    pencil = icon_button("pencil", _("Change: %s") % due.text, change, right=Right.GUIDE)
    line = row(tick, words, pencil, spacing=8, margins=(16, 8, 12, 8))
    line.setStretchFactor(words, 1)
    return ruled(line)


class ActionForm(Form):
    """What has to be done, by whom and by when."""

    def __init__(
        self,
        workspace: Workspace,
        placement_id: uuid.UUID,
        draft: Draft,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Agreed action") if draft.id else _("New step")
        super().__init__(workspace, title, "list-checks", 560, parent)
        self._placement_id, self._id = placement_id, draft.id
        self.text, self.due = QLineEdit(draft.text), DateField(_("By"))
        self.owner = owner_box(draft.owner)
        self.due.set_day(draft.due_on)
        self.add_field("text", _("&What has to be done?"), self.text)
        line = row(spacing=16)
        who, when = _("W&ho does it?"), _("&By")
        line.addLayout(self.field("owner", who, self.owner), 1)
        line.addLayout(self.field("due_on", when, self.due, _("may stay empty")), 1)
        self.body.addLayout(line)
        if draft.id is not None:
            remove = button(_("Remove"), self._remove, icon="trash-2")
            remove.setAutoDefault(False)
            record = Record("agreed_action", draft.id)
            self.footer.addWidget(remove)
            self.footer.addWidget(history_button(self, lambda: [record]))
        self.add_buttons()

    def save(self) -> None:
        if self.due.text().strip() and self.due.day() is None:
            raise Invalid({"due_on": _("This date does not exist.")})
        draft = Draft(self.text.text(), self.owner.currentData(), self.due.day(), self._id)
        self.workspace.do(actions.save, self._placement_id, draft)
        self.workspace.say(_("Step saved"), undo=True)

    @Slot()
    def _remove(self) -> None:
        assert self._id is not None
        self.workspace.do(actions.delete, self._id)
        self.workspace.say(_("Step removed"), undo=True)
        self.done(0)


class ActionLines:
    """Makes lines for a page, and does what is asked of them."""

    def __init__(self, workspace: Workspace, over: QWidget) -> None:
        self._workspace, self._over = workspace, over

    def line(self, due: Due) -> QFrame:
        return action_line(due, partial(self._done, due.id), partial(self._change, due))

    def add(self, placement_id: uuid.UUID) -> None:
        ActionForm(self._workspace, placement_id, Draft(), self._over).open_once()

    def _change(self, due: Due, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        draft = Draft(due.text, due.owner, due.due_on, due.id)
        ActionForm(self._workspace, due.placement_id, draft, self._over).open_once()

    def _done(self, action_id: uuid.UUID, done: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self._workspace.do(actions.set_done, action_id, done=done)
        self._workspace.say(_("Done") if done else _("Open again"), undo=True)
