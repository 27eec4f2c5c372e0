"""Quick log: one key, prefilled, and nothing that was typed is lost."""

import datetime as dt
import uuid
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from stagecoach import clock
from stagecoach.domain.logs import LONGEST_MINUTES, Author, Guide
from stagecoach.domain.tasks import Status
from stagecoach.domain.texts import first_name
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _
from stagecoach.services import logs, students, tasks
from stagecoach.services.logs import Draft
from stagecoach.ui import theme
from stagecoach.ui.date_field import DateField
from stagecoach.ui.fields import button, caption, column, labelled, number_box, pick, row
from stagecoach.ui.form import Form
from stagecoach.ui.logs import typed
from stagecoach.ui.widgets.badges import TRACK_ICON
from stagecoach.ui.widgets.segmented import Segmented
from stagecoach.ui.workspace import Workspace

_MINUTES = (5, 10, 20, 30)
_TODAY, _YESTERDAY, _OTHER = "today", "yesterday", "other"


class LogForm(Form):
    """A new entry, or the change of one."""

    def __init__(self, workspace: Workspace, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(workspace, _("Quick log"), "pencil-line", 728, parent)
        self._id = draft.id
        self.draft_form = logs.CHANGE if draft.id else logs.FORM
        own = draft.id or draft.placement_id
        self.subject = own.hex if own else ""
        self.student = QComboBox()
        self.date = Segmented(_("Date"))
        self.day = DateField(_("Day"))
        self.track = Segmented(_("Track"))
        self.task = QComboBox()
        self.text, self.well, self.next = (_text_field(height) for height in (86, 62, 62))
        self.guide = Segmented(_("Guided by"))
        self.quick_minutes = Segmented(_("Minutes of guidance"))
        self.minutes = number_box(0, LONGEST_MINUTES)
        self.author = Segmented(_("Written by"))
        self._offer(draft.placement_id)
        self._lay_out()
        self._add_buttons()
        self._show(draft)
        self._listen()

    def _offer(self, wanted: uuid.UUID | None) -> None:
        for brief in self.workspace.ask(students.mine, self.workspace.person_id):
            self.student.addItem(brief.name, brief.placement_id)
        self._list(wanted)
        self.date.add(_TODAY, _("Today"))
        self.date.add(_YESTERDAY, _("Yesterday"))
        self.date.add(_OTHER, _("Choose"), "calendar")
        self.track.add(
            Track.LEARNING, _("Learning task"), TRACK_ICON[Track.LEARNING], Track.LEARNING
        )
        self.track.add(Track.WORK, _("Work task"), TRACK_ICON[Track.WORK], Track.WORK)
        icons = ("building-2", "graduation-cap", "users-round", "")
        for guide, icon in zip(Guide, icons, strict=True):
            self.guide.add(guide, logs.guide_name(guide).capitalize(), icon)
        for minutes in _MINUTES:
            self.quick_minutes.add(minutes, str(minutes))
        self.author.add(Author.SUPERVISOR, _("Supervisor"))
        self.author.add(Author.STUDENT, _("Student"))

    def _list(self, wanted: uuid.UUID | None) -> None:
        """Somebody else's student can be chosen too, when it is meant."""
        if wanted is None or self.student.findData(wanted) >= 0:
            return
        if self.workspace.ask(students.exists, wanted):
            self.student.addItem(self.workspace.ask(students.head, wanted).name, wanted)

    def _lay_out(self) -> None:
        empty = _("may stay empty")
        self.minutes.setFixedWidth(theme.scaled(84))
        minutes = labelled(_("&Minutes of guidance"), self.minutes)
        minutes.takeAt(1)
        minutes.addLayout(row(self.quick_minutes, self.minutes))
        self._question = caption("", self.text)
        what = column(self._question, self.text, spacing=4)
        self._line(
            (self._part("placement_id", labelled(_("&Student"), self.student), self.student), 5),
            (self._part("happened_on", self._date_part(), self.day), 4),
        )
        self._line(
            (labelled(_("T&rack"), self.track), 5),
            (self._part("task_id", labelled(_("&Task"), self.task), self.task), 8),
        )
        self._line((self._part("text", what, self.text), 1))
        self._line(
            (
                self._part(
                    "went_well", labelled(_("What went w&ell?"), self.well, empty), self.well
                ),
                1,
            ),
            (
                self._part(
                    "next_step",
                    labelled(_("What is the ne&xt step?"), self.next, empty),
                    self.next,
                ),
                1,
            ),
        )
        self._line(
            (labelled(_("&Guided by"), self.guide), 5),
            (self._part("minutes", minutes, self.minutes), 3),
        )
        self._line((labelled(_("Written &by"), self.author), 1), (QVBoxLayout(), 1))

    def _date_part(self) -> QVBoxLayout:
        return column(labelled(_("&Date"), self.date), self.day, spacing=6)

    def _part(self, name: str, layout: QVBoxLayout, widget: QWidget) -> QVBoxLayout:
        return column(layout, self.problem_label(name, widget), spacing=2)

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
        self.date.chosen.connect(self._date_chosen)
        self.track.chosen.connect(self._other_track)
        self.task.activated.connect(self.touch)
        self.quick_minutes.chosen.connect(self._quick_minutes)
        self.minutes.valueChanged.connect(self._minutes_changed)
        self.day.edited.connect(self.touch)
        for choice in (self.guide, self.author):
            choice.chosen.connect(self.touch)
        for text in (self.text, self.well, self.next):
            text.textChanged.connect(self.touch)

    def _show(self, draft: Draft) -> None:
        pick(self.student, draft.placement_id)
        self.track.set_value(draft.track)
        self._offer_tasks(draft.task_id)
        self._show_date(draft.happened_on or clock.today())
        self.text.setPlainText(draft.text)
        self.well.setPlainText(draft.went_well)
        self.next.setPlainText(draft.next_step)
        self.guide.set_value(draft.guided_by)
        self.minutes.setValue(draft.minutes)
        self.quick_minutes.set_value(draft.minutes)
        self.author.set_value(draft.written_by)
        self._ask_name()
        self.text.setFocus()
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)

    def add_words(self, text: str) -> None:
        """Under what is there already, and kept at once."""
        before = self.text.toPlainText().rstrip()
        self.text.setPlainText(f"{before}\n{text}" if before else text)
        self.keep()

    def _show_date(self, day: dt.date) -> None:
        ago = (clock.today() - day).days
        self.date.set_value({0: _TODAY, 1: _YESTERDAY}.get(ago, _OTHER))
        self.day.set_day(day)
        self.day.setVisible(self.date.value() == _OTHER)

    def _ask_name(self) -> None:
        """The question names the student, as people do."""
        name = first_name(self.student.currentText())
        text = _("&What did %s do?") % name.replace("&", "&&") if name else _("&What happened?")
        self._question.setText(text)
        self.text.setAccessibleName(text.replace("&&", "&").replace("&", "", 1))

    def _offer_tasks(self, wanted: uuid.UUID | None) -> None:
        self.task.clear()
        self.task.addItem(_("No task"), None)
        placement_id = self.student.currentData()
        if placement_id is not None:
            order = [Status.BUSY, Status.REVIEW, Status.PLANNED, Status.DONE]
            found = self.workspace.ask(tasks.plan, placement_id)
            mine = [t for t in found if t.track is self.track.value()]
            for task in sorted(mine, key=lambda t: (order.index(t.status), t.number)):
                self.task.addItem(f"{task.code}  {task.title}", task.id)
        pick(self.task, wanted)

    @Slot()
    def _other_student(self) -> None:
        prefilled = self.workspace.ask(
            logs.prefill, self.workspace.person_id, self.student.currentData()
        )
        self.track.set_value(prefilled.track)
        self._offer_tasks(prefilled.task_id)
        self._ask_name()
        self.touch()

    @Slot()
    def _other_track(self) -> None:
        self._offer_tasks(None)
        if self.task.count() > 1:
            self.task.setCurrentIndex(1)
        self.touch()

    @Slot(object)
    def _date_chosen(self, which: str) -> None:
        if which == _OTHER:
            self.day.show()
            self.day.setFocus()
            self.day.selectAll()
        else:
            self._show_date(clock.today() - dt.timedelta(days=which == _YESTERDAY))
        self.refit()
        self.touch()

    @Slot(object)
    def _quick_minutes(self, minutes: int) -> None:
        self.minutes.setValue(minutes)

    @Slot(int)
    def _minutes_changed(self, minutes: int) -> None:
        self.quick_minutes.set_value(minutes)
        self.touch()

    def _read(self) -> Draft:
        day = self.day.day() if self.date.value() == _OTHER else self._chosen_day()
        track, guide, author = self.track.value(), self.guide.value(), self.author.value()
        return Draft(
            placement_id=self.student.currentData(),
            track=track if isinstance(track, Track) else Track.WORK,
            task_id=self.task.currentData(),
            happened_on=day,
            text=self.text.toPlainText(),
            went_well=self.well.toPlainText(),
            next_step=self.next.toPlainText(),
            guided_by=guide if isinstance(guide, Guide) else Guide.NOBODY,
            minutes=self.minutes.value(),
            written_by=author if isinstance(author, Author) else Author.SUPERVISOR,
            id=self._id,
        )

    def _chosen_day(self) -> dt.date:
        return clock.today() - dt.timedelta(days=self.date.value() == _YESTERDAY)

    def save(self) -> None:
        draft = self._read()
        me = self.workspace.person_id
        self.workspace.do(logs.save, draft, author_id=me, subject=self.subject)
        code = self.task.currentText().split()[0] if draft.task_id else ""
        self.workspace.say(_("Log saved to %s") % code if code else _("Log saved"), undo=True)

    @Slot()
    def save_and_stay(self) -> None:
        """Keep this entry, and begin the next one for the same student."""
        if self._id is not None or not self.try_save():
            return
        for text in (self.text, self.well, self.next):
            text.clear()
        self._timer.stop()
        self.status.setText("✓ " + _("Saved. Now the next one."))
        self.text.setFocus()

    def fields(self) -> dict[str, Any]:
        other = self.day.text() if self.date.value() == _OTHER else ""
        return {**typed.fields(self._read()), "day": other, "date": str(self.date.value())}

    def fill(self, fields: dict[str, Any]) -> None:
        draft = typed.draft(fields)
        self._list(draft.placement_id)
        self._show(draft)
        if fields["date"] == _OTHER:
            self.date.set_value(_OTHER)
            self.day.setText(fields["day"])
            self.day.show()


def _text_field(height: int) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setFixedHeight(theme.scaled(height))
    return made
