"""Offers the newest half-typed log after unlocking."""

from PySide6.QtCore import Signal, Slot

from stagecoach import i18n
from stagecoach.i18n import _
from stagecoach.services import drafts
from stagecoach.services.logs import entries as logs
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
            text = _("Your draft of %s is still there.") % i18n.moment(kept.saved_at)
            self.show_text(text)

    @Slot()
    def _drop(self) -> None:
        self.hide()
        kept = self._workspace.ask(logs.half_typed)
        if kept is not None:
            self._workspace.do(drafts.discard, logs.FORM, kept.subject)
