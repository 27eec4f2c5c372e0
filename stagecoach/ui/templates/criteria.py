"""The criteria of one place, a row each: text, when words are wanted, and what can be done."""

import uuid
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QMenu, QVBoxLayout, QWidget

from stagecoach.domain.templates import edits
from stagecoach.domain.templates.blueprints import TRACKS, Block, Criterion, Explain
from stagecoach.domain.templates.checks import LONGEST
from stagecoach.domain.templates.words import block_name, explain_name
from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.templates.editing import Editing
from stagecoach.ui.widgets.badges import TRACK_ICON, TRACK_TOKEN
from stagecoach.ui.widgets.fields import (
    button,
    column,
    framed,
    icon_button,
    icon_label,
    label,
    pick,
    reveal,
    row,
    tip,
)
from stagecoach.ui.widgets.layouts import clear
from stagecoach.ui.widgets.wheel import still


class _Text(QLineEdit):
    """Alt+Up and Alt+Down move, Ctrl+D copies, Ctrl+Delete takes out."""

    pressed = Signal(str)
    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.entered.emit()
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier  # of arrows, on some
        name = _ACTIONS.get((held, Qt.Key(event.key())))
        if name:
            self.pressed.emit(name)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.pressed.emit("next")
        else:
            super().keyPressEvent(event)


_ALT, _CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
_ACTIONS = {
    (_ALT, Qt.Key.Key_Up): "up",
    (_ALT, Qt.Key.Key_Down): "down",
    (_CTRL, Qt.Key.Key_D): "copy",
    (_CTRL, Qt.Key.Key_Delete): "remove",
}


