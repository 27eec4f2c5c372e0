"""One question: a text, a rating, what was answered before, and words where they are wanted."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from stagecoach.domain.templates import scales
from stagecoach.domain.templates.blueprints import Explain, Question, Section
from stagecoach.domain.templates.scales import Scale
from stagecoach.domain.texts import clean
from stagecoach.i18n import _
from stagecoach.services.evaluations.earlier import Key, Past
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.ui.core import theme
from stagecoach.ui.core.keep_timer import KeepTimer
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.evaluations.words_part import WordsPart
from stagecoach.ui.widgets.earlier_line import EarlierLine
from stagecoach.ui.widgets.fields import column, held, icon_button, label, row
from stagecoach.ui.widgets.flow import Sides
from stagecoach.ui.widgets.rating_bar import RatingBar


@dataclass(frozen=True)
class NewAnswer:
    """An answer to a criterion, or (without one) the outcome of a section."""

    section: str
    question_id: uuid.UUID | None
    value: str | None
    explanation: str


@dataclass(frozen=True)
class Asked:
    """What a row asks: a criterion, or (without one) the outcome of its section."""

    section: Section
    question: Question | None
    text: str

    @property
    def question_id(self) -> uuid.UUID | None:
        return self.question.id if self.question else None

    @property
    def key(self) -> Key:
        return self.question_id or self.section.key

    @property
    def scale(self) -> Scale:
        scale = self.question.scale if self.question else self.section.outcome
        assert scale is not None  # no row without something to answer
        return scale


class QuestionRow(QFrame):
    """Words open when they are needed or asked for; what is typed is kept within a second.

    Most answers have none, so the field for them is made when it is first wanted.
    """

    given = Signal(object)  # Given

    def __init__(
        self, workspace: Workspace, sheet: Sheet, asked: Asked, past: Sequence[Past]
    ) -> None:
        super().__init__()
        self.setObjectName("row")
        self.asked = asked
        self._sheet, self._workspace = sheet, workspace
        self.rating = RatingBar(asked.scale, asked.text)
        self._words: WordsPart | None = None
        self._kept_words = ""
        self._shown = label("", "secondary", wrap=True)
        self.add = icon_button("message-square", _("Add explanation"), self.explain)
        self.add.setProperty("kind", "quiet")
        self.earlier: EarlierLine | None = None
        self._timer = KeepTimer(self)
        self._timer.timeout.connect(self.flush)
        self._build()
        self._show_past(past)
        self._fill()
        self.rating.rated.connect(self._rated)

    def _build(self) -> None:
        self._outcome = self.asked.question is None
        title = label(self.asked.text, "strong" if self._outcome else "", wrap=True)
        guidance = self.asked.question.help if self.asked.question else ""
        words = column(title, self._shown, None, spacing=2)
        if guidance:
            words.insertWidget(1, label(guidance, "caption", wrap=True))
        acts = self._acts = row(None, self.add, self.rating)
        for widget in (self.add, self.rating):
            acts.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
        right = held(acts)
        acts.setContentsMargins(4, 4, 4, 2)  # for the ring of what has the keyboard
        left = held(words)
        words.setContentsMargins(0, theme.scaled(9), 0, 0)  # one line stands beside the letters
        first = Sides([(left, 1), (right, 0)], spacing=8)
        self._body = column(first, spacing=6, margins=(16, 3, 8, 6))
        self.setLayout(self._body)

    @property
    def words(self) -> WordsPart:
        """The field for an explanation, made at the first need."""
        if self._words is None:
            self._words = WordsPart(self._workspace, self.asked.text)
            self._words.hide()
            self._words.text.setPlainText(self._kept_words)
            self._words.text.setReadOnly(self._sheet.fixed)
            self._words.text.textChanged.connect(self._typed)
            self._body.addWidget(self._words)
            QWidget.setTabOrder(self.rating.choices()[-1], self._words.text)
            QWidget.setTabOrder(self._words.text, self._words.phrases.button)
        return self._words

    @property
    def explanation(self) -> QPlainTextEdit:
        return self.words.text

    @property
    def explaining(self) -> bool:
        """Whether the field for words is open."""
        return self._words is not None and not self._words.isHidden()

    def _text(self) -> str:
        return self._words.text.toPlainText() if self._words is not None else self._kept_words

    def _set_text(self, text: str) -> None:
        self._kept_words = text
        if self._words is not None:
            self._words.text.setPlainText(text)

    def turn(self, sheet: Sheet, past: Sequence[Past]) -> None:
        """To the same question on another sheet; what was typed has been kept by then."""
        self._sheet = sheet
        self._timer.stop()
        self._show_past(past)
        self.blockSignals(True)  # nothing was answered
        self._fill()
        self._timer.stop()
        self.blockSignals(False)

    def _show_past(self, past: Sequence[Past]) -> None:
        """A line of what was answered before; one answer is no line."""
        if self.earlier is not None:
            self.earlier.hide()
            self.earlier.deleteLater()
        self.earlier = EarlierLine(past) if len(past) > 1 else None
        if self.earlier is not None:
            self._acts.insertWidget(1, self.earlier, 0, Qt.AlignmentFlag.AlignTop)

    def _kept(self) -> tuple[str | None, str]:
        """The value and the explanation the store holds; shows the proposal beside them."""
        if self.asked.question is None:
            decision = self._sheet.decision(self.asked.section)
            self.rating.set_proposed(decision.proposed)
            return decision.value, decision.explanation
        answer = self._sheet.answer(self.asked.question)
        return answer.value, answer.explanation

    def _fill(self) -> None:
        value, explanation = self._kept()
        self.rating.set_value(value)
        self._set_text(explanation)
        fixed = self._sheet.fixed
        self.rating.setEnabled(not fixed)
        if self._words is not None:
            self._words.hide()
            self._words.text.setReadOnly(fixed)
        self._show_need()

    def _wants(self, text: str) -> bool:
        """Whether this answer, with these words, still wants some."""
        value = self.rating.value()
        question = self.asked.question
        if question is not None and question.explain is Explain.NEVER:
            return False
        if question is not None and question.explain is Explain.ALWAYS:
            return value is not None and not text
        return scales.needs_explanation(self.asked.scale, value, text)

    def _show_need(self) -> None:
        """Say that an explanation is needed, or show the one there is."""
        text = self._text().strip()
        needed = self._wants(text or self._elsewhere())
        asked = needed or (bool(text) and self._wants(""))
        fixed = self._sheet.fixed
        if asked and not fixed:
            self.words.show()
        hidden = not self.explaining
        if self._words is not None:
            why = _("An %s needs an explanation") % self.rating.value() if needed else ""
            self._words.show_need("" if fixed else why, fixed=fixed)
        self._shown.setText(text)
        self._shown.setVisible(bool(text) and hidden)
        self.add.setVisible(hidden and not fixed)
        self.add.setToolTip(_("Change explanation") if text else _("Add explanation"))

    def _elsewhere(self) -> str:
        """An outcome may be explained by the criteria above it."""
        if not self._outcome:
            return ""
        section = self.asked.section
        own = self._sheet.decision(section).explanation
        return "" if own else self._sheet.explained(section)

    @Slot()
    def explain(self) -> None:
        self.words.show()
        self.explanation.setFocus()
        self.explanation.moveCursor(QTextCursor.MoveOperation.End)
        self._show_need()

    def append(self, text: str) -> None:
        """Put a quotation under what is there."""
        before = self._text().rstrip()
        self.words.show()
        self.explanation.setPlainText(f"{before}\n{text}" if before else text)
        self.flush()
        self._show_need()

    def refresh(self, sheet: Sheet) -> None:
        """After something was kept or taken back. What is being typed stays."""
        self._sheet = sheet
        value, explanation = self._kept()
        if self._timer.isActive():
            return
        if value != self.rating.value():
            self.rating.set_value(value)
        if clean(self._text()) != explanation:
            self._set_text(explanation)
            self._timer.stop()
        self._show_need()

    @Slot()
    def _typed(self) -> None:
        if not self.explanation.isReadOnly():
            self._timer.touch()

    @Slot(object)
    def _rated(self, _value: object) -> None:
        self._show_need()
        self.flush(force=True)

    @Slot()
    def flush(self, *, force: bool = False) -> None:
        """Keep what is here now, when it is waiting to be kept."""
        if not (force or self._timer.isActive() or self.sender() is self._timer):
            return
        self._timer.stop()
        key, value = self.asked.question_id, self.rating.value()
        self.given.emit(NewAnswer(self.asked.section.key, key, value, self._text()))
        if self._words is None or not self._words.text.hasFocus():
            self._show_need()
