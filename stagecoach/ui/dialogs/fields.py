"""A dialog's fields as data: what is asked, of which kind, and what was typed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from stagecoach.ui.dialogs.dialog import Dialog
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import pick, text_box

LINE, TEXT, DAY, ONE, YES, SECRET = "line", "text", "day", "one", "yes", "secret"


@dataclass(frozen=True)
class Asked:
    """A field: what it is called under the hood and on the screen, its kind and its value."""

    name: str
    title: str
    kind: str = LINE
    value: Any = ""
    choices: Sequence[tuple[Any, str]] = ()  # of ONE: value and words
    hint: str = ""
    height: int = 110  # of TEXT, in pixels of the design
    most: int | None = None  # letters of LINE


def add_fields(dialog: Dialog, asked: Sequence[Asked]) -> dict[str, QWidget]:
    """Each with its label and the place for its problem, by name."""
    widgets: dict[str, QWidget] = {}
    for field in asked:
        widget = widgets[field.name] = _widget(field)
        if isinstance(widget, QCheckBox):
            widget.setText(field.title)
            dialog.body.addWidget(widget)
            dialog.body.addWidget(dialog.problem_label(field.name, widget))
        else:
            dialog.add_field(field.name, field.title, widget, field.hint)
    return widgets


def _widget(asked: Asked) -> QWidget:
    if asked.kind == TEXT:
        box = text_box(asked.height)
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
    return _line(asked)


def _line(asked: Asked) -> QLineEdit:
    line = QLineEdit(asked.value)
    if asked.most is not None:
        line.setMaxLength(asked.most)
    if asked.kind == SECRET:
        line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


def secret(widget: QWidget) -> bool:
    return isinstance(widget, QLineEdit) and widget.echoMode() == QLineEdit.EchoMode.Password


def value(widget: QWidget) -> Any:
    return widget.day() if isinstance(widget, DateField) else raw(widget)


def raw(widget: QWidget) -> Any:
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return widget.currentData()
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    assert isinstance(widget, QLineEdit)  # there are no other kinds
    return widget.text()


def fill(widget: QWidget, kept: Any) -> None:
    if isinstance(widget, QPlainTextEdit):
        widget.setPlainText(str(kept))
    elif isinstance(widget, QComboBox):
        pick(widget, kept)
    elif isinstance(widget, QCheckBox):
        widget.setChecked(bool(kept))
    elif isinstance(widget, QLineEdit):
        widget.setText(str(kept))


def no_days(inputs: Mapping[str, QWidget]) -> list[str]:
    """Where something was typed that is no date."""
    days = {name: widget for name, widget in inputs.items() if isinstance(widget, DateField)}
    return [name for name, day in days.items() if day.text().strip() and day.day() is None]
