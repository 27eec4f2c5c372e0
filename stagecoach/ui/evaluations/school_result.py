"""The school's result: a card beside the company's judgement, and the sheet that records it."""

import uuid

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from stagecoach.domain.access import Right
from stagecoach.errors import Invalid
from stagecoach.i18n import _, full_date
from stagecoach.services.evaluations import school_results
from stagecoach.services.evaluations.school_results import Draft
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import button, column, icon_label, label, row, text_box
from stagecoach.ui.widgets.layouts import clear
from stagecoach.ui.widgets.segmented import Segmented


class ResultCard(QFrame):
    """The company judges; the school decides, and says how it weighed that."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("card")
        self._workspace = workspace
        self._placement: uuid.UUID | None = None
        self._body = QVBoxLayout()
        self._body.setContentsMargins(16, 12, 16, 14)
        self.setLayout(self._body)

    def show_sheet(self, sheet: Sheet) -> None:
        clear(self._body)
        if sheet.head is None:
            return
        key = self._placement = sheet.head.placement_id
        decision = self._workspace.ask(school_results.newest, key)
        may = self._workspace.may(Right.RESULT, key)
        head = row(icon_label("landmark"), label(_("Result of the school"), "panel"), None)
        self._body.addLayout(head)
        if decision is None:
            text = _("The school has not decided yet. It weighs this judgement.")
            self._body.addWidget(label(text, "muted", wrap=True))
        else:
            said = _("Passed") if decision.passed else _("Not passed")
            met = _("hours met") if decision.hours_met else _("hours not met")
            words = {"day": full_date(decision.decided_on), "name": decision.decided_by}
            self._body.addWidget(label(f"{said}, {met}", "label"))
            self._body.addWidget(label(decision.reason, "compact", wrap=True))
            by = _("Decided on %(day)s by %(name)s") % words
            self._body.addWidget(label(by, "caption"))
        if may:
            text = _("Record the result") if decision is None else _("Decide anew")
            act = button(text, self._record, small=True)
            act.setEnabled(sheet.closed)
            why = "" if sheet.closed else _("once the final evaluation is closed")
            self._body.addLayout(row(act, label(why, "muted"), None))

    @Slot()
    def _record(self) -> None:
        if self._placement is not None:
            ResultForm(self._workspace, self._placement, self).open_once()


class ResultForm(Form):
    def __init__(self, workspace: Workspace, placement_id: uuid.UUID, parent: QWidget) -> None:
        super().__init__(workspace, _("Result of the school"), "landmark", 520, parent)
        self._placement = placement_id
        met = workspace.ask(school_results.hours_met, placement_id)
        hours = (
            _("The approved hours reach the agreement.")
            if met
            else _("The approved hours do not reach the agreement yet.")
        )
        self.body.addWidget(label(hours, "secondary", wrap=True))
        self.passed = Segmented(_("Result"))
        self.passed.add("yes", _("Passed"))
        self.passed.add("no", _("Not passed"))
        self.reason = text_box(110)
        self.body.addLayout(
            column(row(self.passed, None), self.problem_label("passed", self.passed), spacing=2)
        )
        self.add_field("reason", _("&How the judgement of the company was weighed"), self.reason)
        fixed = _("A decision stays in the file. Another decision later is another record.")
        self.body.addWidget(label(fixed, "caption", wrap=True))
        self.add_buttons(_("Record"))

    def save(self) -> None:
        chosen = self.passed.value()
        passed = None if chosen is None else chosen == "yes"
        draft = Draft(self._placement, passed, self.reason.toPlainText())
        if passed is None and not draft.reason.strip():
            raise Invalid({"passed": _("Choose passed or not passed.")})
        self.workspace.do(school_results.decide, draft)
        self.workspace.say(_("Result recorded"))
