"""Small dialogs of Documenten: a signature, an interruption, who stands in, who takes part."""

import uuid
from typing import Any

from PySide6.QtWidgets import QWidget

from stagecoach import clock
from stagecoach.domain.people import GUIDES, Role, role_name
from stagecoach.i18n import _
from stagecoach.services.students import agreements, involvements, pauses, stand_ins
from stagecoach.services.students.agreements import Row
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.ask import AskForm
from stagecoach.ui.dialogs.fields import DAY, ONE, Asked


def signed(workspace: Workspace, sheet: Row, parent: QWidget | None = None) -> AskForm:
    """When the three signed. After that the sheet stays as it is."""
    text = _("From then on this sheet stays as it is. A change gets a sheet of its own.")

    def save(typed: dict[str, Any]) -> None:
        workspace.do(agreements.sign, sheet.id, typed["signed_on"])
        workspace.say(_("Signature noted"), undo=True)

    return AskForm(
        workspace,
        _("Signed on"),
        "signature",
        [Asked("signed_on", _("&Signed on"), DAY)],
        save,
        parent,
        width=440,
        above=[(text, "secondary")],
    )


def pause(workspace: Workspace, placement_id: uuid.UUID, parent: QWidget | None = None) -> AskForm:
    def save(typed: dict[str, Any]) -> None:
        days = typed["from_on"], typed["until_on"]
        workspace.do(pauses.add, placement_id, *days, typed["reason"])
        workspace.say(_("Interruption saved"), undo=True)

    asked = [*_span(), Asked("reason", _("&Reason"))]
    return AskForm(workspace, _("Interruption"), "calendar", asked, save, parent)


def stand_in(
    workspace: Workspace, placement_id: uuid.UUID, parent: QWidget | None = None
) -> AskForm:
    def save(typed: dict[str, Any]) -> None:
        days = typed["from_on"], typed["until_on"]
        role = Role(str(typed["role"]))
        workspace.do(stand_ins.add, placement_id, role, typed["name"], *days)
        workspace.say(_("Stand-in saved"), undo=True)

    asked = [_role(GUIDES, _("&In the place of")), Asked("name", _("&Name")), *_span()]
    return AskForm(workspace, _("Stand-in"), "users-round", asked, save, parent)


def part(workspace: Workspace, placement_id: uuid.UUID, parent: QWidget | None = None) -> AskForm:
    """Somebody who takes part in the placement beside its guides."""

    def save(typed: dict[str, Any]) -> None:
        days = typed["from_on"], typed["until_on"]
        role = Role(str(typed["role"]))
        workspace.do(involvements.add, placement_id, role, typed["name"], *days)
        workspace.say(_("Person saved"), undo=True)

    asked = [
        _role(involvements.ROLES, _("&Role")),
        Asked("name", _("&Name")),
        Asked("from_on", _("&First day"), DAY, clock.today()),
        Asked("until_on", _("&Last day"), DAY, hint=_("may be empty")),
    ]
    return AskForm(workspace, _("Also involved"), "users-round", asked, save, parent)


def _span() -> list[Asked]:
    return [Asked("from_on", _("&First day"), DAY), Asked("until_on", _("&Last day"), DAY)]


def _role(roles: tuple[Role, ...], title: str) -> Asked:
    return Asked("role", title, ONE, roles[0], [(role, role_name(role)) for role in roles])
