"""First run: make a store of your own, or look around in the example."""

import contextlib
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagecoach import paths
from stagecoach.errors import CannotOpen, Invalid
from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.stores.new_store import NewStoreForm
from stagecoach.ui.stores.unlock import choose_store, language, promise
from stagecoach.ui.widgets.fields import button, column, framed, icon_label, label, row, scroll
from stagecoach.ui.widgets.logo import Logo
from stagecoach.ui.widgets.rails import Rails

if TYPE_CHECKING:
    pass

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
