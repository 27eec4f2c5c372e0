"""Fields of the form editor that tell each change."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

from stagecoach.ui.core import theme
from stagecoach.ui.widgets.fields import pick, text_box
from stagecoach.ui.widgets.wheel import still

Change = Callable[[Any], None]


def line(text: str, change: Change, most: int = 300) -> QLineEdit:
    field = QLineEdit(text)
    field.setMaxLength(most)
    field.setCursorPosition(0)  # a long text shows how it begins
    field.textEdited.connect(change)
    return field


def choice(items: list[tuple[str, Any]], chosen: Any, change: Change) -> QComboBox:
    box = QComboBox()
    for text, value in items:
        box.addItem(text, value)
    pick(box, chosen)
    box.setMinimumWidth(theme.scaled(72))  # it may be narrower than its longest text
    still(box)
    box.activated.connect(lambda at: change(items[at][1]))  # Qt gives back a plain text
    return box


def tick(text: str, change: Change, *, on: bool) -> QCheckBox:
    check = QCheckBox(text)
    check.setChecked(on)
    check.toggled.connect(change)
    return check


def paragraph(text: str, change: Change) -> QPlainTextEdit:
    box = text_box(60)
    box.setPlainText(text)
    box.textChanged.connect(lambda: change(box.toPlainText()))
    return box
