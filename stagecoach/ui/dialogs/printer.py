"""A PDF to a printer: the dialog of the system, then the job in a thread of its own."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from stagecoach.errors import StageCoachError
from stagecoach.ui.core.jobs import once

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


def send(
    parent: QWidget, pdf: bytes, sent: Callable[[], Any], failed: Callable[[str], Any]
) -> None:
    """`failed` hears in a sentence why it does not go; nothing is heard where it is called off."""
    from stagecoach.ui.dialogs import paper_job

    if why := paper_job.why_not():
        failed(why)
        return
    paper_job.ask(parent, partial(send_to, parent, pdf, sent, failed))


def send_to(
    parent: QWidget,
    pdf: bytes,
    sent: Callable[[], Any],
    failed: Callable[[str], Any],
    printer: "QPrinter",
) -> None:
    from stagecoach.ui.dialogs import paper_job

    def done(_nothing: object) -> None:
        sent()

    def stuck(error: Exception) -> None:
        if not isinstance(error, StageCoachError):
            raise error
        failed(str(error))

    once(parent, done, partial(paper_job.job_for(printer), pdf), failed=stuck)
