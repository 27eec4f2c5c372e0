"""The evaluation workspace: fill in together, with the evidence beside it; sign at the end."""

import uuid
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from stagecoach.domain.evaluations import Kind, kind_name
from stagecoach.services.evaluations import evaluations, seal_checks
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.ui.core.page import Page, Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.evaluations import actions
from stagecoach.ui.evaluations.actions import OpenEvaluation
from stagecoach.ui.evaluations.footer import Foot
from stagecoach.ui.evaluations.header import Head, is_wide
from stagecoach.ui.evaluations.outline import Outline, outline_width, parts
from stagecoach.ui.evaluations.part_pane import PartPane, whole_core_task
from stagecoach.ui.evaluations.question_row import NewAnswer
from stagecoach.ui.evaluations.small_dialogs import own_row
from stagecoach.ui.evaluations.state_banner import StateBanner
from stagecoach.ui.widgets.fields import column, row

_SHOWS = "evaluation mark outcome agreement consent log_entry not_possible voice_sheet voice_mark"


class EvaluationPage(Page):
    shows = frozenset((*_SHOWS.split(), "school_result"))
    full_window = True

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.placement_id: uuid.UUID | None = None
        self.kind = Kind.INTERIM
        self._id: uuid.UUID | None = None
        self.sheet: Sheet | None = None
        self._previous: Sheet | None = None
        self._asked: tuple[object, ...] | None = None
        self.head, self.outline, self.foot = Head(), Outline(), Foot()
        self.banner = StateBanner()
        self.part = PartPane(workspace)
        self.questions, self.closing = self.part.questions, self.part.closing
        self.evidence = self.part.evidence
        self._build()
        self._connect()

    def _build(self) -> None:
        work = column(self.banner, self.part, spacing=0)
        work.setStretch(1, 1)
        centre = QWidget()
        centre.setLayout(work)
        self._body = row(self.outline, centre, self.evidence, spacing=0)
        self._body.setStretch(1, 1)
        whole = column(self.head, self._body, self.foot, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.outline.chosen.connect(self._turn)
        self.questions.given.connect(self._keep)
        self.questions.row_wanted.connect(self._add_row)
        self.evidence.quoted.connect(self._quote)
        self.head.back_wanted.connect(self._back)
        self.head.redraw_wanted.connect(self._redraw)
        self.head.step_wanted.connect(self._step_student)
        self.head.wanted.connect(self._more)
        self.banner.change_wanted.connect(self._reopen)
        self.foot.accept_wanted.connect(self._accept)
        self.foot.print_wanted.connect(self._print)
        self.foot.sign_wanted.connect(self._sign)
        for keys, slot in (
            ("Ctrl+PgDown", partial(self.outline.step, 1)),
            ("Ctrl+PgUp", partial(self.outline.step, -1)),
            ("Ctrl+Shift+PgDown", self.head.after.click),
            ("Ctrl+Shift+PgUp", self.head.before.click),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def focus_first(self) -> None:
        self.part.focus_first()

    def window_title(self) -> str:
        if self.sheet is None or self.sheet.head is None:
            return ""
        return f"{kind_name(self.kind)} {self.sheet.head.name}"

    def show_place(self, place: Place) -> None:
        """Open the evaluation of this kind; it begins when nobody had begun it."""
        if place.placement_id is None:
            return
        self.flush()
        self.placement_id, self.kind = place.placement_id, place.kind or Kind.INTERIM
        key = place.entry_id or self.workspace.ask(evaluations.find, self.placement_id, self.kind)
        if key is None:
            key = self.workspace.do(evaluations.begin, self.placement_id, self.kind)
        before, self._id, self._asked = self._id, key, None
        if self._id != before:
            self.outline.forget()
        self.refresh()

    def reload(self) -> None:
        if self._id is None:
            return
        sheet = self.sheet = self.workspace.ask(sheets.load, self._id)
        if self._asked is None:  # what came before does not change while this is filled in
            self._previous = self.workspace.ask(sheets.previous, sheet)
        self.outline.show_sheet(sheet)
        self.head.show_sheet(sheet, self._previous, width=self.width())
        seal = self.workspace.ask(seal_checks.verify, self._id)
        self.banner.show_state(sheet, seal)
        self.foot.show_sheet(sheet)
        self.closing.show_sheet(sheet)
        chosen = self.outline.current(), self.head.group.value(), self._past()
        key = (*chosen, sheet.id, sheet.status, sheet.fixed, sheet.structure.digest, sheet.masked)
        if key != self._asked:
            self._asked = key
            self._show_part(sheet)
        else:
            self.questions.refresh(sheet)

    def _past(self) -> Sheet | None:
        return self._previous if self.head.show_previous.isChecked() else None

    @Slot()
    def _redraw(self) -> None:
        self.flush()
        self._asked = None
        self.reload()

    @Slot()
    def _turn(self) -> None:
        """Another part: who was in the one before goes on in this one."""
        held = self.part.isAncestorOf(self.window().focusWidget() or self)
        self._redraw()
        self.part.show_begin(self.outline.current(), take_keyboard=held)

    def _show_part(self, sheet: Sheet) -> None:
        assert self.placement_id is not None
        shown = parts(sheet).get(self.outline.current()) or []
        if shown and self.head.group.value() == "track":
            shown = whole_core_task(sheet, shown)
        self.part.show_part(sheet, shown, self._past(), self.placement_id)

    @Slot(object)
    def _keep(self, given: NewAnswer) -> None:
        if self._id is not None:
            actions.keep(self.workspace, self._id, given)

    def flush(self) -> None:
        """Keep what is still waiting."""
        self.part.flush()

    @Slot()
    def _accept(self) -> None:
        self._asked = None  # every question is drawn anew, with what was decided
        actions.accept_proposals(self._open())

    @Slot(str)
    def _quote(self, text: str) -> None:
        target = self.questions.focused()
        if target is not None and self.sheet and not self.sheet.fixed:
            target.append(text)

    def _open(self) -> OpenEvaluation:
        assert self.sheet is not None  # nothing else can be acted on
        assert self.placement_id is not None
        row = self.questions.focused()
        shown = self.sheet, self.placement_id, self.kind
        asked = row.asked.question_id if row is not None else None
        return OpenEvaluation(self.workspace, *shown, self.go.emit, asked, self)

    @Slot()
    def _sign(self) -> None:
        self.flush()
        if self._id is not None:
            actions.sign(self._open(), self._open)

    @Slot()
    def _reopen(self) -> None:
        form = actions.reopen(self._open())
        if form is not None:
            form.finished.connect(self.focus_first)

    @Slot(str)
    def _add_row(self, block: str) -> None:
        form = own_row(self.workspace, self._open().sheet, block, self)
        form.finished.connect(partial(self.part.focus_row, form))
        form.open_once()

    @Slot(str)
    def _more(self, name: str) -> None:
        self.flush()
        actions.ACTIONS[name](self._open())

    @Slot(int)
    def _step_student(self, by: int) -> None:
        self.flush()
        actions.step_student(self._open(), by)

    @Slot()
    def _print(self) -> None:
        self.flush()
        actions.print_this(self._open())

    @Slot()
    def _back(self) -> None:
        self.flush()
        self.go.emit(Place("back"))

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = is_wide(self)
        self.outline.setFixedWidth(outline_width(self.width()))
        (self._body if wide else self.part.middle).addWidget(self.evidence)
        self.evidence.stand(beside=wide)
        if self.sheet is not None:
            self.head.show_sheet(self.sheet, self._previous, width=self.width())
            self.foot.show_sheet(self.sheet)
