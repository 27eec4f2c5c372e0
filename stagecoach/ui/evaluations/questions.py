"""The questions of some sections, in cards by track: criteria, and the outcome below them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from stagecoach.domain.templates.blueprints import Question, Section
from stagecoach.domain.templates.words import block_name, section_name
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _
from stagecoach.services.evaluations.earlier import Key, Past
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.evaluations.question_row import Asked, QuestionRow
from stagecoach.ui.widgets.badges import TRACK_ICON, TRACK_TOKEN
from stagecoach.ui.widgets.fields import button, column, framed, icon_label, label, reveal, row
from stagecoach.ui.widgets.layouts import clear

__all__ = ["Context", "Questions"]


@dataclass(frozen=True)
class Context:
    """What stands beside the answers."""

    previous: Sheet | None = None
    past: Mapping[Key, Sequence[Past]] = field(default_factory=dict)
    outcomes: bool = True  # other voices give none


class Questions(QWidget):
    """The arrows go up and down between ratings."""

    given = Signal(object)  # Given
    row_wanted = Signal(str)  # the key of a block that is open for rows of people's own

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(28, 4, 28, 24)
        self._layout.setSpacing(16)
        self.rows: list[QuestionRow] = []
        self._last: QuestionRow | None = None  # that had the keyboard
        self._shown: tuple[object, ...] | None = None  # which questions these are
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._note_focus)

    @Slot(QWidget, QWidget)
    def _note_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A button beside the questions has the keyboard when it is pressed, not the row."""
        question_row = next(
            (r for r in self.rows if now is not None and r.isAncestorOf(now)), None
        )
        if question_row is not None:
            self._last = question_row
            if question_row is not self.rows[0]:  # the first stands below its title
                reveal(question_row)

    def show_sheet(
        self, sheet: Sheet, sections: Iterable[Section], beside: Context | None = None
    ) -> None:
        """Going from one student to the next, the same questions stay and show other answers."""
        asked, beside = list(sections), beside or Context()
        keys = tuple(section.key for section in asked)
        shown = (sheet.structure.digest, sheet.fixed, beside.outcomes, keys)
        if shown == self._shown:
            self._turn(sheet, beside)
            return
        self.forget()
        self._shown = shown
        several = len({section.process for section in asked}) > 1
        for section in asked:
            self._layout.addWidget(self._card(sheet, section, beside, titled=several))
        self._layout.addStretch(1)

    def _turn(self, sheet: Sheet, beside: Context) -> None:
        self.flush()
        self._last = None
        for question_row in self.rows:
            question_row.turn(sheet, beside.past.get(question_row.asked.key, ()))
            self._show_before(question_row, sheet, beside)

    def _card(self, sheet: Sheet, section: Section, beside: Context, *, titled: bool) -> QFrame:
        body = column(_band(section, titled=titled), spacing=0, margins=(1, 1, 1, 1))
        for question in section.questions:
            add = self._add(sheet, Asked(section, question, question.text), beside)
            body.addWidget(add)
        if section.outcome is not None and (beside.outcomes or not section.questions):
            text = _outcome_text(section)
            body.addWidget(self._add(sheet, Asked(section, None, text), beside))
        if section.block.open and section.process is None and not sheet.fixed:
            body.addLayout(self._own_row(section))
        return framed("card", body)

    def _own_row(self, section: Section) -> QVBoxLayout:
        more = button(_("Row of our own"), None, kind="quiet", icon="plus", small=True)
        more.setProperty("block", section.block.key)
        more.clicked.connect(self._want_row)
        return column(row(more, None), margins=(12, 4, 12, 4))

    @Slot()
    def _want_row(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.row_wanted.emit(str(sender.property("block")))

    def _add(self, sheet: Sheet, asked: Asked, beside: Context) -> QuestionRow:
        question_row = QuestionRow(self._workspace, sheet, asked, beside.past.get(asked.key, ()))
        self._show_before(question_row, sheet, beside)
        question_row.given.connect(self.given)
        question_row.rating.moved.connect(self._move)
        self.rows.append(question_row)
        return question_row

    @staticmethod
    def _show_before(question_row: QuestionRow, sheet: Sheet, beside: Context) -> None:
        asked, before = question_row.asked, beside.previous
        question_row.rating.set_expected(_expected(sheet, asked.section))
        question_row.rating.set_previous(_before(before, asked) if before is not None else None)

    @Slot(int)
    def _move(self, by: int) -> None:
        bars = [r.rating for r in self.rows]
        sender = self.sender()
        if sender in bars:
            at = max(0, min(len(bars) - 1, bars.index(sender) + by))
            bars[at].setFocus(Qt.FocusReason.TabFocusReason)

    def forget(self) -> None:
        """No question is shown, so no key may reach one."""
        self.flush()
        clear(self._layout)
        self.rows, self._last, self._shown = [], None, None

    def refresh(self, sheet: Sheet) -> None:
        for question_row in self.rows:
            question_row.refresh(sheet)

    def flush(self) -> None:
        for question_row in self.rows:
            question_row.flush()

    def focused(self) -> QuestionRow | None:
        """The row worked in last, else the first criterion that wants words."""
        return self._last or next(
            (question_row for question_row in self.rows if question_row.explaining),
            self.rows[0] if self.rows else None,
        )


def _band(section: Section, *, titled: bool) -> QFrame:
    """The head of a card: its track in words, icon and colour; a block has its name."""
    track = section.track
    if track is None:
        words = row(label(block_name(section.block), "label"), None, margins=(16, 8, 16, 8))
        return framed("row", words)
    name = _("Learning tasks") if track is Track.LEARNING else _("Work tasks")
    name = section.block.title or name
    token = TRACK_TOKEN[track]
    head = label(f"{name} · {section_name(section)}" if titled else name, token)
    head.setProperty("role", "learn" if track is Track.LEARNING else "work")
    icon = icon_label(TRACK_ICON[track], f"{token}.strong", 18)
    band = "learnBand" if track is Track.LEARNING else "workBand"
    return framed(band, row(icon, head, None, margins=(16, 8, 16, 8)))


def _outcome_text(section: Section) -> str:
    if section.block.outcome_text:
        return section.block.outcome_text
    if not section.questions:
        return section_name(section)
    if section.process is not None:
        return _("Outcome of this work process")
    return _("Outcome of this part")


def _expected(sheet: Sheet, section: Section) -> str | None:
    year = str(sheet.head.study_year) if sheet.head else ""
    return section.block.expected.get(year)


def _before(previous: Sheet, asked: Asked) -> str | None:
    """What stood at the same place in the evaluation before."""
    if asked.question is None:
        return previous.decision(asked.section).value
    question: Question = asked.question
    return previous.answer(question).value
