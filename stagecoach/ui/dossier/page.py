"""A student's dossier: the head that always shows, and a tab per subject."""

import uuid
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Kind
from stagecoach.domain.students.placements import route_name, week_now
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _, hours
from stagecoach.services import dossier
from stagecoach.services.dossier import Summary
from stagecoach.services.students import students
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Page, Place
from stagecoach.ui.core.rights import show_allowed
from stagecoach.ui.core.tab import Tab
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dossier.overview import OverviewTab
from stagecoach.ui.evaluations.tab import EvaluationsTab
from stagecoach.ui.guidance.tab import GuidanceTab
from stagecoach.ui.hours.tab import HoursTab
from stagecoach.ui.logs.tab import LogbookTab
from stagecoach.ui.students.documents_tab import DocumentsTab
from stagecoach.ui.tasks.tab import TasksTab
from stagecoach.ui.widgets.badges import Avatar, ProgressLine
from stagecoach.ui.widgets.fields import button, column, icon_button, icon_label, label, named, row
from stagecoach.ui.widgets.layouts import clear

Tabs = dict[str, tuple[Callable[[], str], type[Tab]]]
More = Mapping[str, tuple[Callable[[], str], type[Tab], str]]

_TABS: Tabs = {
    "overview": (lambda: _("Overview"), OverviewTab),
    "tasks": (lambda: _("Tasks"), TasksTab),
    "hours": (lambda: _("Hours"), HoursTab),
    "log": (lambda: _("Logbook"), LogbookTab),
    "guidance": (lambda: _("Guidance"), GuidanceTab),
    "evaluations": (lambda: _("Evaluations"), EvaluationsTab),
    "documents": (lambda: _("Documents"), DocumentsTab),
}


