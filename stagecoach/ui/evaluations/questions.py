"""The questions of one work process: criteria and outcome, on one track or on both."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from stagecoach.domain import evaluations as rules
from stagecoach.domain.texts import clean
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _
from stagecoach.services.qualifications import Process
from stagecoach.services.sheets import Sheet
from stagecoach.ui import theme
from stagecoach.ui.fields import clear, column, framed, icon_button, icon_label, label, row
from stagecoach.ui.widgets.badges import TRACK_ICON, TRACK_TOKEN
from stagecoach.ui.widgets.rating_bar import RatingBar

_KEEP_AFTER = 700  # milliseconds after the last key: saved within a second


@dataclass(frozen=True)
class Given:
    """An answer to a criterion, or (without one) the outcome of a process on a track."""

    process_id: uuid.UUID
    track: Track
    question_id: uuid.UUID | None
    value: str | None
    explanation: str


class QuestionRow(QFrame):
    """A text, a rating, and an explanation that opens when it is needed or asked for."""

    given = Signal(object)  # Given

    def __init__(
        self,
        sheet: Sheet,
        process: Process,
        track: Track,
        question: tuple[uuid.UUID | None, str],
    ) -> None:
        super().__init__()
        self.setObjectName("row")
        self.question_id, text = question
        self._sheet, self._process, self._track = sheet, process, track
        self.rating = RatingBar(sheet.structure.scale, text)
        self.explanation = QPlainTextEdit()
        self.explanation.setTabChangesFocus(True)
        self.explanation.setAccessibleName(_("Explanation: %s") % text)
        self.explanation.setFixedHeight(theme.scaled(64))
        self._sign = icon_label("circle-alert", "alert.strong", 16)
        self._need = label("", "problem")
        self._shown = label("", "secondary", wrap=True)
        self.add = icon_button("message-square", _("Add explanation"), self.explain)
        self.add.setProperty("kind", "quiet")
        self._timer = QTimer(self, singleShot=True, interval=_KEEP_AFTER)
        self._timer.timeout.connect(self.flush)
        self._build(text)
        self._fill()
        self.rating.rated.connect(self._rated)
        self.explanation.textChanged.connect(self._typed)

    def _build(self, text: str) -> None:
        self._outcome = self.question_id is None
        title = label(text, "strong" if self._outcome else "", wrap=True)
        words = column(title, self._shown, None, spacing=2)
        first = row(words, self.add, self.rating, spacing=8)
        first.setStretch(0, 1)
        for widget in (self.add, self.rating):
            first.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
        needed = row(self._sign, self._need, None, spacing=6)
        self.setLayout(column(first, needed, self.explanation, spacing=6, margins=(16, 8, 12, 6)))

    def _kept(self) -> tuple[str | None, str]:
        """The value and the explanation the store holds; shows the proposal beside them."""
        if self.question_id is None:
            decision = self._sheet.decision((self._process.id, self._track))
            self.rating.set_proposed(decision.proposed)
            return decision.value, decision.explanation
        answer = self._sheet.answers.get(self.question_id)
        return (answer.value, answer.explanation) if answer else (None, "")

    def _fill(self) -> None:
        value, explanation = self._kept()
        self.rating.set_value(value)
        self.explanation.setPlainText(explanation)
        self.explanation.hide()
        fixed = self._sheet.fixed
        self.rating.setEnabled(not fixed)
        self.explanation.setReadOnly(fixed)
        self._tell()

    def _tell(self) -> None:
        """Say that an explanation is needed, or show the one there is."""
        text = self.explanation.toPlainText().strip()
        scale, value = self._sheet.structure.scale, self.rating.value()
        needed = rules.needs_explanation(scale, value, text or self._elsewhere())
        asked = needed or (bool(text) and rules.needs_explanation(scale, value, ""))
        fixed = self.explanation.isReadOnly()
        if asked and not fixed:
            self.explanation.show()
        self._sign.setVisible(needed and not fixed)
        self._need.setVisible(needed and not fixed)
        self._need.setText(_("An %s needs an explanation") % value if needed else "")
        hidden = self.explanation.isHidden()
        self._shown.setText(text)
        self._shown.setVisible(bool(text) and hidden)
        self.add.setVisible(hidden and not fixed)
        self.add.setToolTip(_("Change explanation") if text else _("Add explanation"))

    def _elsewhere(self) -> str:
        """An outcome may be explained by the criteria above it."""
        if not self._outcome:
            return ""
        place = (self._process.id, self._track)
        return "" if self._sheet.decision(place).explanation else self._sheet.explained(place)

    @Slot()
    def explain(self) -> None:
        self.explanation.show()
        self.explanation.setFocus()
        self._tell()

    def append(self, text: str) -> None:
        """Put a quotation under what is there."""
        before = self.explanation.toPlainText().rstrip()
        self.explanation.show()
        self.explanation.setPlainText(f"{before}\n{text}" if before else text)
        self.flush()
        self._tell()

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
        self._tell()

    @Slot()
    def _typed(self) -> None:
        self._timer.start()

    @Slot(object)
    def _rated(self, _value: object) -> None:
        self._tell()
        self.flush(force=True)

    @Slot()
    def flush(self, *, force: bool = False) -> None:
        """Keep what is here now, when it is waiting to be kept."""
        if not (force or self._timer.isActive() or self.sender() is self._timer):
            return
        self._timer.stop()
        self.given.emit(
            Given(
                self._process.id,
                self._track,
                self.question_id,
                self.rating.value(),
                self.explanation.toPlainText(),
            )
        )
        if not self.explanation.hasFocus():
            self._tell()

    def holds_focus(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)


class Questions(QWidget):
    """All questions of some work processes; the arrows go up and down between ratings."""

    given = Signal(object)  # Given

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(28, 4, 28, 24)
        self._layout.setSpacing(16)
        self.rows: list[QuestionRow] = []

    def show_sheet(
        self,
        sheet: Sheet,
        previous: Sheet | None,
        processes: Iterable[Process],
        tracks: Iterable[Track],
    ) -> None:
        self.forget()
        asked = list(processes)
        for track in tracks:
            for process in asked:
                title = process.title if len(asked) > 1 else ""
                self._layout.addWidget(self._card(sheet, previous, process, track, title))
        self._layout.addStretch()

    def _card(
        self, sheet: Sheet, previous: Sheet | None, process: Process, track: Track, title: str
    ) -> QFrame:
        token = TRACK_TOKEN[track]
        name = _("Learning tasks") if track is Track.LEARNING else _("Work tasks")
        head = label(f"{name} · {title}" if title else name, token)
        head.setProperty("role", "learn" if track is Track.LEARNING else "work")
        icon = icon_label(TRACK_ICON[track], f"{token}.strong", 18)
        band = framed(
            "learnBand" if track is Track.LEARNING else "workBand",
            row(icon, head, None, margins=(16, 8, 16, 8)),
        )
        body = column(band, spacing=0, margins=(1, 1, 1, 1))
        questions = sheet.structure.asked(process, track)
        for question in questions:
            made = self._add(sheet, process, track, (question.id, question.text))
            if previous is not None:
                made.rating.set_previous(previous.answer(question).value)
            body.addWidget(made)
        text = _("Outcome of this work process") if questions else process.title
        outcome = self._add(sheet, process, track, (None, text))
        if previous is not None:
            outcome.rating.set_previous(previous.decision((process.id, track)).value)
        body.addWidget(outcome)
        return framed("card", body)

    def _add(
        self, sheet: Sheet, process: Process, track: Track, question: tuple[uuid.UUID | None, str]
    ) -> QuestionRow:
        made = QuestionRow(sheet, process, track, question)
        made.given.connect(self.given)
        made.rating.moved.connect(self._move)
        self.rows.append(made)
        return made

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
        self.rows = []

    def refresh(self, sheet: Sheet) -> None:
        for made in self.rows:
            made.refresh(sheet)

    def flush(self) -> None:
        for made in self.rows:
            made.flush()

    def focused(self) -> QuestionRow | None:
        """The row that has the keyboard, else the first criterion that wants words."""
        own = next((made for made in self.rows if made.holds_focus()), None)
        return own or next(
            (made for made in self.rows if not made.explanation.isHidden()),
            self.rows[0] if self.rows else None,
        )
