"""A dialog of paper before it is saved: seen as it will be printed, blank or filled in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from stagecoach.documents import preview, printing
from stagecoach.documents.preview import Picture
from stagecoach.i18n import _
from stagecoach.services import Store
from stagecoach.ui.core.jobs import Latest
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import files
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.paper import Pages, paper_pixmap
from stagecoach.ui.widgets.segmented import Segmented

Draw = Callable[[Store], bytes]
_SCALE = 1.1  # of 72 pixels an inch
_MOST = 12  # pages shown; all of them are saved


@dataclass(frozen=True)
class Way:
    """One way in which the dialog can be printed."""

    title: str
    draw: Draw


@dataclass(frozen=True)
class _Drawn:
    pdf: bytes
    pages: list[Picture]


class PrintForm(Form):
    """`name` is the file's, and names nobody."""

    def __init__(
        self,
        workspace: Workspace,
        title: str,
        name: str,
        ways: list[Way],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, title, "printer", 760, parent)
        self._ways, self._name = ways, name
        self.pdf = b""
        self.way = Segmented(_("How do you want it?"))
        for number, way in enumerate(ways):
            self.way.add(number, way.title)
        self.way.set_value(0)
        self._latest = Latest(workspace, self._wanted, self._show, self)
        self.way.chosen.connect(self._draw)
        self._pages = Pages(_("Page preview"), 440)
        if len(ways) > 1:
            self.body.addWidget(self.way)
        self.body.addWidget(self._pages.desk)
        self.add_buttons(_("Save as PDF"))
        self.ok.setEnabled(False)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        self.status.setText(_("Drawing …"))
        self._latest.ask_now()

    def _wanted(self) -> Callable[[Store], _Drawn]:
        at = self.way.value()
        return partial(_job, self._ways[at if isinstance(at, int) else 0].draw)

    def _show(self, drawn: _Drawn) -> None:
        self.pdf = drawn.pdf
        self.status.setText("")
        self.ok.setEnabled(True)
        self._pages.show_pages(paper_pixmap(picture) for picture in drawn.pages)

    def accept(self) -> None:
        if not self.pdf:
            return
        chosen = files.ask_save(self, _("Save as PDF"), self._name, files.PDF)
        if chosen:
            self.save_to(chosen)

    def save_to(self, path: Path) -> None:
        try:
            printing.write(path.with_suffix(".pdf"), self.pdf)
        except OSError:
            self.status.setText(_("Writing there failed. Nothing is lost: choose another place."))
            return
        self.workspace.say(_("Saved as PDF"))
        self.done(1)


def _job(draw: Draw, store: Store) -> _Drawn:
    pdf = draw(store)
    return _Drawn(pdf, preview.pictures(pdf, _SCALE, _MOST))
