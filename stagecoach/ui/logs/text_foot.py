"""The text of a log: how long it gets, sentences that come back, and one note made two."""

import re

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from stagecoach.domain.logs import SOFT_LENGTH, TWO_NOTES
from stagecoach.i18n import _, number
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.fields import button, label, row
from stagecoach.ui.widgets.snippets import Phrases

_SHOWN_FROM = 400  # characters
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


class TextFoot(QWidget):
    """Stands under the text while it is long; `phrases` goes where there is room for it."""

    split_wanted = Signal()

    def __init__(self, workspace: Workspace, text: QPlainTextEdit) -> None:
        super().__init__()
        self._text = text
        self._phrases = Phrases(workspace, text)
        self.count = label("", "muted")
        self.two = button(_("Make two logs"), self.split_wanted, icon="copy", small=True)
        self.phrases = self._phrases.button
        for push_button in (self.two, self.phrases):
            push_button.setAutoDefault(False)
        self.setLayout(row(self.count, self.two, None))
        text.textChanged.connect(self._show_length)
        self._show_length()

    @Slot()
    def _show_length(self) -> None:
        length = len(self._text.toPlainText())
        said = _("%s characters") % number(length)
        if length >= SOFT_LENGTH:
            said += ". " + _("One thing a log reads best.")
        self.count.setText(said if length >= _SHOWN_FROM else "")
        self.two.setVisible(length >= TWO_NOTES * 9 // 10)
        self.setVisible(length >= _SHOWN_FROM)


def halves(text: str) -> tuple[str, str]:
    """Cut between two sentences, as near to the middle as possible; at a space else."""
    middle = len(text) // 2
    cuts = [match.start() for match in _SENTENCE_END.finditer(text)]
    cuts = [cut for cut in cuts if 0 < cut < len(text.rstrip())]
    if not cuts:
        cuts = [at for at, char in enumerate(text) if char == " "] or [middle]
    cut = min(cuts, key=lambda at: abs(at - middle))
    return text[:cut].strip(), text[cut:].strip()
