"""A dialog over the lock screen: a passphrase, then work that takes long and can be stopped."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from stagecoach.errors import Invalid, StageCoachError, WrongPassphrase
from stagecoach.i18n import _
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.jobs import Progress, once
from stagecoach.ui.dialogs.dialog import Dialog
from stagecoach.ui.widgets.fields import named

_THOUSANDS = 1_000_000  # bytes from which on they are counted in thousands: Qt counts to 2^31
Step = Callable[[int, int], bool]


class WorkDialog(Dialog):
    """The job runs in a thread; what comes of it goes to `finished_with`."""

    def __init__(
        self, title: str, icon: str, width: int, current: CurrentStore, parent: QWidget
    ) -> None:
        super().__init__(title, icon, width, parent)
        self._current = current
        self._progress: Progress | None = None
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.returnPressed.connect(self.accept)
        self.bar = named(QProgressBar(), title)
        self.bar.setTextVisible(False)
        self.bar.hide()

    def add_secret(self, caption: str) -> None:
        """The last field, and how far it is under it."""
        hint = _("Its recovery code opens it too.")
        self.add_field("secret", caption, self.secret, hint)
        self.body.addWidget(self.bar)

    def typed_secret(self) -> str:
        """Raises Invalid where there is none yet, or one has to wait."""
        if not self.secret.text():
            raise Invalid({"secret": _("Type the passphrase.")})
        if left := self._current.wait():
            raise Invalid({"secret": _("Wait %d seconds. Nothing has been erased.") % left})
        return self.secret.text()

    def accept(self) -> None:
        """It stays open until the work is done, or could not be done."""
        if self._progress is None:
            self.try_save()

    def begin(self, job: Callable[[Step], Any]) -> None:
        self._progress = progress = Progress(self)
        progress.moved.connect(self._move)
        self._busy(busy=True)

        def step(done: int, size: int) -> bool:
            unit = 1000 if size > _THOUSANDS else 1
            progress.report(done // unit, size // unit)
            return not progress.stopped.is_set()

        secret = self.secret.text()
        once(self, partial(self._done, secret), partial(job, step), failed=self._failed)

    def inputs(self) -> list[QWidget]:
        """What nobody changes while it runs."""
        return [self.ok, self.secret]

    def _busy(self, *, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.bar.setRange(0, 0)
        for widget in self.inputs():
            widget.setEnabled(not busy)
        self.status.setText(_("Reading all of it …") if busy else "")

    @Slot(int, int)
    def _move(self, done: int, size: int) -> None:
        self.bar.setRange(0, size)
        self.bar.setValue(done)
        if done >= size:
            self.bar.setRange(0, 0)  # now it is read through, and that takes as long as it takes

    def _failed(self, error: Exception) -> None:
        self._progress = None
        self._busy(busy=False)
        if not isinstance(error, StageCoachError):
            raise error
        if isinstance(error, WrongPassphrase):
            self._current.note_wrong()
        self.show_problems(
            error.problems if isinstance(error, Invalid) else {"secret": str(error)}
        )
        self.secret.selectAll()

    def _done(self, secret: str, outcome: Any) -> None:
        self._progress = None
        self.finished_with(secret, outcome)

    def finished_with(self, secret: str, outcome: Any) -> None:
        """In the thread of the screens."""
        raise NotImplementedError

    def reject(self) -> None:
        """While it runs, Esc stops it; what stood there stands there."""
        if self._progress is not None:
            self._progress.stop()
            return
        super().reject()

    def _focus_first(self) -> None:
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(self.secret)


def open_again(current: CurrentStore, store: Path, secret: str, said: str) -> None:
    """In with the secret that was just typed, whichever it was, and say what came of it."""
    if current.path != store or not current.has_lock:
        current.choose(store)  # the first page knows that something stands there now
    try:
        current.open(secret)
    except WrongPassphrase:  # it was the recovery code
        current.open(secret, recovery=True)
    if current.workspace is not None:  # else somebody has yet to say who they are
        current.workspace.say(said)
