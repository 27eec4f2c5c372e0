"""All students, to find one and to add one."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from stagecoach.i18n import _, date
from stagecoach.services import students
from stagecoach.services.students import Row, route_name
from stagecoach.ui import theme
from stagecoach.ui.fields import button, column, framed, label, named, row
from stagecoach.ui.page import Page, Place
from stagecoach.ui.table import ROW_ROLE, Column, TableModel, fit_columns, table_view
from stagecoach.ui.workspace import Workspace


def _columns() -> list[Column[Row]]:
    return [
        Column(_("Student"), lambda r: r.name),
        Column(_("Number"), lambda r: r.number),
        Column(_("Qualification"), lambda r: r.qualification),
        Column(_("Training company"), lambda r: r.company),
        Column(_("Study route"), lambda r: route_name(r.route)),
        Column(_("From"), lambda r: r.starts_on, date),
        Column(_("Until"), lambda r: r.ends_on, date),
        Column(_("Workplace trainer"), lambda r: r.trainer),
    ]


def _sentence(r: Row) -> str:
    return f"{r.name}, {r.qualification}, {r.company}, {date(r.starts_on)} – {date(r.ends_on)}"


class StudentsPage(Page):
    shows = frozenset({"student", "placement", "company", "person"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.model = TableModel(_columns(), self, _sentence)
        self.view = table_view(self.model, _("Students"))
        proxy = self.view.model()
        assert isinstance(proxy, QSortFilterProxyModel)  # noqa: S101
        self.filter = named(QLineEdit(), _("Filter"))
        self.filter.setPlaceholderText(_("Filter on name, number or company"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(theme.scaled(300))
        self.filter.textChanged.connect(proxy.setFilterFixedString)
        self.filter.textChanged.connect(self._tell)
        self._count = label("", "muted")
        add = button(_("New student"), self._new, kind="primary", icon="user-round-plus")
        head = row(label(_("Students"), "title"), self._count, None, self.filter, add, spacing=12)
        listed = framed("card", column(self.view, margins=(1, 1, 1, 1)))
        self.setLayout(column(head, listed, spacing=16, margins=(32, 18, 32, 24)))
        self.view.activated.connect(self._open)
        self.view.doubleClicked.connect(self._open)

    def focus_first(self) -> None:
        self.view.setFocus()

    def window_title(self) -> str:
        return _("Students")

    def reload(self) -> None:
        fresh = not self.model.rowCount()
        self.model.show(self.workspace.ask(students.overview))
        self._tell()
        if fresh:
            fit_columns(self.view)

    @Slot()
    def _tell(self) -> None:
        shown = self.view.model().rowCount()
        text = _("%(shown)d of %(all)d") % {"shown": shown, "all": self.model.rowCount()}
        self._count.setText(text if shown else _("Nobody matches this filter."))

    @Slot()
    def _new(self) -> None:
        self.go.emit(Place("new_student"))

    @Slot(object)
    def _open(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.go.emit(Place("dossier", index.data(ROW_ROLE).placement_id))
