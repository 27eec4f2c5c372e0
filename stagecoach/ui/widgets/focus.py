"""Where the keyboard goes when what had it goes away: never to what fixes something.

Qt passes the keyboard on to the next control when one is hidden, switched off or destroyed, as a
list does with the field in which hours were typed. The next key was meant for text: it must not
approve a week or sign a form.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPushButton, QScrollArea, QWidget
from shiboken6 import isValid

from stagecoach import clock

_WAITS = 0.5  # seconds in which a key is still on its way to what had the keyboard before
_PRESSES = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select}


class Button(QPushButton):
    """Enter presses the button that has the keyboard, as Space does.

    One that `fixes` something waits half a second after the keyboard came to it.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.fixes = False
        self._came = float("-inf")

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._came = clock.ticks()
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) not in _PRESSES:
            super().keyPressEvent(event)
        elif self.fixes and (event.isAutoRepeat() or clock.ticks() - self._came < _WAITS):
            event.accept()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def keep_off(old: QWidget | None, now: QWidget | None) -> None:
    """The keyboard came by itself to what fixes something: it goes to the work beside that."""
    if isinstance(now, Button) and now.fixes and _is_gone(old) and (home := _home(now)):
        home.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_gone(widget: QWidget | None) -> bool:
    if widget is None:
        return False  # the window was left before, and came back
    return not isValid(widget) or not widget.isVisible() or not widget.isEnabled()


def _home(button: QWidget) -> QWidget | None:
    """The list beside it, else whatever else takes the keyboard, from near to far."""
    around = button.parentWidget()
    while around is not None:
        stops = [widget for widget in stops_in(around) if not getattr(widget, "fixes", False)]
        if stops:
            lists = [widget for widget in stops if isinstance(widget, QAbstractItemView)]
            return (lists or stops)[0]
        around = around.parentWidget()
    return None


def stops_in(around: QWidget) -> list[QWidget]:
    """Where Tab stops within."""
    able = (w for w in around.findChildren(QWidget) if w.isVisible() and w.isEnabled())
    return [w for w in able if w.focusPolicy() & Qt.FocusPolicy.TabFocus]


def _fields_in(within: QWidget) -> list[QWidget]:
    """On the way of Tab, without buttons."""
    fields: list[QWidget] = []
    widget: QWidget | None = within.nextInFocusChain()
    while widget is not None and widget is not within:
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        seen = widget.isVisible() and widget.isEnabled() and within.isAncestorOf(widget)
        if takes and seen and not isinstance(widget, QPushButton | QScrollArea):
            fields.append(widget)
        widget = widget.nextInFocusChain()
    return fields


def enter_goes_on(event: QKeyEvent, within: QWidget, act: Callable[[], Any]) -> bool:
    """Enter in the last field of a form does what its button does; before that it goes on.

    False where the key is another, or has a meaning of its own there.
    """
    here = within.window().focusWidget()
    enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    if not enter or here is None or not within.isAncestorOf(here) or has_own_enter(here):
        return False
    fields = _fields_in(within)
    # The last of those it is made of: a number box holds a line that Tab knows too.
    at = max((n for n, field in enumerate(fields) if _is_in(here, field)), default=len(fields))
    if at + 1 < len(fields):
        fields[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
    else:
        act()
    return True


def _is_in(here: QWidget, field: QWidget) -> bool:
    return field is here or field.isAncestorOf(here) or here.isAncestorOf(field)


def has_own_enter(field: QWidget) -> bool:
    """Enter in this line does something of its own."""
    return isinstance(field, QLineEdit) and field.receivers(SIGNAL("returnPressed()")) > 0


def stop_number(page: QWidget) -> int:
    """Which of its stops has the keyboard, to find it again on the page made anew; -1 for none."""
    stops = stops_in(page)
    here = page.window().focusWidget()
    return stops.index(here) if here in stops else -1


def focus_stop(page: QWidget, number: int) -> None:
    stops = stops_in(page)
    if 0 <= number < len(stops):
        stops[number].setFocus(Qt.FocusReason.OtherFocusReason)


class Left:
    """Where the keyboard was in a window, to give it back there."""

    def __init__(self, window: QWidget) -> None:
        self._had = window.focusWidget()
        self._around: list[QWidget] = []
        around: QWidget | None = self._had
        while around is not None and around is not window:
            self._around.append(around)
            around = around.parentWidget()

    def give_back(self) -> None:
        """To that control, or, when it was made anew since, to what stands in its place."""
        for widget in self._around:
            if _is_gone(widget):
                continue
            stops = [widget] if widget is self._had else stops_in(widget)
            if stops:
                stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
                return
