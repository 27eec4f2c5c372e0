"""Screens offer what one may do: the same table of rights as the services ask."""

import uuid

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from stagecoach.services.access import rights as access
from stagecoach.ui.core.workspace import Workspace


def show_allowed(root: QWidget, workspace: Workspace, placement_id: uuid.UUID | None) -> None:
    """Of the buttons under `root` that are for a right, show those that can be used."""
    asking = [button for button in root.findChildren(QAbstractButton) if button.property("right")]
    if not asking:
        return
    allowed = workspace.ask(access.allowed, placement_id)
    for button in asking:
        button.setVisible(button.property("right") in allowed)


def make_read_only(root: QWidget) -> None:
    """Everything under `root` can be read, and nothing changed."""
    for widget in root.findChildren(QWidget):
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            widget.setReadOnly(True)
        elif isinstance(widget, QComboBox | QAbstractButton | QAbstractSpinBox):
            widget.setEnabled(False)
