"""What every part of a form has in the editor: its title, and its place in the order of Tab."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagecoach.i18n import _
from stagecoach.ui.templates.outline import Part
from stagecoach.ui.widgets.fields import button, column, label, row


def part_title(part: Part, remove: Callable[[], object] | None) -> QVBoxLayout:
    """With the button that takes the part out, where it may go."""
    code = [label(part.process, "code")] if part.process else []
    line = row(*code, label(part.title, "workspace", wrap=True), spacing=12)
    line.setStretch(len(code), 1)
    if remove is not None:
        text = _("Take part out")
        line.addWidget(button(text, remove, kind="quiet", icon="trash-2", small=True))
    return column(line)


def order_keys(before: QWidget, area: QWidget, window: QWidget) -> None:
    """Tab goes on to what is asked in the part; what is made anew would come last of all."""
    tab = Qt.FocusPolicy.TabFocus
    widgets = area.findChildren(QWidget)  # the lists that open are windows of their own
    inside = [
        widget for widget in widgets if widget.focusPolicy() & tab and widget.window() is window
    ]
    for first, second in pairwise([before, *inside]):
        QWidget.setTabOrder(first, second)
