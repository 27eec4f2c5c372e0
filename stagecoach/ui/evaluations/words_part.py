"""Words to an answer, where they are wanted: most answers have none."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from stagecoach import i18n
from stagecoach.i18n import _
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.fields import column, icon_label, label, row, text_box
from stagecoach.ui.widgets.snippets import Phrases


class WordsPart(QWidget):
    """Words to an answer: why they are needed, ready-made ones, and the field."""

    def __init__(self, workspace: Workspace, about: str) -> None:
        super().__init__()
        self.text = text_box(64)
        self.text.setAccessibleName(_("Explanation: %s") % about)
        _set_spelling(self.text)
        self.phrases = Phrases(workspace, self.text)
        self._sign = icon_label("circle-alert", "alert.strong", 16)
        self._need = label("", "problem")
        above = row(self._sign, self._need, None, self.phrases.button, spacing=6)
        self.setLayout(column(above, self.text, spacing=6))

    def show_need(self, why: str, *, fixed: bool) -> None:
        for part in (self._sign, self._need):
            part.setVisible(bool(why))
        self._need.setText(why)
        self.phrases.button.setVisible(not fixed)


def _set_spelling(text: QWidget) -> None:
    """The language of the texts, for the system's own spelling and input methods."""
    english = i18n.language() == "en"
    language = QLocale.Language.English if english else QLocale.Language.Dutch
    text.setLocale(QLocale(language, QLocale.Country.Netherlands))
