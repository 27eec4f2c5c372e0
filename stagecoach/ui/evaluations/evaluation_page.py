"""The evaluation workspace: fill in together, with the evidence beside it; sign at the end."""

import uuid
from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from stagecoach.domain.evaluations import Kind, Status, kind_name
from stagecoach.domain.templates.blueprints import Section
from stagecoach.domain.templates.words import section_name
from stagecoach.domain.tracks import Track
from stagecoach.i18n import ngettext
from stagecoach.services.evaluations import consents, earlier, evaluations, seal_checks
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.ui.core.page import Page, Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.evaluations import actions
from stagecoach.ui.evaluations.actions import OpenEvaluation
from stagecoach.ui.evaluations.closing import Closing
from stagecoach.ui.evaluations.evidence import EvidencePane
from stagecoach.ui.evaluations.footer import Foot
from stagecoach.ui.evaluations.header import Head, is_wide
from stagecoach.ui.evaluations.legend import legend
from stagecoach.ui.evaluations.outline import Outline, outline_width, part_of, parts
from stagecoach.ui.evaluations.questions import Beside, Given, Questions
from stagecoach.ui.evaluations.sign import SignForm
from stagecoach.ui.evaluations.small_dialogs import RowForm
from stagecoach.ui.evaluations.state_banner import StateBanner
from stagecoach.ui.widgets.fields import clear, column, label, reveal, row, scroll

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
        self.questions, self.closing = Questions(workspace), Closing(workspace)
        self.evidence = EvidencePane(workspace)
        self._title = QVBoxLayout()
        self._build()
        self._connect()

    def _build(self) -> None:
        self._title.setContentsMargins(28, 18, 28, 8)
        self._title.setSpacing(6)
        self._middle = column(self._title, self.questions, spacing=0)
        asked = QWidget()
        asked.setLayout(self._middle)
        self._stack = QStackedWidget()
        self._scroll = scroll(asked)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(scroll(self.closing))
        work = column(self.banner, self._stack, spacing=0)
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
        if self.questions.rows:
            self.questions.rows[0].rating.setFocus()
        else:
            self.closing.talk.setFocus()

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
        key = (
            self._id,
            self.outline.current(),
            self.head.group.value(),
            sheet.status,
            sheet.fixed,
            self._past(),
            sheet.structure.digest,
            sheet.masked,
        )
        if key != self._asked:
            self._asked = key
            self._show_questions(sheet)
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
        held = self._stack.isAncestorOf(self.window().focusWidget() or self)
        self._redraw()
        self._scroll.verticalScrollBar().setValue(0)
        chosen = self.outline.current()
        rows = self.questions.rows
        begin = next((r for r in rows if part_of(r.asked.section) == chosen), None)
        if held:
            (begin.rating.setFocus if begin else self.focus_first)()
        if begin is not None and begin is not rows[0]:  # grouped by track
            QTimer.singleShot(0, begin, partial(reveal, begin))

    def _show_questions(self, sheet: Sheet) -> None:
        found = parts(sheet).get(self.outline.current())
        self._stack.setCurrentIndex(0 if found else 1)
        self.evidence.setVisible(found is not None)
        if found is None:
            self.questions.forget()
            return
        clear(self._title)
        first = found[0]
        title = label(section_name(first), "workspace", wrap=True)
        line = row(title, spacing=12)
        line.setStretch(0, 1)
        if first.process:
            line.insertWidget(0, label(first.process.code, "code"), 0, Qt.AlignmentFlag.AlignTop)
        self._title.addLayout(line)
        self._title.addWidget(legend(sheet, first, self._past()))
        past = self.workspace.ask(earlier.lines, sheet)
        self.questions.show_sheet(sheet, self._grouped(sheet, found), Beside(self._past(), past))
        assert self.placement_id is not None
        process_id = first.process.id if first.process else None
        name = section_name(first)
        self.evidence.show_part(self.placement_id, process_id, name, fixed=sheet.fixed)

    def _grouped(self, sheet: Sheet, found: list[Section]) -> list[Section]:
        """One work process on its tracks; or the whole core task, one track after the other."""
        process = found[0].process
        if self.head.group.value() != "track" or process is None:
            return found
        core = [
            s
            for s in sheet.structure.sections
            if s.process is not None and s.process.core_code == process.core_code
        ]
        return sorted(core, key=lambda s: list(Track).index(s.track) if s.track else -1)

    @Slot(object)
    def _keep(self, given: Given) -> None:
        if self._id is None:
            return
        value, words = given.value, given.explanation
        if given.question_id is None:
            self.workspace.do(evaluations.decide, self._id, given.section, value, words)
        else:
            self.workspace.do(evaluations.answer, self._id, given.question_id, value, words)

    def flush(self) -> None:
        """Keep what is still waiting."""
        self.questions.flush()
        self.closing.flush()

    @Slot()
    def _accept(self) -> None:
        assert self._id is not None
        self._asked = None  # every question is drawn anew, with what was decided
        count = self.workspace.do(evaluations.accept_proposals, self._id)
        text = ngettext("%d outcome decided as proposed", "%d outcomes decided as proposed", count)
        self.workspace.say(text % count, undo=True)

    @Slot(str)
    def _quote(self, text: str) -> None:
        target = self.questions.focused()
        if target is not None and self.sheet and not self.sheet.fixed:
            target.append(text)

    def _open(self) -> OpenEvaluation:
        assert self.sheet is not None  # nothing else can be acted on
        assert self.placement_id is not None
        row = self.questions.focused()
        return OpenEvaluation(
            self.workspace,
            self.sheet,
            self.placement_id,
            self.kind,
            self.go.emit,
            row.question_id if row is not None else None,
            self,
        )

    @Slot()
    def _sign(self) -> None:
        """Whoever fills it in proposes it first: from then on changing it is asked for."""
        self.flush()
        if self.sheet is None or self.sheet.id is None:
            return
        fresh = self.sheet.status is Status.DRAFT
        if fresh:
            self.workspace.do(consents.propose, self.sheet.id)
        form = SignForm(self.workspace, self.sheet, self)
        if fresh:
            form.rejected.connect(self._take_back)
        form.open_once()

    @Slot()
    def _take_back(self) -> None:
        actions.take_back(self._open())

    @Slot()
    def _reopen(self) -> None:
        form = actions.reopen(self._open())
        if form is not None:
            form.finished.connect(self.focus_first)

    @Slot(str)
    def _add_row(self, block: str) -> None:
        form = RowForm(self.workspace, self._open().sheet, block, self)
        form.finished.connect(partial(self._focus_row, form))
        form.open_once()

    def _focus_row(self, form: RowForm, _result: int) -> None:
        """The new row, to be answered."""
        made = next((r for r in self.questions.rows if r.question_id == form.made), None)
        (made.rating.setFocus if made is not None else self.focus_first)()

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
        (self._body if wide else self._middle).addWidget(self.evidence)
        self.evidence.stand(beside=wide)
        if self.sheet is not None:
            self.head.show_sheet(self.sheet, self._previous, width=self.width())
            self.foot.show_sheet(self.sheet)
