"""A sheet of paper before it is saved: seen as it will be printed, blank or filled in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from stagecoach.documents import preview, printing
from stagecoach.documents.preview import Picture
from stagecoach.i18n import _
from stagecoach.services import Store
from stagecoach.ui.core import theme
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import clear, named, scroll
from stagecoach.ui.widgets.paper import paper_pixmap
from stagecoach.ui.widgets.segmented import Segmented

Draw = Callable[[Store], bytes]
_SCALE = 1.1  # of 72 pixels an inch
_MOST = 12  # pages shown; all of them are saved


@dataclass(frozen=True)
class Way:
    """One way in which the sheet can be printed."""

    title: str
    draw: Draw


@dataclass(frozen=True)
class _Drawn:
    way: int
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
        self.way.chosen.connect(self._draw)
        self._pages = QVBoxLayout()
        self._pages.setSpacing(12)
        if len(ways) > 1:
            self.body.addWidget(self.way)
        holder = QWidget()
        holder.setLayout(self._pages)
        desk = named(scroll(holder, "desk"), _("Page preview"))
        desk.setFixedHeight(theme.scaled(440))
        desk.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(desk)
        self.add_buttons(_("Save as PDF"))
        self.ok.setEnabled(False)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        at = self.way.value()
        number = at if isinstance(at, int) else 0
        self.status.setText(_("Drawing …"))
        self.workspace.in_background(self, self._show, _job, number, self._ways[number].draw)

    def _show(self, drawn: _Drawn) -> None:
        if drawn.way != self.way.value():
            return
        self.pdf = drawn.pdf
        self.status.setText("")
        self.ok.setEnabled(True)
        clear(self._pages)
        for number, picture in enumerate(drawn.pages, start=1):
            page = named(QLabel(), _("Page %d") % number)
            page.setAlignment(Qt.AlignmentFlag.AlignCenter)
            page.setPixmap(paper_pixmap(picture))
            self._pages.addWidget(page)
        self._pages.addStretch()

    def accept(self) -> None:
        if not self.pdf:
            return
        start = str(Path.home() / self._name)
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), start, "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        try:
            printing.write(path.with_suffix(".pdf"), self.pdf)
        except OSError:
            self.status.setText(_("Writing there failed. Nothing is lost: choose another place."))
            return
        self.workspace.say(_("Saved as PDF"))
        self.done(1)


def _job(store: Store, way: int, draw: Draw) -> _Drawn:
    pdf = draw(store)
    count = min(preview.page_count(pdf), _MOST)
    return _Drawn(way, pdf, [preview.render(pdf, number, _SCALE) for number in range(count)])
