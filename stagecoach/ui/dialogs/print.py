"""A dialog of paper before it is saved: seen as it will be printed, blank or filled in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QWidget

from stagecoach.documents import preview, printing
from stagecoach.documents.preview import Picture
from stagecoach.domain import texts
from stagecoach.i18n import _
from stagecoach.services import Store
from stagecoach.ui.core.jobs import Latest
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import files, printer
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import button
from stagecoach.ui.widgets.paper import Pages, paper_pixmap
from stagecoach.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    pass

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
        student: str = "",
    ) -> None:
        """`student`: whose it is, where the file may be called after them."""
        super().__init__(workspace, title, "printer", 760, parent)
        self._ways, self._name, self._student = ways, name, student
        self.whose = QCheckBox(_("The student's name in the name of the file"))
        self.whose.setVisible(bool(student))
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
        self.body.addWidget(self.whose)
        self.save_button = button(_("Save as PDF"), self.save_as, icon="file-down")
        self.add_buttons(_("Print"))
        self.footer.insertWidget(self.footer.count() - 1, self.save_button)
        QShortcut(QKeySequence("Ctrl+P"), self, self.accept)
        self._enable(on=False)
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
        self._enable(on=True)
        self._pages.show_pages(paper_pixmap(picture) for picture in drawn.pages)

    def _enable(self, *, on: bool) -> None:
        for push_button in (self.save_button, self.ok):
            push_button.setEnabled(on)

    def accept(self) -> None:
        """To a printer, by the dialog of the system."""
        if self.pdf:
            printer.send(self, self.pdf, self._printed, self.status.setText)

    def _printed(self) -> None:
        self.workspace.say(_("To the printer"))
        self.done(1)

    @Slot()
    def save_as(self) -> None:
        name = self._name
        if self.whose.isChecked():
            name = f"{texts.in_file_name(self._student)}-{name}"
        chosen = files.ask_save(self, _("Save as PDF"), name, files.PDF)
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
