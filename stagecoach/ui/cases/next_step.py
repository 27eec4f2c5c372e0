"""The one thing to do now in a case."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from stagecoach.domain.cases.case import Case
from stagecoach.i18n import _
from stagecoach.ui.cases import actions
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.cases.step_rows import Act
from stagecoach.ui.cases.talks import mark_next_held


def next_step(page: QWidget, open_room: OpenRoom, case: Case) -> tuple[str, str, Act] | None:
    """The one thing to do now: words, picture, act."""
    if not case.open:
        return None
    return next(
        (text, icon, partial(act, open_room, case, page, *more))
        for wanted, text, icon, act, *more in _steps(case)
        if wanted
    )


def _steps(case: Case) -> list[tuple[Any, ...]]:
    """In their order: whether it is wanted, words, picture, act, and what the act is told."""
    feedback, aftercare = case.waiting("feedback"), case.waiting("aftercare")
    agree, conclude = _("Record what you agree"), _("Record the consequence")
    return [
        (case.believed_on is None, _("Record what you said"), "heart", actions.believe),
        (not case.options, _("Lay out the options"), "route", actions.offer_all),
        (not case.actions, agree, "hand-helping", actions.agree),
        (feedback, _("Tell the student"), "message-square", mark_next_held, "feedback"),
        (case.consequence is None, conclude, "landmark", actions.conclude),
        (aftercare, _("Ask how it goes"), "hand-heart", mark_next_held, "aftercare"),
        (True, _("Close together"), "lock", actions.close),
    ]
