"""The part of an evaluation that is worked on: its questions with the evidence, or the closing."""

import uuid
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from stagecoach.domain.templates.blueprints import Section
from stagecoach.domain.templates.words import section_name
from stagecoach.domain.tracks import Track
from stagecoach.services.evaluations import earlier
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.ask import AskForm
from stagecoach.ui.evaluations.closing import Closing
from stagecoach.ui.evaluations.evidence import EvidencePane
from stagecoach.ui.evaluations.legend import legend
from stagecoach.ui.evaluations.outline import part_of
from stagecoach.ui.evaluations.questions import Context, Questions
from stagecoach.ui.widgets.fields import column, label, reveal, row, scroll
from stagecoach.ui.widgets.layouts import clear


class PartPane(QStackedWidget):
    """The evidence stands below the questions, or beside them where the page puts it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.questions, self.closing = Questions(workspace), Closing(workspace)
        self.evidence = EvidencePane(workspace)
        self._title = QVBoxLayout()
        self._title.setContentsMargins(28, 18, 28, 8)
        self._title.setSpacing(6)
        self.middle = column(self._title, self.questions, spacing=0)
        asked = QWidget()
        asked.setLayout(self.middle)
        self._area = scroll(asked)
        self.addWidget(self._area)
        self.addWidget(scroll(self.closing))

    def focus_first(self) -> None:
        if self.questions.rows:
            self.questions.rows[0].rating.setFocus()
        else:
            self.closing.talk.setFocus()

    def show_part(
        self, sheet: Sheet, sections: list[Section], past: Sheet | None, placement_id: uuid.UUID
    ) -> None:
        """Without questions it is the closing: talk, conclusion and agreements."""
        self.setCurrentIndex(0 if sections else 1)
        self.evidence.setVisible(bool(sections))
        if not sections:
            self.questions.forget()
            return
        clear(self._title)
        first = sections[0]
        title = label(section_name(first), "workspace", wrap=True)
        line = row(title, spacing=12)
        line.setStretch(0, 1)
        if first.process:
            line.insertWidget(0, label(first.process.code, "code"), 0, Qt.AlignmentFlag.AlignTop)
        self._title.addLayout(line)
        self._title.addWidget(legend(sheet, first, past))
        lines = self._workspace.ask(earlier.lines, sheet)
        self.questions.show_sheet(sheet, sections, Context(past, lines))
        process_id = first.process.id if first.process else None
        name = section_name(first)
        self.evidence.show_part(placement_id, process_id, name, fixed=sheet.fixed)

    def show_begin(self, part: str, *, take_keyboard: bool) -> None:
        """From its top; whoever was in the part before goes on in this one."""
        self._area.verticalScrollBar().setValue(0)
        rows = self.questions.rows
        begin = next((r for r in rows if part_of(r.asked.section) == part), None)
        if take_keyboard:
            (begin.rating.setFocus if begin else self.focus_first)()
        if begin is not None and begin is not rows[0]:  # grouped by track
            QTimer.singleShot(0, begin, partial(reveal, begin))

    def focus_row(self, form: AskForm, _result: int) -> None:
        """The row that was added, to be answered."""
        question_row = next(
            (r for r in self.questions.rows if r.asked.question_id == form.made), None
        )
        (question_row.rating.setFocus if question_row is not None else self.focus_first)()

    def flush(self) -> None:
        """Keep what is still waiting."""
        self.questions.flush()
        self.closing.flush()


def whole_core_task(sheet: Sheet, part: list[Section]) -> list[Section]:
    """Of one work process the core task it belongs to, one track after the other."""
    process = part[0].process
    if process is None:
        return part
    core = [
        s
        for s in sheet.structure.sections
        if s.process is not None and s.process.core_code == process.core_code
    ]
    return sorted(core, key=lambda s: list(Track).index(s.track) if s.track else -1)
