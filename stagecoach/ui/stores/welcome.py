"""First run: make a store of your own, or look around in the example."""

import contextlib
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from stagecoach import paths
from stagecoach.domain.people import Role
from stagecoach.errors import CannotOpen, Invalid
from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.stores.unlock import choose_store, language, promise
from stagecoach.ui.widgets.fields import (
    button,
    column,
    framed,
    icon_label,
    label,
    labelled,
    mark_wrong,
    row,
    scroll,
)
from stagecoach.ui.widgets.logo import Logo
from stagecoach.ui.widgets.rails import Rails
from stagecoach.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from stagecoach.services.stores import NewStore

EXAMPLE = "voorbeeld"  # the file name of the example store


class WelcomePage(QWidget):
    other_wanted = Signal(object)  # Path

    def __init__(self, current: CurrentStore) -> None:
        super().__init__()
        self._current = current
        self.problem = label("", "problem", wrap=True)
        self.new = button(_("New file"), self.begin, kind="primary", icon="plus")
        self.example = button(_("Try the example"), self._try)
        self.form = NewStoreForm(current)
        self.form.hide()
        self._build()

    def _build(self) -> None:
        words = (
            (0.17, _("Start meeting")),
            (0.5, _("Interim evaluation")),
            (0.83, _("Final evaluation")),
        )
        self._choices = self._offer()
        self._rails = Rails(words, 0.316)
        other = button(_("Open file"), self._other, kind="quiet", icon="folder-open")
        foot = row(
            None,
            label(_("Do you have a file already?"), "muted"),
            other,
            language(self._current),
            None,
            spacing=16,
        )
        content = QWidget()
        content.setLayout(
            column(
                row(None, Logo(), _title(), None, spacing=18),
                self._rails,
                self._choices,
                row(None, self.form, None),
                row(None, self.problem, None),
                foot,
                promise(self._current),
                None,
                spacing=22,
                margins=(0, 44, 0, 24),
            )
        )
        self.setLayout(column(scroll(content)))

    def _offer(self) -> QWidget:
        own = _choice(
            "lock-keyhole",
            _("Begin a file of your own"),
            _("You choose a place and a passphrase. Then you add your first student."),
            self.new,
        )
        look = _choice(
            "route",
            _("Look around first"),
            _("Seven example students in the world of two tracks. Nothing in it is real."),
            self.example,
        )
        widget = QWidget()
        widget.setLayout(row(None, own, look, None, spacing=20))
        return widget

    def focus_first(self) -> None:
        self.new.setFocus()

    @Slot()
    def begin(self) -> None:
        """Show the form for a store of one's own."""
        self._choices.hide()
        self._rails.hide()  # room for the form
        self.form.show()
        self.form.name.setFocus()

    @Slot()
    def _try(self) -> None:
        self.example.setText(_("Making the example …"))
        self.example.setEnabled(False)
        QTimer.singleShot(0, self, partial(self._current.loading.then, self, self._try_now))

    @Slot()
    def _try_now(self) -> None:
        """The example that is there; beside one that does not open (an older one) another."""
        from stagecoach.services.example import example

        for number in count(1):
            name = EXAMPLE if number == 1 else f"{EXAMPLE}-{number}"
            path = paths.default_store_folder() / f"{name}{paths.STORE_SUFFIX}"
            if not path.exists():
                self._make_example(path)
                return
            self._current.choose(path)
            with contextlib.suppress(CannotOpen):
                self._current.open(example.PASSPHRASE)
                return

    def _make_example(self, path: Path) -> None:
        from stagecoach.services.example import example

        try:
            self._current.create(path, example.new_store(), with_example=True)
        except Invalid as invalid:
            self.problem.setText(" ".join(invalid.problems.values()))
            self.example.setEnabled(True)

    @Slot()
    def _other(self) -> None:
        choose_store(self, self.other_wanted.emit)


def _choice(icon: str, title: str, text: str, act: QWidget) -> QWidget:
    frame = framed(
        "card",
        column(
            icon_label(icon, "text.primary", 26),
            label(title, "section"),
            label(text, "secondary", wrap=True),
            None,
            act,
            spacing=10,
            margins=(22, 22, 22, 20),
        ),
    )
    frame.setFixedWidth(theme.scaled(300))
    frame.setMinimumHeight(theme.scaled(230))
    return frame


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


def _title() -> QVBoxLayout:
    subtitle = row(
        label(_("Guide students on two tracks:"), "muted"),
        label(_("learning"), "learn"),
        label(_("and"), "muted"),
        label(_("working"), "work"),
        None,
        spacing=5,
    )
    return column(label(_("Welcome to StageCoach"), "welcome"), subtitle, spacing=0)
