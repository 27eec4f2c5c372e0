"""Why a point of attention is not needed: kept, so that it can be read and undone."""

from PySide6.QtWidgets import QLineEdit, QWidget

from stagecoach.i18n import _
from stagecoach.services.today import attention
from stagecoach.services.today.points import Point
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import label


class NotNeededForm(Form):
    def __init__(self, workspace: Workspace, point: Point, parent: QWidget | None = None) -> None:
        super().__init__(workspace, _("Not needed"), "circle-alert", 480, parent)
        self._point = point
        self.body.addWidget(label(point.title, "strong", wrap=True))
        self.body.addWidget(label(point.detail, "secondary", wrap=True))
        self.reason = QLineEdit()
        self.add_field("reason", _("&Because"), self.reason)
        self.add_buttons(_("Set aside"))

    def save(self) -> None:
        me = self.workspace.person_id
        reason = self.reason.text()
        self.workspace.do(attention.clear, self._point, me, on_paper=False, reason=reason)
        self.workspace.say(_("Set aside: not needed"), undo=True)
