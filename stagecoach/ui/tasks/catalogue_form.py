"""Choose from the catalogue: tasks that were written once and fit this qualification."""

import uuid

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTableView, QWidget

from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.tasks import catalogue, tasks
from stagecoach.services.tasks.catalogue import Row
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.dialogs.list_menu import text_filter
from stagecoach.ui.widgets.fields import button, label
from stagecoach.ui.widgets.table import Column, TableModel, fit_columns, selected_row, table_view


def _columns() -> list[Column[Row]]:
    return [
        Column(_("Level"), lambda r: r.complexity),
        Column(_("Task"), lambda r: r.title),
        Column(_("Work process"), lambda r: r.process_code, name="process"),
        Column(_("In the plan"), lambda r: _("yes") if r.used else "", name="used"),
    ]


class CatalogueForm(Form):
    def __init__(
        self,
        workspace: Workspace,
        placement_id: uuid.UUID,
        track: Track,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, _("From the catalogue"), "library", 760, parent)
        self._placement_id, self._track = placement_id, track
        self.model = TableModel(_columns(), self, lambda r: f"{r.title}, {r.process_code}")
        self.view: QTableView = table_view(self.model, _("Catalogue"))
        self.view.setMinimumHeight(300)
        hint = _("Filter on words or work process")
        self.filter, bar = text_filter(workspace, "catalogue", self.view, hint)
        self._empty = label(
            _("The catalogue is empty. Open a task and choose To the catalogue."),
            "muted",
            wrap=True,
        )
        self.body.addLayout(bar)
        for part in (self._empty, self.view):
            self.body.addWidget(part)
        self.body.addWidget(self.problem_label("task", self.view))
        self.away = button(_("Retire"), self._retire, kind="quiet", icon="archive-restore")
        self.away.setAutoDefault(False)
        self.footer.addWidget(self.away)
        self.add_buttons(_("Add to the plan"))
        self._fill()
        self.filter.setFocus()

    def _fill(self) -> None:
        rows = self.workspace.ask(catalogue.overview, self._placement_id, self._track)
        self.model.show(rows)
        fit_columns(self.view)
        self._empty.setVisible(not rows)
        self.view.setVisible(bool(rows))
        if rows:
            self.view.selectRow(0)

    def save(self) -> None:
        chosen = selected_row(self.view)
        if not isinstance(chosen, Row):
            raise Invalid({"task": _("Choose a task first.")})
        draft = self.workspace.ask(catalogue.draft_from, self._placement_id, chosen)
        self.workspace.do(tasks.save, draft)
        self.workspace.say(_("Task added from this week on"), undo=True)

    @Slot()
    def _retire(self) -> None:
        chosen = selected_row(self.view)
        if isinstance(chosen, Row):
            self.workspace.do(catalogue.retire, chosen.id)
            self.workspace.say(_("No longer offered"), undo=True)
            self._fill()
