"""All students: found by name, narrowed by what they do, a page of rows at a time."""

import uuid
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from stagecoach.domain.access import Right
from stagecoach.domain.students.placements import Route, State, placement_state_name, route_name
from stagecoach.i18n import _, date, number
from stagecoach.services.students import list as student_list
from stagecoach.services.students.list import Filter, Order, Row
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Page, Place
from stagecoach.ui.core.rights import show_allowed
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.list_menu import ListMenu
from stagecoach.ui.widgets.fields import button, column, framed, label, named, row
from stagecoach.ui.widgets.filters import Choices, filter_box, offer
from stagecoach.ui.widgets.table import (
    PAGE,
    ROW_ROLE,
    Column,
    TableModel,
    fit_columns,
    selected_row,
    table_view,
    titles,
)
from stagecoach.ui.widgets.views import student_views


def _columns() -> list[Column[Row]]:
    return [
        Column(_("Student"), lambda r: r.name, name="student"),
        Column(_("Number"), lambda r: r.number, name="number"),
        Column(_("Qualification"), lambda r: r.qualification, name="qualification"),
        Column(_("Training company"), lambda r: r.company, name="company"),
        Column(_("Study route"), lambda r: route_name(r.route), name="route"),
        Column(_("From"), lambda r: r.starts_on, date, name="starts_on"),
        Column(_("Until"), lambda r: r.ends_on, date, name="ends_on"),
        Column(_("Workplace trainer"), lambda r: r.trainer, name="trainer"),
    ]


def _sentence(r: Row) -> str:
    return f"{r.name}, {r.qualification}, {r.company}, {date(r.starts_on)} – {date(r.ends_on)}"


class StudentsPage(Page):
    shows = frozenset({"student", "placement", "company", "person"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._order = Order()
        self.model = TableModel(_columns(), self, _sentence)
        self.view = table_view(self.model, _("Students"), paged=True)
        self.filter = named(QLineEdit(), _("Filter"))
        self.filter.setPlaceholderText(_("Filter on name, number or company"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(theme.scaled(240))
        self.state, self.route = (filter_box(name, 12) for name in (_("Status"), _("Study route")))
        self.study = filter_box(_("Qualification"), 15)
        offer(self.state, _("Status: all"), [(placement_state_name(s), s) for s in State])
        offer(self.route, _("Route: all"), [(route_name(r), r) for r in Route])
        self._count = label("", "muted")
        self._build()
        self._connect()

    def _build(self) -> None:
        add = button(
            _("New student"),
            self._new,
            kind="primary",
            icon="user-round-plus",
            right=Right.STUDENTS,
        )
        parts = {
            "words": self.filter,
            "state": self.state,
            "route": self.route,
            "study": self.study,
        }
        menu = ListMenu(
            self.workspace,
            "students",
            view=self.view,
            titles=titles(self.model),
            choices=Choices(parts, self._narrow),
        )
        self.views = student_views("students", self.go.emit)
        head = row(label(_("Students"), "title"), self._count, None, self.views, add, spacing=12)
        bar = row(self.filter, self.state, self.route, self.study, None, menu)
        listed = framed("card", column(self.view, margins=(1, 1, 1, 1)))
        self.setLayout(column(head, bar, listed, spacing=14, margins=(32, 18, 32, 24)))

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._narrow)
        for box in (self.state, self.route, self.study):
            box.activated.connect(self._narrow)
        self.model.sort_wanted.connect(self._sort)
        self.view.activated.connect(self._open)
        self.view.doubleClicked.connect(self._open)

    def focus_first(self) -> None:
        self.view.setFocus()

    def show_place(self, place: Place) -> None:
        if place.text:
            self.filter.setText(place.text)

    def window_title(self) -> str:
        return _("Students")

    def reload(self) -> None:
        fresh = not self.model.rowCount()
        studies = self.workspace.ask(student_list.qualifications)
        offer(self.study, _("Qualification: all"), [(s.name, s.id) for s in studies])
        self._narrow()
        show_allowed(self, self.workspace, None)
        if fresh:
            fit_columns(self.view)

    def wanted(self) -> Filter:
        return Filter(
            self.filter.text(),
            self.state.currentData(),
            self.route.currentData(),
            self.study.currentData(),
        )

    def _page(self, there: Sequence[Row]) -> Sequence[Row]:
        """The rows that follow those that are there."""
        return self._ask(len(there)).rows

    def _ask(self, offset: int) -> student_list.Page:
        return self.workspace.ask(
            student_list.page, self.wanted(), self._order, offset=offset, limit=PAGE
        )

    @Slot()
    def _narrow(self) -> None:
        """Show what is meant; the student under the cursor keeps it while still there."""
        chosen = selected_row(self.view)
        first = self._ask(0)
        self.model.show(first.rows, self._page)
        counts = {"shown": first.count, "all": self.workspace.ask(student_list.everybody)}
        text = _("%(shown)s of %(all)s") % {name: number(many) for name, many in counts.items()}
        if not first.count:
            text = _("Nobody matches this filter.") if counts["all"] else _("Nobody here for you.")
        self._count.setText(text)
        self._choose(chosen.id if chosen is not None else None)

    def _choose(self, student_id: uuid.UUID | None) -> None:
        rows = self.model.rows()
        place = next((n for n, student in enumerate(rows) if student.id == student_id), 0)
        if rows:
            self.view.setCurrentIndex(self.model.index(place, 0))

    @Slot(str, bool)
    def _sort(self, name: str, descending: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self._order = Order(name, descending)
        self._narrow()

    def new_here(self) -> bool:
        self._new()
        return True

    @Slot()
    def _new(self) -> None:
        self.go.emit(Place("new_student"))

    @Slot(object)
    def _open(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """The dossier; for whoever plans placements and reads none, the placement."""
        key = index.data(ROW_ROLE).placement_id
        may = self.workspace.may
        plans = may(Right.STUDENTS, key) and not may(Right.OPEN, key)
        self.go.emit(Place("edit_student" if plans else "dossier", key))
