"""The options of a case, and what the student wishes of each."""

from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from stagecoach.domain.cases.case import Case, Wish
from stagecoach.i18n import _
from stagecoach.services.cases import cases
from stagecoach.ui.cases import actions
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.cases.step_rows import small
from stagecoach.ui.widgets.fields import button, card, column, label, row, ruled
from stagecoach.ui.widgets.segmented import Segmented


def options(page: QWidget, open_room: OpenRoom, case: Case) -> list[QFrame]:
    add = small(_("Option"), partial(actions.option, open_room, case, page))
    rows = [_option(page, open_room, case, key) for key in case.options]
    frame, body = card(_("Options"), label(_("The student chooses"), "muted"), add)
    for option_row in rows:
        body.addWidget(option_row)
    if not rows:
        offer = small(
            _("Lay out the usual ones"), partial(actions.offer_all, open_room, case, page), "route"
        )
        text = label(_("No options yet. Doing nothing is one too."), "muted", wrap=True)
        line = row(text, offer, margins=(16, 10, 12, 12))
        line.setStretch(0, 1)
        body.addWidget(ruled(line))
    return [frame]


def _option(page: QWidget, open_room: OpenRoom, case: Case, key: str) -> QFrame:
    option = case.options[key]
    choice = Segmented(_("What the student wants: %s") % option.text, height=36, tone="sealed")
    for wish, text in (
        (Wish.WANTED, _("I want it")),
        (Wish.MAYBE, _("Maybe")),
        (Wish.RATHER_NOT, _("Rather not")),
    ):
        choice.add(wish, text)
    if option.wish is not None:
        choice.set_value(option.wish)
    choice.chosen.connect(partial(_choose, open_room, case, key))
    change = partial(actions.option, open_room, case, page, option)
    words = column(
        label(option.text, "strong", wrap=True), label(option.hint, "muted", wrap=True), spacing=1
    )
    pen = button("", change, kind="quiet", icon="pencil", small=True)
    pen.setProperty("iconOnly", True)
    pen.setAccessibleName(_("Change: %s") % option.text)
    pen.setToolTip(_("Change"))
    line = row(words, pen, choice, spacing=10, margins=(16, 10, 16, 10))
    line.setStretch(0, 1)
    return ruled(line)


def _choose(open_room: OpenRoom, case: Case, key: str, chosen: object) -> None:
    """Choosing the same once more takes it back."""
    wish = Wish(str(chosen))
    open_room.do(cases.choose, case.id, key, None if case.options[key].wish is wish else wish)
