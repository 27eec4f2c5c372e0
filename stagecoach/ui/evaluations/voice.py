"""One view beside the judgement, filled in by whoever gives it: nothing of the others is shown."""

import uuid
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from stagecoach.domain.evaluations import Status, Voice, kind_name
from stagecoach.domain.templates.blueprints import voiced
from stagecoach.domain.templates.words import section_name, voice_name
from stagecoach.i18n import _
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations import voices
from stagecoach.services.evaluations.sheet import Decision, Sheet
from stagecoach.services.evaluations.voices import View
from stagecoach.ui.core import theme
from stagecoach.ui.core.keep_timer import KeepTimer
from stagecoach.ui.core.page import Page, Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.evaluations.outline import CLOSING, Outline, outline_width, parts
from stagecoach.ui.evaluations.question_row import NewAnswer
from stagecoach.ui.evaluations.questions import Context, Questions
from stagecoach.ui.widgets.badges import Avatar
from stagecoach.ui.widgets.fields import (
    button,
    column,
    framed,
    label,
    labelled,
    row,
    scroll,
    text_box,
)
from stagecoach.ui.widgets.layouts import clear


class VoicePage(Page):
    """The same questions as the form asks, without outcomes: those are for the judgement."""

    shows = frozenset({"voice_sheet", "voice_mark", "evaluation"})
    full_window = True

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._id: uuid.UUID | None = None
        self._place = Place("voice")
        self.view: View | None = None
        self.sheet: Sheet | None = None
        self._asked: object = None
        self.outline = Outline()
        self.outline.chosen.connect(self._turn)
        self.questions = Questions(workspace)
        self.questions.given.connect(self._keep)
        self.reflection = text_box(180)
        self._timer = KeepTimer(self)
        self._timer.timeout.connect(self.flush)
        self.reflection.textChanged.connect(self._typed)
        self._who, self._title = row(spacing=12), QVBoxLayout()
        self._open = label("", "label")
        self.finish = button(_("Finished"), self._finish, kind="primary", icon="check")
        self._build()
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self, partial(self.outline.step, by))

    def _build(self) -> None:
        who = QWidget()
        who.setLayout(self._who)
        back = button(_("Evaluation"), self._back, kind="quiet", icon="arrow-left")
        top = row(
            back, who, None, label("✓ " + _("Saved"), "muted"), spacing=14, margins=(16, 8, 24, 8)
        )
        top.setStretch(1, 1)
        self._title.setContentsMargins(28, 18, 28, 8)
        asked, last = QWidget(), QWidget()
        asked.setLayout(column(self._title, self.questions, spacing=0))
        hint = _("What went well, what did you learn, what do you want next?")
        body = column(
            labelled(_("&In your own words"), self.reflection),
            label(hint, "caption", wrap=True),
            None,
            margins=(16, 16, 16, 16),
        )
        last.setLayout(column(framed("card", body), None, margins=(28, 18, 28, 24)))
        self._stack = QStackedWidget()
        self._area = scroll(asked)
        self._stack.addWidget(self._area)
        self._stack.addWidget(scroll(last))
        middle = row(self.outline, self._stack, spacing=0)
        middle.setStretch(1, 1)
        foot = framed("bar", row(self._open, None, self.finish, margins=(24, 10, 24, 10)))
        foot.setMinimumHeight(theme.scaled(72))
        whole = column(framed("headBar", top), middle, foot, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_place(self, place: Place) -> None:
        """`entry_id` is the sheet of this voice."""
        self.flush()
        if place.entry_id != self._id:
            self.outline.forget()
        self._id, self._place, self._asked = place.entry_id, place, None
        self.refresh()

    def window_title(self) -> str:
        return f"{voice_name(self.view.voice)} {self.view.author}" if self.view else ""

    def focus_first(self) -> None:
        if self.questions.rows:
            self.questions.rows[0].rating.setFocus()
        else:
            self.reflection.setFocus()

    def reload(self) -> None:
        if self._id is None:
            return
        self.view = self.workspace.ask(voices.load, self._id)
        self.sheet = _as_sheet(self.workspace.ask(sheets.load, self.view.evaluation_id), self.view)
        self.outline.show_sheet(self.sheet, _("In your own words"))
        self._show_head(self.sheet, self.view)
        self._show_foot(self.sheet, self.view)
        if not self._timer.isActive() and self.reflection.toPlainText() != self.view.reflection:
            self.reflection.blockSignals(True)
            self.reflection.setPlainText(self.view.reflection)
            self.reflection.blockSignals(False)
        self.reflection.setReadOnly(self.sheet.fixed)
        key = (self._id, self.outline.current(), self.view.finished_at)
        if key != self._asked:
            self._asked = key
            self._show_questions(self.sheet)
        else:
            self.questions.refresh(self.sheet)

    def _show_head(self, sheet: Sheet, view: View) -> None:
        clear(self._who)
        assert sheet.head is not None
        own = view.voice is Voice.SELF
        seed = sheet.head.id.int if own else sum(map(ord, view.author))
        self._who.addWidget(Avatar(view.author, seed, 40))
        title = _("Self-view") if view.voice is Voice.SELF else _("View of %s") % view.author
        words = f"{kind_name(sheet.kind)} {sheet.head.name}"
        if view.relation:
            words += f" · {view.relation}"
        self._who.addLayout(
            column(label(title, "section"), label(words, "muted", wrap=True), spacing=0), 1
        )

    def _show_foot(self, sheet: Sheet, view: View) -> None:
        done, total = sheet.count(sheet.structure.sections)
        done_text = _("%(done)d of %(all)d answered") % {"done": done, "all": total}
        if view.finished_at is not None:
            done_text = _("Finished. Others' answers are open to you where the form allows it.")
        self._open.setText(done_text)
        self.finish.setText(_("Change it") if view.finished_at else _("Finished"))
        self.finish.setIcon(theme.icon("pencil" if view.finished_at else "check", "brand.on"))
        given = bool(done) or view.finished_at is not None
        self.finish.setEnabled(sheet.status is Status.DRAFT and given)

    def _show_questions(self, sheet: Sheet) -> None:
        current = self.outline.current()
        self._stack.setCurrentIndex(1 if current == CLOSING else 0)
        sections = parts(sheet).get(current)
        if sections is None:
            self.questions.forget()
            return
        clear(self._title)
        process = sections[0].process
        title = label(section_name(sections[0]), "workspace", wrap=True)
        line = row(title, spacing=12)
        line.setStretch(0, 1)
        if process:
            line.insertWidget(0, label(process.code, "code"), 0, Qt.AlignmentFlag.AlignTop)
        self._title.addLayout(line)
        self.questions.show_sheet(sheet, sections, Context(outcomes=False))
        self._area.verticalScrollBar().setValue(0)

    @Slot()
    def _turn(self) -> None:
        held = self._stack.isAncestorOf(self.window().focusWidget() or self)
        self.flush()
        self._asked = None
        self.reload()
        if held:
            self.focus_first()

    @Slot(object)
    def _keep(self, given: NewAnswer) -> None:
        if self._id is None or self.sheet is None:
            return
        key = given.question_id or voiced(self.sheet.structure.find(given.section))[0].id
        self.workspace.do(voices.answer, self._id, key, given.value, given.explanation)

    @Slot()
    def _typed(self) -> None:
        self._timer.touch()

    @Slot()
    def flush(self) -> None:
        """Keep what is still waiting."""
        self.questions.flush()
        if self._id is not None and (self._timer.isActive() or self.sender() is self._timer):
            self._timer.stop()
            self.workspace.do(voices.reflect, self._id, self.reflection.toPlainText())

    @Slot()
    def _finish(self) -> None:
        self.flush()
        assert self._id is not None
        done = self.view is not None and self.view.finished_at is not None
        self.workspace.do(voices.reopen if done else voices.finish, self._id)
        if not done:
            self._back()

    @Slot()
    def _back(self) -> None:
        self.flush()
        self.go.emit(Place("back"))

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.outline.setFixedWidth(outline_width(self.width()))


def _as_sheet(sheet: Sheet, view: View) -> Sheet:
    """The form with the answers of this view alone in it."""
    whole = {
        section.key: Decision(answer.value, None, answer.explanation)
        for section in sheet.structure.sections
        if not section.questions
        for question in voiced(section)
        if (answer := view.answers.get(question.id)) is not None
    }
    fixed = view.finished_at is not None or sheet.status is not Status.DRAFT
    return replace(sheet, answers=view.answers, decisions=whole, not_mine=fixed, masked=False)
