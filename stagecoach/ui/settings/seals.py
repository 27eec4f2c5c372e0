"""Checking every closed evaluation of the file: how far it is, Stop, and what is wrong."""

import threading
from functools import partial

from PySide6.QtWidgets import QWidget

from stagecoach.i18n import _, ngettext
from stagecoach.services import marks
from stagecoach.services.evaluations import seal_checks
from stagecoach.services.evaluations.seal_checks import Checked
from stagecoach.services.stores import Database
from stagecoach.ui.dialogs.progress import ProgressDialog, Tell

# How many were looked at, all of them, what is wrong, and what only the mark outside tells.
Found = tuple[int, bool, list[Checked], list[str]]


class SealCheckDialog(ProgressDialog):
    tone = "brand.base"
    save_kind = "primary"

    def __init__(self, database: Database, parent: QWidget) -> None:
        title = _("Check closed evaluations")
        super().__init__(title, "shield-check", partial(_check, database), _outcome, parent)


def _check(database: Database, tell: Tell, stop: threading.Event) -> Found:
    """Reads only, so others can work on meanwhile."""
    looked, whole = 0, True

    def progress(done: int, wished: int) -> bool:
        nonlocal looked, whole
        looked, whole = done, done == wished
        tell(done, wished)
        return not stop.is_set()

    wrong = database.ask(seal_checks.check_all, progress)
    return looked, whole, wrong, marks.seal_sentences(database)


def _outcome(outcome: Found) -> str:
    """In sentences that name nobody."""
    looked, whole, wrong, marked = outcome
    text = (
        ngettext(
            "%d closed evaluation was checked.", "%d closed evaluations were checked.", looked
        )
        % looked
    )
    parts = [text] if whole else [text, _("You stopped before the end.")]
    parts += marked
    if wrong:
        parts += seal_checks.sentences(wrong)
        parts.append(_("Put a backup beside it, and tell whoever signed."))
    elif not marked:
        parts.append(_("All of them are what was signed."))
    return "\n".join(parts)
