"""On which track, and on which task of it: the one that goes on stands first."""

import uuid

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QComboBox

from stagecoach.domain.tasks import Status
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _
from stagecoach.services.tasks import tasks
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.badges import TRACK_ICON
from stagecoach.ui.widgets.fields import pick
from stagecoach.ui.widgets.segmented import Segmented

_ORDER = [Status.BUSY, Status.REVIEW, Status.PLANNED, Status.DONE]


class TaskChoice(QObject):
    """Two fields that stand apart and belong together: another track has other tasks."""

    edited = Signal()

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._placement_id: uuid.UUID | None = None
        self.track = Segmented(_("Track"))
        self.task = QComboBox()
        for track, text in ((Track.LEARNING, _("Learning task")), (Track.WORK, _("Work task"))):
            self.track.add(track, text, TRACK_ICON[track], track)
        self.track.chosen.connect(self._other_track)
        self.task.activated.connect(self.edited)

    def show_for(
        self, placement_id: uuid.UUID | None, track: Track, task_id: uuid.UUID | None
    ) -> None:
        self._placement_id = placement_id
        self.track.set_value(track)
        self._offer(task_id)

    def _offer(self, wanted: uuid.UUID | None) -> None:
        self.task.clear()
        self.task.addItem(_("No task"), None)
        if self._placement_id is not None:
            plan = self._workspace.ask(tasks.plan, self._placement_id)
            mine = [task for task in plan if task.track is self.track.value()]
            for task in sorted(mine, key=lambda t: (_ORDER.index(t.status), t.number)):
                self.task.addItem(f"{task.code}  {task.title}", task.id)
        pick(self.task, wanted)

    @Slot()
    def _other_track(self) -> None:
        self._offer(None)
        if self.task.count() > 1:
            self.task.setCurrentIndex(1)
        self.edited.emit()

    def chosen_track(self) -> Track:
        track = self.track.value()
        return track if isinstance(track, Track) else Track.WORK

    def task_id(self) -> uuid.UUID | None:
        chosen: uuid.UUID | None = self.task.currentData()
        return chosen

    def code(self) -> str:
        """Of the task; empty for none."""
        return self.task.currentText().split()[0] if self.task_id() else ""
