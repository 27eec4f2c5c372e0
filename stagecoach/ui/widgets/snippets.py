"""Sentences that come back: put into a text, kept from it, or removed; all have their own."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QPushButton

from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.logs import snippets
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.fields import button

_LONGEST = 60  # characters of an entry


class Phrases:
    """The button and its menu for one text."""

    def __init__(self, workspace: Workspace, text: QPlainTextEdit) -> None:
        self._workspace, self._text = workspace, text
        self.button: QPushButton = button(_("Sentences"), None, icon="bookmark", small=True)
        self.button.clicked.connect(self._menu)

    @Slot()
    def _menu(self) -> None:
        menu = QMenu(self.button)
        kept = self._workspace.ask(snippets.overview, self._workspace.person_id)
        for snippet in kept:
            menu.addAction(_short(snippet.text), partial(self._insert, snippet.text))
        if kept:
            menu.addSeparator()
        chosen = self._text.textCursor().selectedText().strip()
        keep = menu.addAction(_("Keep what is selected"), partial(self._keep, chosen))
        keep.setEnabled(bool(chosen))
        if kept:
            away = menu.addMenu(_("Remove"))
            for snippet in kept:
                away.addAction(_short(snippet.text), partial(self._remove, snippet))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

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

    def _remove(self, snippet: snippets.Row) -> None:
        self._workspace.do(snippets.remove, snippet.id)
        self._workspace.say(_("Sentence removed"), undo=True)


def _short(text: str) -> str:
    shown = " ".join(text.split()).replace("&", "&&")
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
