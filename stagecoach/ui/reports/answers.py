"""Reading with six words: the answers, the text that was kept, and adding to the report."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagecoach.domain.reports import Letter
from stagecoach.errors import Invalid
from stagecoach.i18n import _, sentence_day
from stagecoach.services.reports import reports as reporting
from stagecoach.services.reports.reports import Found, Receipt
from stagecoach.ui.core.jobs import once
from stagecoach.ui.reports.parts import narrow
from stagecoach.ui.reports.text_field import SealedLine
from stagecoach.ui.widgets.fields import (
    button,
    column,
    framed,
    icon_label,
    label,
    labelled,
    mark_wrong,
    row,
)
from stagecoach.ui.widgets.layouts import clear

Look = Callable[[Receipt], Found]


class AnswersPage(QWidget):
    write = Signal(object, object)  # Receipt, and the Letter to go on with, or None

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._receipt: Receipt | None = None
        self.field = SealedLine(200)
        self.field.returnPressed.connect(self.read)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.read_button = button(_("Read"), self.read, kind="seal", icon="lock-open")
        self._found = QVBoxLayout()
        self._found.setSpacing(14)
        hint = _("The first four letters of each word are enough.")
        asked = labelled(_("Your six words"), self.field, hint)
        card = framed(
            "sealedCard",
            column(
                asked,
                self.problem,
                row(self.read_button, None),
                spacing=10,
                margins=(18, 16, 18, 16),
            ),
        )
        about = label(
            _("With your six words you read the answer, on this computer or another."),
            "muted",
            wrap=True,
        )
        content = column(
            column(label(_("Read an answer"), "title"), about, spacing=2),
            card,
            self._found,
            None,
            spacing=18,
            margins=(0, 24, 0, 24),
        )
        self.setLayout(narrow(content))

    def focus_first(self) -> None:
        self.field.setFocus()

    @Slot()
    def read(self) -> None:
        """Say first that it looks: making the key of six words takes a moment."""
        if not self.read_button.isEnabled():
            return
        self._say("")
        clear(self._found)  # whoever read before has nothing to do with it
        self.read_button.setEnabled(False)
        self.read_button.setText(" " + _("Looking …"))
        once(self, self._end, partial(_find, self._look, self.field.text()))

    def _end(self, result: tuple[Receipt, Found] | str) -> None:
        self.read_button.setEnabled(True)
        self.read_button.setText(" " + _("Read"))
        if isinstance(result, str):
            self._say(result)
            return
        self._receipt, letters = result
        self._show(letters)
        self.field.empty()

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.field.setAccessibleDescription(text)
        mark_wrong(self.field, wrong=bool(text))

    def _show(self, letters: Found) -> None:
        clear(self._found)
        if not letters.answers and letters.draft is None:
            text = _(
                "Nothing for these words on this computer yet. An answer comes when the envelopes "
                "are brought back; a text that you kept went along when they were fetched. Are "
                "these your six words? You can also add to your report."
            )
            self._found.addWidget(label(text, "", wrap=True))
        for letter in letters.answers:
            self._found.addWidget(self._answer(letter))
        if letters.draft is not None:
            self._found.addWidget(self._draft(letters.draft))
        add = button(_("Add to my report"), self._add, icon="pencil-line")
        self._found.addLayout(row(add, None))

    def _answer(self, letter: Letter) -> QWidget:
        who = letter.sender or _("sender not known on this computer")
        when = sentence_day(letter.on_day) if letter.on_day else ""
        words = label(letter.words, "", wrap=True)
        head = row(
            icon_label("mail-open", "sealed.strong", 20),
            label(who, "strong"),
            None,
            label(when, "muted"),
            spacing=10,
        )
        return framed("card", column(head, words, spacing=8, margins=(18, 14, 18, 16)))

    def _draft(self, letter: Letter) -> QWidget:
        told = _("You kept this text for later. Did you send it already? Then leave it.")
        text = label(told, "", wrap=True)
        self._kept = letter
        go_on = button(_("Go on writing"), self._go_on, kind="seal", icon="pencil-line")
        line = row(text, None, go_on, spacing=12, margins=(18, 12, 14, 12))
        line.setStretch(0, 1)
        return framed("card", line)

    @Slot()
    def _go_on(self) -> None:
        self.write.emit(self._receipt, self._kept)

    @Slot()
    def _add(self) -> None:
        self.write.emit(self._receipt, None)

    def empty(self) -> None:
        """Nothing that was read is left."""
        self._receipt, self._kept = None, None
        self.field.empty()
        clear(self._found)

    _kept: Letter | None = None


def _find(look: Look, typed: str) -> tuple[Receipt, Found] | str:
    """Beside the window, so that F8 works meanwhile: a key to make, hundreds to try."""
    try:
        receipt = reporting.read_receipt(typed)
        return receipt, look(receipt)
    except Invalid as invalid:
        return invalid.problems["words"]
    except OSError:
        return _("The envelopes on this computer cannot be read. Try it once more.")
