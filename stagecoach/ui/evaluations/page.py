"""The evaluations of my students: what is due, begun and signed."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from stagecoach.i18n import _, date, day
from stagecoach.services import evaluations, students
from stagecoach.services.evaluations import Row
from stagecoach.services.stations import kind_name, state_name
from stagecoach.ui.fields import column, framed, label, row
from stagecoach.ui.page import Page, Place
from stagecoach.ui.table import Column, TableModel, fit_columns, selected_row, table_view
from stagecoach.ui.workspace import Workspace


def _state(r: Row) -> str:
    return state_name(r.signed, begun=r.id is not None)


def _columns() -> list[Column[Row]]:
    return [
        Column(_("Date of the talk"), lambda r: r.talk_on, date),
        Column(_("Student"), lambda r: r.student),
        Column(_("Evaluation"), lambda r: kind_name(r.kind)),
        Column(_("Status"), _state),
    ]


def _sentence(r: Row) -> str:
    return f"{kind_name(r.kind)} {r.student}, {day(r.talk_on)}, {_state(r)}"


class EvaluationsPage(Page):
    shows = frozenset({"student", "placement", "evaluation", "signature"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.model = TableModel(_columns(), self, _sentence)
        self.view = table_view(self.model, _("Evaluations"))
        self.view.activated.connect(self._open)
        self.view.doubleClicked.connect(self._open)
        hint = label(_("Enter opens an evaluation"), "muted")
        head = row(label(_("Evaluations"), "title"), None, hint)
        listed = framed("card", column(self.view, margins=(1, 1, 1, 1)))
        self.setLayout(column(head, listed, spacing=16, margins=(32, 18, 32, 24)))

    def focus_first(self) -> None:
        self.view.setFocus()

    def window_title(self) -> str:
        return _("Evaluations")

    def reload(self) -> None:
        fresh = not self.model.rowCount()
        own = self.workspace.ask(students.mine, self.workspace.person_id)
        keys = [brief.placement_id for brief in own]
        self.model.show(self.workspace.ask(evaluations.overview, keys))
        if fresh:
            fit_columns(self.view)

    @Slot()
    def _open(self) -> None:
        found: Row | None = selected_row(self.view)
        if found is not None:
            self.go.emit(Place("evaluation", found.placement_id, kind=found.kind))
