"""A document from the store, shown inside the program: nothing is written outside it."""

import contextlib
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, Qt, Slot
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QWidget

from stagecoach.documents import foreign, preview, printing
from stagecoach.documents.preview import Picture
from stagecoach.i18n import _
from stagecoach.services import Store
from stagecoach.services.students import attachments
from stagecoach.services.students.attachments import PDF, Row
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import files, messages
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import button
from stagecoach.ui.widgets.paper import Pages, paper_pixmap

_WIDTH, _SCALE, _MOST = 760, 1.15, 300  # pages


@dataclass(frozen=True)
class _Read:
    row: Row
    content: bytes
    pages: list[Picture]
    count: int  # of a PDF: all its pages


class ViewerForm(Form):
    def __init__(self, workspace: Workspace, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(workspace, row.name, "paperclip", _WIDTH + 60, parent)
        self._bytes = b""
        self._name = row.name
        self._pages = Pages(_("Document"), 480)
        self.body.addWidget(self._pages.desk)
        self.copy = button(_("Save a copy …"), self._save_copy, icon="file-down")
        close = button(_("Close"), self.reject, kind="primary", keys="Esc")
        for footer_button in (self.copy, close):
            footer_button.setAutoDefault(False)
            self.footer.addWidget(footer_button)
        self.copy.setEnabled(False)
        self.status.setText(_("Opening …"))
        workspace.in_background(self, self._show, _job, row.id)

    def _show(self, document: _Read) -> None:
        self._bytes = document.content
        self.copy.setEnabled(True)
        self.status.setText(_more(document))
        pictures = [paper_pixmap(page) for page in document.pages]
        if document.row.media_type != PDF:
            pictures = [_picture(document.content)]
        unread = _("This document cannot be shown. Save a copy to look at it.")
        self._pages.show_pages(pictures, unread)

    def accept(self) -> None:
        """Nothing is edited here."""
        self.reject()

    @Slot()
    def _save_copy(self) -> None:
        chosen = files.ask_save(self, _("Save a copy …"), self._name)
        if not chosen:
            return
        try:
            printing.write(chosen, self._bytes)
        except OSError:
            text = _("Writing there failed. Nothing is lost: choose another place.")
            messages.complain(self, text)


def _job(store: Store, attachment_id: UUID) -> _Read:
    row, content = store.ask(attachments.read, attachment_id)
    pages: list[Picture] = []
    count = 0
    if row.media_type == PDF:
        with contextlib.suppress(preview.Unreadable):
            count, pages = foreign.pictures(content, _SCALE, _MOST)
    return _Read(row, content, pages, count)


def _more(document: _Read) -> str:
    """A picture of each of a thousand pages would fill the memory."""
    shown = len(document.pages)
    if not shown or shown == document.count:
        return ""
    text = _("The first %(shown)d of %(all)d pages. Save a copy to see all.")
    return text % {"shown": shown, "all": document.count}


def _picture(content: bytes) -> QPixmap:
    data = QByteArray(content)
    buffer = QBuffer(data)  # these two live as long as the reader reads
    reader = QImageReader(buffer)
    size = reader.size()
    if size.width() * size.height() > preview.LARGEST_ALL:
        return QPixmap()  # which is said instead
    picture = QPixmap.fromImageReader(reader)
    if picture.width() > _WIDTH:
        return picture.scaledToWidth(_WIDTH, Qt.TransformationMode.SmoothTransformation)
    return picture
