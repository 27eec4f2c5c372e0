"""The evaluation workspace: fill in together, with the evidence beside it; sign at the end."""

import uuid

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from stagecoach.domain.evaluations import Kind, Status
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _, long_day, ngettext, short_day
from stagecoach.services import evaluations, sheets
from stagecoach.services.sheets import Sheet
from stagecoach.services.stations import kind_name
from stagecoach.ui import theme
from stagecoach.ui.evaluations.closing import Closing
from stagecoach.ui.evaluations.evidence import EvidencePane
from stagecoach.ui.evaluations.foot import Foot
from stagecoach.ui.evaluations.outline import CLOSING, Outline
from stagecoach.ui.evaluations.questions import Given, Questions
from stagecoach.ui.evaluations.sign import SignForm
from stagecoach.ui.fields import (
    button,
    clear,
    column,
    framed,
    key_cap,
    label,
    row,
    scroll,
)
from stagecoach.ui.page import Page, Place
from stagecoach.ui.widgets.badges import Avatar
from stagecoach.ui.widgets.segmented import Segmented
from stagecoach.ui.workspace import Workspace

_WIDE = 1180  # from this width on the evidence stands beside the questions


class EvaluationPage(Page):
    shows = frozenset({"evaluation", "mark", "outcome", "agreement", "signature", "log_entry"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.placement_id: uuid.UUID | None = None
        self.kind = Kind.INTERIM
        self._id: uuid.UUID | None = None
        self.sheet: Sheet | None = None
        self._previous: Sheet | None = None
        self._asked: tuple[object, ...] | None = None
        self.outline = Outline()
        self.outline.chosen.connect(self._turn)
        self.questions = Questions()
        self.questions.given.connect(self._keep)
        self.closing = Closing(workspace)
        self.evidence = EvidencePane(workspace)
        self.evidence.quoted.connect(self._quote)
        self._head, self._title = row(spacing=12), QVBoxLayout()
        self.foot = Foot()
        self.foot.accept_wanted.connect(self._accept)
        self.foot.print_wanted.connect(self._print)
        self.foot.sign_wanted.connect(self._sign)
        self.show_previous = QCheckBox(_("Show last time"))
        self.show_previous.setChecked(True)
        self.show_previous.toggled.connect(self._redraw)
        self.group = Segmented(_("Group by"), height=36)
        self.group.add("process", _("Work process"))
        self.group.add("track", _("Track"))
        self.group.set_value("process")
        self.group.chosen.connect(self._redraw)
        self._saved = label("✓ " + _("Saved"), "muted")
        self._build()

    def _build(self) -> None:
        who = QWidget()
        who.setLayout(self._head)
        back = button(_("Dossier"), self._back, kind="quiet", icon="arrow-left")
        grouped = label(_("Group by"), "muted")
        top = row(
            back, who, None, self.show_previous, grouped, self.group, self._saved, spacing=14
        )
        top.setStretch(1, 1)
        top.setContentsMargins(16, 8, 24, 8)
        head = framed("headBar", top)
        self._middle = column(self._middle_head(), self.questions, spacing=0)
        asked = QWidget()
        asked.setLayout(self._middle)
        self._stack = QStackedWidget()
        self._scroll: QScrollArea = scroll(asked)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(scroll(self.closing))
        self._body = row(self.outline, self._stack, self.evidence, spacing=0)
        self._body.setStretch(1, 1)
        whole = column(head, self._body, self.foot, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _middle_head(self) -> QVBoxLayout:
        self._title.setContentsMargins(28, 18, 28, 8)
        self._title.setSpacing(6)
        return self._title

    def focus_first(self) -> None:
        if self.questions.rows:
            self.questions.rows[0].rating.setFocus()
        else:
            self.closing.talk.setFocus()

    def window_title(self) -> str:
        if self.sheet is None or self.sheet.head is None:
            return ""
        return f"{kind_name(self.kind)} {self.sheet.head.name}"

    def show_evaluation(self, placement_id: uuid.UUID, kind: Kind) -> None:
        """Open the evaluation of this kind; it begins when nobody had begun it."""
        self.flush()
        self.placement_id, self.kind, self._asked = placement_id, kind, None
        before, self._id = self._id, self.workspace.do(evaluations.begin, placement_id, kind)
        if self._id != before:
            self.outline.forget()
        self.refresh()

    def reload(self) -> None:
        if self._id is None:
            return
        self.sheet = self.workspace.ask(sheets.load, self._id)
        self._previous = self.workspace.ask(sheets.previous, self.sheet)
        self.show_previous.setVisible(self._previous is not None)
        if self._previous is not None:
            text = _("Show %s") % kind_name(self._previous.kind).lower()
            self.show_previous.setText(text)
        self.outline.show_sheet(self.sheet)
        self._show_head(self.sheet)
        self.foot.show_sheet(self.sheet)
        self.closing.show_sheet(self.sheet)
        key = (
            self._id,
            self.outline.current(),
            self.group.value(),
            self.sheet.status,
            self._past(),
        )
        if key != self._asked:
            self._asked = key
            self._show_questions()
        else:
            self.questions.refresh(self.sheet)

    def _past(self) -> Sheet | None:
        return self._previous if self.show_previous.isChecked() else None

    @Slot()
    def _redraw(self) -> None:
        self.flush()
        self._asked = None
        self.reload()

    @Slot()
    def _turn(self) -> None:
        self._redraw()
        self._scroll.verticalScrollBar().setValue(0)

    def _show_questions(self) -> None:
        assert self.sheet is not None  # noqa: S101
        current = self.outline.current()
        self._stack.setCurrentIndex(1 if current == CLOSING else 0)
        process = next((p for p in self.sheet.structure.processes if p.id == current), None)
        self.evidence.setVisible(process is not None)
        if process is None:
            self.questions.forget()
            return
        clear(self._title)
        code = label(process.code, "code")
        title = label(process.title, "workspace", wrap=True)
        line = row(code, title, spacing=12)
        line.setStretch(1, 1)
        self._title.addLayout(line)
        self._title.addLayout(self._legend())
        if self.group.value() == "track":
            processes = [
                p for p in self.sheet.structure.processes if p.core_code == process.core_code
            ]
            self.questions.show_sheet(self.sheet, self._past(), processes, Track)
        else:
            self.questions.show_sheet(self.sheet, self._past(), [process], Track)
        assert self.placement_id is not None  # noqa: S101
        self.evidence.show_process(self.placement_id, process)

    def _legend(self) -> QHBoxLayout:
        assert self.sheet is not None  # noqa: S101
        made = row(spacing=4)
        for value in self.sheet.structure.scale:
            made.addWidget(label(value.letter, "label"))
            made.addWidget(label(value.label, "secondary"))
            made.addSpacing(10)
        if (past := self._past()) is not None and past.talk_on:
            text = _("◇ %(evaluation)s of %(day)s")
            words = {"evaluation": kind_name(past.kind).lower(), "day": short_day(past.talk_on)}
            made.addWidget(label(text % words, "secondary"))
        made.addStretch()
        if self.width() >= theme.scaled(_WIDE):
            made.addWidget(label(_("Keys"), "muted"))
            for value in self.sheet.structure.scale:
                made.addWidget(key_cap(value.letter[0].upper()))
        return made

    def _show_head(self, sheet: Sheet) -> None:
        clear(self._head)
        assert sheet.head is not None  # noqa: S101
        assert sheet.talk_on is not None  # noqa: S101
        self._head.addWidget(Avatar(sheet.head.name, sheet.head.id.int, 40))
        talk = _("%(name)s · talk on %(day)s")
        words = talk % {"name": sheet.head.name, "day": long_day(sheet.talk_on)}
        self._head.addLayout(
            column(
                label(kind_name(sheet.kind), "section"),
                label(words, "muted", wrap=True),
                spacing=0,
            ),
            1,
        )

    @Slot(object)
    def _keep(self, given: Given) -> None:
        if self._id is None:
            return
        if given.question_id is None:
            self.workspace.do(
                evaluations.decide,
                self._id,
                given.process_id,
                given.track,
                given.value,
                given.explanation,
            )
        else:
            self.workspace.do(
                evaluations.answer, self._id, given.question_id, given.value, given.explanation
            )

    def flush(self) -> None:
        """Keep what is still waiting."""
        self.questions.flush()
        self.closing.flush()

    @Slot()
    def _accept(self) -> None:
        assert self._id is not None  # noqa: S101
        self._asked = None  # every question is drawn anew, with what was decided
        count = self.workspace.do(evaluations.accept_proposals, self._id)
        text = ngettext("%d outcome decided as proposed", "%d outcomes decided as proposed", count)
        self.workspace.say(text % count, undo=True)

    @Slot(str)
    def _quote(self, text: str) -> None:
        target = self.questions.focused()
        if target is not None and self.sheet and self.sheet.status is Status.OPEN:
            target.append(text)

    @Slot()
    def _sign(self) -> None:
        self.flush()
        if self.sheet is not None:
            SignForm(self.workspace, self.sheet, self).open_once()

    @Slot()
    def _print(self) -> None:
        self.flush()
        self.go.emit(Place("forms", self.placement_id, kind=self.kind))

    @Slot()
    def _back(self) -> None:
        self.flush()
        self.go.emit(Place("back"))

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.scaled(_WIDE)
        self.outline.setFixedWidth(min(theme.scaled(276), self.width() // 4))
        (self._body if wide else self._middle).addWidget(self.evidence)
        self.evidence.stand(beside=wide)
        if self.sheet is not None:
            self.foot.show_sheet(self.sheet)
