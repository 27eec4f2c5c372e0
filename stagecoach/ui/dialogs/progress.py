"""A sheet over work that takes long: how far it is, Stop, and then what came of it."""

import contextlib
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.ui.dialogs.dialog import Sheet
from stagecoach.ui.widgets.fields import button, label, named

Progress = Callable[[int, int], None]
Job = Callable[[Progress, threading.Event], Any]


class RunSheet(Sheet):
    """`job` hears how to tell its progress and when to stop; `told` puts its result in words.

    The job runs in a thread of its own, and touches files or only reads; `told` runs in the
    window's. What the sealed side carries is plum; others say their own tone.
    """

    tone = "sealed.strong"
    save_kind = "seal"
    _moved = Signal(int, int)
    _ended = Signal(object, object)  # result, error

    def __init__(
        self, title: str, icon: str, job: Job, told: Callable[[Any], str], parent: QWidget
    ) -> None:
        super().__init__(title, icon, 520, parent)
        self._job, self._told = job, told
        self._stop = threading.Event()
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
        self._moved.connect(self._show)
        self._ended.connect(self._end)
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _prepare(self) -> None:
        self._thread.start()

    def _run(self) -> None:
        try:
            result, error = self._job(self._tell, self._stop), None
        except Exception as caught:  # noqa: BLE001 - the edge: it is raised in the window's thread
            result, error = None, caught
        with contextlib.suppress(RuntimeError):  # the sheet went meanwhile
            self._ended.emit(result, error)

    def _tell(self, done: int, wished: int) -> None:
        with contextlib.suppress(RuntimeError):
            self._moved.emit(done, wished)

    def done(self, result: int) -> None:
        """Also when the window goes: the thread stops soon after."""
        self._stop.set()
        super().done(result)

    @Slot()
    def _stop_it(self) -> None:
        self.text.setText(_("Stopping …"))
        self._stop.set()

    @Slot(int, int)
    def _show(self, done: int, wished: int) -> None:
        self.bar.setRange(0, wished)
        self.bar.setValue(done)
        self.text.setText(_("%(done)d of %(all)d") % {"done": done, "all": wished})

    @Slot(object, object)
    def _end(self, result: Any, error: BaseException | None) -> None:
        self._thread.join()
        self.stop_button.hide()
        self.bar.hide()
        self.done_button.show()
        self.close_button.show()
        self.done_button.setFocus()
        if error is None:
            self.text.setText(self._told(result))
        elif isinstance(error, StageCoachError):
            self.text.setText(str(error))
        else:
            self.text.setText(_("Something went wrong. Nothing was lost; try it once more."))
        self.text.setAccessibleName(self.text.text())
        self.refit()
        if error is not None and not isinstance(error, StageCoachError):
            raise error

    def accept(self) -> None:
        """Enter closes it when it is done."""
        self.reject()

    def reject(self) -> None:
        """Not while it runs: Stop first."""
        if self._thread.is_alive():
            self._stop_it()
        else:
            super().reject()
