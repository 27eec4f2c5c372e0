"""Beside a case, always in view: who knows what, what comes next, and a neutral warning."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from stagecoach import clock
from stagecoach.domain.cases.case import Case, CaseStep, Consent
from stagecoach.i18n import _, day, short_day
from stagecoach.services.cases import cases
from stagecoach.services.cases import guide as case_guide
from stagecoach.services.cases import room as rooms
from stagecoach.services.cases import warnings as case_warnings
from stagecoach.ui.cases import student_forms
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.widgets.badges import Avatar
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

_KINDS: dict[str, tuple[str, Callable[[], str]]] = {
    "talk": ("calendar", lambda: _("talk")),
    "action": ("hand-helping", lambda: _("action")),
    "feedback": ("message-square", lambda: _("tell the student")),
    "aftercare": ("hand-heart", lambda: _("aftercare")),
}


def kind_words(kind: str) -> tuple[str, str]:
    """Picture and word of something that is due."""
    icon, words = _KINDS[kind]
    return icon, words()


def parts(page: QWidget, open_room: OpenRoom, case: Case, shown: CaseStep) -> list[QFrame]:
    if case.erased:
        return []
    frames = [_knows(page, open_room, case), _next(open_room, case), _guide(shown)]
    warned = warnings(open_room, case)
    return [_warned(warned), *frames] if warned else frames


def _knows(page: QWidget, open_room: OpenRoom, case: Case) -> QFrame:
    add = button(
        _("Consent"),
        partial(student_forms.consent, open_room, case, page),
        icon="plus",
        small=True,
    )
    frame, body = card(_("Who knows what"), *([add] if case.open else []))
    body.addWidget(_line(rooms.me(open_room.room).name, _("everything"), "eye"))
    for consent in case.consents.values():
        body.addWidget(_consent(open_room, case, consent))
    body.addWidget(
        ruled(
            row(
                label(
                    _("Sharing is possible only when the student says yes."), "muted", wrap=True
                ),
                margins=(16, 10, 16, 12),
            )
        )
    )
    return frame


def _consent(open_room: OpenRoom, case: Case, consent: Consent) -> QFrame:
    if consent.withdrawn_on is not None:
        what = _("withdrawn %s") % short_day(consent.withdrawn_on)
        return _line(consent.who, what, "eye-off")
    gone = button(
        "",
        partial(open_room.do, cases.withdraw, case.id, consent.id),
        kind="quiet",
        icon="x",
        small=True,
    )
    gone.setProperty("iconOnly", True)
    gone.setToolTip(_("Withdraw"))
    gone.setAccessibleName(_("Withdraw: %s") % consent.who)
    end = [gone] if case.open else []
    return _line(consent.who, _("only: %s") % consent.what, "eye", *end)


def _line(who: str, what: str, icon: str, *end: QWidget) -> QFrame:
    words = column(
        label(who, "", wrap=True),
        row(
            icon_label(icon, "text.secondary", 15), label(what, "secondary", wrap=True), spacing=6
        ),
        spacing=1,
    )
    line = row(
        Avatar(who, sum(map(ord, who)), 28), words, *end, spacing=10, margins=(16, 7, 10, 7)
    )
    line.setStretch(1, 1)
    frame = ruled(line)
    frame.setAccessibleName(f"{who}: {what}")
    return frame


def _next(open_room: OpenRoom, case: Case) -> QFrame:
    frame, body = card(_("After this"))
    today = clock.today()
    due = case.due(today)
    for when, kind, note in due:
        icon, name = kind_words(kind)
        late = when < today
        about = f"{name}: {note}" if note else name
        words = column(
            label(
                f"{day(when)}, " + _("late") if late else day(when), "alert" if late else "strong"
            ),
            label(about, "secondary", wrap=True),
            spacing=0,
        )
        tone = "alert.strong" if late else "sealed.strong"
        line = row(
            column(icon_label(icon, tone, 18), None), words, spacing=10, margins=(16, 7, 12, 7)
        )
        line.setStretch(1, 1)
        body.addWidget(ruled(line))
    if cases.first_reply_late(open_room.room, case):
        text = label(_("The student has had no reply yet."), "alert", wrap=True)
        body.addWidget(ruled(row(text, margins=(16, 8, 16, 8))))
    elif not due:
        text = label(_("Nothing planned."), "muted")
        body.addWidget(ruled(row(text, margins=(16, 8, 16, 12))))
    return frame


def _guide(step: CaseStep) -> QFrame:
    """A short guide per step, for the handler."""
    lines: list[object] = []
    for guide_step in case_guide.steps(step):
        head = row(
            icon_label("notebook-pen", "sealed.strong", 16),
            label(guide_step.name, "strong"),
            None,
            spacing=8,
        )
        lines.append(column(head, label(guide_step.guide, "secondary", wrap=True), spacing=2))
    return framed("sealedCard", column(*lines, spacing=10, margins=(16, 12, 16, 12)))


def warnings(open_room: OpenRoom, case: Case) -> list[str]:
    """Computed now, from the file that is open here; what is new is written in the case."""
    workspace, since = open_room.beside(), case.received_on
    if workspace is None or not case.student_id or since is None:
        return [case_warnings.sentence(warning) for warning in case.warnings]
    facts = workspace.ask(case_warnings.since, case.student_id, since)
    open_room.ask(case_warnings.keep, case.id, facts)
    return [case_warnings.sentence(warning) for warning in dict.fromkeys([*case.warnings, *facts])]


def _warned(texts: list[str]) -> QFrame:
    """A fact and its day, and no conclusion."""
    lines = [label(text, "", wrap=True) for text in texts]
    about = label(_("Only you see this. It says nothing about why."), "muted", wrap=True)
    sign = column(icon_label("info", "sealed.strong", 18), None)
    inner = row(sign, column(*lines, about, spacing=4), spacing=10, margins=(16, 12, 14, 12))
    inner.setStretch(1, 1)
    return framed("sealedCard", inner)
