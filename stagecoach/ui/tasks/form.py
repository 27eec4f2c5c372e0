"""Adds or changes a task on one of the tracks."""

import uuid
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from stagecoach.domain.access import Right, who_can
from stagecoach.domain.people import Role
from stagecoach.domain.tasks import Status, status_name
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _
from stagecoach.services.history.changes import Record
from stagecoach.services.people import persons as people
from stagecoach.services.students import students
from stagecoach.services.tasks import catalogue, tasks
from stagecoach.services.tasks.tasks import Draft
from stagecoach.services.templates import qualifications
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import messages
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.dialogs.history import history_button
from stagecoach.ui.widgets.badges import TRACK_ICON
from stagecoach.ui.widgets.fields import button, column, label, number_box, pick, row, text_box
from stagecoach.ui.widgets.segmented import Segmented


class TaskForm(Form):
    draft_form, draft_type = "task", Draft

    def __init__(self, workspace: Workspace, draft: Draft, parent: QWidget | None = None) -> None:
        learning = draft.track is Track.LEARNING
        if draft.id is None:
            title = _("New learning task") if learning else _("New work task")
        else:
            title = _("Learning task") if learning else _("Work task")
        super().__init__(workspace, title, TRACK_ICON[draft.track], 728, parent)
        self.draft = draft
        self.subject = str(draft.id or f"{draft.placement_id.hex}{draft.track.letter}")
        head = workspace.ask(students.head, draft.placement_id)
        self.title, self.short = QLineEdit(), QLineEdit()
        self.process, self.company, self.school = QComboBox(), QComboBox(), QComboBox()
        self.level = Segmented(_("Level"))
        self._state = Segmented(_("Status"))
        self.first = number_box(1, head.weeks)
        self.last = number_box(1, head.weeks)
        self.criteria = text_box(70)
        self.links: dict[uuid.UUID, QCheckBox] = {}
        self._offer(head)
        self._lay_out(head.weeks)
        self._add_buttons()
        self.show_draft(draft)
        self._listen()

    def _offer(self, head: students.Head) -> None:
        ask = self.workspace.ask
        self.process.addItem(_("No work process"), None)
        for process in ask(qualifications.processes, head.qualification_id):
            self.process.addItem(f"{process.code}  {process.title}", process.id)
        for box, choices in (
            (self.company, ask(people.at_company)),
            (self.school, ask(people.with_role, Role.SCHOOL_SUPERVISOR)),
        ):
            box.addItem(_("Nobody"), None)
            for choice in choices:
                box.addItem(choice.name, choice.id)
        for level in range(1, 6):
            self.level.add(level, str(level))
        for state in Status:
            self._state.add(state, status_name(state))
        for task in ask(tasks.plan, self.draft.placement_id):
            if task.track is not self.draft.track:
                self.links[task.id] = QCheckBox(f"{task.code}  {task.title}".replace("&", "&&"))

    def _lay_out(self, weeks: int) -> None:
        parts: list[list[tuple[str, str, Any, str]]] = [
            [("title", _("&What is the task?"), self.title, "")],
            [
                ("short_title", _("&Short title"), self.short, _("may stay empty")),
                ("work_process_id", _("Work &process"), self.process, ""),
            ],
            [
                ("complexity", _("&Level"), self.level, _("1 is simple, 5 is complex")),
                ("week_from", _("&From week"), self.first, ""),
                ("week_until", _("&Until week"), self.last, _("of %d") % weeks),
            ],
            [("status", _("S&tatus"), self._state, "")],
            [
                ("company_coach_id", _("Coach at the &company"), self.company, ""),
                ("school_coach_id", _("Coach at scho&ol"), self.school, ""),
            ],
            [("criteria", _("C&riteria, one a line"), self.criteria, _("may stay empty"))],
        ]
        for line in parts:
            fields = [self.field(name, text, w, hint) for name, text, w, hint in line]
            layout = row(*fields, spacing=16)
            for part in fields:
                layout.setStretchFactor(part, 1)
            self.body.addLayout(layout)
        if self.links:
            other = _("work tasks") if self.draft.track is Track.LEARNING else _("learning tasks")
            box = QVBoxLayout()
            box.setSpacing(0)
            for tick in self.links.values():
                box.addWidget(tick)
            self.body.addLayout(
                column(label(_("Belongs to these %s") % other, "label"), box, spacing=4)
            )

    def _add_buttons(self) -> None:
        if not self.workspace.may(Right.TASKS, self.draft.placement_id):
            self.read_only(who_can(Right.TASKS))
            return
        if self.draft.id is not None:
            remove = button(_("Remove task"), self._ask_remove, icon="trash-2")
            keep = button(_("To the catalogue"), self._keep, icon="library")
            for push_button in (remove, keep):
                push_button.setAutoDefault(False)
                self.footer.addWidget(push_button)
            record = Record("task", self.draft.id)
            self.footer.addWidget(history_button(self, lambda: [record]))
        self.add_buttons()

    def _listen(self) -> None:
        for text in (self.title, self.short):
            text.textEdited.connect(self.touch)
        for box in (self.process, self.company, self.school):
            box.activated.connect(self.touch)
        for choice in (self.level, self._state):
            choice.chosen.connect(self.touch)
        for number in (self.first, self.last):
            number.valueChanged.connect(self.touch)
        self.criteria.textChanged.connect(self.touch)
        for tick in self.links.values():
            tick.toggled.connect(self.touch)

    def show_draft(self, draft: Draft) -> None:
        self.title.setText(draft.title)
        self.short.setText(draft.short_title)
        for box, value in (
            (self.process, draft.process_id),
            (self.company, draft.company_coach_id),
            (self.school, draft.school_coach_id),
        ):
            pick(box, value)
        self.level.set_value(draft.complexity)
        self._state.set_value(draft.status)
        self.first.setValue(draft.week_from)
        self.last.setValue(draft.week_until)
        self.criteria.setPlainText(draft.criteria)
        for key, tick in self.links.items():
            tick.setChecked(key in draft.links)

    def _read(self) -> Draft:
        level, status = self.level.value(), self._state.value()
        return Draft(
            placement_id=self.draft.placement_id,
            track=self.draft.track,
            title=self.title.text(),
            short_title=self.short.text(),
            process_id=self.process.currentData(),
            complexity=level if isinstance(level, int) else 1,
            week_from=self.first.value(),
            week_until=self.last.value(),
            status=status if isinstance(status, Status) else Status.PLANNED,
            company_coach_id=self.company.currentData(),
            school_coach_id=self.school.currentData(),
            criteria=self.criteria.toPlainText(),
            catalogue_id=self.draft.catalogue_id,
            links={key for key, tick in self.links.items() if tick.isChecked()},
            id=self.draft.id,
        )

    def save(self) -> None:
        self.workspace.do(tasks.save_typed, self._read(), self.subject)
        self.workspace.say(_("Task saved"), undo=True)

    @Slot()
    def _keep(self) -> None:
        """For other students of this qualification; what stands in the form is saved first."""
        if self.draft.id is not None and self.try_save():
            self.workspace.do(catalogue.keep, self.draft.id)
            self.workspace.say(_("Task is in the catalogue"), undo=True)
            self.done(0)

    @Slot()
    def _ask_remove(self) -> None:
        text = _("Remove this task from the plan?")
        messages.ask(self, text, _("Remove task"), self._remove)

    @Slot()
    def _remove(self) -> None:
        assert self.draft.id is not None
        self.workspace.do(tasks.delete, self.draft.id)
        self._timer.stop()
        self.workspace.say(_("Task removed"), undo=True)
        self.done(0)
