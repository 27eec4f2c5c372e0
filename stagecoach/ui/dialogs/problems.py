"""What is wrong with a field, beside that field; it goes while one mends it."""

from functools import partial

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QLabel, QWidget

from stagecoach.domain.dates import empty_or_wrong, wrong_day
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import label, mark_wrong

_EDITS = ("textEdited", "textChanged", "activated", "chosen", "edited", "valueChanged")


class Problems:
    """The places of a form where problems appear, each by the name of its field."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[QLabel, QWidget]] = {}

    def add(self, name: str, widget: QWidget) -> QLabel:
        text = label("", "problem", wrap=True)
        text.hide()
        self._places[name] = (text, widget)
        for signal in _edits(widget):
            signal.connect(partial(self._settle, name))
        return text

    def text(self, name: str, window: QWidget) -> str:
        problem_label, _widget = self._places[name]
        return problem_label.text() if problem_label.isVisibleTo(window) else ""

    def show(self, problems: dict[str, str]) -> tuple[QLabel, QWidget] | None:
        """Each beside its field; gives the first of them, in the order of the form."""
        first: tuple[QLabel, QWidget] | None = None
        for name, (problem_label, widget) in self._places.items():
            text = _sentence(widget, problems.get(name, ""))
            problem_label.setText(text)
            problem_label.setVisible(bool(text))
            mark_wrong(widget, wrong=bool(text))
            widget.setAccessibleDescription(text)
            if text and first is None:
                first = problem_label, widget
        return first

    def unplaced(self, problems: dict[str, str]) -> str:
        """What is wrong with no field in particular."""
        return " ".join(text for name, text in problems.items() if name not in self._places)

    def _settle(self, name: str, *_args: object) -> None:
        """What was wrong is being mended: the message goes, and comes back when it is not."""
        problem_label, widget = self._places[name]
        if not problem_label.isHidden():
            problem_label.hide()
            mark_wrong(widget, wrong=False)
            widget.setAccessibleDescription("")


def _sentence(widget: QWidget, text: str) -> str:
    """An empty date is no wrong one."""
    dates = [widget] if isinstance(widget, DateField) else widget.findChildren(DateField)
    is_empty = bool(dates) and not any(date.text().strip() for date in dates)
    return empty_or_wrong("") if text == wrong_day() and is_empty else text


def _edits(widget: QWidget) -> list[SignalInstance]:
    """What says that a person changes a field."""
    signals = [name for name in _EDITS if isinstance(getattr(widget, name, None), SignalInstance)]
    if "textEdited" in signals and "textChanged" in signals:
        signals.remove("textChanged")
    return [getattr(widget, name) for name in signals]
