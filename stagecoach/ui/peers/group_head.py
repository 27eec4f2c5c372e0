"""The head of a group: faces, names and what was agreed; the goal and who coached whom."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout

from stagecoach.i18n import _
from stagecoach.services.peers import groups, sessions
from stagecoach.ui.peers.pairs import Faces, balance
from stagecoach.ui.peers.turns import Legend, TurnsView, turns
from stagecoach.ui.widgets.fields import (
    button,
    column,
    framed,
    icon_button,
    icon_label,
    label,
    row,
)

Act = Callable[[], Any]
_AROUND = (18, 14, 18, 10)


def only_names(group: groups.Row, more: Act | None) -> QFrame:
    """For whoever only counts."""
    acts = [icon_button("ellipsis", _("More"), more)] if more is not None else []
    return framed("card", column(_names(group, "", acts), spacing=10, margins=_AROUND))


def whole_head(
    group: groups.Row, agreed: str, rows: Sequence[sessions.Row], talk: Act, more: Act
) -> QFrame:
    """For whoever keeps the talks."""
    acts = [button(_("Talk"), talk, icon="plus"), icon_button("ellipsis", _("More"), more)]
    goal = row(
        icon_label("target", "brand.base", 18),
        label(_("Goal"), "strong"),
        label(group.goal, "", wrap=True),
        spacing=10,
        margins=(14, 7, 14, 7),
    )
    goal.setStretch(2, 1)
    counts = row(
        label(_("Who coached whom"), "strong"),
        label(balance(group), "secondary"),
        None,
        Legend(),
        spacing=12,
    )
    taken = TurnsView(group.members, turns(rows), group.from_on)
    lines = (_names(group, agreed, acts), framed("goal", goal), counts, taken)
    return framed("card", column(*lines, spacing=10, margins=_AROUND))


def _names(group: groups.Row, agreed: str, acts: Sequence[object]) -> QHBoxLayout:
    said = label(agreed, "secondary", wrap=True)
    words = column(label(group.name, "section"), said, spacing=0)
    head = row(Faces(group.members, 42), words, *acts, spacing=14)
    head.setStretch(1, 1)
    return head
