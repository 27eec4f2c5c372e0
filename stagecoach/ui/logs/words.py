"""The text of a log: how long it gets, sentences that come back, and one note made two."""

import re
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from stagecoach.domain.logs import SOFT_LENGTH, TWO_NOTES
from stagecoach.errors import Invalid
from stagecoach.i18n import _, number
from stagecoach.services import snippets
from stagecoach.ui.fields import button, label, row
from stagecoach.ui.workspace import Workspace

_SHOWN_FROM = 400  # characters
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


class TextFoot(QWidget):
    """Stands under the text while it is long; `phrases` goes where there is room for it."""

    split_wanted = Signal()

    def __init__(self, workspace: Workspace, text: QPlainTextEdit) -> None:
        super().__init__()
        self._workspace, self._text = workspace, text
        self.count = label("", "muted")
        self.two = button(_("Make two logs"), self.split_wanted, icon="copy", small=True)
        self.phrases = button(_("Sentences"), self._menu, icon="bookmark", small=True)
        for made in (self.two, self.phrases):
            made.setAutoDefault(False)
        self.setLayout(row(self.count, self.two, None))
        text.textChanged.connect(self._tell)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        length = len(self._text.toPlainText())
        said = _("%s characters") % number(length)
        if length >= SOFT_LENGTH:
            said += ". " + _("One thing a log reads best.")
        self.count.setText(said if length >= _SHOWN_FROM else "")
        self.two.setVisible(length >= TWO_NOTES * 9 // 10)
        self.setVisible(length >= _SHOWN_FROM)

    @Slot()
    def _menu(self) -> None:
        menu = QMenu(self)
        kept = self._workspace.ask(snippets.overview, self._workspace.person_id)
        for found in kept:
            menu.addAction(_short(found.text), partial(self._insert, found.text))
        if kept:
            menu.addSeparator()
        chosen = self._text.textCursor().selectedText().strip()
        keep = menu.addAction(_("Keep what is selected"), partial(self._keep, chosen))
        keep.setEnabled(bool(chosen))
        if kept:
            away = menu.addMenu(_("Remove"))
            for found in kept:
                away.addAction(_short(found.text), partial(self._remove, found))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.phrases.mapToGlobal(self.phrases.rect().bottomLeft()))

    def _insert(self, text: str) -> None:
        self._text.insertPlainText(text)
        self._text.setFocus()

    def _keep(self, text: str) -> None:
        try:
            self._workspace.do(snippets.add, self._workspace.person_id, text)
        except Invalid as invalid:
            self._workspace.say(invalid.problems["text"])
            return
        self._workspace.say(_("Sentence kept"), undo=True)

    def _remove(self, found: snippets.Row) -> None:
        self._workspace.do(snippets.remove, found.id)
        self._workspace.say(_("Sentence removed"), undo=True)


def _short(text: str) -> str:
    shown = " ".join(text.split()).replace("&", "&&")
    return shown if len(shown) <= 60 else shown[:59] + "…"


def halves(text: str) -> tuple[str, str]:
    """Cut between two sentences, as near to the middle as possible; at a space else."""
    middle = len(text) // 2
    cuts = [match.start() for match in _SENTENCE_END.finditer(text)]
    cuts = [cut for cut in cuts if 0 < cut < len(text.rstrip())]
    if not cuts:
        cuts = [at for at, char in enumerate(text) if char == " "] or [middle]
    cut = min(cuts, key=lambda at: abs(at - middle))
    return text[:cut].strip(), text[cut:].strip()
