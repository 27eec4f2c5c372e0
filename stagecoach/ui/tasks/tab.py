"""Taken: two tracks side by side, or the same tasks as a list."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QStackedWidget, QWidget

from stagecoach import clock
from stagecoach.domain.access import Right
from stagecoach.domain.tasks import Status, status_name
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _, ngettext
from stagecoach.services.dossier import Summary
from stagecoach.services.evaluations.stations import Station
from stagecoach.services.tasks import tasks
from stagecoach.services.tasks.tasks import Row
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Place
from stagecoach.ui.core.tab import Tab
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.coverage import CoverageView
from stagecoach.ui.dialogs.list_menu import ListMenu
from stagecoach.ui.tasks import plan
from stagecoach.ui.tasks.catalogue_form import CatalogueForm
from stagecoach.ui.tasks.plan_view import PlanView
from stagecoach.ui.widgets.badges import TRACK_ICON, TRACK_TOKEN, ProgressLine
from stagecoach.ui.widgets.fields import (
    button,
    column,
    framed,
    icon_button,
    icon_label,
    label,
    row,
)
from stagecoach.ui.widgets.filters import Choices, filter_box, offer
from stagecoach.ui.widgets.segmented import Segmented
from stagecoach.ui.widgets.table import (
    Column,
    TableModel,
    fit_columns,
    selected_row,
    table_view,
    titles,
)

_MARGIN = 32


def _columns() -> list[Column[Row]]:
    names = {Track.LEARNING: _("Learning task"), Track.WORK: _("Work task")}
    return [
        Column(_("Code"), lambda r: (r.track, r.number), lambda key: f"{key[0].letter}{key[1]}"),
        Column(_("Track"), lambda r: names[r.track], name="track"),
        Column(_("Task"), lambda r: r.title),
        Column(_("Work process"), lambda r: r.process_code, name="process"),
        Column(_("Level"), lambda r: r.complexity, name="level"),
        Column(
            _("Status"),
            lambda r: list(Status).index(r.status),
            lambda n: status_name(list(Status)[n]),
            name="status",
        ),
        Column(_("Company"), lambda r: r.company_coach, name="company"),
        Column(_("School"), lambda r: r.school_coach, name="school"),
        Column(_("Belongs to"), lambda r: ", ".join(r.links), name="links"),
    ]


class TasksTab(Tab):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._summary: Summary | None = None
        self._tasks: list[Row] = []
        self._unfolded = False
        self.way = Segmented(_("Shown as"), height=36)
        self.way.add("tracks", _("Two tracks"), "columns-2")
        self.way.add("list", _("List"), "list")
        self.way.add("coverage", _("Per process"), "grid-3x3")
        self.way.set_value("tracks")
        self.way.chosen.connect(self._show_way)
        self.status, self.process, self.coach = self._boxes = tuple(
            filter_box(name, 7) for name in (_("Status"), _("Work process"), _("Coach"))
        )
        self.plan_model = plan.PlanModel(self)
        self.plan = PlanView(self.plan_model)
        self.plan.task_opened.connect(self._open)
        self.plan.station_opened.connect(self._open_station)
        self.plan.unfolded.connect(self._unfold)
        self.plan.shifted.connect(self._shift)
        self.list_model = TableModel(_columns(), self, plan.task_sentence)
        self.list = table_view(self.list_model, _("Tasks"))
        self.list.activated.connect(self._open_row)
        self.coverage = CoverageView(workspace)
        self._lanes = {track: _Lane(track) for track in Track}
        self._empty = label("", "panel")
        self._build()

    def _adder(self, track: Track) -> QPushButton:
        text = _("Learning task") if track is Track.LEARNING else _("Work task")
        add, kind = partial(self.add, track), TRACK_TOKEN[track]
        return button(text, add, kind=kind, icon="plus", right=Right.TASKS)

    def _build(self) -> None:
        for box in self._boxes:
            box.activated.connect(self._filter)
        add = [self._adder(track) for track in Track]
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bar.setSpacing(8)
        book = icon_button("library", _("From the catalogue"), self._catalogue, right=Right.TASKS)
        menu = ListMenu(
            self.workspace,
            "tasks",
            view=self.list,
            titles=titles(self.list_model),
            choices=Choices(
                {"status": self.status, "process": self.process, "coach": self.coach}, self._filter
            ),
        )
        self._bar_parts = (
            row(self.way, self.status, self.process, self.coach, None),
            row(None, menu, book, *add, spacing=6),
        )
        for part, stretch in zip(self._bar_parts, (1, 0), strict=True):
            self._bar.addLayout(part, stretch)
        lanes = row(self._lanes[Track.LEARNING], self._lanes[Track.WORK], spacing=theme.scaled(92))
        clear_ = button(_("Clear filters"), self._clear_filters, small=True)
        self._clear = clear_
        nothing = column(row(None, self._empty, None), row(None, clear_, None), None, spacing=10)
        self._nothing = QWidget()
        self._nothing.setLayout(nothing)
        tracks = QWidget()
        tracks.setLayout(column(lanes, self.plan, spacing=8))
        listed = framed("card", column(self.list, margins=(1, 1, 1, 1)))
        self._stack = QStackedWidget()
        for way in (tracks, listed, self._nothing, self.coverage):
            self._stack.addWidget(way)
        whole = column(self._bar, self._stack, spacing=14, margins=(_MARGIN, 12, _MARGIN, 12))
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_bar()

    def _fold_bar(self) -> None:
        """One line where it fits, whatever the language and the size of the text."""
        way = QBoxLayout.Direction
        for part in self._bar_parts:
            part.invalidate()  # a box may just have been hidden
        needed = sum(part.sizeHint().width() for part in self._bar_parts)
        wide = self.width() >= needed + self._bar.spacing() + 2 * _MARGIN
        self._bar.setDirection(way.LeftToRight if wide else way.TopToBottom)

    def forget(self) -> None:
        self._unfolded = False
        self._clear_boxes()

    def show_summary(self, summary: Summary) -> None:
        self._summary = summary
        self._tasks = self.workspace.ask(tasks.plan, summary.head.placement_id)
        for track, lane in self._lanes.items():
            own = [t for t in self._tasks if t.track is track]
            lane.show_count(sum(t.status is Status.DONE for t in own), len(own))
        offer(self.status, _("Status: all"), [(status_name(s), s) for s in Status])
        codes = {t.process_code: t.process_code for t in self._tasks if t.process_code}
        offer(self.process, _("Process: all"), sorted(codes.items()))
        coaches = {n: n for t in self._tasks for n in (t.company_coach, t.school_coach) if n}
        offer(self.coach, _("Coach: all"), sorted(coaches.items()))
        self._filter()

    @Slot()
    def _filter(self) -> None:
        if self._summary is None:
            return
        status, process, coach = (box.currentData() for box in self._boxes)
        shown = [
            t
            for t in self._tasks
            if (status is None or t.status is status)
            and (process is None or t.process_code == process)
            and (coach is None or coach in {t.company_coach, t.school_coach})
        ]
        filtered = len(shown) != len(self._tasks)
        plan_lines = plan.lines(self._summary, shown, unfolded=self._unfolded or filtered)
        kept, task = self.plan.currentIndex(), self.plan_model.task(self.plan.currentIndex())
        self.plan_model.show(plan_lines, self._summary.head.week_of(clock.today()))
        self.plan.resizeRowsToContents()
        if task is not None and (at := self.plan_model.index_of(task.id)).isValid():
            self.plan.setCurrentIndex(at)  # it went elsewhere, and who moved it goes along
        elif kept.isValid() and kept.row() < len(plan_lines):
            self.plan.setCurrentIndex(self.plan_model.index(kept.row(), kept.column()))
        self.list_model.show(shown)
        fit_columns(self.list)
        empty = (
            _("No tasks with these filters")
            if self._tasks
            else _("No tasks yet. Begin with one learning task and one work task.")
        )
        self._empty.setText(empty)
        self._clear.setVisible(bool(self._tasks))
        self._show_way()

    @Slot()
    def _show_way(self) -> None:
        processes = self.way.value() == "coverage"
        for box in self._boxes:
            box.setVisible(not processes)
        self._fold_bar()
        if processes and self._summary is not None:
            self.coverage.show_placement(self._summary.head.placement_id)
            self._stack.setCurrentWidget(self.coverage)
        elif not self.list_model.rowCount():
            self._stack.setCurrentIndex(2)
        else:
            self._stack.setCurrentIndex(0 if self.way.value() == "tracks" else 1)

    @Slot()
    def _clear_filters(self) -> None:
        self._clear_boxes()
        self._filter()

    def _clear_boxes(self) -> None:
        for box in self._boxes:
            box.setCurrentIndex(0)

    @Slot()
    def _unfold(self) -> None:
        self._unfolded = not self._unfolded
        self._filter()

    def add(self, track: Track, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own
        if self._summary is not None:
            self.go.emit(Place("new_task", self._summary.head.placement_id, track=track))

    @Slot()
    def _catalogue(self) -> None:
        if self._summary is not None:
            key, track = self._summary.head.placement_id, self.focused_track()
            CatalogueForm(self.workspace, key, track, self).open_once()

    @Slot(object, int)
    def _shift(self, task_id: UUID, weeks: int) -> None:
        """Alt+Up and Alt+Down: a week earlier or later."""
        if self.workspace.do(tasks.shift, task_id, weeks):
            later = ngettext("%d week later", "%d weeks later", abs(weeks))
            earlier = ngettext("%d week earlier", "%d weeks earlier", abs(weeks))
            self.workspace.say((later if weeks > 0 else earlier) % abs(weeks), undo=True)
        else:
            self.workspace.say(_("The task would fall outside the placement."))

    def focused_track(self) -> Track:
        return self.plan.focused_track()

    @Slot(object)
    def _open(self, task_id: UUID) -> None:
        if self._summary is not None:
            self.go.emit(Place("task", self._summary.head.placement_id, entry_id=task_id))

    @Slot()
    def _open_row(self) -> None:
        if (task := selected_row(self.list)) is not None:
            self._open(task.id)

    @Slot(object)
    def _open_station(self, station: Station) -> None:
        if self._summary is not None:
            key = self._summary.head.placement_id
            self.go.emit(Place("evaluation", key, kind=station.kind))


class _Lane(QWidget):
    """The name of a track and how many of its tasks are done."""

    def __init__(self, track: Track) -> None:
        super().__init__()
        token = TRACK_TOKEN[track]
        self._count = label("", "compact")
        self._bar = ProgressLine(f"{token}.rail", f"{token}.soft", theme.scaled(120), 8)
        name = label(
            _("Learning tasks") if track is Track.LEARNING else _("Work tasks"), token[:5]
        )
        name.setProperty("role", "learn" if track is Track.LEARNING else "work")
        sign = icon_label(TRACK_ICON[track], f"{token}.strong", 20)
        parts = (sign, name, None, self._count, self._bar)
        layout = row(*(parts if track is Track.LEARNING else parts[::-1]), spacing=8)
        self.setLayout(layout)

    def show_count(self, done: int, total: int) -> None:
        self._count.setText(_("%(done)d of %(all)d done") % {"done": done, "all": total})
        self._bar.set_share(done / total if total else 0)
