"""Closing a window while something is half typed in a dialog over it."""

from PySide6.QtWidgets import QWidget

from stagecoach.i18n import _
from stagecoach.ui.dialogs import messages
from stagecoach.ui.dialogs.dialog import Dialog


def asks_first(within: QWidget) -> bool:
    """Ask about words that nothing keeps; whoever says so closes the window after all.

    Most forms keep a draft, and are asked nothing.
    """
    window = within.window()
    losing = [d for d in window.findChildren(Dialog) if d.isVisible() and d.half_typed()]
    if not losing:
        return False

    def leave() -> None:
        for dialog in losing:
            dialog.done(0)
        window.close()

    text = _("What you typed in “%s” is not saved yet, and is gone when you close.")
    messages.ask(losing[-1], text % losing[-1].windowTitle(), _("Close without saving"), leave)
    return True
