"""The cards under the list of pairs: who went quiet, who has no guide, and who could be paired."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame

from stagecoach.domain.access import Right
from stagecoach.i18n import _
from stagecoach.services.peers import groups
from stagecoach.services.peers.proposal import Proposal
from stagecoach.services.people.persons import Choice
from stagecoach.ui.peers.pairs import Faces
from stagecoach.ui.widgets.fields import (
    button,
    card,
    column,
    framed,
    icon_label,
    label,
    row,
    ruled,
)

_SHOWN = 2  # pairs of the proposal on the page
Act = Callable[[], Any]


def quiet(group: groups.Row, look: Act, talk: Act) -> QFrame:
    """A reason to ask, not a fault."""
    title = label(_("%s are quiet") % group.name, "alert", wrap=True)
    text = _("No contact for more than %d weeks. Ask how it goes, without judging.")
    head = row(icon_label("circle-alert", "alert.strong", 18), title, spacing=8)
    head.setStretch(1, 1)
    record = _("Record a talk")
    inner = column(
        head,
        label(text % (group.silent // 7), "secondary", wrap=True),
        row(
            button(_("View pair"), look, small=True),
            button(record, talk, kind="quiet", small=True, right=Right.PEER_SESSIONS),
            None,
        ),
        spacing=8,
        margins=(14, 10, 14, 12),
    )
    return framed("quietPair", inner)


def unguided(group: groups.Row, choose: Act) -> QFrame:
    """Their guide left, or they never had one."""
    text = label(_("%s have no guide from school.") % group.name, "secondary", wrap=True)
    line = row(icon_label("user-round", "text.secondary", 17), text, spacing=8)
    line.setStretch(1, 1)
    act = row(button(_("Choose a guide"), choose, small=True), None)
    return framed("card", column(line, act, spacing=8, margins=(14, 10, 14, 12)))


def proposal(suggestion: Proposal, look: Act) -> QFrame:
    """The first two; and a button to look at all of them."""
    frame, body = card(_("Proposal"))
    for group in suggestion.groups[:_SHOWN]:
        faces = Faces(tuple(Choice(member.id, member.name) for member in group.members), 28)
        words = column(
            label(group.name, "compact"), label(group.why, "caption", wrap=True), spacing=0
        )
        line = row(faces, words, spacing=10, margins=(16, 7, 12, 7))
        line.setStretch(1, 1)
        body.addWidget(ruled(line))
    never = label(_("never the same pair twice"), "caption", wrap=True)
    act = button(_("View proposal"), look, small=True)
    line = row(act, never, spacing=10, margins=(16, 9, 12, 11))
    line.setStretch(1, 1)
    body.addWidget(ruled(line))
    return frame
