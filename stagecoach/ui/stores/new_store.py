"""The form for a file of one's own: what a store needs, and nothing more."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from stagecoach import paths
from stagecoach.domain.people import Role
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.widgets.fields import button, column, framed, label, labelled, mark_wrong, row
from stagecoach.ui.widgets.focus import enter_goes_on
from stagecoach.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from stagecoach.services.stores import NewStore


class NewStoreForm(QWidget):
    """Asks what a store needs, makes it, and shows the recovery code once."""

    def __init__(self, current: CurrentStore) -> None:
        super().__init__()
        self._current = current
        self.name, self.owner = QLineEdit(), QLineEdit()
        self.role = Segmented(_("Your role"), height=36)
        self.role.add(Role.WORK_COACH, _("Work coach"))
        self.role.add(Role.WORKPLACE_TRAINER, _("Workplace trainer"))
        self.role.add(Role.SCHOOL_SUPERVISOR, _("School supervisor"))
        self.role.set_value(Role.WORK_COACH)
        folder = paths.default_store_folder()
        self.path = QLineEdit(str(folder / f"stagecoach{paths.STORE_SUFFIX}"))
        self.backups = QLineEdit(str(folder / "backups"))
        self.passphrase, self.again = QLineEdit(), QLineEdit()
        for field in (self.passphrase, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.ok = button(_("Make file"), self.make, kind="primary", icon="lock-keyhole")
        self._fields = {
            "name": self.name,
            "owner": self.owner,
            "path": self.path,
            "backups": self.backups,
            "passphrase": self.passphrase,
            "again": self.again,
        }
        self._problems = {name: label("", "problem", wrap=True) for name in self._fields}
        self._build()
        self._show({})

    def _build(self) -> None:
        pick_path = button(_("Choose"), self._pick_path, small=True)
        pick_backups = button(_("Choose"), self._pick_backups, small=True)
        hint = _("at least 10 characters")
        parts = (
            self._part("name", labelled(_("&Name of your company or school"), self.name)),
            self._part("owner", labelled(_("&Your own name"), self.owner)),
            labelled(_("Your &role"), self.role),
            self._part(
                "path", column(labelled(_("&Place of the file"), self.path), row(pick_path, None))
            ),
            self._part(
                "backups",
                column(labelled(_("Folder for &backups"), self.backups), row(pick_backups, None)),
            ),
            self._part("passphrase", labelled(_("Pa&ssphrase"), self.passphrase, hint)),
            self._part("again", labelled(_("Passphrase once &more"), self.again)),
            row(self.ok, None),
        )
        self.setLayout(
            column(framed("card", column(*parts, spacing=14, margins=(26, 22, 26, 22))))
        )
        self.setFixedWidth(theme.scaled(524))

    def _part(self, name: str, layout: object) -> object:
        return column(layout, self._problems[name], spacing=2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_goes_on(event, self, self.ok.click):
            super().keyPressEvent(event)

    @Slot()
    def _pick_path(self) -> None:
        from stagecoach.ui.dialogs import files

        pattern = f"StageCoach (*{paths.STORE_SUFFIX})"
        chosen = files.ask_save(self, _("Place of the file"), self.path.text(), pattern)
        if chosen:
            self.path.setText(str(chosen))

    @Slot()
    def _pick_backups(self) -> None:
        from stagecoach.ui.dialogs import files

        chosen = files.ask_folder(self, _("Folder for backups"), self.backups.text())
        if chosen:
            self.backups.setText(str(chosen))

    def _read(self) -> "tuple[Path, NewStore]":
        from stagecoach.services.stores import NewStore

        if self.passphrase.text() != self.again.text():
            raise Invalid({"again": _("The two are not the same.")})
        if not self.path.text().strip():
            raise Invalid({"path": _("Choose where the file goes.")})
        path = Path(self.path.text().strip()).expanduser()
        if path.suffix != paths.STORE_SUFFIX:
            path = path.with_name(path.name + paths.STORE_SUFFIX)
        role = self.role.value()
        chosen = role if isinstance(role, Role) else Role.WORK_COACH
        return path, NewStore(self.name.text(), self.owner.text(), chosen, self.passphrase.text())

    @Slot()
    def make(self) -> None:
        """Say that it is being made first: deriving the keys takes a moment."""
        self.ok.setEnabled(False)  # twice would be two files
        self.ok.setText(_("Making the file …"))
        QTimer.singleShot(0, self, partial(self._current.loading.then, self, self._make_now))

    def _make_now(self) -> None:
        self._show({})
        self.ok.repaint()
        try:
            path, new = self._read()
            self._current.change(backup_folder=self.backups.text().strip())
            code = self._current.create(path, new)
        except Invalid as invalid:
            self._show(invalid.problems)
            return
        except OSError:
            self._show({"path": _("This place cannot be written. Choose another.")})
            return
        finally:
            self.ok.setEnabled(True)
            self.ok.setText(_("Make file"))
        self._current.recovery_made.emit(code)

    def _show(self, problems: dict[str, str]) -> None:
        for name, problem in self._problems.items():
            problem.setText(problems.get(name, ""))
            problem.setVisible(name in problems)
            mark_wrong(self._fields[name], wrong=name in problems)
