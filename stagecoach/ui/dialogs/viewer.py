"""A document from the store, shown inside the program: nothing is written outside it."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from stagecoach.documents import preview, printing
from stagecoach.documents.preview import Picture
from stagecoach.i18n import _
from stagecoach.services import Store
from stagecoach.services.students import attachments
from stagecoach.services.students.attachments import PDF, Row
from stagecoach.ui.core import theme
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import messages
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import button, named, scroll
from stagecoach.ui.widgets.paper import paper_pixmap

_WIDTH, _SCALE, _MOST = 760, 1.15, 300  # pages


@dataclass(frozen=True)
class _Read:
    row: Row
    content: bytes
    pages: list[Picture]


class ViewerForm(Form):
    def __init__(self, workspace: Workspace, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(workspace, row.name, "paperclip", _WIDTH + 60, parent)
        self._bytes = b""
        self._name = row.name
        self._pages = QVBoxLayout()
        self._pages.setSpacing(12)
        holder = QWidget()
        holder.setLayout(self._pages)
        desk = named(scroll(holder, "desk"), _("Document"))
        desk.setFixedHeight(theme.scaled(480))
        desk.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(desk)
        self.copy = button(_("Save a copy …"), self._save_copy, icon="file-down")
        close = button(_("Close"), self.reject, kind="primary", keys="Esc")
        for made in (self.copy, close):
            made.setAutoDefault(False)
            self.footer.addWidget(made)
        self.copy.setEnabled(False)
        self.status.setText(_("Opening …"))
        workspace.in_background(self, self._show, _job, row.id)

    def _show(self, found: _Read) -> None:
        self._bytes = found.content
        self.copy.setEnabled(True)
        self.status.setText("")
        pictures = [paper_pixmap(page) for page in found.pages]
        if found.row.media_type != PDF:
            pictures = [_picture(found.content)]
        for number, picture in enumerate(pictures, start=1):
            page = named(QLabel(), _("Page %d") % number)
            page.setAlignment(Qt.AlignmentFlag.AlignCenter)
            if picture.isNull():
                page.setText(_("This document cannot be shown. Save a copy to look at it."))
            else:
                page.setPixmap(picture)
            self._pages.addWidget(page)
        self._pages.addStretch()

    def accept(self) -> None:
        """Nothing is edited here."""
        self.reject()

    @Slot()
    def _save_copy(self) -> None:
        start = str(Path.home() / self._name)
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save a copy …"), start)
        if not chosen:
            return
        try:
            printing.write(Path(chosen), self._bytes)
        except OSError:
            text = _("Writing there failed. Nothing is lost: choose another place.")
            messages.complain(self, text)


def _job(store: Store, attachment_id: UUID) -> _Read:
    row, content = store.ask(attachments.read, attachment_id)
    pages: list[Picture] = []
    if row.media_type == PDF:
        try:
            count = min(preview.page_count(content), _MOST)
            pages = [preview.render(content, number, _SCALE) for number in range(count)]
        except preview.Unreadable:
            pages = []
    return _Read(row, content, pages)


def _picture(content: bytes) -> QPixmap:
    made = QPixmap()
    made.loadFromData(content)
    if made.width() > _WIDTH:
        return made.scaledToWidth(_WIDTH, Qt.TransformationMode.SmoothTransformation)
    return made
