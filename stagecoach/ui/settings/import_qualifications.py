"""A list of qualifications comes in: how far it is, Stop, and how many were new."""

import threading
from functools import partial

from PySide6.QtWidgets import QWidget

from stagecoach.i18n import _, ngettext
from stagecoach.services import Store
from stagecoach.services.templates import qualifications
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.progress import ProgressDialog, Tell


class ImportDialog(ProgressDialog):
    tone = "brand.base"
    save_kind = "primary"

    def __init__(self, workspace: Workspace, content: bytes, parent: QWidget) -> None:
        title = _("List of qualifications")
        job = partial(_import, workspace.database, content)
        super().__init__(title, "file-down", job, _outcome, parent)


def _import(store: Store, content: bytes, tell: Tell, stop: threading.Event) -> int:
    """All of them or none: they are kept in one go, when the last one is there."""

    def step(done: int, wished: int) -> bool:
        tell(done, wished)
        return not stop.is_set()

    new: int = store.do(qualifications.import_file, content, step)
    return new


def _outcome(new: int) -> str:
    return ngettext("%d new qualification", "%d new qualifications", new) % new
