"""Rather not together: two students who are not paired. It asks for no reason."""

import uuid
from functools import partial

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from stagecoach.domain.access import Right
from stagecoach.i18n import _
from stagecoach.services.peers import apart
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import icon_button, label, pick, row, ruled
from stagecoach.ui.widgets.layouts import clear


class ApartForm(Form):
    def __init__(
        self, workspace: Workspace, student_id: uuid.UUID | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, _("Rather not together"), "user-round-x", 520, parent)
        told = _(
            "These two are not proposed as a pair. No reason is kept and nobody sees who added "
            "the line, but guides who make pairs can see that there is one."
        )
        self.body.addWidget(label(told, "secondary", wrap=True))
        self.one, self.other = QComboBox(), QComboBox()
        own, others = workspace.ask(apart.choices)
        for box, choices in ((self.one, own), (self.other, others)):
            box.addItem(_("Choose"), None)
            for choice in choices:
                box.addItem(choice.name, choice.id)
        if student_id is not None:
            pick(self.one, student_id)
        line = row(spacing=16)
        line.addLayout(self.field("one", _("&Student"), self.one), 1)
        line.addLayout(self.field("other", _("&Rather not with"), self.other), 1)
        self.body.addLayout(line)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        self._may_list = workspace.may(Right.PEERS)
        self._show()
        self.add_buttons(_("Add"))

    def _show(self) -> None:
        """The lines there are, for whoever makes pairs."""
        clear(self._list)
        for pair in self.workspace.ask(apart.overview) if self._may_list else ():
            text = _("%(one)s and %(other)s") % {"one": pair.first, "other": pair.second}
            gone = icon_button("x", _("Remove: %s") % text, partial(self._remove, pair.id))
            gone.setAutoDefault(False)
            line = row(label(text, wrap=True), gone, margins=(8, 4, 4, 4))
            line.setStretch(0, 1)
            self._list.addWidget(ruled(line))
        self.refit()

    def save(self) -> None:
        self.workspace.do(apart.add, self.one.currentData(), self.other.currentData())
        self.workspace.say(_("Kept: these two are not proposed together"))

    def _remove(self, key: uuid.UUID, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self.workspace.do(apart.remove, key)
        self.workspace.say(_("Line removed"))
        self._show()
