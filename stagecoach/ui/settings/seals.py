"""Checking every closed evaluation of the file: how far it is, Stop, and what is wrong."""

import threading
from functools import partial

from PySide6.QtWidgets import QWidget

from stagecoach.i18n import _, ngettext
from stagecoach.services import Store
from stagecoach.services.evaluations import seal_checks
from stagecoach.services.evaluations.seal_checks import Checked
from stagecoach.ui.dialogs.progress import ProgressDialog, Tell

Found = tuple[int, bool, list[Checked]]  # how many were looked at, all of them, what is wrong


class SealCheckDialog(ProgressDialog):
    tone = "brand.base"
    save_kind = "primary"

    def __init__(self, store: Store, parent: QWidget) -> None:
        title = _("Check closed evaluations")
        super().__init__(title, "shield-check", partial(_check, store), _outcome, parent)


def _check(store: Store, tell: Tell, stop: threading.Event) -> Found:
    """Reads only, so others can work on meanwhile."""
    looked, whole = 0, True

    def progress(done: int, wished: int) -> bool:
        nonlocal looked, whole
        looked, whole = done, done == wished
        tell(done, wished)
        return not stop.is_set()

    wrong = store.ask(seal_checks.check_all, progress)
    return looked, whole, wrong


def _outcome(outcome: Found) -> str:
    """In sentences that name nobody."""
    looked, whole, wrong = outcome
    text = (
        ngettext(
            "%d closed evaluation was checked.", "%d closed evaluations were checked.", looked
        )
        % looked
    )
    parts = [text] if whole else [text, _("You stopped before the end.")]
    if wrong:
        parts += seal_checks.sentences(wrong)
        parts.append(_("Put a backup beside it, and tell whoever signed."))
    else:
        parts.append(_("All of them are what was signed."))
    return "\n".join(parts)
