"""What of the log is shown: a choice each for track, task, work process, person, mark, period."""

import datetime as dt
import enum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from stagecoach import clock
from stagecoach.domain.logs import Mark, mark_name
from stagecoach.domain.students.placements import monday
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _
from stagecoach.services.logs.logbook import STUDENT, Choices, Filter
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.badges import TRACK_ICON
from stagecoach.ui.widgets.fields import button, row
from stagecoach.ui.widgets.filters import Choices as Kept
from stagecoach.ui.widgets.filters import Part, filter_box, offer
from stagecoach.ui.widgets.segmented import Segmented


class Since(enum.StrEnum):
    """A period that ends today: kept by its name, so that it moves with the days."""

    THIS_WEEK = "this week"
    LAST_WEEK = "7 days"
    LAST_MONTH = "28 days"


def first_day(since: Since) -> dt.date:
    today = clock.today()
    if since is Since.THIS_WEEK:
        return monday(today)
    return today - dt.timedelta(days=7 if since is Since.LAST_WEEK else 28)


class FilterBar(QWidget):
    """Each choice has a key of its own while the list has the keyboard.

    `track` stands above the others, where the tab puts it.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.track = Segmented(_("Track"), height=36)
        self.track.add(None, _("All"))
        self.track.add(
            Track.LEARNING, _("Learning tasks"), TRACK_ICON[Track.LEARNING], Track.LEARNING
        )
        self.track.add(Track.WORK, _("Work tasks"), TRACK_ICON[Track.WORK], Track.WORK)
        self.track.set_value(None)
        self.task = self._box(_("Task"), "T")
        self.process = self._box(_("Work process"), "K")
        self.person = self._box(_("Person"), "P")
        self.mark = self._box(_("Mark"), "M")
        self.period = self._box(_("Period"), "D")
        self.boxes = (self.task, self.process, self.person, self.mark, self.period)
        self.clear_all = button(_("Clear filters"), self.forget, kind="quiet", small=True)
        self.setLayout(row(*self.boxes, self.clear_all, None, spacing=8))
        self.track.chosen.connect(self._changed)
        self._fill_fixed()
        self._show_clear()

    def _box(self, name: str, key: str) -> QComboBox:
        box = filter_box(name)
        box.setToolTip(_("%(name)s: key %(key)s") % {"name": name, "key": key})
        box.setMinimumWidth(theme.scaled(150))
        box.activated.connect(self._changed)
        return box

    def _fill_fixed(self) -> None:
        offer(self.mark, _("Mark"), [(mark_name(mark), mark) for mark in Mark])
        names = {
            Since.THIS_WEEK: _("this week"),
            Since.LAST_WEEK: _("last 7 days"),
            Since.LAST_MONTH: _("last 4 weeks"),
        }
        offer(self.period, _("Period"), [(text, since) for since, text in names.items()])

    def offer(self, choices: Choices) -> None:
        """Only what occurs can be chosen; what is chosen stays."""
        people = [(name, name) for name in choices.people]
        offer(self.task, _("Task"), [(text, key) for key, text in choices.tasks])
        offer(self.process, _("Work process"), [(text, key) for key, text in choices.processes])
        offer(self.person, _("Person"), [*people, (_("the student"), STUDENT)])

    def value(self) -> Filter:
        track, since = self.track.value(), self.period.currentData()
        return Filter(
            track=track if isinstance(track, Track) else None,
            task_id=self.task.currentData(),
            process_id=self.process.currentData(),
            person=self.person.currentData() or "",
            mark=self.mark.currentData(),
            since=first_day(since) if since is not None else None,
        )

    def kept(self) -> Kept:
        """What is chosen, as text that can be kept."""
        parts: dict[str, Part] = {
            "track": self.track,
            "task": self.task,
            "process": self.process,
            "person": self.person,
            "mark": self.mark,
            "period": self.period,
        }
        return Kept(parts, self._changed)

    @Slot()
    def forget(self) -> None:
        self.track.set_value(None)
        for box in self.boxes:
            box.setCurrentIndex(0)
        self._changed()

    @Slot()
    def _changed(self) -> None:
        self._show_clear()
        self.chosen.emit()

    def _show_clear(self) -> None:
        self.clear_all.setVisible(self.value() != Filter())

    def press(self, key: int) -> bool:
        """One key, one filter: L and W a track, A all of it, the others open their list."""
        tracks: dict[int, Track | None] = {
            Qt.Key.Key_L: Track.LEARNING,
            Qt.Key.Key_W: Track.WORK,
            Qt.Key.Key_A: None,
        }
        keys = (Qt.Key.Key_T, Qt.Key.Key_K, Qt.Key.Key_P, Qt.Key.Key_M, Qt.Key.Key_D)
        boxes = dict(zip(keys, self.boxes, strict=True))
        if key == Qt.Key.Key_Backspace:
            self.forget()
        elif key in tracks:
            self.track.set_value(tracks[key])
            self._changed()
        elif (box := boxes.get(Qt.Key(key))) is not None:
            box.setFocus()
            box.showPopup()
        else:
            return False
        return True
