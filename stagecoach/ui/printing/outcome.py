"""Where the chosen forms go: to a printer as one job, or to a folder as files; and what then."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from stagecoach.documents import printing as jobs
from stagecoach.i18n import _, ngettext
from stagecoach.services import Store
from stagecoach.services.printing.forms import Wish
from stagecoach.ui.core.jobs import Progress
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.printing.footer import Foot

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Outcome(QObject):
    ended = Signal()  # the footer may offer it again

    def __init__(self, workspace: Workspace, foot: Foot, page: QWidget) -> None:
        super().__init__(page)
        self._workspace, self._foot, self._page = workspace, foot, page
        self._files: list[Path] = []
        foot.open.clicked.connect(self._open)
        foot.show_folder.clicked.connect(self._show_folder)

    def to_printer(self, wishes: list[Wish]) -> None:
        """By the dialog of the system."""
        from stagecoach.ui.dialogs import paper_job

        if why := paper_job.why_not():
            self._workspace.say(why)
        else:
            paper_job.ask(self._page, partial(self._print_on, wishes))

    def _print_on(self, wishes: list[Wish], printer: "QPrinter") -> None:
        from stagecoach.ui.dialogs import paper_job

        bring = paper_job.job_for(printer)
        job = partial(_print, self._workspace.database, wishes, bring, self._foot.progress)
        self._foot.begin(len(wishes))
        self._workspace.worker.run(self, self._printed, job, ended=self.ended.emit)

    def _printed(self, count: int) -> None:
        text = ngettext("%d form to the printer", "%d forms to the printer", count) % count
        self._workspace.say(text if count else _("Stopped: nothing is printed."))

    def to_folder(self, wishes: list[Wish], folder: Path, *, whose: bool = False) -> None:
        """Each a file of its own, in the background."""
        progress, database = self._foot.progress, self._workspace.database
        self._foot.begin(len(wishes))
        save = partial(jobs.save_all, whose=whose)
        job = partial(save, database, wishes, folder, progress.report, progress.stopped)
        self._workspace.worker.run(self, self._saved, job, ended=self.ended.emit)

    def _saved(self, printed: jobs.Printed) -> None:
        count = len(printed.files)
        text = ngettext("%d form saved", "%d forms saved", count) % count
        if count < printed.wished:
            text = _("Stopped: %s") % text
        self._files = printed.files
        self._foot.open.setVisible(count == 1)
        self._foot.show_folder.setVisible(count > 0)
        self._workspace.say(text)

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._files[0])))

    @Slot()
    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._files[0].parent)))


def _print(
    store: Store, wishes: list[Wish], bring: Callable[[bytes], None], progress: Progress
) -> int:
    """How many went to the printer; none when somebody stopped it before."""
    pdf = jobs.draw_all(store, wishes, progress.report, progress.stopped)
    if pdf:
        bring(pdf)
    return len(wishes) if pdf else 0
