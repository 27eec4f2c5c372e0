"""From one pane of a window to the next, as F6 goes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def step(panes: Sequence[QWidget], by: int, here: QWidget) -> None:
    """The keyboard goes to the pane after, or before, the one that has it."""
    has = [n for n, pane in enumerate(panes) if pane.isAncestorOf(here) or pane is here]
    target = _first_stop(panes[(has[-1] + by if has else 0) % len(panes)])
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)


def _first_stop(pane: QWidget) -> QWidget | None:
    """Where Tab would stop first within a pane."""
    stops = [pane, *pane.findChildren(QWidget)]
    able = (w for w in stops if w.isVisible() and w.isEnabled())
    return next((w for w in able if w.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
