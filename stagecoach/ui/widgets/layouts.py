"""What stands in a layout, taken out and put in again."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout

_MEANT = Qt.WidgetAttribute.WA_WState_ExplicitShowHide  # what was hidden on purpose stays so


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, of whatever kind the ones within it are.

    What stood in it is hidden and goes at the next turn; until then its parent still knows it, for
    to take it from there would dress it anew (0.15 ms each).
    """
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
            inner.deleteLater()


@contextmanager
def refilled(layout: QLayout) -> Iterator[None]:
    """Take everything out, and lay out what is put in once, however much it is.

    Otherwise each widget that comes into a visible one is shown in a turn of its own, and all
    that stands around it is laid out again for each of them.
    """
    holder = layout.parentWidget()
    whole = holder.layout() if holder is not None else None
    if whole is not None:
        whole.setEnabled(False)
    clear(layout)
    try:
        yield
    finally:
        _show(layout)
        if whole is not None:
            whole.setEnabled(True)
            whole.activate()


def _show(layout: QLayout) -> None:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        assert item is not None  # there are as many as it counts
        if (inner := item.layout()) is not None:
            _show(inner)
        elif (widget := item.widget()) is not None and not widget.testAttribute(_MEANT):
            widget.show()
