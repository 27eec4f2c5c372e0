"""The small parts every screen is made of: labels, buttons, cards and columns."""

import re
from collections.abc import Callable
from html import escape
from typing import Any

from PySide6.QtCore import QSize, Qt, SignalInstance
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from stagecoach.domain.access import Right
from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.focus import Button

_UNBROKEN = re.compile(r"\S{40}")


def breakable(text: str) -> str:
    """With places where a word that no line holds may go on to the next one."""
    return _UNBROKEN.sub(lambda word_match: word_match[0] + "\u200b", text)


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Text as data: never read as markup, whatever a person typed."""
    text_label = QLabel(breakable(text) if wrap else text)
    text_label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        text_label.setProperty("role", role)
    text_label.setWordWrap(wrap)
    if wrap:
        text_label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return text_label


def tip(text: str) -> str:
    """A tooltip's text as data: Qt guesses whether it is markup, so it is told."""
    return f"<qt>{escape(text)}</qt>" if text else ""


def icon_label(name: str, token: str = "text.secondary", size: int = 18) -> QLabel:  # noqa: S107
    """A picture beside words: decoration, so it has no name."""
    text = QLabel()
    text.setPixmap(theme.pixmap(name, token, size))
    text.setFixedSize(QSize(theme.scaled(size), theme.scaled(size)))
    return text


Slot = Callable[..., Any] | SignalInstance


def button(
    text: str,
    slot: Slot | None = None,
    *,
    kind: str = "secondary",
    icon: str = "",
    keys: str = "",
    small: bool = False,
    right: Right | None = None,
    fixes: bool = False,
) -> QPushButton:
    """`kind` is primary, secondary, quiet, learn or work; `keys` are shown as key caps.

    With a `right` it is for whoever has that: see `show_allowed`. What it `fixes` cannot be
    changed any more: no key that was meant for text presses it.
    """
    push_button = Button(f" {text}" if icon and text else text)
    push_button.fixes = fixes
    push_button.setAccessibleName(text.replace("&", ""))
    push_button.setProperty("kind", kind)
    push_button.setProperty("small", small)
    push_button.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        push_button.setIcon(theme.icon(icon, _ON.get(kind, "text.primary")))
        side = theme.scaled(18)
        push_button.setIconSize(QSize(side, side))
    if keys:
        _add_key_caps(push_button, keys, on=kind == "primary")
    if slot is not None:
        push_button.clicked.connect(slot)
    push_button.setProperty("right", right)
    push_button.setAutoDefault(False)  # Enter in a field would press it
    return push_button


_ON = {
    "primary": "brand.on",
    "quiet": "brand.base",
    "seal": "sealed.on",
    "sealLine": "sealed.strong",
    "learn": "learn.strong",
    "work": "work.strong",
}


def icon_button(
    name: str, text: str, slot: Callable[..., Any], *, right: Right | None = None
) -> QPushButton:
    """For close, zoom, previous, next and more: with a tooltip and a name."""
    push_button = QPushButton()
    push_button.setProperty("kind", "secondary")
    push_button.setProperty("iconOnly", True)
    push_button.setIcon(theme.icon(name))
    side = theme.scaled(16)
    push_button.setIconSize(QSize(side, side))
    push_button.setToolTip(tip(text))
    push_button.setAccessibleName(text)
    push_button.clicked.connect(slot)
    push_button.setProperty("right", right)
    push_button.setAutoDefault(False)
    return push_button


def key_cap(key: str, *, on: bool = False) -> QLabel:
    text = label(key, "keycapOn" if on else "keycap")
    text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    text.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return text


def _add_key_caps(key_button: QPushButton, keys: str, *, on: bool) -> None:
    layout = QHBoxLayout(key_button)
    layout.setContentsMargins(0, 0, 12, 0)
    layout.setSpacing(3)
    layout.addStretch()
    width = 0
    for key in keys.split("+"):
        cap = key_cap(key, on=on)
        layout.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
        width += cap.sizeHint().width() + 4
    # The rule names the button only: the caps are its children and keep their own look.
    key_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    key_button.setStyleSheet(f"QPushButton {{ text-align: left; padding-right: {width + 20}px; }}")


Margins = tuple[int, int, int, int]


