"""The line on Vandaag: a log in ten seconds, saved with Enter, with what it understood below."""

import uuid
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from stagecoach.domain.texts import first_name
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.logs import entries as logs
from stagecoach.services.logs import quick_line
from stagecoach.services.logs.quick_line import Candidate, Kind, Understood
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.fields import column, icon_label, key_cap, label, named, row
from stagecoach.ui.widgets.flow import Flow
from stagecoach.ui.widgets.layouts import clear

_ROW, _MOST = 34, 5  # pixels of a choice; as many are seen at once
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _Line(QLineEdit):
    """A held Enter saves nothing twice; Up and Down choose below without leaving the line."""

    entered = Signal()
    form_wanted = Signal()  # Ctrl+Enter: there is more to say
    moved = Signal(int)
    stopped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in _ENTER:
            more = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if not event.isAutoRepeat():
                (self.form_wanted if more else self.entered).emit()
        elif Qt.Key(event.key()) in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.stopped.emit()
        else:
            super().keyPressEvent(event)


class _Chip(QPushButton):
    """One thing that was understood; a click or Delete takes it away."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__(f"{name}  {value}  ×")
        self.setObjectName("chip")
        named(self, f"{name}: {value}", _("Delete takes it away"))
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.click()
        else:
            super().keyPressEvent(event)


class QuickLine(QFrame):
    """Nobody is guessed: where the line fits two students it asks, and Enter chooses first."""

    go = Signal(object)  # Place: where the form is needed

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("topLine")
        self._workspace = workspace
        self._reading: Understood | None = None
        self._chosen: uuid.UUID | None = None
        self._without: frozenset[Kind] = frozenset()
        self._parts: tuple[tuple[Kind, str], ...] = ()  # that have a chip now
        self.line = _Line()
        example = _("For example: Youssef tested the alarm, 15 minutes of help")
        self.line.setPlaceholderText(_("What did your student just do?") + " " + example)
        self.line.setAccessibleName(_("What did your student just do?"))
        self._hint, self._kept = label("", "muted"), label("", "muted")
        self.chips = QWidget()
        self._flow = Flow(spacing=8)
        self.chips.setLayout(self._flow)
        self._question = label(_("Who is meant?"), "label")
        self.choices: QListWidget = named(QListWidget(), _("Who is meant?"))
        self.choices.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys stay in the line
        self._below = QWidget()
        self._build()
        self.line.textChanged.connect(self._typed)
        self.line.entered.connect(self._enter)
        self.line.form_wanted.connect(self._open_form)
        self.line.moved.connect(self._move)
        self.line.stopped.connect(self._stop)
        self.choices.itemClicked.connect(self._choose)
        self._show()

    def _build(self) -> None:
        self._keys = QWidget()
        self._keys.setLayout(row(key_cap("Ctrl"), key_cap("L"), spacing=3))
        top = row(icon_label("pencil-line", "brand.base", 22), self.line, self._hint, self._keys)
        top.setStretch(1, 1)
        below = column(
            self._question, self.choices, self.chips, self._kept, spacing=6, margins=(30, 0, 6, 8)
        )
        self._below.setLayout(below)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 4, 10, 4)
        whole.addLayout(top)
        whole.addWidget(self._below)

    @Slot()
    def _typed(self) -> None:
        if not self.line.text().strip():
            self._chosen, self._without = None, frozenset()
        self._read()

    def _read(self) -> None:
        typed, self._reading = self.line.text(), None
        if typed.strip():
            self._reading = self._workspace.ask(
                quick_line.understand,
                self._workspace.person_id,
                typed,
                chosen=self._chosen,
                without=self._without,
            )
        self._show()

    def _show(self) -> None:
        reading = self._reading
        self._show_chips(reading.parts if reading else ())
        self._show_doubt(reading.in_doubt if reading else ())
        kept = reading is not None and self._ready()
        self._kept.setVisible(kept)
        self._kept.setText(_("Text: %s") % reading.text if reading else "")
        self._below.setVisible(bool(reading and (reading.parts or reading.in_doubt)))
        self._keys.setVisible(reading is None)
        self._hint.setText(self._what_enter_does())

    def _show_chips(self, parts: tuple[tuple[Kind, str], ...]) -> None:
        """Made anew only when they differ: most keys change none."""
        if parts != self._parts:
            self._parts = parts
            clear(self._flow)
            for kind, value in parts:
                chip = _Chip(_NAMES[kind](), value)
                chip.clicked.connect(partial(self._take_away, kind))
                self._flow.addWidget(chip)
        self.chips.setVisible(bool(parts))

    def _show_doubt(self, doubt: tuple[Candidate, ...]) -> None:
        self._question.setVisible(bool(doubt))
        self.choices.setVisible(bool(doubt))
        self.choices.clear()
        self.choices.addItems([_described(one) for one in doubt])
        self.choices.setCurrentRow(-1)
        self.choices.setFixedHeight(theme.scaled(_ROW) * min(_MOST, len(doubt)) + 4)

    def _ready(self) -> bool:
        """It says whose log it is: Enter saves it."""
        parts = self._reading.parts if self._reading else ()
        return any(kind is Kind.STUDENT for kind, _value in parts)

    def _what_enter_does(self) -> str:
        if self._reading is None:
            return ""
        if self._reading.in_doubt:
            return _("Choose first, then Enter saves")
        return _("Enter saves") if self._ready() else _("Enter opens the form")

    @Slot()
    def _enter(self) -> None:
        if self._reading is None:
            self._read()  # after Esc it is shown again before anything is saved
        elif self._reading.in_doubt:
            if self.choices.currentRow() < 0:
                self.choices.setCurrentRow(0)
            else:
                self._choose()
        elif self._ready():
            self._save(self._reading)
        else:
            self._open_form()

    @Slot()
    def _choose(self, *_item: object) -> None:
        if self._reading is not None and self._reading.in_doubt:
            self._chosen = self._reading.in_doubt[self.choices.currentRow()].placement_id
            self._read()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _move(self, by: int) -> None:
        count = self.choices.count()
        if count:
            self.choices.setCurrentRow(max(0, min(count - 1, self.choices.currentRow() + by)))

    @Slot()
    def _stop(self) -> None:
        """What was typed stays."""
        self._reading = None
        self._show()

    def _take_away(self, kind: Kind, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self._without |= {kind}
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read()

    def _save(self, reading: Understood) -> None:
        reading.draft.text = reading.text
        try:
            me = self._workspace.person_id
            self._workspace.do(logs.save, reading.draft, author_id=me)
        except Invalid:  # what is wrong is said where it can be mended
            self._open_form()
            return
        values = dict(reading.parts)
        name, rest = first_name(values.pop(Kind.STUDENT)), ", ".join(values.values())
        saved = _("%(name)s: log saved, %(rest)s") if rest else _("%(name)s: log saved")
        self.line.clear()
        self._workspace.say(saved % {"name": name, "rest": rest}, undo=True)

    @Slot()
    def _open_form(self) -> None:
        text = self.line.text()
        self.line.clear()
        self.go.emit(Place("quick_log", text=text))


_NAMES = {
    Kind.STUDENT: lambda: _("Student"),
    Kind.TASK: lambda: _("Task"),
    Kind.MINUTES: lambda: _("Time"),
    Kind.GUIDE: lambda: _("Guided by"),
    Kind.DAY: lambda: _("Day"),
}


def _described(one: Candidate) -> str:
    """Namesakes differ by what they do and how far they are, never by a date of birth."""
    where = _("week %(now)d of %(all)d") % {"now": one.week, "all": one.weeks}
    return " · ".join(part for part in (one.name, one.assignment, where) if part)
