"""A guidance moment: planned with an agenda from what is open, held with a result."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from stagecoach.domain.evaluations import Party
from stagecoach.domain.guidance import MomentKind, moment_name
from stagecoach.domain.logs import LONGEST_MINUTES
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.guidance import actions, agendas, moments
from stagecoach.services.guidance.moments import Draft
from stagecoach.services.history.changes import Record
from stagecoach.ui.core import theme
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.dialogs.history import history_button
from stagecoach.ui.guidance.actions import owner_box
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import (
    button,
    column,
    icon_button,
    label,
    number_box,
    pick,
    row,
    text_box,
)


class _ActionRow(QWidget):
    """What, who and by when."""

    def __init__(self, action: actions.Draft) -> None:
        super().__init__()
        self.id = action.id
        self.text, self.due = QLineEdit(action.text), DateField(_("By"))
        self.text.setPlaceholderText(_("What was agreed?"))
        self.text.setAccessibleName(_("What was agreed?"))
        self.owner = owner_box(action.owner)
        self.due.set_day(action.due_on)
        self.due.setFixedWidth(theme.scaled(150))
        self._removed = False
        self.gone = icon_button("x", _("Remove this line"), self.remove)
        line = row(self.text, self.owner, self.due, self.gone, spacing=8)
        line.setStretch(0, 1)
        self.setLayout(line)

    @Slot()
    def remove(self) -> None:
        """The line goes from the sheet, and with saving from the moment."""
        self._removed = True
        self.hide()

    def read(self) -> actions.Draft:
        text = "" if self._removed else self.text.text()
        return actions.Draft(text, self.owner.currentData(), self.due.day(), self.id)

    def is_wrong(self) -> bool:
        return bool(self.due.text().strip()) and self.due.day() is None


class MomentForm(Form):
    draft_form, draft_type = moments.FORM, Draft

    def __init__(self, workspace: Workspace, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(workspace, _("Guidance moment"), "message-square", 728, parent)
        self._id, self._placement_id = draft.id, draft.placement_id
        self.subject = (draft.id or draft.placement_id).hex
        self.kind = QComboBox()
        for kind in MomentKind:
            self.kind.addItem(moment_name(kind), kind)
        self.day, self.minutes = DateField(_("Day")), number_box(0, LONGEST_MINUTES)
        self.held, self.at_work = QCheckBox(_("It was held")), QCheckBox(_("At the workplace"))
        self.there = {
            Party.STUDENT: QCheckBox(_("Student")),
            Party.COMPANY: QCheckBox(_("Company")),
            Party.SCHOOL: QCheckBox(_("School")),
        }
        self.agenda, self.outcome = (text_box(height) for height in (92, 92))
        self._actions = QVBoxLayout()
        self._actions.setSpacing(6)
        self.rows: list[_ActionRow] = []
        self._lay_out()
        if draft.id is not None:
            records = [Record("guidance_moment", draft.id)] + [
                Record("agreed_action", action.id, _("Action %d") % number)
                for number, action in enumerate(draft.actions, 1)
                if action.id is not None
            ]
            self.footer.addWidget(history_button(self, lambda: records))
        self.add_buttons()
        self.show_draft(draft)
        self._listen()

    def _lay_out(self) -> None:
        line = row(spacing=16)
        for name, text, widget in (
            ("kind", _("&Kind"), self.kind),
            ("on_date", _("&Day"), self.day),
            ("minutes", _("&Minutes"), self.minutes),
        ):
            line.addLayout(self.field(name, text, widget), 1)
        self.body.addLayout(line)
        there = row(
            label(_("Present"), "label"),
            *self.there.values(),
            None,
            self.at_work,
            self.held,
            spacing=14,
        )
        self.body.addLayout(there)
        propose = button(_("Add what is open"), self.propose, icon="list-checks", small=True)
        propose.setAutoDefault(False)
        self.body.addLayout(
            column(self.field("agenda", _("&Agenda"), self.agenda), row(propose, None), spacing=4)
        )
        self.add_field("result", _("&Result"), self.outcome)
        more = button(_("Agreed action"), self._add_row, icon="plus", small=True)
        more.setAutoDefault(False)
        self.body.addWidget(label(_("Agreed: who does what by when"), "label"))
        self.body.addLayout(self._actions)
        self.body.addLayout(
            column(self.problem_label("actions", more), row(more, None), spacing=2)
        )

    def _listen(self) -> None:
        self.kind.activated.connect(self.touch)
        self.day.edited.connect(self.touch)
        self.minutes.valueChanged.connect(self.touch)
        for tick in (self.held, self.at_work, *self.there.values()):
            tick.toggled.connect(self.touch)
        for text in (self.agenda, self.outcome):
            text.textChanged.connect(self.touch)

    def show_draft(self, draft: Draft) -> None:
        pick(self.kind, draft.kind)
        self.day.set_day(draft.on_date)
        self.minutes.setValue(draft.minutes)
        self.held.setChecked(draft.held)
        self.at_work.setChecked(draft.at_work)
        there = (draft.student_there, draft.company_there, draft.school_there)
        for tick, was in zip(self.there.values(), there, strict=True):
            tick.setChecked(was)
        self.agenda.setPlainText(draft.agenda)
        self.outcome.setPlainText(draft.result)
        for old in self.rows:
            old.remove()
        self.rows = []
        for action in draft.actions:
            self._add(action)

    @Slot()
    def propose(self) -> None:
        """What is open goes under what is there, each line once."""
        open_lines = self.workspace.ask(agendas.propose, self._placement_id).splitlines()
        kept = self.agenda.toPlainText().rstrip()
        fresh = [line for line in open_lines if line not in kept.splitlines()]
        self.agenda.setPlainText("\n".join([*([kept] if kept else []), *fresh]))

    @Slot()
    def _add_row(self) -> None:
        self._add(actions.Draft()).text.setFocus()
        self.refit()

    def _add(self, action: actions.Draft) -> _ActionRow:
        action_row = _ActionRow(action)
        action_row.text.textEdited.connect(self.touch)
        action_row.due.edited.connect(self.touch)
        action_row.owner.activated.connect(self.touch)
        action_row.gone.clicked.connect(self.touch)
        self.rows.append(action_row)
        self._actions.addWidget(action_row)
        return action_row

    def _read(self) -> Draft:
        student, company, school = (tick.isChecked() for tick in self.there.values())
        return Draft(
            placement_id=self._placement_id,
            kind=self.kind.currentData(),
            on_date=self.day.day(),
            held=self.held.isChecked(),
            at_work=self.at_work.isChecked(),
            student_there=student,
            company_there=company,
            school_there=school,
            agenda=self.agenda.toPlainText(),
            result=self.outcome.toPlainText(),
            minutes=self.minutes.value(),
            actions=[action_row.read() for action_row in self.rows],
            id=self._id,
        )

    def save(self) -> None:
        if any(action_row.is_wrong() for action_row in self.rows):
            raise Invalid({"actions": _("One of these dates does not exist.")})
        me = self.workspace.person_id
        self.workspace.do(moments.save, self._read(), author_id=me, subject=self.subject)
        self.workspace.say(_("Guidance moment saved"), undo=True)

    def literal(self) -> dict[str, QLineEdit]:
        return {"day": self.day}
