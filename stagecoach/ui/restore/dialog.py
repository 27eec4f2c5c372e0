"""Over the lock screen: which backup, its passphrase, and what stands there is kept whole."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QWidget

from stagecoach import paths
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services import backups, restore
from stagecoach.services.backups import Backup
from stagecoach.services.restore import Restored
from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.dialogs import files
from stagecoach.ui.restore import rows
from stagecoach.ui.restore.work import WorkDialog, open_again
from stagecoach.ui.widgets.fields import button, label
from stagecoach.ui.widgets.table import (
    TableModel,
    fit_columns,
    select_row,
    selected_row,
    table_view,
)

_ROWS, _HEAD, _ROW = 4, 44, 46


class RestoreDialog(WorkDialog):
    def __init__(
        self, current: CurrentStore, parent: QWidget, wanted: Backup | None = None
    ) -> None:
        super().__init__(_("Put a backup back"), "rotate-ccw", 720, current, parent)
        assert current.path is not None  # there is no backup of nothing
        self._store = current.path
        self._kept = backups.everywhere(self._store, current.backup_folders)
        if backups.is_backup(current.path):  # of a store that is not on this computer
            wanted = wanted or backups.of(current.path)
            self._kept = [wanted, *(backup for backup in self._kept if backup != wanted)]
            self._store = backups.place_for()
        self.model = TableModel(rows.columns(self._store.parent), self, rows.sentence)
        self.view = table_view(self.model, _("Backups"))
        self.none = label(_("No backup was found here. Look in another place."), "muted")
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
        self.add_secret(_("&Passphrase of this backup"))
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
        secret, current = self.typed_secret(), self._current
        self.begin(
            lambda step: restore.put_back(
                chosen.path,
                self._store,
                secret,
                current.backups,
                locked=current.has_lock and current.path == self._store,
                step=step,
            )
        )

    def inputs(self) -> list[QWidget]:
        return [*super().inputs(), self.view]

    def finished_with(self, secret: str, outcome: Restored) -> None:
        """The backup stands there: in with the same passphrase, and tell where the other is."""
        self.done(QDialog.DialogCode.Accepted)
        kept = _("The backup is back.")
        if outcome.kept is not None:
            kept = _("The backup is back. What stood there is kept whole, among the backups.")
        said = " ".join([kept, *outcome.warnings])
        QTimer.singleShot(
            0, self._current, partial(open_again, self._current, self._store, secret, said)
        )
