"""Documenten: the agreement in its sheets, interruptions, stand-ins, and what was attached."""

import uuid
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.people import role_name
from stagecoach.domain.students.agreements import Change
from stagecoach.i18n import _, date
from stagecoach.services.dossier import Summary
from stagecoach.services.students import agreements, attachments, involvements, pauses, stand_ins
from stagecoach.services.students.agreements import Row
from stagecoach.ui.core.tab import Tab
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import files
from stagecoach.ui.dialogs.viewer import ViewerForm
from stagecoach.ui.students import document_rows as rows
from stagecoach.ui.students import small_dialogs
from stagecoach.ui.students.agreement_forms import AgreementForm
from stagecoach.ui.widgets.fields import button, card, column, label, row, ruled, scroll
from stagecoach.ui.widgets.layouts import clear


class DocumentsTab(Tab):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._placement_id: uuid.UUID | None = None
        self.setAcceptDrops(True)
        new = button(_("New sheet"), self.new_sheet, icon="plus", small=True, right=Right.STUDENTS)
        end = button(
            _("Early end"), self.end_early, kind="quiet", small=True, right=Right.STUDENTS
        )
        agreed, self._sheets = card(_("Agreement"), end, new)
        pause = button(
            _("Interruption"), self.new_pause, icon="plus", small=True, right=Right.STUDENTS
        )
        paused, self._pauses = card(_("Interruptions"), pause)
        stand = button(
            _("Stand-in"), self.new_stand_in, icon="plus", small=True, right=Right.STUDENTS
        )
        standing, self._stand_ins = card(_("Stand-ins"), stand)
        other = button(_("Person"), self.new_part, icon="plus", small=True, right=Right.STUDENTS)
        involved, self._parts = card(_("Also involved"), other)
        add = button(
            _("Add document"),
            self.add_document,
            icon="paperclip",
            small=True,
            right=Right.DOCUMENTS,
        )
        kept, self._documents = card(_("Documents"), add)
        content = QWidget()
        beside = column(standing, involved, None, spacing=16)
        lower = row(column(paused, None), beside, spacing=16)
        content.setLayout(column(agreed, lower, kept, None, spacing=16, margins=(32, 16, 32, 16)))
        self.setLayout(column(scroll(content)))

    def show_summary(self, summary: Summary) -> None:
        key = self._placement_id = summary.head.placement_id
        ask = self.workspace.ask
        agreed = ask(agreements.load, key)
        self._fill(
            self._sheets,
            (rows.sheet(paper, partial(self._signed, paper)) for paper in reversed(agreed.sheets)),
            _("No sheet yet."),
        )
        self._fill(
            self._pauses,
            (
                rows.removable("calendar", p.reason, rows.span(p), partial(self._no_pause, p.id))
                for p in agreed.pauses
            ),
            _("No interruptions."),
        )
        replaced = map(self._stand_in, ask(stand_ins.overview, key))
        self._fill(self._stand_ins, replaced, _("Nobody stands in."))
        self._fill(self._parts, map(self._part, ask(involvements.overview, key)), _("Nobody."))
        documents = ask(attachments.overview, key)
        empty = _("No documents yet. Drop a PDF or a picture here.")
        self._fill(
            self._documents,
            (
                rows.document(paper, partial(self._look, paper), partial(self._drop, paper.id))
                for paper in documents
            ),
            empty,
        )

    def _fill(self, body: QVBoxLayout, lines: Any, empty: str) -> None:
        clear(body)
        widgets = list(lines)
        for widget in widgets or [ruled(row(label(empty, "muted"), margins=(16, 12, 16, 14)))]:
            body.addWidget(widget)

    def _stand_in(self, deputy: stand_ins.Row) -> QFrame:
        words = {"name": deputy.name, "other": deputy.instead_of}
        text = _("%(name)s in the place of %(other)s") % words
        remove = partial(self._no_stand_in, deputy.id)
        return rows.removable("users-round", text, rows.span(deputy), remove)

    def _part(self, part: involvements.Row) -> QFrame:
        until = date(part.until_on) if part.until_on else _("no end")
        text = f"{part.name}, {role_name(part.role)}"
        remove = partial(self._no_part, part.id)
        return rows.removable("users-round", text, f"{date(part.from_on)} – {until}", remove)

    @Slot()
    def new_sheet(self) -> None:
        self._agreement(Change.CHANGED)

    @Slot()
    def end_early(self) -> None:
        self._agreement(Change.ENDED)

    def _agreement(self, change: Change) -> None:
        if self._placement_id is None:
            return
        draft = self.workspace.ask(agreements.new_draft, self._placement_id)
        if draft.change is not Change.FIRST:
            draft.change, draft.valid_from = change, clock.today()
            if change is Change.ENDED:
                draft.ends_on = clock.today()
        AgreementForm(self.workspace, draft, self).open_once()

    def _signed(self, sheet: Row, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        small_dialogs.signed(self.workspace, sheet, self).open_once()

    @Slot()
    def new_pause(self) -> None:
        if self._placement_id is not None:
            small_dialogs.pause(self.workspace, self._placement_id, self).open_once()

    @Slot()
    def new_stand_in(self) -> None:
        if self._placement_id is not None:
            small_dialogs.stand_in(self.workspace, self._placement_id, self).open_once()

    def _no_pause(self, key: uuid.UUID, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self.workspace.do(pauses.remove, key)
        self.workspace.say(_("Interruption removed"), undo=True)

    def _no_stand_in(self, key: uuid.UUID, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self.workspace.do(stand_ins.remove, key)
        self.workspace.say(_("Stand-in removed"), undo=True)

    @Slot()
    def new_part(self) -> None:
        if self._placement_id is not None:
            small_dialogs.part(self.workspace, self._placement_id, self).open_once()

    def _no_part(self, key: uuid.UUID, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self.workspace.do(involvements.remove, key)
        self.workspace.say(_("Person removed"), undo=True)

    @Slot()
    def add_document(self) -> None:
        chosen = files.ask_open(self, _("Add document"), attachments.pattern())
        if chosen:
            self.attach(chosen)

    def attach(self, path: Path) -> None:
        """Read in the background: a scan may take a while."""
        if self._placement_id is not None:
            self.workspace.in_background(
                self,
                self._attached,
                attachments.attach,
                self._placement_id,
                path,
                self.workspace.person_id,
            )

    def _attached(self, _key: object) -> None:
        self.workspace.say(_("Document added"))

    def _look(self, file: attachments.Row, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        ViewerForm(self.workspace, file, self).open_once()

    def _drop(self, key: uuid.UUID, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self.workspace.do(attachments.remove, key)
        self.workspace.say(_("Document removed"), undo=True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.attach(Path(url.toLocalFile()))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
