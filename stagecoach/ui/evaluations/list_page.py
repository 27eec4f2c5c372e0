"""The evaluations of my students: what is due, begun and signed."""

import enum

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Kind, Status, kind_name, state_name
from stagecoach.i18n import _, date, day, number
from stagecoach.services.evaluations import evaluations
from stagecoach.services.evaluations.evaluations import Row
from stagecoach.services.students import students
from stagecoach.ui.core.page import Page, Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.list_menu import ListMenu
from stagecoach.ui.widgets.fields import column, framed, label, row
from stagecoach.ui.widgets.filters import Choices, filter_box, offer
from stagecoach.ui.widgets.table import (
    Column,
    TableModel,
    fit_columns,
    selected_row,
    table_view,
    titles,
)


class Progress(enum.StrEnum):
    """How far an evaluation is, to filter on."""

    WAITING = "waiting"
    BEGUN = "begun"
    SIGNING = "signing"
    SIGNED = "signed"


def _progress(r: Row) -> Progress:
    known = {
        Status.CLOSED: Progress.SIGNED,
        Status.PROPOSED: Progress.SIGNING,
        Status.DRAFT: Progress.BEGUN,
    }
    return known[r.status] if r.status else Progress.WAITING


def _progress_name(progress: Progress) -> str:
    return {
        Progress.WAITING: state_name(None),
        Progress.BEGUN: state_name(Status.DRAFT),
        Progress.SIGNING: _("signatures are missing"),
        Progress.SIGNED: state_name(Status.CLOSED),
    }[progress]


def _state(r: Row) -> str:
    return state_name(r.status, r.signed)


def _columns() -> list[Column[Row]]:
    return [
        Column(_("Date of the talk"), lambda r: r.talk_on, date),
        Column(_("Student"), lambda r: r.student, name="student"),
        Column(_("Evaluation"), lambda r: kind_name(r.kind), name="kind"),
        Column(_("Status"), _state, name="status"),
    ]


def _sentence(r: Row) -> str:
    return f"{kind_name(r.kind)} {r.student}, {day(r.talk_on)}, {_state(r)}"


class EvaluationsPage(Page):
    shows = frozenset({"student", "placement", "evaluation", "consent"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.model = TableModel(_columns(), self, _sentence)
        self.view = table_view(self.model, _("Evaluations"))
        self.view.activated.connect(self._open)
        self.view.doubleClicked.connect(self._open)
        self._rows: list[Row] = []
        self.student, self.kind, self.progress = (
            filter_box(name) for name in (_("Student"), _("Evaluation"), _("Status"))
        )
        offer(self.kind, _("Evaluation: all"), [(kind_name(k), k) for k in Kind])
        offer(self.progress, _("Status: all"), [(_progress_name(p), p) for p in Progress])
        for box in (self.student, self.kind, self.progress):
            box.activated.connect(self._narrow)
        self._count = label("", "muted")
        parts = {"student": self.student, "kind": self.kind, "status": self.progress}
        menu = ListMenu(
            workspace,
            "evaluations",
            view=self.view,
            titles=titles(self.model),
            choices=Choices(parts, self._narrow),
        )
        hint = label(_("Enter opens an evaluation"), "muted")
        head = row(label(_("Evaluations"), "title"), self._count, None, hint, spacing=12)
        bar = row(self.student, self.kind, self.progress, None, menu)
        listed = framed("card", column(self.view, margins=(1, 1, 1, 1)))
        self.setLayout(column(head, bar, listed, spacing=14, margins=(32, 18, 32, 24)))

    def focus_first(self) -> None:
        self.view.setFocus()

    def window_title(self) -> str:
        return _("Evaluations")

    def reload(self) -> None:
        fresh = not self.model.rowCount()
        own = self.workspace.ask(students.mine, self.workspace.person_id, Right.READ_EVALUATIONS)
        keys = [brief.placement_id for brief in own]
        self._rows = self.workspace.ask(evaluations.overview, keys)
        names = [(brief.name, brief.placement_id) for brief in own]
        offer(self.student, _("Student: all"), names)
        self._narrow()
        if fresh:
            fit_columns(self.view)

    @Slot()
    def _narrow(self) -> None:
        student, kind, progress = (
            box.currentData() for box in (self.student, self.kind, self.progress)
        )
        shown = [
            evaluation
            for evaluation in self._rows
            if student in {None, evaluation.placement_id}
            and kind in {None, evaluation.kind}
            and progress in {None, _progress(evaluation)}
        ]
        self.model.show(shown)
        words = {"shown": number(len(shown)), "all": number(len(self._rows))}
        self._count.setText(_("%(shown)s of %(all)s") % words)

    @Slot()
    def _open(self) -> None:
        evaluation: Row | None = selected_row(self.view)
        if evaluation is not None:
            self.go.emit(Place("evaluation", evaluation.placement_id, kind=evaluation.kind))
