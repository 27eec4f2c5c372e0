"""The dialogs that lie over the pages: one at a time, each opened by the name of its place."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from stagecoach.domain.access import Right
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _
from stagecoach.services import Store
from stagecoach.services.history.changes import Record
from stagecoach.services.logs import entries as logs
from stagecoach.services.logs import quick_line
from stagecoach.services.students import placements
from stagecoach.services.tasks import tasks
from stagecoach.ui.core.page import Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form

if TYPE_CHECKING:
    from stagecoach.ui.students.form import StudentForm


# Where the dialogs stand; each is imported by its maker, or behind the first window (`app`).
DIALOGS = tuple(
    f"stagecoach.ui.{name}"
    for name in (
        "logs.form",
        "students.form",
        "tasks.form",
        "grid.form",
        "settings.page",
        "dialogs.help",
        "dialogs.history",
        "dialogs.print",
        "people.key",
        "people.pin",
        "stores.recovery_code",
        "restore.dialog",
    )
)


class Overlays(QObject):
    """Knows how each dialog is made; the shell says when."""

    go = Signal(object)  # Place

    def __init__(self, workspace: Workspace, over: QWidget) -> None:
        super().__init__(over)
        self._workspace, self._over = workspace, over
        self.current: Form | None = None
        self.place: Place | None = None
        self._makers: dict[str, Callable[[Place], Form | None]] = {
            "quick_log": self._quick_log,
            "edit_log": self._edit_log,
            "new_student": self._new_student,
            "next_placement": self._next_placement,
            "edit_student": self._edit_student,
            "new_task": self._new_task,
            "task": self._edit_task,
            "hour_sheet": self._hour_sheet,
            "history": self._history,
            "bin": self._bin,
            "help": self._help,
            "grid": self._grid,
            "my_pin": self._my_pin,
            "my_key": self._my_key,
        }

    def knows(self, place: Place) -> bool:
        return place.name in self._makers

    def open(self, place: Place, *, here: uuid.UUID | None) -> None:
        """`here` is the student of the page below; the place may name another one."""
        if self.current is not None:
            return
        meant = place.placement_id or here
        overlay = self._makers[place.name](
            Place(
                place.name, meant, place.tab, place.kind, place.track, place.text, place.entry_id
            )
        )
        if overlay is not None:
            self.current, self.place = overlay, place
            overlay.finished.connect(self._closed)
            overlay.open_once()
            if place.name == "quick_log" and place.text:
                self._add_words(overlay, place.text)

    def _add_words(self, form: Form, text: str) -> None:
        from stagecoach.ui.logs.form import LogForm

        assert isinstance(form, LogForm)
        form.add_words(text)

    @Slot()
    def _closed(self) -> None:
        self.current = self.place = None

    def _quick_log(self, place: Place) -> Form:
        """For the student meant, the one that is open, the draft, or the one logged last."""
        from stagecoach.ui.logs.form import LogForm

        ask, here = self._workspace.ask, place.placement_id
        me = self._workspace.person_id
        if place.text:
            reading = ask(quick_line.understand, me, place.text, here)
            form = LogForm(self._workspace, replace(reading.draft, text=""), self._over)
            form.say_understood(reading)
            return form
        kept = ask(logs.half_typed) if here is None else None
        here = uuid.UUID(kept.subject) if kept is not None and kept.subject else here
        draft = ask(logs.prefill, me, here)
        if place.track is not None and place.track is not draft.track:
            draft.track, draft.task_id = place.track, None
        if place.entry_id is not None:
            draft.task_id = place.entry_id
        return LogForm(self._workspace, draft, self._over)

    def _edit_log(self, place: Place) -> Form:
        from stagecoach.ui.logs.form import LogForm

        assert place.entry_id is not None
        draft = self._workspace.ask(logs.draft, place.entry_id)
        return LogForm(self._workspace, draft, self._over)

    def _new_student(self, _place: Place) -> Form:
        return self._student(self._workspace.ask(placements.new_draft))

    def _next_placement(self, place: Place) -> Form:
        assert place.placement_id is not None
        return self._student(self._workspace.ask(placements.next_draft, place.placement_id))

    def _student(self, draft: placements.Draft) -> Form:
        from stagecoach.ui.students.form import StudentForm

        form = StudentForm(self._workspace, draft, self._over)
        form.saved.connect(partial(self._student_saved, form))
        return form

    def _student_saved(self, form: "StudentForm") -> None:
        self._workspace.say(_("Student saved"), undo=True)
        if self._workspace.may(Right.OPEN, form.placement_id):
            self.go.emit(Place("dossier", form.placement_id))

    def _edit_student(self, place: Place) -> Form:
        from stagecoach.ui.students.form import StudentForm

        assert place.placement_id is not None
        draft = self._workspace.ask(placements.draft, place.placement_id)
        return StudentForm(self._workspace, draft, self._over)

    def _new_task(self, place: Place) -> Form | None:
        from stagecoach.ui.tasks.form import TaskForm

        if place.placement_id is None:
            return None
        track = place.track or Track.LEARNING
        draft = self._workspace.ask(tasks.new_draft, place.placement_id, track)
        return TaskForm(self._workspace, draft, self._over)

    def _edit_task(self, place: Place) -> Form:
        from stagecoach.ui.tasks.form import TaskForm

        assert place.entry_id is not None
        draft = self._workspace.ask(tasks.draft, place.entry_id)
        return TaskForm(self._workspace, draft, self._over)

    def _history(self, place: Place) -> Form:
        from stagecoach.ui.dialogs.history import HistoryForm

        assert place.entry_id is not None
        record = Record("log_entry", place.entry_id)
        return HistoryForm(self._workspace, [record], self._over)

    def _bin(self, _place: Place) -> Form:
        from stagecoach.ui.dialogs.history import BinForm

        return BinForm(self._workspace, self._over)

    def _help(self, place: Place) -> Form:
        from stagecoach.ui.dialogs.help import HelpForm

        return HelpForm(self._workspace, place.tab, self._over)

    def _grid(self, place: Place) -> Form:
        from stagecoach.ui.grid.form import GridForm

        return GridForm(self._workspace, self._over, place.entry_id)

    def _my_pin(self, _place: Place) -> Form:
        from stagecoach.ui.people.pin import PinForm

        me = self._workspace.identity
        return PinForm(self._workspace, me.person_id, me.name, self._over)

    def _my_key(self, _place: Place) -> Form:
        from stagecoach.ui.people.key import KeyForm

        form = KeyForm(self._workspace, self._over)
        form.made.connect(self._show_code)
        return form

    @Slot(str)
    def _show_code(self, code: str) -> None:
        """Of the key, over the form that made it, which closes below."""
        from stagecoach.ui.stores.recovery_code import RecoveryForm

        name = self._workspace.identity.name
        RecoveryForm(self._workspace, code, self._over, whose=name).open_once()

    def _hour_sheet(self, place: Place) -> Form:
        from stagecoach.services.students import students
        from stagecoach.ui.dialogs.print import PrintForm, Way

        assert place.placement_id is not None
        ways = [
            Way(_("Filled in"), partial(_draw_hours, place.placement_id, blank=False)),
            Way(_("Blank"), partial(_draw_hours, place.placement_id, blank=True)),
        ]
        name, whose = _("hour-sheet.pdf"), self._workspace.ask(students.head, place.placement_id)
        title = _("Hour sheet")
        return PrintForm(self._workspace, title, name, ways, self._over, whose.name)


def _draw_hours(placement_id: uuid.UUID, store: Store, *, blank: bool) -> bytes:
    from stagecoach.documents import hours as hour_sheet

    return hour_sheet.draw(store, placement_id, blank=blank)
