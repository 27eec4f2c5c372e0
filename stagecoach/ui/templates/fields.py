"""Fields of the form editor that tell each change."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

from stagecoach.ui.core import theme
from stagecoach.ui.widgets.fields import pick, text_box
from stagecoach.ui.widgets.wheel import still

Change = Callable[[Any], None]


def line(text: str, change: Change, most: int = 300) -> QLineEdit:
    made = QLineEdit(text)
    made.setMaxLength(most)
    made.setCursorPosition(0)  # a long text shows how it begins
    made.textEdited.connect(change)
    return made


def choice(items: list[tuple[str, Any]], chosen: Any, change: Change) -> QComboBox:
    made = QComboBox()
    for text, value in items:
        made.addItem(text, value)
    pick(made, chosen)
    made.setMinimumWidth(theme.scaled(72))  # it may be narrower than its longest text
    still(made)
    made.activated.connect(lambda at: change(items[at][1]))  # Qt gives back a plain text
    return made


def tick(text: str, change: Change, *, on: bool) -> QCheckBox:
    made = QCheckBox(text)
    made.setChecked(on)
    made.toggled.connect(change)
    return made


def paragraph(text: str, change: Change) -> QPlainTextEdit:
    made = text_box(60)
    made.setPlainText(text)
    made.textChanged.connect(lambda: change(made.toPlainText()))
    return made
