"""A pair or a trio: who, with what goal, how often, and with whom from school."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from stagecoach.domain.peers import interval_name
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.peers import group_changes, groups
from stagecoach.services.peers.group_changes import INTERVALS, Draft
from stagecoach.services.people import persons as people
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import column, label, labelled, named, number_box, pick, row


class Terms:
    """What a group agrees on: goal, how often, how long, with whom, from when until when.

    Fields of a form, not a widget: one that is laid out nowhere would outlive its form.
    """

    def __init__(self, workspace: Workspace, draft: Draft) -> None:
        self._draft = draft
        self.goal = QLineEdit(draft.goal)
        self.often = QComboBox()
        for days in dict.fromkeys((*INTERVALS, draft.interval_days)):
            self.often.addItem(interval_name(days), days)
        pick(self.often, draft.interval_days)
        self.minutes = number_box(5, 480)
        self.minutes.setValue(draft.minutes)
        self.guide = QComboBox()
        self.guide.addItem(_("Nobody"), None)
        able = workspace.ask(groups.guides)
        if draft.guide_id is not None and draft.guide_id not in able:  # left; kept until changed
            able = {draft.guide_id: workspace.ask(people.name, draft.guide_id), **able}
        for key, name in able.items():
            self.guide.addItem(name, key)
        pick(self.guide, draft.guide_id)
        self.first, self.last = DateField(_("From")), DateField(_("Until"))
        self.agreed = DateField(_("Confidentiality agreed on"))
        for field, day in (
            (self.first, draft.from_on),
            (self.last, draft.until_on),
            (self.agreed, draft.agreed_on),
        ):
            field.set_day(day)

    def lay_out(self, form: Form) -> None:
        form.add_field("goal", _("&Goal"), self.goal, _("what they want to reach together"))
        lines = (
            [
                ("often", _("How &often"), self.often, ""),
                ("minutes", _("&Minutes"), self.minutes, _("of a talk")),
                ("guide_id", _("Guide from &school"), self.guide, ""),
            ],
            [
                ("from_on", _("&From"), self.first, ""),
                ("until_on", _("&Until"), self.last, _("may stay empty")),
                ("agreed_on", _("&Confidentiality agreed on"), self.agreed, ""),
            ],
        )
        for parts in lines:
            line = row(spacing=16)
            for name, text, widget, hint in parts:
                line.addLayout(form.field(name, text, widget, hint), 1)
            form.body.addLayout(line)

    def read(self) -> Draft:
        """Raises Invalid for a date that is none."""
        dates = {"from_on": self.first, "until_on": self.last, "agreed_on": self.agreed}
        wrong = {
            name: _("This date does not exist.")
            for name, field in dates.items()
            if field.text().strip() and field.day() is None
        }
        if wrong:
            raise Invalid(wrong)
        return replace(
            self._draft,
            goal=self.goal.text(),
            interval_days=self.often.currentData(),
            minutes=self.minutes.value(),
            guide_id=self.guide.currentData(),
            from_on=self.first.day(),
            until_on=self.last.day(),
            agreed_on=self.agreed.day(),
        )


class PairForm(Form):
    def __init__(self, workspace: Workspace, draft: Draft, parent: QWidget | None = None) -> None:
        title = _("Pair") if draft.id else _("Make a pair")
        super().__init__(workspace, title, "handshake", 640, parent)
        self.members = [QComboBox() for _number in range(3)]
        self.terms = Terms(workspace, draft)
        self._offer(draft)
        names = (_("First student"), _("Second student"), _("Third student"))
        line = row(spacing=16)
        for box, name in zip(self.members, names, strict=True):
            named(box, name)
            hint = _("may stay empty") if box is self.members[2] else ""
            line.addLayout(labelled(name, box, hint), 1)
        self.body.addLayout(column(line, self.problem_label("members", self.members[1])))
        self.terms.lay_out(self)
        told = _("What is said in a talk is sealed to these students and their guide.")
        self.body.addWidget(label(told, "caption", wrap=True))
        self.add_buttons()

    def _offer(self, draft: Draft) -> None:
        choices = {
            student.id: student.name for student in self.workspace.ask(group_changes.choices)
        }
        if draft.id is not None:
            group = self.workspace.ask(groups.one, draft.id)
            choices |= {student.id: student.name for student in group.members} if group else {}
        for number, box in enumerate(self.members):
            box.addItem(_("Nobody"), None)
            for key, name in choices.items():
                box.addItem(name, key)
            chosen = draft.members[number] if number < len(draft.members) else None
            pick(box, chosen)

    def save(self) -> None:
        draft = self.terms.read()
        chosen = [box.currentData() for box in self.members]
        draft.members = [key for key in chosen if key is not None]
        self.workspace.do(group_changes.save, draft)
        self.workspace.say(_("Pair saved"), undo=True)