def column(*items: Any, spacing: int = 8, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """Widgets, layouts, and None for a stretch, from top to bottom."""
    layout = QVBoxLayout()
    _fill(layout, items, spacing, margins)
    return layout


def row(*items: Any, spacing: int = 8, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """The same from left to right."""
    layout = QHBoxLayout()
    _fill(layout, items, spacing, margins)
    return layout


def _fill(layout: QBoxLayout, items: tuple[Any, ...], spacing: int, margins: Margins) -> None:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)


def held(layout: QLayout) -> QWidget:
    """A layout as a widget, where one is asked for."""
    widget = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    widget.setLayout(layout)
    return widget


def framed(name: str, layout: QLayout) -> QFrame:
    """A frame that the style sheet knows by name."""
    frame = QFrame()
    frame.setObjectName(name)
    frame.setLayout(layout)
    return frame


def card(
    title: str, *extra: QWidget, icon: str = "", hint: str = ""
) -> tuple[QFrame, QVBoxLayout]:
    """A white card with its title; the layout below it is given back to be filled."""
    body = QVBoxLayout()
    body.setSpacing(0)
    body.setContentsMargins(0, 0, 0, 0)
    parts: list[Any] = [icon_label(icon, "text.primary", 18)] if icon else []
    parts += [label(title, "panel"), *([label(hint, "muted")] if hint else []), None, *extra]
    head = QWidget()
    head.setLayout(row(*parts, margins=(16, 9, 12, 9)))
    head.setMinimumHeight(theme.scaled(44))
    frame = framed("card", column(head, body, spacing=0))
    frame.setAccessibleName(title)
    return frame, body


def ruled(layout: QLayout) -> QFrame:
    """One row of a card, under a thin line."""
    return framed("row", layout)


def scroll(content: QWidget, name: str = "") -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setObjectName(name or "canvas")
    area.setWidget(content)
    return area


def reveal(widget: QWidget) -> None:
    """Scroll it into view, as far as its areas scroll."""
    area = widget.parentWidget()
    while area is not None:
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget, 0, 24)
            area.horizontalScrollBar().setValue(0)
        area = area.parentWidget()


def named(widget: Any, name: str, description: str = "") -> Any:
    """Give a widget the name a screen reader says."""
    widget.setAccessibleName(name)
    if description:
        widget.setAccessibleDescription(description)
    return widget


def caption(text: str, widget: QWidget) -> QLabel:
    """The label of a field; an & in the text underlines the key that goes there."""
    field_label = QLabel(text)
    field_label.setTextFormat(Qt.TextFormat.PlainText)
    field_label.setProperty("role", "label")
    field_label.setBuddy(widget)
    return field_label


def labelled(text: str, widget: QWidget, hint: str = "") -> QVBoxLayout:
    """A field under its label."""
    words = caption(text, widget)
    if not widget.accessibleName():
        widget.setAccessibleName(text.replace("&", ""))
    heading = row(words, label(hint, "muted"), None) if hint else row(words)
    return column(heading, widget, spacing=4)


def text_box(height: int) -> QPlainTextEdit:
    """A text of several lines; Tab goes on to the next field."""
    box = QPlainTextEdit()
    box.setTabChangesFocus(True)
    box.setFixedHeight(theme.scaled(height))
    return box


def number_box(least: int, most: int) -> QSpinBox:
    """A whole number; its text keeps off the border, which the style sheet cannot see to."""
    box = QSpinBox(minimum=least, maximum=most)
    box.lineEdit().setTextMargins(8, 0, 0, 0)
    return box


def pick(box: QComboBox, value: Any) -> None:
    """Choose by value; Qt's own search compares Python values by identity.

    What is not there chooses nothing: the first of a list is nobody's choice.
    """
    positions = (n for n in range(box.count()) if box.itemData(n) == value)
    if not box.placeholderText():
        box.setPlaceholderText(_("Choose …"))
    box.setCurrentIndex(next(positions, -1))


def has_value(box: QComboBox, value: Any) -> bool:
    return any(box.itemData(n) == value for n in range(box.count()))


def mark_wrong(widget: QWidget, *, wrong: bool) -> None:
    widget.setProperty("wrong", wrong)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
