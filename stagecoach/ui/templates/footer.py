"""What the editor tells at its foot, and the proof it prints."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from stagecoach.documents.evaluations import form as forms
from stagecoach.domain.templates import checks as blueprint_checks
from stagecoach.domain.templates.blueprints import Blueprint
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _, ngettext
from stagecoach.services import Store
from stagecoach.services.printing import proof as template_preview
from stagecoach.services.templates import drafts as template_drafts
from stagecoach.services.templates.drafts import Draft
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.print import PrintForm, Way
from stagecoach.ui.widgets.fields import column, icon_label, label, row


def foot_words(workspace: Workspace, draft: Draft, blueprint: Blueprint) -> QHBoxLayout:
    """What holds for this version, or what it still misses."""
    if draft.fixed:
        first = _("Version %d is fixed") % draft.version
        second = _("Running evaluations keep it. Editing makes the next version.")
        return _icon_line("lock", label(first, "label"), label(second, "caption"))
    codes = workspace.ask(template_drafts.codes, blueprint.crebo)
    wrong = blueprint_checks.problems(blueprint, codes)
    told = [*wrong, *blueprint_checks.remarks(blueprint)]
    if not told and draft.used_before:
        text = ngettext(
            "Version %(version)d is fixed, used by %(count)d evaluation",
            "Version %(version)d is fixed, used by %(count)d evaluations",
            draft.used_before,
        )
        words = {"version": draft.version - 1, "count": draft.used_before}
        later = _("They do not change. Version %d holds for new evaluations.") % draft.version
        told = [text % words, later]
    elif not told:
        told = [_("Nothing is missing: it can be released")]
    first_line = label(told[0], "problem" if wrong else "label", wrap=True)
    rest = label(" ".join(told[1:3]), "caption", wrap=True)
    return _icon_line("pencil", first_line, rest)


def _icon_line(icon: str, *lines: QWidget) -> QHBoxLayout:
    words = column(None, *lines, None, spacing=0)
    line = row(icon_label(icon, "text.secondary", 20), words, spacing=14)
    line.setStretch(1, 1)
    return line


def draw_proof(blueprint: Blueprint, version: int, store: Store) -> bytes:
    """Raises StageCoachError where it cannot be drawn yet."""
    form = store.ask(template_preview.form, blueprint, version)
    if form is None:
        raise StageCoachError(_("This form cannot be drawn yet. See below what it misses."))
    return forms.draw(form)


def open_proof(workspace: Workspace, blueprint: Blueprint, version: int, parent: QWidget) -> None:
    """How the form will be printed, blank."""
    ways = [Way(_("Blank"), partial(draw_proof, blueprint, version))]
    PrintForm(workspace, _("Proof print"), _("proof.pdf"), ways, parent).open_once()
