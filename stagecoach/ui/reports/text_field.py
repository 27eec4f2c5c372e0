"""Where the words are typed. They reach no clipboard, no learning keyboard and no other window."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit

from stagecoach.ui.core import theme

_QUIET = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
_ENDS = str.maketrans(dict.fromkeys("\u2028\u2029\ufdd0\ufdd1", "\n"))  # as Qt keeps line ends


class SealedText(QPlainTextEdit):
    """Cut, copy and paste work within this field alone; what others copied can be pasted."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.setObjectName("sealedWords")
        self.setTabChangesFocus(True)
        self.setInputMethodHints(_QUIET | Qt.InputMethodHint.ImhMultiLine)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFixedHeight(theme.scaled(height))
        self.setAcceptDrops(False)
        self._cut = ""

    def words(self) -> str:
        """To the letter: Qt's own plain text makes other spaces of some."""
        return self.document().toRawText().translate(_ENDS)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What Qt would hand to the clipboard, to a selection or to a drag: nothing."""
        return QMimeData()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence.StandardKey
        if event.matches(keys.Copy) or event.matches(keys.Cut):
            self._cut = self.textCursor().selectedText().translate(_ENDS)
            if event.matches(keys.Cut):
                self.textCursor().removeSelectedText()
        elif event.matches(keys.Paste):
            self._paste(self._cut or QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def _paste(self, text: str) -> None:
        self.insertPlainText(text)

    def empty(self) -> None:
        """Nothing is left here: no text, nothing to undo, nothing that was cut."""
        self._cut = ""
        self.clear()
        self.document().clearUndoRedoStacks()


class SealedLine(SealedText):
    """The same for one line; a plain line field of Qt would hand its text to the clipboard."""

    returnPressed = Signal()  # noqa: N815 - as the line field of Qt has it

    def __init__(self, longest: int) -> None:
        super().__init__(40)
        self.setInputMethodHints(_QUIET)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._longest = longest

    def text(self) -> str:
        return self.words()

    def setText(self, text: str) -> None:
        self.setPlainText(" ".join(text.split())[: self._longest])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.returnPressed.emit()
        elif not event.text().isprintable() or not event.text() or self._room():
            super().keyPressEvent(event)

    def _room(self) -> int:
        chosen = len(self.textCursor().selectedText())
        return max(0, self._longest - len(self.words()) + chosen)

    def _paste(self, text: str) -> None:
        self.insertPlainText(" ".join(text.split())[: self._room()])
