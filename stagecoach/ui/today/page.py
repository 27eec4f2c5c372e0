"""Vandaag: who is where on both tracks, and what asks for attention."""

from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QListView, QMenu, QVBoxLayout, QWidget

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.people import Role
from stagecoach.i18n import _, ngettext, sentence_day
from stagecoach.services.today import attention
from stagecoach.services.today.points import Point
from stagecoach.services.today.today import Row, by_company
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Page, Place
from stagecoach.ui.core.rights import show_allowed
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.restore.backup_line import BackupLine
from stagecoach.ui.today.not_needed import not_needed
from stagecoach.ui.today.quick_line import QuickLine
from stagecoach.ui.today.rows import StudentRows, at_company, header, height, sentence
from stagecoach.ui.widgets.fields import (
    button,
    card,
    column,
    framed,
    icon_button,
    icon_label,
    label,
    row,
    ruled,
    scroll,
)
from stagecoach.ui.widgets.layouts import clear
from stagecoach.ui.widgets.rails import Rails
from stagecoach.ui.widgets.table import ROW_ROLE, Column, TableModel

_SIDE = 304  # pixels of the attention column
_AT_FIRST = 12  # points shown before "Show all"
_BESIDE = 980  # from this width on it stands beside the list


class TodayPage(Page):
    shows = frozenset(
        {"student", "placement", "task", "log_entry", "day_line", "evaluation", "consent"}
        | {"cleared", "guidance_moment", "agreed_action", "agreement_sheet", "attention_rule"}
        | {"rule", "stand_in"}
    )

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._date = label("", "muted")
        self.quick = QuickLine(workspace)
        self.quick.go.connect(self.go)
        self.line = self.quick.line
        grouped = workspace.identity.role is Role.SCHOOL_SUPERVISOR
        told = at_company if grouped else sentence
        self.model = TableModel([Column[Row]("", lambda r: r.name)], self, told)
        self.students = _list(self.model)
        self._rows = StudentRows(self.students)
        self._rows.grouped = grouped
        self.students.setItemDelegate(self._rows)
        self.students.activated.connect(self._open)
        self.students.clicked.connect(self._open)
        self._points = QVBoxLayout()
        self._all = False  # show every point, however many there are
        self._told: tuple[list[Point], bool] | None = None  # what stands there now
        self._count = label("", "muted")
        self._build()

    def _build(self) -> None:
        listed = framed("card", column(header(), self.students, spacing=0, margins=(1, 1, 1, 1)))
        self._empty = self._nobody()
        side, body = card(_("Needs attention"), self._count)
        body.addLayout(self._points)
        side.setMinimumWidth(theme.scaled(_SIDE))
        self._side = side
        self._listed = listed
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(24)
        self._columns.addLayout(column(listed, self._empty, None), 1)
        self._columns.addLayout(column(side, None))
        self.backup_line = BackupLine(self.workspace)
        self.backup_line.settings_wanted.connect(partial(self.go.emit, Place("settings")))
        content = QWidget()
        title = column(label(_("Today"), "title"), self._date, spacing=0)
        content.setLayout(
            column(
                title,
                self.backup_line.banner,
                self.quick,
                self._columns,
                None,
                self.backup_line,
                spacing=16,
                margins=(32, 18, 32, 24),
            )
        )
        whole = column(scroll(content), spacing=0)
        self.setLayout(whole)

    def _nobody(self) -> QFrame:
        rails = Rails([(0.5, "")], 0)
        text = label(_("No students yet. Add the first one."), "panel")
        add = button(
            _("New student"), self._new_student, icon="plus", kind="primary", right=Right.STUDENTS
        )
        middle = row(None, text, None)
        return framed(
            "card",
            column(rails, middle, row(None, add, None), spacing=12, margins=(24, 24, 24, 24)),
        )

    def focus_first(self) -> None:
        self.students.setFocus()

    def window_title(self) -> str:
        return _("Today")

    def reload(self) -> None:
        me = self.workspace.identity
        rows, points = self.workspace.remembered(attention.today, me.person_id, me.role)
        if self._rows.grouped:
            rows = by_company(rows)
        text = ngettext("You guide %d student.", "You guide %d students.", len(rows))
        self._date.setText(f"{sentence_day(clock.today())}. {text % len(rows)}")
        kept = self.students.currentIndex().row()
        self.model.show(rows)
        self._listed.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        if rows:
            self.students.setCurrentIndex(self.model.index(max(0, min(kept, len(rows) - 1)), 0))
        self.students.setFixedHeight(height(rows, grouped=self._rows.grouped) + 2)
        self._show_points(points)
        self.backup_line.reload()
        show_allowed(self, self.workspace, None)

    def _show_points(self, points: list[Point]) -> None:
        if (points, self._all) == self._told:
            return  # most saves change none of them
        self._told = (points, self._all)
        clear(self._points)
        self._count.setText(str(len(points)) if points else "")
        names = {True: _("Now"), False: _("This week")}
        told: bool | None = None
        shown = points if self._all else points[:_AT_FIRST]
        for point in shown:
            if point.urgent != told:
                told = point.urgent
                band = framed("band", row(label(names[told], "caption"), margins=(16, 9, 16, 9)))
                self._points.addWidget(band)
            self._points.addWidget(self._point(point))
        if len(shown) < len(points):
            more = button(_("Show all %d") % len(points), self._show_all, kind="quiet", small=True)
            self._points.addWidget(ruled(row(more, None, margins=(12, 8, 12, 10))))
        if not points:
            self._points.addWidget(
                ruled(
                    row(label(_("Nothing asks for attention."), "muted"), margins=(16, 14, 16, 16))
                )
            )

    def _point(self, point: Point) -> QFrame:
        token = "alert.strong" if point.icon == "circle-alert" else "text.secondary"
        sign = column(icon_label(point.icon, token, 20), None)
        act = button(point.button, partial(self.go.emit, _place(point)), small=True)
        act.setAccessibleDescription(point.title)
        more = icon_button("ellipsis", _("Set aside"), partial(self._more_menu, point))
        more.setProperty("kind", "quiet")
        more.setAccessibleDescription(point.title)
        words = column(
            label(point.title, "strong", wrap=True),
            label(point.detail, "secondary", wrap=True),
            row(act, None, more),
            spacing=4,
        )
        layout = row(sign, words, spacing=16, margins=(16, 12, 16, 14))
        layout.setStretchFactor(words, 1)
        return ruled(layout)

    @Slot()
    def _show_all(self) -> None:
        self._all = True
        self.reload()

    def _more_menu(self, point: Point, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        """The other ways to clear a point than by doing it here."""
        menu = QMenu(self)
        menu.addAction(theme.icon("file-text"), _("Done on paper"), partial(self._paper, point))
        menu.addAction(
            theme.icon("x"), _("Not needed, because …"), partial(self._not_needed, point)
        )
        menu.aboutToHide.connect(menu.deleteLater)
        sender = self.sender()
        anchor = sender if isinstance(sender, QWidget) else self
        menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))

    def _paper(self, point: Point) -> None:
        me = self.workspace.person_id
        self.workspace.do(attention.clear, point, me, on_paper=True)
        self.workspace.say(_("Set aside: done on paper"), undo=True)

    def _not_needed(self, point: Point) -> None:
        not_needed(self.workspace, point, self).open_once()

    @Slot()
    def _new_student(self) -> None:
        self.go.emit(Place("new_student"))

    @Slot(object)
    def _open(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.go.emit(Place("dossier", index.data(ROW_ROLE).placement_id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = self.width() >= theme.scaled(_BESIDE)
        way = QBoxLayout.Direction
        self._columns.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._side.setMaximumWidth(theme.scaled(_SIDE) if beside else 16_777_215)
        super().resizeEvent(event)


def _place(point: Point) -> Place:
    if point.action == "log":
        return Place("quick_log", point.placement_id, track=point.track)
    tabs = {"hours": "hours", "agreement": "documents", "guidance": "guidance", "peers": "peers"}
    if point.action in tabs:
        return Place("dossier", point.placement_id, tab=tabs[point.action])
    return Place("evaluation", point.placement_id, kind=point.kind)


def _list(model: TableModel[Row]) -> QListView:
    view = QListView()
    view.setModel(model)
    view.setAccessibleName(_("My students"))
    view.setMouseTracking(True)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view
