"""One question: a text, a rating, what was answered before, and words where they are wanted."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QWidget

from stagecoach import i18n
from stagecoach.domain.templates import scales
from stagecoach.domain.templates.blueprints import Explain, Question, Section
from stagecoach.domain.templates.scales import Scale
from stagecoach.domain.texts import clean
from stagecoach.i18n import _
from stagecoach.services.evaluations.earlier import Past
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.ui.core import theme
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.earlier_line import EarlierLine
from stagecoach.ui.widgets.fields import (
    column,
    held,
    icon_button,
    icon_label,
    label,
    row,
    text_box,
)
from stagecoach.ui.widgets.flow import Sides
from stagecoach.ui.widgets.rating_bar import RatingBar
from stagecoach.ui.widgets.snippets import Phrases

_KEEP_AFTER = 700  # milliseconds after the last key: saved within a second


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
    def scale(self) -> Scale:
        scale = self.question.scale if self.question else self.section.outcome
        assert scale is not None  # no row without something to answer
        return scale


class QuestionRow(QFrame):
    """Words open when they are needed or asked for; what is typed is kept within a second."""

    given = Signal(object)  # Given

    def __init__(
        self, workspace: Workspace, sheet: Sheet, asked: Asked, past: Sequence[Past]
    ) -> None:
        super().__init__()
        self.setObjectName("row")
        self.asked = asked
        self._sheet = sheet
        self.rating = RatingBar(asked.scale, asked.text)
        self.explanation = text_box(64)
        self.explanation.setAccessibleName(_("Explanation: %s") % asked.text)
        _set_spelling(self.explanation)
        self._phrases = Phrases(workspace, self.explanation)
        self._sign = icon_label("circle-alert", "alert.strong", 16)
        self._need = label("", "problem")
        self._shown = label("", "secondary", wrap=True)
        self.add = icon_button("message-square", _("Add explanation"), self.explain)
        self.add.setProperty("kind", "quiet")
        self.earlier = EarlierLine(past) if len(past) > 1 else None  # one is no line
        self._timer = QTimer(self, singleShot=True, interval=_KEEP_AFTER)
        self._timer.timeout.connect(self.flush)
        self._build()
        self._fill()
        self.rating.rated.connect(self._rated)
        self.explanation.textChanged.connect(self._typed)

    @property
    def question_id(self) -> uuid.UUID | None:
        return self.asked.question.id if self.asked.question else None

    def _build(self) -> None:
        self._outcome = self.asked.question is None
        title = label(self.asked.text, "strong" if self._outcome else "", wrap=True)
        guidance = self.asked.question.help if self.asked.question else ""
        words = column(title, self._shown, None, spacing=2)
        if guidance:
            words.insertWidget(1, label(guidance, "caption", wrap=True))
        beside = [*([self.earlier] if self.earlier else []), self.add, self.rating]
        acts = row(None, *beside)
        for widget in beside:
            acts.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
        right = held(acts)
        acts.setContentsMargins(4, 4, 4, 2)  # for the ring of what has the keyboard
        left = held(words)
        words.setContentsMargins(0, theme.scaled(9), 0, 0)  # one line stands beside the letters
        first = Sides([(left, 1), (right, 0)], spacing=8)
        needed = row(self._sign, self._need, None, self._phrases.button, spacing=6)
        self.setLayout(column(first, needed, self.explanation, spacing=6, margins=(16, 3, 8, 6)))

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
        self.explanation.setPlainText(explanation)
        self.explanation.hide()
        fixed = self._sheet.fixed
        self.rating.setEnabled(not fixed)
        self.explanation.setReadOnly(fixed)
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
        text = self.explanation.toPlainText().strip()
        needed = self._wants(text or self._elsewhere())
        asked = needed or (bool(text) and self._wants(""))
        fixed = self.explanation.isReadOnly()
        if asked and not fixed:
            self.explanation.show()
        for part in (self._sign, self._need):
            part.setVisible(needed and not fixed)
        words = _("An %s needs an explanation") % self.rating.value() if needed else ""
        self._need.setText(words)
        hidden = self.explanation.isHidden()
        self._phrases.button.setVisible(not hidden and not fixed)
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
        self.explanation.show()
        self.explanation.setFocus()
        self.explanation.moveCursor(QTextCursor.MoveOperation.End)
        self._show_need()

    def append(self, text: str) -> None:
        """Put a quotation under what is there."""
        before = self.explanation.toPlainText().rstrip()
        self.explanation.show()
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
        if clean(self.explanation.toPlainText()) != explanation:
            self.explanation.setPlainText(explanation)
            self._timer.stop()
        self._show_need()

    @Slot()
    def _typed(self) -> None:
        if not self.explanation.isReadOnly():
            self._timer.start()

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
        self.given.emit(
            NewAnswer(
                self.asked.section.key,
                self.question_id,
                self.rating.value(),
                self.explanation.toPlainText(),
            )
        )
        if not self.explanation.hasFocus():
            self._show_need()


def _set_spelling(text: QWidget) -> None:
    """The language of the texts, for the system's own spelling and input methods."""
    english = i18n.language() == "en"
    language = QLocale.Language.English if english else QLocale.Language.Dutch
    text.setLocale(QLocale(language, QLocale.Country.Netherlands))
