"""Where everything on the route stands: weeks along it, complexity away from it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt

from stagecoach import clock
from stagecoach.domain.evaluations import kind_name
from stagecoach.domain.students.placements import monday, weeks
from stagecoach.domain.tasks import Status
from stagecoach.domain.tracks import Track
from stagecoach.i18n import day, short_day
from stagecoach.services.evaluations.stations import Station
from stagecoach.services.tasks.tasks import Row

UPPER, LOWER = 156.0, 192.0  # middles of the rails
STEP = 16.5  # a level of complexity
LEFT, RIGHT = 112.0, 24.0
NODE = 28.0
HEAD = 150.0  # room for the words of a station; without it they end or begin at its line
FIRST_LEVEL = 28.0  # from the rail to a task of complexity 1


@dataclass(frozen=True)
class DrawnRoute:
    """All that the view shows."""

    starts_on: dt.date
    ends_on: dt.date
    tasks: Sequence[Row] = ()
    stations: Sequence[Station] = ()
    guided: Sequence[tuple[Track, dt.date]] = ()

    @property
    def weeks(self) -> int:
        return weeks(self.starts_on, self.ends_on)

    @property
    def runs(self) -> bool:
        """Whether today lies on the route."""
        return self.starts_on <= clock.today() <= self.ends_on


def level_y(track: Track, level: int) -> float:
    """How far from its rail a task of this complexity stands."""
    away = FIRST_LEVEL + (level - 1) * STEP
    return UPPER - away if track is Track.LEARNING else LOWER + away


class RoutePlan:
    """Nodes by week and level, and labels where they touch nothing, for one width."""

    def __init__(self, route: DrawnRoute, width: float, measure: Callable[[str], float]) -> None:
        self.route, self.width, self._measure = route, width, measure
        self.week_width = (width - LEFT - RIGHT) / route.weeks
        self._first = monday(route.starts_on)
        self._stations = [self.station_area(station) for station in route.stations]
        self.nodes: list[tuple[QRectF, Row]] = []
        self.labels: list[tuple[QRectF, Row, Qt.AlignmentFlag]] = []
        self._place_nodes()
        self._place_labels()

    @property
    def now(self) -> float:
        return self.x(clock.today(), 0.1)

    def x(self, day: dt.date, share: float = 0.0) -> float:
        """The begin of a day; `share` is a part of a week further on."""
        at = (day - self._first).days / 7 + share
        return LEFT + at * self.week_width

    def station_area(self, station: Station) -> QRectF:
        return QRectF(self.x(station.on, 0.07) - 11, UPPER - 16, 22, LOWER - UPPER + 32)

    def station_head(self, station: Station) -> list[tuple[QRectF, str]]:
        """What kind of talk it is and, below that, its day; each where it stands."""
        on = short_day(station.on) if station.done else day(station.on)
        x = self.station_area(station).center().x()
        head = []
        for top, text in ((8.0, kind_name(station.kind)), (26.0, on)):
            width = self._measure(text) + 2
            left = x - width / 2
            if x + HEAD / 2 > self.width:
                left = x + 12 - width
            elif x - HEAD / 2 < LEFT - 20:
                left = x - 10
            head.append((QRectF(left, top, width, 18), text))
        return head

    def _place_nodes(self) -> None:
        seen: dict[tuple[Track, dt.date, int], int] = {}
        for task in self.route.tasks:
            key = (task.track, task.planned_from, task.complexity)
            seen[key] = seen.get(key, -1) + 1
            self.nodes.append((self._node(task, seen[key]), task))

    def _node(self, task: Row, nth: int) -> QRectF:
        span = (task.planned_until - task.planned_from).days / 7 / 2
        x = self.x(task.planned_from, 0.4 + span) + nth * (NODE + 2)
        y = level_y(task.track, task.complexity)
        node = QRectF(x - NODE / 2, y - NODE / 2, NODE, NODE)
        for area in self._stations:
            if area.intersects(node):
                node.moveLeft(area.right() + 3)
        return node

    def _place_labels(self) -> None:
        taken = [*self._stations]
        for station in self.route.stations:
            taken += [rect for rect, _text in self.station_head(station)]
        taken += [node for node, _task in self.nodes]
        taken.append(QRectF(0, UPPER - 12, self.width, LOWER - UPPER + 24))
        taken.append(QRectF(0, 300, self.width, 40))  # the week numbers
        for area in self._stations:
            x = area.center().x()
            taken.append(QRectF(x - 4, 50, 8, UPPER - 50))
        if self.route.runs:
            taken.append(QRectF(self.now - 4, 40, 8, 280))
        for node, task in self.nodes:
            if task.status is not Status.DONE:  # what is behind us has its tooltip
                self._place_label(node, task, taken)

    def _place_label(self, node: QRectF, task: Row, taken: list[QRectF]) -> None:
        width, height = self._measure(task.label) + 6.0, 18.0
        up = task.track is Track.LEARNING
        beyond = node.top() - height - 1 if up else node.bottom() + 1
        middle = node.center().y() - height / 2
        flag = Qt.AlignmentFlag
        for rect, side in (
            (QRectF(node.right() + 4, middle, width, height), flag.AlignLeft),
            (QRectF(node.center().x() - width / 2, beyond, width, height), flag.AlignHCenter),
            (QRectF(node.left() - 4 - width, middle, width, height), flag.AlignRight),
            (QRectF(node.right() - width, beyond, width, height), flag.AlignRight),
            (QRectF(node.left(), beyond, width, height), flag.AlignLeft),
        ):
            inside = rect.left() >= LEFT - 20 and rect.right() <= self.width - 4
            if inside and not any(rect.intersects(other) for other in taken):
                taken.append(rect)
                self.labels.append((rect, task, side))
                return
