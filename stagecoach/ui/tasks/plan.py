"""Two tracks beside each other: cards left and right of the rails, in order of week.

A table of three columns, so that each card has its own focus, name and arrow keys.
"""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from stagecoach import clock
from stagecoach.domain.evaluations import kind_name
from stagecoach.domain.students.placements import week_of
from stagecoach.domain.tasks import Status, status_name
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _, ngettext
from stagecoach.services.dossier import Summary
from stagecoach.services.evaluations.stations import Station
from stagecoach.services.tasks.tasks import Row
from stagecoach.ui.widgets.table import ROW_ROLE, Index

RAILS = 1  # the middle column
_FOLD = 3  # weeks back from now; what was done before is folded


@dataclass(frozen=True)
class PlanLine:
    """One row: a pair of tasks, an evaluation, the fold of what was done long ago, or now."""

    week: int
    passed: bool
    tasks: dict[Track, Row | None] | None = None
    station: Station | None = None
    folded: dict[Track, int] | None = None
    now: bool = False  # here the present ends: an evaluation that comes next, or a line of its own


def lines(summary: Summary, tasks: Sequence[Row], *, unfolded: bool) -> list[PlanLine]:
    """All rows in order of week, stations among them."""
    starts_on = summary.head.starts_on
    now = week_of(clock.today(), starts_on)
    old = [t for t in tasks if t.status is Status.DONE and _week(t, starts_on) < now - _FOLD]
    shown = list(tasks) if unfolded else [t for t in tasks if t not in old]
    plan_lines: list[PlanLine] = []
    if old and not unfolded:
        counts = {track: sum(t.track is track for t in old) for track in Track}
        plan_lines.append(
            PlanLine(max(_week(t, starts_on) for t in old), passed=True, folded=counts)
        )
    after = plan_lines[0].week if plan_lines else 0
    past = (line for line in _stations(summary, now) if line.week > after or not line.passed)
    body = [*_pairs(shown, starts_on, now), *past]
    body.sort(key=lambda line: (line.week, line.station is None))
    if starts_on <= clock.today() <= summary.head.ends_on:
        body = _with_now(body, now)
    return plan_lines + body


def _with_now(body: list[PlanLine], now: int) -> list[PlanLine]:
    """Marked where it is: after what began by now, before what is still to come."""
    this_week = [n for n, line in enumerate(body) if line.station and line.week == now]
    after = next((n for n, line in enumerate(body) if line.week > now), len(body))
    comes_next = after < len(body) and body[after].station is not None
    at = this_week[0] if this_week else after if comes_next else None
    if at is None:
        return [*body[:after], PlanLine(now, passed=True, now=True), *body[after:]]
    return [*body[:at], replace(body[at], now=True), *body[at + 1 :]]


def _week(task: Row, starts_on: dt.date) -> int:
    return week_of(task.planned_from, starts_on)


def _pairs(tasks: Sequence[Row], starts_on: dt.date, now: int) -> Iterator[PlanLine]:
    for week in sorted({_week(t, starts_on) for t in tasks}):
        sides = (
            [t for t in tasks if t.track is track and _week(t, starts_on) == week]
            for track in Track
        )
        for pair in zip_longest(*sides):
            yield PlanLine(week, week <= now, tasks=dict(zip(Track, pair, strict=True)))


def _stations(summary: Summary, now: int) -> Iterator[PlanLine]:
    for station in summary.stations:
        week = week_of(station.on, summary.head.starts_on)
        # Nothing is planned after the final evaluation, whatever day its talk is on.
        yield PlanLine(week, week <= now, station=station)


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
        self._lines: list[PlanLine] = []
        self.now = 0

    def show(self, plan_lines: list[PlanLine], now: int) -> None:
        self.beginResetModel()
        self._lines, self.now = plan_lines, now
        self.endResetModel()

    def line(self, index: Index) -> PlanLine:
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

    def index_of(self, task_id: uuid.UUID) -> QModelIndex:
        """Where a task stands; not valid where it does not."""
        for number, line in enumerate(self._lines):
            for column, task in zip((0, 2), (line.tasks or {}).values(), strict=False):
                if task is not None and task.id == task_id:
                    return self.index(number, column)
        return QModelIndex()

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


def fold_text(line: PlanLine, track: Track) -> str:
    count = line.folded[track] if line.folded else 0
    text = ngettext(
        "Week 1 to %(week)d: %(count)d task done",
        "Week 1 to %(week)d: %(count)d tasks done",
        count,
    )
    return text % {"week": line.week, "count": count}
