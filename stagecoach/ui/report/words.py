"""Where the words are typed. They reach no clipboard, no learning keyboard and no other window."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit

from stagecoach.ui import theme

_QUIET = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhMultiLine
)


class Words(QPlainTextEdit):
    """Cut, copy and paste work within this field alone; what others copied can be pasted."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.setObjectName("sealedWords")
        self.setTabChangesFocus(True)
        self.setInputMethodHints(_QUIET)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFixedHeight(theme.scaled(height))
        self.setAcceptDrops(False)
        self._cut = ""

    def createMimeDataFromSelection(self) -> QMimeData:
        """What Qt would hand to the clipboard, to a selection or to a drag: nothing."""
        return QMimeData()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence.StandardKey
        if event.matches(keys.Copy) or event.matches(keys.Cut):
            self._cut = self.textCursor().selectedText().replace("\u2029", "\n")
            if event.matches(keys.Cut):
                self.textCursor().removeSelectedText()
        elif event.matches(keys.Paste):
            self.insertPlainText(self._cut or QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def empty(self) -> None:
        """Nothing is left here: no text, nothing to undo, nothing that was cut."""
        self._cut = ""
        self.clear()
        self.document().clearUndoRedoStacks()