class CriterionRow(QFrame):
    entered = Signal(str)  # its text

    def __init__(self, editing: Editing, block: Block, criterion: Criterion, state: str) -> None:
        super().__init__()
        self.setObjectName("criterionRow")
        self._editing, self._key = editing, block.key
        self.id = criterion.id
        self._process = criterion.process
        self.text = _Text(criterion.text)
        self.text.setMaxLength(LONGEST)
        self.text.setCursorPosition(0)
        self.text.setAccessibleName(_("Criterion"))
        self.text.setToolTip(tip(criterion.text))
        self.text.textEdited.connect(self._typed)
        self.text.pressed.connect(self._do)
        self.text.entered.connect(self._enter)
        self.explain = QComboBox()
        self.explain.setAccessibleName(_("When an explanation is wanted"))
        scale = editing.blueprint.scales.get(criterion.scale or block.scale)
        letters = "/".join(v.letter for v in scale.values if v.explain) if scale else ""
        for choice in Explain:
            self.explain.addItem(explain_name(choice, letters), choice)
        pick(self.explain, criterion.explain)
        self.explain.setMinimumWidth(theme.scaled(96))  # the text needs the room
        still(self.explain)
        self.explain.activated.connect(self._explained)
        self.more = icon_button("ellipsis", _("More with this criterion"), self._menu)
        badge = [label(state, "badge")] if state else []
        line = row(self.text, *badge, self.explain, self.more, spacing=8, margins=(14, 5, 8, 5))
        line.setStretch(0, 1)
        self.setLayout(line)
        if editing.fixed:
            self.text.setReadOnly(True)
            for part in (self.explain, self.more):
                part.setEnabled(False)

    @Slot()
    def _enter(self) -> None:
        self.entered.emit(self.text.text())

    @Slot(str)
    def _typed(self, text: str) -> None:
        self.text.setToolTip(tip(text))
        self.entered.emit(text)
        self._editing.change(edits.change_criterion, self.id, text=text)

    @Slot()
    def _explained(self) -> None:
        chosen = list(Explain)[self.explain.currentIndex()]  # Qt gives back a plain text
        self._editing.change(edits.change_criterion, self.id, explain=chosen)

    @Slot()
    def _menu(self) -> None:
        menu = QMenu(self.more)
        for name, text in (
            ("up", _("Move up (Alt+Up)")),
            ("down", _("Move down (Alt+Down)")),
            ("copy", _("Copy (Ctrl+D)")),
            ("remove", _("Take out (Ctrl+Del)")),
        ):
            menu.addAction(text, partial(self._do, name))
        scales = menu.addMenu(_("Scale"))
        scales.addAction(_("That of this part"), partial(self._scale, ""))
        for key, scale in self._editing.blueprint.scales.items():
            scales.addAction(scale.name.replace("&", "&&"), partial(self._scale, key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _scale(self, key: str) -> None:
        self._editing.reshape(edits.change_criterion, self.id, scale=key)

    @Slot(str)
    def _do(self, name: str) -> None:
        editing = self._editing
        if editing.fixed:
            return
        editing.focus = self.id
        if name in {"up", "down"}:
            by = -1 if name == "up" else 1
            editing.reshape(edits.move_criterion, self.id, by)
        elif name == "remove":
            editing.focus = edits.neighbour(editing.blueprint, self._key, self.id)
            editing.reshape(edits.remove_criterion, self.id)
        elif name == "copy":
            blueprint, editing.focus = edits.copy_criterion(editing.blueprint, self.id)
            editing.apply(blueprint, rebuild=True)
        else:  # Enter: the next one
            blueprint, editing.focus = edits.add_criterion(
                editing.blueprint, self._key, self._process
            )
            editing.apply(blueprint, rebuild=True)


class CriteriaPanel(QWidget):
    """Cards by block, each with its rows and a button for another."""

    entered = Signal(str)  # the text of the criterion that has the keyboard

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._layout = QVBoxLayout()
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        self.setLayout(self._layout)
        self.rows: list[CriterionRow] = []
        self._before: dict[uuid.UUID, str] = {}

    def compare(self, before: dict[uuid.UUID, str]) -> None:
        """The texts of the version before: what is not in it is new."""
        self._before = before

    def show_place(self, blocks: list[Block], process: str) -> None:
        clear(self._layout)
        self.rows = []
        for block in blocks:
            self._layout.addWidget(self._card(block, process))

    def focus_wanted(self) -> None:
        """Once it stands in the window: the row that came, moved, or is the next to one gone."""
        wanted, self._editing.focus = self._editing.focus, None
        for criterion_row in self.rows:
            if criterion_row.id == wanted:
                criterion_row.text.setFocus()
                QTimer.singleShot(0, criterion_row, partial(reveal, criterion_row))

    def _card(self, block: Block, process: str) -> QFrame:
        add = button(_("Criterion"), None, kind="quiet", icon="plus", small=True)
        add.clicked.connect(partial(self._add, block.key, process))
        add.setEnabled(not self._editing.fixed)
        body = column(_band(block, add), spacing=0, margins=(1, 1, 1, 1))
        for criterion in edits.criteria_at(self._editing.blueprint, block.key, process):
            criterion_row = CriterionRow(self._editing, block, criterion, self._state(criterion))
            criterion_row.entered.connect(self.entered)
            self.rows.append(criterion_row)
            body.addWidget(criterion_row)
        return framed("card", body)

    def _state(self, criterion: Criterion) -> str:
        if not self._before:
            return ""
        if criterion.id not in self._before:
            return _("new")
        return "" if self._before[criterion.id] == criterion.text else _("changed")

    def _add(self, key: str, process: str) -> None:
        blueprint, self._editing.focus = edits.add_criterion(self._editing.blueprint, key, process)
        self._editing.apply(blueprint, rebuild=True)


def _band(block: Block, add: QWidget) -> QFrame:
    name = block_name(block)
    track = TRACKS.get(block.kind)
    if track is None:
        line = row(label(name, "label"), None, add, margins=(16, 4, 8, 4))
        return framed("row", line)
    token = TRACK_TOKEN[track]
    head = label(name, token)
    head.setProperty("role", token)
    icon = icon_label(TRACK_ICON[track], f"{token}.strong", 18)
    frame: QFrame = framed(f"{token}Band", row(icon, head, None, add, margins=(16, 4, 8, 4)))
    frame.setMinimumHeight(theme.scaled(40))
    return frame
