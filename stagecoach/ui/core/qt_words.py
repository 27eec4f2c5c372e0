"""Qt's own words, as in its dialogs for files and printing, in the language in use.

Its Dutch catalogue was made before some labels got a key to reach them by (`Look in:` is
`&Look in:` now), and lacks a few; what it has without that key serves.
"""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from stagecoach import i18n

_LACKING = {
    "Folder": "Map",
    "File Folder": "Map",
    "Alias": "Snelkoppeling",
    "Drive": "Station",
    "Detail View": "Details",
    "List View": "Lijst",
    "Create New Folder": "Nieuwe map",
    "Go back": "Terug",
    "Go forward": "Vooruit",
    "Go to the parent directory": "Naar de map erboven",
}


class _Dutch(QTranslator):
    """The catalogue, and what it lacks."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        known = super().translate(context, source, disambiguation or "", n)
        if not known and "&" in source:
            known = super().translate(context, source.replace("&", ""), disambiguation or "", n)
        return known or _LACKING.get(source, source)  # nothing would be shown as nothing


_installed: list[QTranslator] = []
_spoken: list[str] = []


def speak(app: QApplication) -> None:
    """From now on Qt speaks the language of the program; what is open keeps its words."""
    if _spoken == [i18n.language()]:
        return  # every widget hears of a change
    _spoken[:] = [i18n.language()]
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()
    dutch = i18n.language() == "nl"
    if dutch:
        translator = _Dutch(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load("qtbase_nl", folder):
            app.installTranslator(translator)
            _installed.append(translator)
    spoken = QLocale.Language.Dutch if dutch else QLocale.Language.English
    country = QLocale.Country.Netherlands if dutch else QLocale.Country.UnitedKingdom
    QLocale.setDefault(QLocale(spoken, country))
