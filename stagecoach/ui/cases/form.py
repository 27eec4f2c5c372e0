"""A small sheet of the room: its fields are data, and a deed takes what was typed.

Half-typed fields are kept in the room itself when the sheet closes, also when the room closes by
itself; saving throws them away.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from stagecoach.errors import Invalid, StageCoachError
from stagecoach.i18n import _
from stagecoach.services.cases import room as rooms
from stagecoach.ui.cases.open_room import RoomSpace
from stagecoach.ui.dialogs import messages
from stagecoach.ui.dialogs.dialog import Sheet
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import button, label, pick, text_box

LINE, TEXT, DAY, ONE, YES, SECRET = "line", "text", "day", "one", "yes", "secret"
Deed = Callable[[dict[str, Any]], Any]


@dataclass(frozen=True)
class Asked:
    """A field: what it is called under the hood and on the screen, its kind and its value."""

    name: str
    title: str
    kind: str = LINE
    value: Any = ""
    choices: Sequence[tuple[str, str]] = ()  # of ONE: value and words
    hint: str = ""


class FieldsSheet(Sheet):
    """`name` is what half-typed fields are kept under; empty: nothing is kept."""

    tone = "sealed.strong"
    save_kind = "seal"

    def __init__(
        self,
        space: RoomSpace,
        title: str,
        icon: str,
        asked: Sequence[Asked],
        deed: Deed,
        parent: QWidget,
        *,
        name: str = "",
        about: str = "",
        ok: str = "",
    ) -> None:
        super().__init__(title, icon, 620, parent)
        self._space, self._deed, self._name = space, deed, name
        self.fields: dict[str, QWidget] = {}
        if about:
            self.body.addWidget(label(about, "secondary", wrap=True))
        for each in asked:
            made = self.fields[each.name] = _widget(each)
            if isinstance(made, QCheckBox):
                made.setText(each.title)
                self.body.addWidget(made)
                self.body.addWidget(self.problem_label(each.name, made))
            else:
                self.add_field(each.name, each.title, made, each.hint)
        self.add_buttons(ok)
        self._begun = self._typed()
        space.watch(self)

    def values(self) -> dict[str, Any]:
        return {name: _value(widget) for name, widget in self.fields.items()}

    def _typed(self) -> dict[str, Any]:
        """As it can be kept; a passphrase never is."""
        return {name: _raw(widget) for name, widget in self.fields.items() if not _secret(widget)}

    def save(self) -> None:
        """Raises Invalid, shown beside the fields; what else is wrong is said over the sheet."""
        try:
            self._deed(self.values())
        except Invalid:
            raise
        except StageCoachError as error:
            messages.complain(self, str(error))
            raise Invalid({}) from error  # it stays as it is
        if self._name:
            self._space.ask(rooms.drop_draft, self._name)

    def _prepare(self) -> None:
        kept = self._space.ask(rooms.find_draft, self._name) if self._name else None
        if kept is None:
            return
        for name, raw in kept.items():
            if name in self.fields:
                _fill(self.fields[name], raw)
        self.status.setText("✓ " + _("Your draft is back"))
        drop = button(_("Throw away"), self._throw_away, kind="quiet", icon="trash-2")
        self.footer.insertWidget(1, drop)

    @Slot()
    def _throw_away(self) -> None:
        self._space.ask(rooms.drop_draft, self._name)
        self.done(0)

    def reject(self) -> None:
        if self._name and self._typed() != self._begun:
            self._space.ask(rooms.keep_draft, self._name, self._typed())
        elif self._name:
            self._space.ask(rooms.drop_draft, self._name)  # emptied by hand
        super().reject()


def _widget(asked: Asked) -> QWidget:
    if asked.kind == TEXT:
        box = text_box(110)
        box.setPlainText(asked.value)
        return box
    if asked.kind == DAY:
        day = DateField(asked.title)
        if isinstance(asked.value, dt.date):
            day.set_day(asked.value)
        return day
    if asked.kind == ONE:
        combo = QComboBox()
        for value, words in asked.choices:
            combo.addItem(words, value)
        pick(combo, asked.value)
        return combo
    if asked.kind == YES:
        check = QCheckBox()
        check.setChecked(bool(asked.value))
        return check
    line = QLineEdit(asked.value)
    if asked.kind == SECRET:
        line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


def _secret(widget: QWidget) -> bool:
    return isinstance(widget, QLineEdit) and widget.echoMode() == QLineEdit.EchoMode.Password


def _value(widget: QWidget) -> Any:
    return widget.day() if isinstance(widget, DateField) else _raw(widget)


def _raw(widget: QWidget) -> Any:
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return widget.currentData()
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    assert isinstance(widget, QLineEdit)  # there are no other kinds
    return widget.text()


def _fill(widget: QWidget, raw: Any) -> None:
    if isinstance(widget, QPlainTextEdit):
        widget.setPlainText(str(raw))
    elif isinstance(widget, QComboBox):
        pick(widget, raw)
    elif isinstance(widget, QCheckBox):
        widget.setChecked(bool(raw))
    elif isinstance(widget, QLineEdit):
        widget.setText(str(raw))


def open_sheet(
    space: RoomSpace,
    parent: QWidget,
    title: str,
    icon: str,
    asked: list[Asked],
    deed: Deed,
    **more: Any,
) -> FieldsSheet:
    sheet = FieldsSheet(space, title, icon, asked, deed, parent, **more)
    sheet.open_once()
    return sheet


def asked_text(name: str, title: str, value: str = "", hint: str = "") -> list[Asked]:
    return [Asked(name, title, TEXT, value, hint=hint)]
