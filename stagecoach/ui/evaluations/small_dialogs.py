"""Small dialogs that ask one thing: why something changes, another form, a row of one's own."""

import uuid
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from stagecoach.domain.evaluations import Kind, Voice
from stagecoach.i18n import _
from stagecoach.services.evaluations import own_form, voices
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.services.templates import templates
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.ask import AskForm
from stagecoach.ui.dialogs.fields import ONE, TEXT, Asked


def reason(
    workspace: Workspace,
    texts: tuple[str, str, str],
    act: Callable[[str], object],
    parent: QWidget | None = None,
) -> AskForm:
    """Says beforehand what it takes back, and asks why."""
    title, warning, ok = texts
    return AskForm(
        workspace,
        title,
        "pencil",
        [Asked("reason", _("&Why"), TEXT, height=90)],
        lambda typed: act(typed["reason"]),
        parent,
        width=520,
        above=[(warning, "strong")],
        ok=ok,
    )


def other_form(workspace: Workspace, sheet: Sheet, parent: QWidget | None = None) -> AskForm:
    """Another form, as long as nothing is filled in."""
    assert sheet.head is not None
    cohort = workspace.ask(templates.cohort_of, sheet.head.placement_id)
    offered = workspace.ask(
        templates.choices, sheet.head.qualification_id, cohort, Kind(sheet.kind)
    )
    text = _("%(title)s, version %(version)d")
    choices = [
        (form.id, text % {"title": form.title, "version": form.version}) for form in offered
    ]
    now = next((key for key, words in choices if words == sheet.structure.template), None)
    return AskForm(
        workspace,
        _("Another form"),
        "file-text",
        [Asked("form", _("&Form"), ONE, now or (choices[0][0] if choices else None), choices)],
        lambda typed: workspace.do(own_form.use_template, _id(sheet), typed["form"]),
        parent,
        width=520,
        below=_("The evaluation keeps the form it has from the first answer on."),
        ok=_("Use this form"),
    )


def own_row(
    workspace: Workspace, sheet: Sheet, block: str, parent: QWidget | None = None
) -> AskForm:
    """A row of people's own: an elective module, a learning goal."""
    return AskForm(
        workspace,
        _("Row of our own"),
        "plus",
        [Asked("text", _("&What is judged"), most=own_form.LONGEST_ROW)],
        lambda typed: workspace.do(own_form.add_row, _id(sheet), block, typed["text"]),
        parent,
        below=_("It is added to this evaluation only. The template stays as it is."),
        ok=_("Add"),
    )


def other_view(
    workspace: Workspace,
    evaluation_id: uuid.UUID,
    voice: Voice,
    name: str,
    parent: QWidget | None = None,
) -> AskForm:
    """Who else gives a view: a coach, a colleague, the school."""
    asked = [
        Asked("author", _("&Name"), value=name),
        Asked("relation", _("&What are they to the student?")),
    ]
    return AskForm(
        workspace,
        _("Whose view?"),
        "users-round",
        asked,
        lambda typed: workspace.do(
            voices.begin, evaluation_id, voice, typed["author"], typed["relation"]
        ),
        parent,
        below=_("They answer on this machine, and do not see what others answered."),
        ok=_("Begin"),
    )


def _id(sheet: Sheet) -> uuid.UUID:
    assert sheet.id is not None  # it was begun
    return sheet.id
