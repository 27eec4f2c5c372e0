"""A person with the roles they hold, each from a day until a day."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from stagecoach.domain.people import Role, role_name
from stagecoach.i18n import _
from stagecoach.services.people import roles_list
from stagecoach.services.people.roles_list import Draft, Held
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import button, column, icon_button, label, named, pick, row


class _RoleLine(QWidget):
    """One role with its dates; an empty last day is until further notice."""

    def __init__(self, held: Held, number: int) -> None:
        super().__init__()
        self.role = named(QComboBox(), _("Role %d") % number)
        for role in Role:
            self.role.addItem(role_name(role), role)
        pick(self.role, held.role)
        self.first = DateField(_("First day of role %d") % number)
        self.last = DateField(_("Last day of role %d") % number)
        self.first.set_day(held.from_on)
        self.last.set_day(held.until_on)
        self.last.setPlaceholderText(_("no end"))
        self.gone = icon_button("x", _("Remove role %d") % number, self.hide)
        line = row(self.role, self.first, label("–", "muted"), self.last, self.gone)
        line.setStretch(0, 3)
        line.setStretch(1, 2)
        line.setStretch(3, 2)
        self.setLayout(line)

    def held(self) -> Held:
        """A last day that is no day is told by the service, as is a first one."""
        typed = self.last.text().strip()
        last = self.last.day()
        first = None if typed and last is None else self.first.day()
        return Held(Role(self.role.currentData()), first, last)  # Qt gives back a plain text


class PersonForm(Form):
    def __init__(self, workspace: Workspace, draft: Draft, parent: QWidget | None = None) -> None:
        title = _("Person") if draft.id else _("New person")
        super().__init__(workspace, title, "user-round-plus", 640, parent)
        self._draft = draft
        self.name = QLineEdit(draft.name)
        self.manages = QCheckBox(_("&Manages this file: persons, rules and lists"))
        self.manages.setChecked(draft.manages)
        self.student = QComboBox()
        self.student.addItem(_("nobody"), None)
        for choice in workspace.ask(roles_list.students, draft.id):
            self.student.addItem(choice.name, choice.id)
        pick(self.student, draft.student_id)
        self.lines: list[_RoleLine] = []
        self._roles = QVBoxLayout()
        self._roles.setContentsMargins(0, 0, 0, 0)
        self._roles.setSpacing(8)
        self.add_field("name", _("&Name"), self.name)
        self._build_roles()
        hint = _("for who studies and signs in here")
        self.add_field("student_id", _("Is this &student"), self.student, hint)
        problem = self.problem_label("manages", self.manages)
        self.body.addLayout(column(self.manages, problem, spacing=2))
        self.add_buttons()

    def _build_roles(self) -> None:
        self.more = button(_("&Role"), self.add_role, kind="quiet", icon="plus", small=True)
        head = row(label(_("Roles, from and until"), "label"), None, self.more)
        problem = self.problem_label("held", self.more)
        self.body.addLayout(column(head, self._roles, problem, spacing=6))
        for held in self._draft.held:
            self._add(held)

    @Slot()
    def add_role(self) -> None:
        self._add(roles_list.new_role())
        self._fit(self._window())
        self.lines[-1].role.setFocus()

    def _add(self, held: Held) -> None:
        line = _RoleLine(held, len(self.lines) + 1)
        line.gone.clicked.connect(partial(self._drop, line))
        self.lines.append(line)
        self._roles.addWidget(line)

    def _drop(self, line: _RoleLine) -> None:
        self.lines.remove(line)
        line.deleteLater()
        self.more.setFocus()

    def save(self) -> None:
        draft = replace(
            self._draft,
            name=self.name.text(),
            manages=self.manages.isChecked(),
            held=[line.held() for line in self.lines],
            student_id=self.student.currentData(),
        )
        self.workspace.do(roles_list.save, draft)
        self.workspace.say(_("Person saved"), undo=True)
