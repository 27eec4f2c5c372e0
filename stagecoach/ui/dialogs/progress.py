"""A dialog over work that takes long: how far it is, Stop, and then what came of it."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.ui.core.jobs import Progress, once
from stagecoach.ui.dialogs.dialog import Dialog
from stagecoach.ui.widgets.fields import button, label, named

Tell = Callable[[int, int], None]
Job = Callable[[Tell, threading.Event], Any]


class ProgressDialog(Dialog):
    """`job` hears how to tell its progress and when to stop; `told` puts its result in words.

    The job runs in a thread of its own, and touches files or only reads; `told` runs in the
    window's. What the sealed side carries is plum; others say their own tone.
    """

    tone = "sealed.strong"
    save_kind = "seal"

    def __init__(
        self, title: str, icon: str, job: Job, told: Callable[[Any], str], parent: QWidget
    ) -> None:
        super().__init__(title, icon, 520, parent)
        self._job, self._told = job, told
        self._progress = Progress(self)
        self._running = False
        self.bar = named(QProgressBar(), title)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.text = label(_("Begins …"), wrap=True)
        self.stop_button = button(_("Stop"), self._stop_it)
        self.done_button = button(_("Close"), self.reject, kind=self.save_kind, keys="Esc")
        self.done_button.hide()
        self.close_button.hide()
        self.body.addWidget(self.text)
        self.body.addWidget(self.bar)
        self.footer.addWidget(self.stop_button)
        self.footer.addWidget(self.done_button)
        self._progress.moved.connect(self._show)

    def _prepare(self) -> None:
        self._running = True
        job = partial(self._job, self._progress.report, self._progress.stopped)
        once(self, self._ended, job, failed=self._failed)

    def done(self, result: int) -> None:
        """Also when the window goes: the thread stops soon after."""
        self._progress.stop()
        super().done(result)

    @Slot()
    def _stop_it(self) -> None:
        self.text.setText(_("Stopping …"))
        self._progress.stop()

    @Slot(int, int)
    def _show(self, done: int, wished: int) -> None:
        self.bar.setRange(0, wished)
        self.bar.setValue(done)
        self.text.setText(_("%(done)d of %(all)d") % {"done": done, "all": wished})

    def _ended(self, result: Any) -> None:
        self._end(self._told(result))

    def _failed(self, error: Exception) -> None:
        known = isinstance(error, StageCoachError)
        again = _("Something went wrong. Nothing was lost; try it once more.")
        self._end(str(error) if known else again)
        if not known:
            raise error

    def _end(self, text: str) -> None:
        self._running = False
        self.stop_button.hide()
        self.bar.hide()
        self.done_button.show()
        self.close_button.show()
        self.done_button.setFocus()
        self.text.setText(text)
        self.text.setAccessibleName(text)
        self.refit()

    def accept(self) -> None:
        """Enter closes it when it is done."""
        self.reject()

    def reject(self) -> None:
        """Not while it runs: Stop first."""
        if self._running:
            self._stop_it()
        else:
            super().reject()
