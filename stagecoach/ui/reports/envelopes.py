"""At a computer where students report: envelopes out and answers in, and how many there were.

All of it without signing in, and none of it tells how many envelopes are real.
"""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _, full_date
from stagecoach.services.cases import figures as case_figures
from stagecoach.services.reports import post
from stagecoach.services.reports.post import Outbox, PostFolder
from stagecoach.ui.dialogs import files, messages
from stagecoach.ui.dialogs.dialog import Dialog
from stagecoach.ui.dialogs.progress import ProgressDialog
from stagecoach.ui.widgets.fields import button, label, row, ruled


def take(box: Outbox, parent: QWidget) -> None:
    """Ophalen: to a folder or a stick."""
    folder = files.ask_folder(parent, _("Folder or stick for the envelopes"))
    if folder is not None:
        take_to(box, parent, folder)


def take_to(box: Outbox, parent: QWidget, folder: Path) -> ProgressDialog:
    dialog = ProgressDialog(
        _("Fetch envelopes"), "mailbox", partial(post.take, box, folder), post.sentence, parent
    )
    dialog.open_once()
    return dialog


def bring(place: PostFolder, parent: QWidget) -> None:
    """Terugbrengen: from a folder or a stick."""
    folder = files.ask_folder(parent, _("Folder or stick with answers"))
    if folder is not None:
        bring_from(place, parent, folder)


def bring_from(place: PostFolder, parent: QWidget, folder: Path) -> ProgressDialog:
    dialog = ProgressDialog(
        _("Bring answers back"), "inbox", partial(post.bring, place, folder), post.sentence, parent
    )
    dialog.open_once()
    return dialog


def figures(place: PostFolder, parent: QWidget) -> None:
    """How many cases per school year, from a file of an adviser."""
    chosen = files.ask_open(
        parent, _("Figures of an adviser"), files.of_program(case_figures.SUFFIX)
    )
    if chosen:
        figures_of(place, parent, chosen)


def figures_of(place: PostFolder, parent: QWidget, path: Path) -> None:
    try:
        year_figures = case_figures.read(place, path)
    except StageCoachError as error:
        messages.complain(parent, str(error))
        return
    FiguresDialog(year_figures, parent).open_once()


class FiguresDialog(Dialog):
    """Counts per school year, and nothing else."""

    tone = "sealed.strong"

    def __init__(self, year_figures: case_figures.Figures, parent: QWidget) -> None:
        super().__init__(_("Reports per school year"), "scale", 460, parent)
        signature = _("Signed by %(name)s on %(day)s.")
        words = {"name": year_figures.adviser, "day": full_date(year_figures.made_on)}
        self.body.addWidget(label(signature % words, "secondary", wrap=True))
        for year, count in year_figures.lines:
            self.body.addWidget(
                ruled(row(label(year), None, label(count, "strong"), margins=(4, 8, 4, 8)))
            )
        if not year_figures.lines:
            self.body.addWidget(label(_("No reports yet."), "muted"))
        self.footer.addWidget(button(_("Close"), self.reject, kind="seal", keys="Esc"))

    def accept(self) -> None:
        self.reject()
