"""A document from the store, shown inside the program: nothing is written outside it."""

from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from stagecoach.documents import printing
from stagecoach.documents.foreign import Drawn, Opened
from stagecoach.documents.preview import State
from stagecoach.i18n import _
from stagecoach.services import Store
from stagecoach.services.students import attachments
from stagecoach.services.students.attachments import PDF, Row
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import files, messages
from stagecoach.ui.dialogs.drawing import Drawing
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.fields import button
from stagecoach.ui.widgets.pages_in_view import PagesInView, shown_size
from stagecoach.ui.widgets.paper import Pages, paper_pixmap

_WIDTH, _BAR = 760, 40  # of the pages; what a scroll bar and the edges take


class ViewerForm(Form):
    def __init__(self, workspace: Workspace, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(workspace, row.name, "paperclip", _WIDTH + 60, parent)
        self._bytes = b""
        self._row = row
        self._drawing: Drawing | None = None
        self._pages = Pages(_("Document"), 480)
        self._in_view = PagesInView(self._pages)
        self.body.addWidget(self._pages.desk)
        self.copy = button(_("Save a copy …"), self._save_copy, icon="file-down")
        close = button(_("Close"), self.reject, kind="primary", keys="Esc")
        for footer_button in (self.copy, close):
            footer_button.setAutoDefault(False)
            self.footer.addWidget(footer_button)
        self.copy.setEnabled(False)
        self.status.setText(_("Opening …"))
        workspace.in_background(self, self._show, _job, row.id)

    def _show(self, content: bytes) -> None:
        self._bytes = content
        self.copy.setEnabled(True)
        self._drawing = Drawing(content, self)
        self._drawing.opened.connect(self._open)
        self._drawing.drawn.connect(self._draw)
        self._in_view.wanted.connect(self._ask)

    @Slot(object)
    def _open(self, document: Opened) -> None:
        self.status.setText(_more(document))
        if not document.sizes:
            self._pages.show_sentence(_why(document.state))
            return
        enlarge = self._row.media_type == PDF
        self._in_view.show_sizes(
            [shown_size(size, _WIDTH - _BAR, enlarge=enlarge) for size in document.sizes]
        )

    @Slot(int, int)
    def _ask(self, number: int, width: int) -> None:
        if self._drawing is not None and not self._drawing.busy():
            self._drawing.ask(number, width)

    @Slot(object)
    def _draw(self, page: Drawn) -> None:
        pixmap = None
        if page.picture is not None:
            pixmap = paper_pixmap(page.picture, self._in_view.ratio())
        self._in_view.show_page(page.number, pixmap)

    def accept(self) -> None:
        """Nothing is edited here."""
        self.reject()

    def done(self, result: int) -> None:
        if self._drawing is not None:
            self._drawing.stop()
        super().done(result)

    @Slot()
    def _save_copy(self) -> None:
        chosen = files.ask_save(self, _("Save a copy …"), self._row.name)
        if not chosen:
            return
        try:
            printing.write(chosen, self._bytes)
        except OSError:
            text = _("Writing there failed. Nothing is lost: choose another place.")
            messages.complain(self, text)


def _job(store: Store, attachment_id: UUID) -> bytes:
    content: bytes = store.ask(attachments.read, attachment_id)[1]
    return content


def _more(document: Opened) -> str:
    shown = len(document.sizes)
    if not shown or shown == document.count:
        return ""
    text = _("The first %(shown)d of %(all)d pages. Save a copy to see all.")
    return text % {"shown": shown, "all": document.count}


def _why(state: State) -> str:
    """Why there is nothing to see, and what to do."""
    return {
        State.LOCKED: _(
            "This PDF asks for a password of its own. Save a copy and open that with it."
        ),
        State.EMPTY: _("This document has no pages."),
        State.TOO_LARGE: _("This picture is too large to show here. Save a copy to look at it."),
    }.get(
        state,
        _("This document is damaged and cannot be shown. Another program may read its copy."),
    )
