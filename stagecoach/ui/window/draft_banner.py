"""Offers the newest half-typed log after unlocking."""

import uuid

from PySide6.QtCore import Signal, Slot

from stagecoach import i18n
from stagecoach.i18n import _
from stagecoach.services import drafts
from stagecoach.services.drafts import Kept
from stagecoach.services.logs import entries as logs
from stagecoach.services.students import students
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.messages import Banner


class DraftBanner(Banner):
    go_on = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("draftBanner", "history", "brand.base")
        self._workspace = workspace
        self.add(_("Go on"), self.go_on.emit)
        self.add(_("Throw away"), self._drop)

    def offer(self) -> None:
        kept = self._workspace.ask(logs.half_typed)
        if kept is not None and kept.fields.get("text", "").strip():
            self.show_text(self._about(kept))

    def _about(self, kept: Kept) -> str:
        """Of what, of whom and when: two students have two drafts."""
        values = {"when": i18n.moment(kept.saved_at)}
        if not kept.subject:
            return _("A log that you began on %(when)s is not saved yet.") % values
        head = self._workspace.ask(students.head, uuid.UUID(kept.subject))
        text = _("A log about %(who)s that you began on %(when)s is not saved yet.")
        return text % {**values, "who": head.name}

    @Slot()
    def _drop(self) -> None:
        self.hide()
        kept = self._workspace.ask(logs.half_typed)
        if kept is not None:
            self._workspace.do(drafts.discard, logs.FORM, kept.subject)
