"""Quick log: one key, prefilled, and nothing that was typed is lost."""

import uuid
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.logs import Guide, guide_name
from stagecoach.domain.people import Role
from stagecoach.domain.texts import first_name, listed
from stagecoach.i18n import _
from stagecoach.services.logs import entries as logs
from stagecoach.services.logs.entries import Draft
from stagecoach.services.logs.quick_line import Understood
from stagecoach.services.rules import rules
from stagecoach.services.students import students
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.logs.also_for import OtherStudents
from stagecoach.ui.logs.day_choice import DayChoice
from stagecoach.ui.logs.extras import Extras
from stagecoach.ui.logs.minutes import MinutesField
from stagecoach.ui.logs.task_choice import TaskChoice
from stagecoach.ui.logs.text_foot import TextFoot, halves
from stagecoach.ui.widgets.fields import (
    button,
    caption,
    column,
    has_value,
    label,
    labelled,
    pick,
    row,
    text_box,
)
from stagecoach.ui.widgets.segmented import Segmented


class LogForm(Form):
    """A new entry, or the change of one."""

    draft_type = Draft

    def __init__(self, workspace: Workspace, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(workspace, _("Quick log"), "pencil-line", 728, parent)
        self._id = draft.id
        self.draft_form = logs.CHANGE if draft.id else logs.FORM
        own = draft.id or draft.placement_id
        self.subject = own.hex if own else ""
        self.student, self._understood = QComboBox(), label("", "muted", wrap=True)
        self.when = DayChoice()
        self.about = TaskChoice(workspace, self)
        self.text, self.well, self.next = (text_box(height) for height in (86, 62, 62))
        self.guide = Segmented(_("Guided by"))
        self.minutes = MinutesField()
        marks = bool(workspace.ask(rules.numbers).get("log_marks", 1))
        self.extras = Extras(marks=marks, guide=workspace.identity.roles != (Role.STUDENT,))
        self.others = OtherStudents(workspace)
        self._offer(draft.placement_id)
        self._lay_out()
        self._add_buttons()
        self.show_draft(draft)
        self._listen()

    def _offer(self, wanted: uuid.UUID | None) -> None:
        for brief in self.workspace.ask(students.mine, self.workspace.person_id, Right.LOG):
            self.student.addItem(brief.name, brief.placement_id)
        self._list(wanted)
        icons = ("building-2", "graduation-cap", "users-round", "")
        for guide, icon in zip(Guide, icons, strict=True):
            self.guide.add(guide, guide_name(guide).capitalize(), icon)

    def _list(self, wanted: uuid.UUID | None) -> None:
        """Somebody else's student can be chosen too, when it is meant."""
        known = wanted is None or has_value(self.student, wanted)
        if wanted is not None and not known and self.workspace.ask(students.exists, wanted):
            self.student.addItem(self.workspace.ask(students.head, wanted).name, wanted)

    def _lay_out(self) -> None:
        self._understood.hide()
        self.body.addWidget(self._understood)
        empty = _("may stay empty")
        self._question = caption("", self.text)
        self.foot = TextFoot(self.workspace, self.text)
        question = row(self._question, None, self.foot.phrases)
        what = column(question, self.text, self.foot, spacing=4)
        self._line(
            (self.problem_below("placement_id", self._student_part(), self.student), 5),
            (self.problem_below("happened_on", self.when, self.when.field), 4),
        )
        self._line(
            (labelled(_("T&rack"), self.about.track), 5),
            (self.field("task_id", _("&Task"), self.about.task), 8),
        )
        self._line((self.problem_below("text", what, self.text), 1))
        self._line(
            (self.field("went_well", _("What went w&ell?"), self.well, empty), 1),
            (self.field("next_step", _("What is the ne&xt step?"), self.next, empty), 1),
        )
        self._line(
            (labelled(_("&Guided by"), self.guide), 5),
            (self.field("minutes", _("&Minutes of guidance"), self.minutes), 3),
        )
        self.body.addWidget(self.extras)
        self.body.addWidget(self.problem_label("observers", self.extras.observers))

    def _student_part(self) -> QVBoxLayout:
        part = labelled(_("&Student"), self.student)
        part.takeAt(1)
        line = row(self.student, self.others)
        line.setStretch(0, 1)
        self.others.setVisible(self._id is None)
        part.addLayout(line)
        return part

    def _line(self, *parts: tuple[QVBoxLayout, int]) -> None:
        line = row(spacing=16)
        for layout, share in parts:
            line.addLayout(layout, share)
        self.body.addLayout(line)

    def _add_buttons(self) -> None:
        self.add_buttons()
        self.again = button(_("Save and one &more"), self.save_and_stay)
        self.again.setAutoDefault(False)
        self.again.setVisible(self._id is None)
        self.footer.insertWidget(self.footer.count() - 1, self.again)
        for keys in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"):
            QShortcut(QKeySequence(keys), self, self.save_and_stay)

    def _listen(self) -> None:
        self.student.activated.connect(self._other_student)
        self.when.grown.connect(self.refit)
        for part in (self.when, self.about, self.extras):
            part.edited.connect(self.touch)
        self.minutes.edited.connect(self.touch)
        self.guide.chosen.connect(self.touch)
        self.foot.split_wanted.connect(self.make_two)
        for text in (self.text, self.well, self.next):
            text.textChanged.connect(self.touch)

    def show_draft(self, draft: Draft) -> None:
        self._list(draft.placement_id)
        pick(self.student, draft.placement_id)
        self.about.show_for(self.student.currentData(), draft.track, draft.task_id)
        self.when.set_day(draft.happened_on or clock.today())
        self.text.setPlainText(draft.text)
        self.well.setPlainText(draft.went_well)
        self.next.setPlainText(draft.next_step)
        self.guide.set_value(draft.guided_by)
        self.minutes.set_value(draft.minutes)
        self.extras.show_draft(draft)
        self.others.show_for(draft.placement_id)
        self._ask_name()
        self.text.setFocus()
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)

    def add_words(self, text: str) -> None:
        """Under what is there already, and kept at once."""
        before = self.text.toPlainText().rstrip()
        self.text.setPlainText(f"{before}\n{text}" if before else text)
        self.keep()

    def say_understood(self, reading: Understood) -> None:
        """What a quick line was taken for: to be corrected where it is wrong."""
        self._understood.setText(_understood(reading))
        self._understood.show()
        if reading.draft.placement_id is None:
            self.student.setFocus()

    def _ask_name(self) -> None:
        """The question names the student, as people do."""
        name = first_name(self.student.currentText())
        text = _("&What did %s do?") % name.replace("&", "&&") if name else _("&What happened?")
        self._question.setText(text)
        self.text.setAccessibleName(text.replace("&&", "&").replace("&", "", 1))

    @Slot()
    def _other_student(self) -> None:
        prefilled = self.workspace.ask(
            logs.prefill, self.workspace.person_id, self.student.currentData()
        )
        self.about.show_for(self.student.currentData(), prefilled.track, prefilled.task_id)
        self._ask_name()
        self.others.show_for(self.student.currentData())
        self.touch()

    def _read(self) -> Draft:
        guide = self.guide.value()
        return Draft(
            placement_id=self.student.currentData(),
            track=self.about.chosen_track(),
            task_id=self.about.task_id(),
            happened_on=self.when.day(),
            text=self.text.toPlainText(),
            went_well=self.well.toPlainText(),
            next_step=self.next.toPlainText(),
            guided_by=guide if isinstance(guide, Guide) else Guide.NOBODY,
            minutes=self.minutes.value(),
            **self.extras.values(),
            id=self._id,
        )

    def save(self) -> None:
        others, me = self.others.chosen(), self.workspace.person_id
        draft, subject = self._read(), self.subject
        self.workspace.do(logs.save_several, draft, others, author_id=me, subject=subject)
        self.workspace.say(_saved(len(others), self.about.code()), undo=True)

    @Slot()
    def make_two(self) -> None:
        """Keep the first half as a log of its own; the second half stays to go on with."""
        whole = self.text.toPlainText()
        first, second = halves(whole)
        self.text.setPlainText(first)
        self.save_and_stay()
        self.text.setPlainText(whole if self.text.toPlainText() else second)

    @Slot()
    def save_and_stay(self) -> None:
        """Keep this entry, and begin the next one for the same student."""
        if self._id is not None or not self.try_save():
            return
        for text in (self.text, self.well, self.next):
            text.clear()
        self.minutes.set_value(0)  # of this log, not of the next
        self._understood.hide()
        self._timer.stop()
        self.status.setText("✓ " + _("Saved. Now the next one."))
        self.text.setFocus()

    def fields(self) -> dict[str, Any]:
        return {**super().fields(), "other_day": self.when.typed()}

    def fill(self, fields: dict[str, Any]) -> None:
        super().fill(fields)
        if fields["other_day"] is not None:
            self.when.set_typed(fields["other_day"])


def _saved(others: int, code: str) -> str:
    """For how many students, or on which task."""
    if others:
        return _("Log saved for %d students") % (others + 1)
    return _("Log saved to %s") % code if code else _("Log saved")


def _understood(reading: Understood) -> str:
    texts = [_("Understood: %s") % ", ".join(reading.said)] if reading.said else []
    if reading.in_doubt:
        texts.append(
            _("Who is meant: %s?")
            % listed([one.name for one in reading.in_doubt], as_written=True)
        )
    return ". ".join(texts) or _("Choose who it is about.")
