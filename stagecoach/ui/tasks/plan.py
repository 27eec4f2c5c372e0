"""Two tracks beside each other: cards left and right of the rails, in order of week.

A table of three columns, so that each card has its own focus, name and arrow keys.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from stagecoach import clock
from stagecoach.domain.students.placements import week_of
from stagecoach.domain.tasks import Status
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _, ngettext
from stagecoach.services.dossier import Summary
from stagecoach.services.evaluations.stations import Station, kind_name
from stagecoach.services.tasks.tasks import Row, status_name
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.table import ROW_ROLE, Index

RAILS = 1  # the middle column
_FOLD = 3  # weeks back from now; what was done before is folded


@dataclass(frozen=True)
class Line:
    """One row: a pair of tasks, an evaluation, or the fold of what was done long ago."""

    week: int
    passed: bool
    tasks: dict[Track, Row | None] | None = None
    station: Station | None = None
    folded: dict[Track, int] | None = None
    now: bool = False  # the first station still to come: here the present ends


def lines(summary: Summary, tasks: Sequence[Row], *, unfolded: bool) -> list[Line]:
    """All rows in order of week, stations among them."""
    starts_on = summary.head.starts_on
    now = week_of(clock.today(), starts_on)
    old = [t for t in tasks if t.status is Status.DONE and _week(t, starts_on) < now - _FOLD]
    shown = list(tasks) if unfolded else [t for t in tasks if t not in old]
    found: list[Line] = []
    if old and not unfolded:
        counts = {track: sum(t.track is track for t in old) for track in Track}
        found.append(Line(max(_week(t, starts_on) for t in old), passed=True, folded=counts))
    after = found[0].week if found else 0
    past = (line for line in _stations(summary, now) if line.week > after or not line.passed)
    body = [*_pairs(shown, starts_on, now), *past]
    body.sort(key=lambda line: (line.week, line.station is None))
    coming = next((line for line in body if line.station and line.week >= now), None)
    return found + [replace(line, now=line is coming) for line in body]


def _week(task: Row, starts_on: dt.date) -> int:
    return week_of(task.planned_from, starts_on)


def _pairs(tasks: Sequence[Row], starts_on: dt.date, now: int) -> Iterator[Line]:
    for week in sorted({_week(t, starts_on) for t in tasks}):
        sides = (
            [t for t in tasks if t.track is track and _week(t, starts_on) == week]
            for track in Track
        )
        for pair in zip_longest(*sides):
            yield Line(week, week <= now, tasks=dict(zip(Track, pair, strict=True)))


def _stations(summary: Summary, now: int) -> Iterator[Line]:
    for station in summary.stations:
        week = week_of(station.on, summary.head.starts_on)
        # Nothing is planned after the final evaluation, whatever day its talk is on.
        yield Line(week, week <= now, station=station)


def task_sentence(task: Row) -> str:
    """A card in one sentence."""
    return _(
        "%(code)s %(title)s, %(process)s, level %(level)d, %(status)s, belongs to %(links)s"
    ) % {
        "code": task.code,
        "title": task.title,
        "process": task.process or _("no work process"),
        "level": task.complexity,
        "status": status_name(task.status),
        "links": ", ".join(task.links) or _("nothing"),
    }


class PlanModel(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []
        self.now = 0

    def show(self, found: list[Line], now: int) -> None:
        self.beginResetModel()
        self._lines, self.now = found, now
        self.endResetModel()

    def line(self, index: Index) -> Line:
        return self._lines[index.row()]

    def task(self, index: Index) -> Row | None:
        if not index.isValid() or index.column() == RAILS:
            return None
        pair = self.line(index).tasks
        return pair[track_of(index)] if pair else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 3

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.column() == RAILS or not self.text(index):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def text(self, index: Index) -> str:
        line = self.line(index)
        if task := self.task(index):
            return task_sentence(task)
        if line.station and index.column() == 2:
            return kind_name(line.station.kind)
        if line.folded:
            return fold_text(line, track_of(index))
        return ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.text(index)
        if role == ROW_ROLE:
            return self.line(index)
        return None


def track_of(index: Index) -> Track:
    return Track.LEARNING if index.column() == 0 else Track.WORK


def fold_text(line: Line, track: Track) -> str:
    count = line.folded[track] if line.folded else 0
    text = ngettext(
        "Week 1 to %(week)d: %(count)d task done",
        "Week 1 to %(week)d: %(count)d tasks done",
        count,
    )
    return text % {"week": line.week, "count": count}


class PlanView(QTableView):
    """Tells which task or evaluation is opened, and when the fold is."""

    task_opened = Signal(object)
    station_opened = Signal(object)
    unfolded = Signal()
    shifted = Signal(object, int)  # a task, weeks later; by the keyboard or by dragging its card

    def __init__(self, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from stagecoach.ui.tasks.cards import Cards

        self.plan = model
        self.setModel(model)
        self.setItemDelegate(Cards(model, self))
        self.setAccessibleName(_("Tasks on two tracks"))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setObjectName("plan")
        self.setStyleSheet("#plan, #plan::item { background: transparent; border: none; }")
        self.viewport().setAutoFillBackground(False)
        self._held: Row | None = None
        self.activated.connect(self._open)
        self.clicked.connect(self._open_line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with Up or Down moves the task a week; without Alt the cursor moves."""
        weeks = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        task = self.plan.task(self.currentIndex())
        if weeks and task and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shifted.emit(task.id, weeks)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = self.plan.task(self.indexAt(event.position().toPoint()))
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A card let go beside another one goes to the week of that one."""
        held, self._held = self._held, None
        self.viewport().unsetCursor()
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        other = self.plan.task(index) or self._beside(index)
        if held is not None and other is not None and other.id != held.id:
            weeks = (other.planned_from - held.planned_from).days // 7
            if weeks:
                self.shifted.emit(held.id, weeks)

    def _beside(self, index: QModelIndex) -> Row | None:
        """The task on the other track of the same line."""
        pair = self.plan.line(index).tasks if index.isValid() else None
        return next((task for task in pair.values() if task), None) if pair else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        rails = theme.scaled(92)
        side = (self.viewport().width() - rails) // 2
        for column, width in enumerate((side, self.viewport().width() - 2 * side, side)):
            self.setColumnWidth(column, width)
        super().resizeEvent(event)

    def focused_track(self) -> Track:
        return track_of(self.currentIndex()) if self.currentIndex().isValid() else Track.LEARNING

    @Slot(object)
    def _open(self, index: QModelIndex) -> None:
        if task := self.plan.task(index):
            self.task_opened.emit(task.id)
        else:
            self._open_line(index)

    @Slot(object)
    def _open_line(self, index: QModelIndex) -> None:
        """A single click opens folds and evaluations; cards only take the focus."""
        line = self.plan.line(index)
        if line.station and index.column() == 2:
            self.station_opened.emit(line.station)
        elif line.folded:
            self.unfolded.emit()
