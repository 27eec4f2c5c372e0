"""The way into a room: its passphrase or recovery code, or a new one for somebody."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QLineEdit, QWidget

from stagecoach import clock, paths
from stagecoach.errors import Invalid, StageCoachError, WrongPassphrase
from stagecoach.i18n import _
from stagecoach.services.cases import room as rooms
from stagecoach.services.cases.room import Room
from stagecoach.services.reports import rosters
from stagecoach.ui.core import theme
from stagecoach.ui.dialogs import files
from stagecoach.ui.widgets.fields import (
    button,
    column,
    icon_label,
    label,
    labelled,
    mark_wrong,
    row,
    scroll,
)
from stagecoach.ui.widgets.focus import enter_goes_on
from stagecoach.ui.widgets.numbered_steps import numbered_steps

_STEPS = 560  # pixels
_TWO = 940  # pixels that both cards take beside each other


def usual_place() -> Path:
    """Where a room is looked for first. No setting remembers one: it would tell that it exists."""
    return paths.default_store_folder() / f"kamer{rooms.SUFFIX}"


class EntryPage(QWidget):
    opened = Signal(object)  # Room
    made = Signal(object)  # Room

    def __init__(self) -> None:
        super().__init__()
        self.open_card, self.new_card = OpenCard(self.opened.emit), NewCard(self.made.emit)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(24)
        for entry_card in (self.open_card, self.new_card):
            holder = column(entry_card, None)
            self._cards.addLayout(holder)
        about = label(
            _(
                "An adviser's cases lie in a room of their own, with its own passphrase. The "
                "passphrase of another file does not open it."
            ),
            "muted",
            wrap=True,
        )
        about.setMaximumWidth(theme.scaled(720))
        sign = icon_label("lock-keyhole", "sealed.strong", 30)
        title = column(label(_("Sealed room"), "welcome"), about, spacing=2)
        top = row(None, sign, title, None, spacing=16)
        top.setStretch(2, 1_000)
        whole = QWidget()
        steps = numbered_steps(rosters.steps(), 0)
        steps.setFixedWidth(theme.scaled(_STEPS))
        whole.setLayout(
            column(
                *(top, row(None, steps, None), row(None, self._cards, None), None),
                spacing=24,
                margins=(32, 32, 32, 24),
            )
        )
        self.setLayout(column(scroll(whole)))

    def focus_first(self) -> None:
        (self.open_card if self.open_card.path.text() else self.new_card).focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        way = QBoxLayout.Direction
        beside = self.width() >= theme.scaled(_TWO)
        self._cards.setDirection(way.LeftToRight if beside else way.TopToBottom)
        super().resizeEvent(event)


class _Card(QFrame):
    """Fields with a place for their problem."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFixedWidth(theme.scaled(420))
        self._problems: dict[str, tuple[QLineEdit, QLabel]] = {}

    def _part(self, name: str, text: str, field: QLineEdit, hint: str = "") -> QBoxLayout:
        problem = label("", "problem", wrap=True)
        problem.hide()
        self._problems[name] = (field, problem)
        return column(labelled(text, field, hint), problem, spacing=2)

    def act(self) -> None:
        """What the button of the card does."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_goes_on(event, self, self.act):
            super().keyPressEvent(event)

    def show_problems(self, problems: dict[str, str]) -> None:
        for name, (field, problem_label) in self._problems.items():
            problem_label.setText(problems.get(name, ""))
            problem_label.setVisible(name in problems)
            field.setAccessibleDescription(problems.get(name, ""))
            mark_wrong(field, wrong=name in problems)

    def problem(self, name: str) -> str:
        problem_label = self._problems[name][1]
        return problem_label.text() if problem_label.isVisibleTo(self) else ""


def _secret() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


class OpenCard(_Card):
    """By passphrase, or by the recovery code on paper; slow after five wrong tries.

    The tries are of the program, not of the window: opening it anew does not take them back.
    """

    tries, until = 0, 0.0

    def __init__(self, then: Callable[[Room], None]) -> None:
        super().__init__()
        self._then = then
        place = usual_place()
        self.path = QLineEdit(str(place) if place.exists() else "")
        self.field = _secret()
        self.open_button = button(_("Open room"), self.open, kind="seal", icon="lock-open")
        choose = button(_("Choose"), self._choose, small=True)
        lost = label(rooms.lost_means(), "muted", wrap=True)
        self._waited = False
        self._timer = QTimer(self, interval=1_000)
        self._timer.timeout.connect(self._tick)
        parts = (
            label(_("Open your room"), "section"),
            self._part("path", _("&File of the room"), self.path),
            row(choose, None),
            self._part("secret", _("&Passphrase"), self.field, _("or recovery code")),
            row(self.open_button, None),
            lost,
        )
        self.setLayout(column(*parts, spacing=12, margins=(24, 20, 24, 20)))
        if self.wait():
            self._timer.start()
            self._tick()

    def focus_first(self) -> None:
        (self.field if self.path.text() else self.path).setFocus()

    @Slot()
    def _choose(self) -> None:
        pattern = f"StageCoach (*{rooms.SUFFIX})"
        start = self.path.text() or str(Path.home())
        chosen = files.ask_open(self, _("Open room"), pattern, start)
        if chosen:
            self.path.setText(str(chosen))
            self.field.setFocus()

    def act(self) -> None:
        self.open()

    @Slot()
    def open(self) -> None:
        if not self.field.text():
            self.show_problems({"secret": _("Type your passphrase first.")})
        elif self.open_button.isEnabled():
            self.open_button.setEnabled(False)
            self.open_button.setText(" " + _("Opening …"))
            QTimer.singleShot(0, self._open_now)

    @Slot()
    def _open_now(self) -> None:
        room = None
        try:
            place = Path(self.path.text().strip()).expanduser()
            room = self._try(place, self.field.text())
            OpenCard.tries = 0
            self.show_problems({})
        except WrongPassphrase as error:
            OpenCard.tries += 1
            OpenCard.until = clock.ticks() + rooms.wait_after(OpenCard.tries)
            self.show_problems({"secret": str(error)})
            self._timer.start()
        except StageCoachError as error:
            self.show_problems({"path": str(error)})
        self.open_button.setText(" " + _("Open room"))
        self._tick()
        if room is not None:
            self.field.clear()
            self._then(room)

    @staticmethod
    def _try(path: Path, typed: str) -> Room:
        """As a passphrase, or else as the recovery code."""
        try:
            return rooms.open_with(path, typed)
        except WrongPassphrase as error:
            with contextlib.suppress(WrongPassphrase):
                return rooms.open_with(path, typed, recovery=True)
            raise error from None

    def wait(self) -> int:
        """Seconds until the next try."""
        return max(0, round(OpenCard.until - clock.ticks()))

    @Slot()
    def _tick(self) -> None:
        left = self.wait()
        self.open_button.setEnabled(not left)
        self.field.setEnabled(not left)
        if left:
            text = _("That is not right. Wait %d seconds. Nothing has been erased.") % left
            self.show_problems({"secret": text})
            self._waited = True
            return
        self._timer.stop()
        if self._waited:
            self._waited = False
            self.show_problems({})
            self.field.setFocus()


class NewCard(_Card):
    """A room for a new adviser, made on their own machine."""

    def __init__(self, then: Callable[[Room], None]) -> None:
        super().__init__()
        self._then = then
        self.name, self.role, self.phone = QLineEdit(), QLineEdit(), QLineEdit()
        self.role.setText(_("confidential adviser"))
        self.path = QLineEdit(str(usual_place()))
        self.passphrase, self.again = _secret(), _secret()
        self.ok = button(_("Make room"), self.make, kind="secondary", icon="lock-keyhole")
        choose = button(_("Choose"), self._choose, small=True)
        hint = _("at least 10 characters")
        parts = (
            label(_("Make a room for yourself"), "section"),
            self._part("name", _("Your &name"), self.name),
            self._part("role", _("What you &are"), self.role),
            self._part("phone", _("&Telephone, shown to students"), self.phone),
            self._part("path", _("P&lace of the file"), self.path),
            row(choose, None),
            self._part("passphrase", _("Pa&ssphrase"), self.passphrase, hint),
            self._part("again", _("Once &more"), self.again),
            row(self.ok, None),
        )
        self.setLayout(column(*parts, spacing=12, margins=(24, 20, 24, 20)))

    def focus_first(self) -> None:
        self.name.setFocus()

    @Slot()
    def _choose(self) -> None:
        pattern = f"StageCoach (*{rooms.SUFFIX})"
        chosen = files.ask_save(self, _("Place of the file"), self.path.text(), pattern)
        if chosen:
            self.path.setText(str(chosen))

    def act(self) -> None:
        self.make()

    @Slot()
    def make(self) -> None:
        path = Path(self.path.text().strip()).expanduser()
        if path.suffix != rooms.SUFFIX:
            path = path.with_name(path.name + rooms.SUFFIX)
        who = self.name.text(), self.role.text(), self.phone.text()
        try:
            room, _code = rooms.create(path, who, self.passphrase.text(), self.again.text())
        except Invalid as invalid:
            self.show_problems(invalid.problems)
            return
        except (OSError, ValueError):  # a name that no disk takes
            self.show_problems({"path": _("This place cannot be written. Choose another.")})
            return
        self.show_problems({})
        for field in (self.passphrase, self.again):
            field.clear()
        self._then(room)
