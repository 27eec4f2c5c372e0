"""The filters of a list: boxes that offer what occurs, and what is chosen as text to be kept."""

import enum
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QLineEdit

from stagecoach.ui.widgets.fields import named, pick
from stagecoach.ui.widgets.segmented import Segmented

Part = QComboBox | QLineEdit | Segmented


def filter_box(name: str, letters: int = 9) -> QComboBox:
    """As wide as so many letters: longer choices are cut in the box, and whole in its list."""
    box: QComboBox = named(QComboBox(), name)
    box.setProperty("compact", True)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(letters)
    return box


def offer(box: QComboBox, everything: str, choices: Iterable[tuple[str, object]]) -> None:
    """Fill a filter anew, with the choice that stood there when it still exists."""
    kept = box.currentData()
    box.clear()
    box.addItem(everything, None)
    for text, value in choices:
        box.addItem(text, value)
    pick(box, kept)
    box.setCurrentIndex(max(0, box.currentIndex()))


class Choices:
    """The filters of a list by name, as text that can be kept; empty means everything."""

    def __init__(self, parts: Mapping[str, Part], apply: Callable[[], Any]) -> None:
        self._parts, self._apply = parts, apply

    def read(self) -> dict[str, str]:
        choices = {name: _chosen(part) for name, part in self._parts.items()}
        return {name: text for name, text in choices.items() if text}

    def write(self, kept: Mapping[str, str]) -> bool:
        """Choose what was kept; False when not all of it can be chosen here."""
        whole = True
        for name, part in self._parts.items():
            blocked = QSignalBlocker(part)
            whole = _choose(part, kept.get(name, "")) and whole
            blocked.unblock()
        self._apply()
        return whole


def _word(value: object) -> str:
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, uuid.UUID):
        return value.hex
    return "" if value is None else str(value)


def _chosen(part: Part) -> str:
    if isinstance(part, QLineEdit):
        return part.text().strip()
    return _word(part.value() if isinstance(part, Segmented) else part.currentData())


def _choose(part: Part, wanted: str) -> bool:
    if isinstance(part, QLineEdit):
        part.setText(wanted)
        return True
    if isinstance(part, Segmented):
        values = part.values()
        part.set_value(next((v for v in values if _word(v) == wanted), values[0]))
    else:
        places = (n for n in range(part.count()) if _word(part.itemData(n)) == wanted)
        part.setCurrentIndex(next(places, 0))
    return _chosen(part) == wanted
