"""One criterion with two answers side by side, and the head of a card of these."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from stagecoach.domain.templates.words import section_name
from stagecoach.domain.texts import first_name
from stagecoach.i18n import _
from stagecoach.services.evaluations import side_by_side
from stagecoach.services.evaluations.side_by_side import Pair
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.answer_track import AnswerTrack
from stagecoach.ui.widgets.badges import TRACK_ICON, TRACK_TOKEN
from stagecoach.ui.widgets.fields import framed, icon_label, label, row

_WORDS = 132  # room for the difference in words


class PairRow(QFrame):
    """One criterion; Enter puts it on the sheet for the talk."""

    wanted = Signal(object)  # Pair
    moved = Signal(int)
    entered = Signal(object)  # Pair

    def __init__(self, pair: Pair, name: str, judge: str) -> None:
        super().__init__()
        self.setObjectName("pairRow")
        self.pair = pair
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(side_by_side.sentence(pair, name, judge))
        words = side_by_side.difference(pair, name)
        hidden = _("%s has chosen, still hidden") % first_name(name) if pair.hidden else ""
        mark = AnswerTrack(pair.question.scale, pair.other.value, pair.judged.value, hidden)
        said = label(words, "label" if pair.steps else "muted", wrap=True)
        said.setFixedWidth(theme.scaled(_WORDS))
        text = label(pair.question.text or section_name(pair.section), "", wrap=True)
        line = row(text, mark, said, spacing=14, margins=(16, 6, 10, 6))
        line.setStretch(0, 1)
        self.setLayout(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.wanted.emit(self.pair)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.entered.emit(self.pair)
        super().focusInEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.wanted.emit(self.pair)


def band(pair: Pair) -> QFrame:
    """The head of a card, with the letters of the scale above their places."""
    section, track = pair.section, pair.section.track
    letters = _Letters(pair)
    if track is None:
        return framed("row", _band_line(label(section_name(section), "label"), letters))
    token = TRACK_TOKEN[track]
    head = label(_("Learning tasks") if token == "learn" else _("Work tasks"), token)  # noqa: S105
    head.setProperty("role", token)
    icon = icon_label(TRACK_ICON[track], f"{token}.strong", 18)
    return framed(f"{token}Band", _band_line(row(icon, head, None, spacing=8), letters))


def _band_line(words: object, letters: QWidget) -> QHBoxLayout:
    room = QWidget()
    room.setFixedWidth(theme.scaled(_WORDS))
    line = row(words, letters, room, spacing=14, margins=(16, 8, 10, 8))
    line.setStretch(0, 1)
    return line


class _Letters(QWidget):
    """Above the answers, at the places of the scale."""

    def __init__(self, pair: Pair) -> None:
        super().__init__()
        track = AnswerTrack(pair.question.scale, None, None)
        self.setFixedSize(track.width(), theme.scaled(20))
        for letter, x in track.places():
            text = label(letter, "label")
            text.setParent(self)
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            text.setGeometry(round(x) - 20, 0, 40, theme.scaled(20))
        track.deleteLater()
