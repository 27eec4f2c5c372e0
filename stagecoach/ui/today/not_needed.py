"""Why a point of attention is not needed: kept, so that it can be read and undone."""

from PySide6.QtWidgets import QWidget

from stagecoach.i18n import _
from stagecoach.services.today import attention
from stagecoach.services.today.points import Point
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.ask import AskForm
from stagecoach.ui.dialogs.fields import Asked


def not_needed(workspace: Workspace, point: Point, parent: QWidget | None = None) -> AskForm:
    def save(typed: dict[str, str]) -> None:
        me, reason = workspace.person_id, typed["reason"]
        workspace.do(attention.clear, point, me, on_paper=False, reason=reason)
        workspace.say(_("Set aside: not needed"), undo=True)

    return AskForm(
        workspace,
        _("Not needed"),
        "circle-alert",
        [Asked("reason", _("&Because"))],
        save,
        parent,
        above=[(point.title, "strong"), (point.detail, "secondary")],
        ok=_("Set aside"),
    )
