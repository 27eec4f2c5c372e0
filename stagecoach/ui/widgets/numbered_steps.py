"""Steps that somebody takes one after the other, with where they are now."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame

from stagecoach.ui.widgets.fields import column, framed, label, named, row


def numbered_steps(steps: Sequence[tuple[str, str]], now: int) -> QFrame:
    """`now` counts from 0."""
    lines = []
    for number, (name, text) in enumerate(steps):
        here = number == now
        head = label(f"{number + 1}. {name}", "strong" if here else "muted")
        head.setFixedWidth(head.fontMetrics().horizontalAdvance("0. MMMMMMMM"))
        line = row(head, label(text, "" if here else "muted", wrap=True), spacing=8)
        line.setStretch(1, 1)
        lines.append(line)
    frame = framed("goal", column(*lines, spacing=4, margins=(12, 8, 12, 8)))
    named(frame, f"{now + 1}. {steps[now][0]}")
    return frame
