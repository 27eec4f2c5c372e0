"""What the parts of every step of a case are made of."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QWidget

from stagecoach.ui.widgets.fields import button, card, label, row, ruled

Act = Callable[[], object]


def small(text: str, act: Act, icon: str = "plus", *, stays: bool = False) -> QWidget:
    small_button = button(text, act, icon=icon, small=True)
    small_button.setProperty("stays", stays)
    return small_button


def filled(title: str, rows: list[QFrame], *extra: QWidget, empty: str = "") -> QFrame:
    frame, body = card(title, *extra)
    if not rows and empty:
        rows = [ruled(row(label(empty, "muted", wrap=True), margins=(16, 10, 16, 12)))]
    for row_frame in rows:
        body.addWidget(row_frame)
    return frame


def pairs(told: list[tuple[str, str]]) -> list[QFrame]:
    rows = []
    for word, said in told:
        name, text = label(word, "muted"), label(said or "–", "", wrap=True)
        name.setMinimumWidth(150)
        line = row(name, text, spacing=12, margins=(16, 7, 16, 7))
        line.setStretch(1, 1)
        rows.append(ruled(line))
    return rows