class DossierPage(Page):
    shows = frozenset(
        {"student", "placement", "task", "task_link", "log_entry", "day_line", "evaluation"}
        | {"consent", "mark", "outcome", "agreement_sheet", "placement_pause", "stand_in"}
        | {"guidance_moment", "agreed_action", "attachment", "not_possible", "rule"}
        | {"peer_group", "peer_member", "peer_session", "coach_task", "personal_key"}
        | {"training", "training_day", "training_place", "attendance"}
    )

    def __init__(
        self, workspace: Workspace, more: More | None = None, parent: QWidget | None = None
    ) -> None:
        """`more` are tabs of other packages, each with the tab that it stands before."""
        super().__init__(workspace, parent)
        self._tabs: Tabs = {}
        for name, tab in _TABS.items():
            for extra, (title, kind, before) in (more or {}).items():
                if before == name:
                    self._tabs[extra] = title, kind
            self._tabs[name] = tab
        self.placement_id: uuid.UUID | None = None
        self._summary: Summary | None = None
        self._head = QHBoxLayout()
        self._head.setSpacing(16)
        self.tabs = named(QTabBar(), _("Parts of the dossier"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self._stack = QStackedWidget()
        self._made: dict[str, Tab] = {}
        for name, (title, _kind) in self._tabs.items():
            self.tabs.setTabData(self.tabs.addTab(title()), name)
        self.tabs.currentChanged.connect(self._switched)
        top = QVBoxLayout()
        top.setContentsMargins(32, 16, 32, 0)
        top.setSpacing(12)
        top.addLayout(self._head)
        top.addWidget(self.tabs)
        line = QWidget()
        line.setObjectName("rule")
        line.setFixedHeight(1)
        whole = column(top, line, self._stack, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def focus_first(self) -> None:
        self.tabs.setFocus()

    def window_title(self) -> str:
        return self._summary.head.name if self._summary else ""

    def show_place(self, place: Place) -> None:
        if place.placement_id is not None:
            self.show_placement(place.placement_id, place.tab)

    def show_placement(self, placement_id: uuid.UUID, tab: str = "") -> None:
        """Turn to another student, or another tab."""
        changed = placement_id != self.placement_id
        self.placement_id = placement_id
        names = list(self._tabs)
        wanted = tab or (names[0] if changed else self.current_tab())
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(names.index(wanted))
        self.tabs.blockSignals(False)
        if changed:
            for dossier_tab in self._made.values():
                dossier_tab.forget()
        self.refresh()

    def current_tab(self) -> str:
        """The name of the part that is shown."""
        return str(self.tabs.tabData(self.tabs.currentIndex()))

    def tab(self) -> Tab:
        """The part that is shown; made when first looked at."""
        name = self.current_tab()
        if name not in self._made:
            new_tab = self._tabs[name][1](self.workspace)
            new_tab.go.connect(self.go)
            self._made[name] = new_tab
            self._stack.addWidget(new_tab)
        return self._made[name]

    def help_topic(self) -> str:
        return self.current_tab()

    def panes(self) -> list[QWidget]:
        return [self.tabs, self.tab()]

    def next_part(self) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % self.tabs.count())

    def next_evaluation(self) -> None:
        self.prepare()

    def new_here(self) -> bool:
        return self.tab().new_here()

    def new_task_track(self) -> Track | None:
        if self.placement_id is None:
            return None
        tab = self.tab()
        return tab.focused_track() if isinstance(tab, TasksTab) else Track.LEARNING

    def reload(self) -> None:
        if self.placement_id is None:
            return
        if not self.workspace.ask(students.exists, self.placement_id):
            self.placement_id = self._summary = None
            self.go.emit(Place("today"))
            return
        self._summary = self.workspace.ask(dossier.summary, self.placement_id)
        counts = {
            "tasks": self._summary.tasks,
            "log": self._summary.entries,
            "evaluations": self._summary.evaluations,
        }
        for number, (name, (title, _kind)) in enumerate(self._tabs.items()):
            count = counts.get(name)
            self.tabs.setTabText(number, f"{title()}  {count}" if count else title())
        self._show_tab(self._summary)

    @Slot(int)
    def _switched(self, _number: int) -> None:
        if self._summary is not None:
            self._show_tab(self._summary)

    def _show_tab(self, summary: Summary) -> None:
        tab = self.tab()
        self._stack.setCurrentWidget(tab)
        tab.show_summary(summary)
        clear(self._head)
        if line := tab.head_line(summary):
            self._show_small_head(summary, line, tab.head_buttons())
        else:
            self._show_head(summary)
        show_allowed(self, self.workspace, self.placement_id)

    def _show_small_head(
        self, summary: Summary, line: str, buttons: Sequence[QPushButton]
    ) -> None:
        """Where the tab needs the room: who, one line, and what can be done there."""
        h = summary.head
        self._head.addWidget(Avatar(h.name, h.id.int, 40))
        name = label(h.name, "section")
        self._head.addLayout(column(name, label(line, "muted", wrap=True), spacing=0), 1)
        self._head.addLayout(row(*buttons, spacing=12))

    def _show_head(self, summary: Summary) -> None:
        h = summary.head
        self._head.addWidget(Avatar(h.name, h.id.int, 56))
        name = label(h.name, "title")
        name.setWordWrap(True)
        study = _("%(title)s, level %(level)d") % {"title": h.qualification, "level": h.level}
        route = route_name(h.route)
        first = label(f"{study}  ·  {route}  ·  {h.school}", "secondary", wrap=True)
        text = _("%(company)s  for  %(client)s")
        where = text % {"company": h.company, "client": h.client} if h.client else h.company
        place = row(
            icon_label("building-2", "text.muted", 16), label(where, "secondary", wrap=True)
        )
        place.setStretch(1, 1)
        self._head.addLayout(column(name, first, place, spacing=1), 1)
        for figure in (_period(summary), _hours(summary)):
            self._head.addLayout(figure)
        prepare = button(
            _("Prepare evaluation"), self.prepare, icon="clipboard-check", right=Right.EVALUATE
        )
        more = icon_button("ellipsis", _("More"), self._more)
        self._head.addLayout(row(prepare, more))

    @Slot()
    def prepare(self) -> None:
        if self._summary is not None:
            self.go.emit(Place("evaluation", self.placement_id, kind=self._summary.next_kind))

    @Slot()
    def _more(self) -> None:
        menu = QMenu(self)
        if self.workspace.may(Right.STUDENTS, self.placement_id):
            menu.addAction(theme.icon("pencil"), _("Change student"), self._edit)
            menu.addAction(theme.icon("copy"), _("Next placement"), self._next)
        menu.addAction(theme.icon("printer"), _("Print forms"), self._print)
        menu.aboutToHide.connect(menu.deleteLater)
        sender = self.sender()
        anchor = sender if isinstance(sender, QWidget) else self
        menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))

    @Slot()
    def _edit(self) -> None:
        self.go.emit(Place("edit_student", self.placement_id))

    @Slot()
    def _next(self) -> None:
        self.go.emit(Place("next_placement", self.placement_id))

    @Slot()
    def _print(self) -> None:
        self.go.emit(Place("forms", self.placement_id, kind=Kind.INTERIM))


def _period(summary: Summary) -> QVBoxLayout:
    h = summary.head
    week = week_now(clock.today(), h.starts_on, h.ends_on)
    return _figure(_("Period"), _("Week %d") % week, _("of %d") % h.weeks, week / h.weeks)


def _hours(summary: Summary) -> QVBoxLayout:
    agreed, approved_minutes = summary.head.agreed_minutes, summary.hours.approved
    share = approved_minutes / agreed if agreed else 0
    return _figure(_("Hours"), hours(approved_minutes), _("of %s") % hours(agreed), share)


def _figure(title: str, strong: str, rest: str, share: float) -> QVBoxLayout:
    bar = ProgressLine("text.secondary", "bg.pressed", theme.scaled(118))
    bar.set_share(share)
    figure = row(label(strong, "panel"), label(rest, "muted"), None, spacing=4)
    return column(None, label(title, "caption"), figure, bar, None, spacing=1)
