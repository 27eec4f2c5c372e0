"""After sending: six words for a piece of paper, and whether it is sealed by now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.reports.parts import narrow
from stagecoach.ui.widgets.fields import button, column, framed, label, row


class ReceiptPage(QWidget):
    """The words stand here only, until the window closes."""

    done = Signal()
    again = Signal()  # back to the text, which is still there

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "title")
        self._state, self._sign = label("", "", wrap=True), QLabel()
        self._words = [label("", "section") for _number in range(6)]
        self._about = label("", "secondary", wrap=True)
        self.close_button = button(
            _("I wrote them down: close"), self.done.emit, kind="seal", icon="check"
        )
        self.back_button = button(_("Back to my text"), self.again.emit)
        content = column(
            self._title,
            self._status(),
            self._paper(),
            self._about,
            row(self.close_button, self.back_button, None, spacing=12),
            None,
            spacing=18,
            margins=(0, 24, 0, 24),
        )
        self.setLayout(narrow(content))

    def _status(self) -> QFrame:
        line = row(self._sign, self._state, spacing=12, margins=(16, 14, 16, 14))
        line.setStretch(1, 1)
        return framed("sealedCard", line)

    def _paper(self) -> QFrame:
        grid = QGridLayout()
        grid.setContentsMargins(24, 18, 24, 18)
        grid.setHorizontalSpacing(40)
        grid.setVerticalSpacing(14)
        for number, word in enumerate(self._words):
            holder = row(label(f"{number + 1}", "muted"), word, None, spacing=14)
            grid.addLayout(holder, number // 2, number % 2)
        return framed("card", grid)

    def show_words(self, words: tuple[str, ...], *, kept: bool) -> None:
        """`kept`: a text for later, that nobody but its writer can open."""
        for number, (field, word) in enumerate(zip(self._words, words, strict=True), start=1):
            field.setText(word)
            field.setAccessibleName(
                _("Word %(number)d: %(word)s") % {"number": number, "word": word}
            )
        self._title.setText(_("Your six words"))
        self._kept = kept
        if kept:
            text = _(
                "Write these six words on paper. With them, and nothing else, you find your text "
                "again here, until the envelopes are fetched: Report, Read an answer. Nobody can "
                "find the words back for you."
            )
        else:
            text = _(
                "Write these six words on paper. With them, and nothing else, you read the "
                "answer and add to your report: Report, Read an answer. Nobody can find them back "
                "for you."
            )
        self._about.setText(text)
        self.waiting()

    def waiting(self) -> None:
        """Not on disk yet: at most a minute."""
        self._show(
            "circle-dashed",
            _(
                "It is being sealed, in at most a minute. Write the words down meanwhile. "
                "It is not safe yet: leave StageCoach open."
            ),
        )
        self.close_button.setEnabled(False)
        self.back_button.hide()

    def sealed(self) -> None:
        text = (
            _("It is sealed. Only your six words open it.")
            if self._kept
            else _("Your report is sealed. It is carried to the adviser with the next pick-up.")
        )
        self._show("lock-keyhole", text)
        self.close_button.setEnabled(
            True
        )  # the keyboard stays where it is: a Space may be on its way

    def failed(self, text: str) -> None:
        """It is not sealed; what was typed is not lost."""
        self._show("circle-alert", text)
        self.back_button.show()

    def _show(self, icon: str, text: str) -> None:
        self._sign.setPixmap(theme.pixmap(icon, "sealed.strong", 22))
        self._state.setText(text)
        self._state.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def state(self) -> str:
        return self._state.text()

    def words(self) -> list[str]:
        return [field.text() for field in self._words]

    def empty(self) -> None:
        for field in self._words:
            field.setText("")
            field.setAccessibleName("")
        self.setAccessibleDescription("")

    def focus_first(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(" ".join(self.words()))
        self.setFocus()
