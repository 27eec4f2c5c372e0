"""Over the lock screen: which backup, its passphrase, and what stands there is kept whole."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QLineEdit, QProgressBar, QWidget

from stagecoach import paths
from stagecoach.errors import Invalid, StageCoachError, WrongPassphrase
from stagecoach.i18n import _
from stagecoach.services import backups, restore
from stagecoach.services.backups import Backup
from stagecoach.services.restore import Restored
from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.jobs import Progress, once
from stagecoach.ui.dialogs import files
from stagecoach.ui.dialogs.dialog import Dialog
from stagecoach.ui.restore import rows
from stagecoach.ui.widgets.fields import button, label, named
from stagecoach.ui.widgets.table import (
    TableModel,
    fit_columns,
    select_row,
    selected_row,
    table_view,
)

_ROWS, _HEAD, _ROW = 4, 44, 46


class RestoreDialog(Dialog):
    def __init__(
        self, current: CurrentStore, parent: QWidget, wanted: Backup | None = None
    ) -> None:
        super().__init__(_("Put a backup back"), "rotate-ccw", 720, parent)
        assert current.path is not None  # there is no backup of nothing
        self._current, self._store = current, current.path
        self._kept = backups.there(self._store, current.backups)
        self._progress: Progress | None = None
        self.model = TableModel(rows.columns(self._store.parent), self, rows.sentence)
        self.view = table_view(self.model, _("Backups"))
        self.none = label(_("No backup was found here. Look in another place."), "muted")
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.returnPressed.connect(self.accept)
        self.bar = named(QProgressBar(), _("Putting back"))
        self.bar.setTextVisible(False)
        self._build_parts()
        self._show(wanted)

    def _build_parts(self) -> None:
        text = _(
            "First everything in the backup is read. Then it takes the place of the file, and the "
            "file that stands there now is kept whole: you can always go back to it."
        )
        self.body.addWidget(label(text, "secondary", wrap=True))
        self.body.addWidget(self.none)
        self.body.addWidget(self.view)
        self.body.addWidget(self.problem_label("backup", self.view))
        elsewhere = button(_("Look in another place"), self._elsewhere, kind="quiet", small=True)
        elsewhere.setAutoDefault(False)  # Enter is for putting back
        self.body.addWidget(elsewhere, alignment=Qt.AlignmentFlag.AlignLeft)
        hint = _("Its recovery code opens it too.")
        self.add_field("secret", _("&Passphrase of this backup"), self.secret, hint)
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.add_buttons(_("Put this one back"))

    def _show(self, wanted: Backup | None) -> None:
        self.model.show(self._kept)
        self.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)  # by number, as they are listed
        fit_columns(self.view)
        select_row(self.view, lambda backup: backup == wanted if wanted else not backup.broken)
        shown = min(len(self._kept), _ROWS)
        self.view.setFixedHeight(theme.scaled(_HEAD) + shown * theme.scaled(_ROW))
        for widget in (self.view, self.ok):
            widget.setVisible(bool(self._kept))
        self.none.setVisible(not self._kept)

    @Slot()
    def _elsewhere(self) -> None:
        pattern = f"StageCoach (*{paths.STORE_SUFFIX})"
        chosen = files.ask_open(self, _("Choose a backup"), pattern, str(self._current.backups))
        if chosen:
            self.add(chosen)

    def add(self, path: Path) -> None:
        """A file from another place; one without a record is a copy of a store."""
        backup = backups.of(path)
        self._kept = [backup, *(other for other in self._kept if other.path != path)]
        self._show(backup)
        self.refit()
        self._focus_first()

    def save(self) -> None:
        """Begin with it; `_done` follows. Raises Invalid."""
        chosen: Backup | None = selected_row(self.view)
        if chosen is None:
            raise Invalid({"backup": _("Choose a backup.")})
        if chosen.broken:
            text = _("This one is broken: it cannot be read whole. Choose another.")
            raise Invalid({"backup": text})
        if not self.secret.text():
            raise Invalid({"secret": _("Type the passphrase of this backup.")})
        if left := self._current.wait():
            raise Invalid({"secret": _("Wait %d seconds. Nothing has been erased.") % left})
        self._begin(chosen, self.secret.text())

    def accept(self) -> None:
        """It stays open until the backup stands there, or could not be put back."""
        if self._progress is None:
            self.try_save()

    def _begin(self, chosen: Backup, secret: str) -> None:
        self._progress = progress = Progress(self)
        progress.moved.connect(self._move)
        self._busy(busy=True)

        def step(done: int, size: int) -> bool:
            progress.report(done // 1000, size // 1000)
            return not progress.stopped.is_set()

        current = self._current
        job = partial(
            restore.put_back,
            chosen.path,
            self._store,
            secret,
            current.backups,
            locked=current.has_lock,
            step=step,
        )
        once(self, partial(self._done, secret), job, failed=self._failed)

    def _busy(self, *, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.bar.setRange(0, 0)
        for widget in (self.ok, self.view, self.secret):
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
        self.show_problems({"secret": str(error)})
        self.secret.selectAll()

    def _done(self, secret: str, restored: Restored) -> None:
        """The backup stands there: in with the same passphrase, and tell where the other is."""
        self._progress = None
        self.done(QDialog.DialogCode.Accepted)
        QTimer.singleShot(0, self._current, partial(_open, self._current, secret, restored))

    def reject(self) -> None:
        """While it is being copied, Esc stops that; what stood there stands there."""
        if self._progress is not None:
            self._progress.stop()
            return
        super().reject()

    def _focus_first(self) -> None:
        """The newest that is whole is chosen already."""
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(self.secret)


def _open(current: CurrentStore, secret: str, restored: Restored) -> None:
    if current.path is not None and not current.has_lock:
        current.choose(current.path)  # the first page knows that something stands there now
    try:
        current.open(secret)
    except WrongPassphrase:  # it was the recovery code
        current.open(secret, recovery=True)
    workspace = current.workspace
    if workspace is None:  # somebody has yet to say who they are
        return
    kept = _("The backup is back.")
    if restored.kept is not None:
        kept = _("The backup is back. What stood there is kept whole, among the backups.")
    workspace.say(" ".join([kept, *restored.warnings]))
