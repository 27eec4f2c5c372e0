"""The lock screen: opens the store, and shows nothing of what is in it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QWidget

from stagecoach import clock, paths
from stagecoach.errors import StageCoachError, WrongPassphrase
from stagecoach.i18n import _
from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.dates import sentence_day
from stagecoach.ui.stores.backups_card import WIDTH, BackupsCard
from stagecoach.ui.stores.recent import recent_files
from stagecoach.ui.widgets.fields import (
    button,
    column,
    framed,
    icon_label,
    label,
    mark_wrong,
    named,
    row,
    scroll,
)
from stagecoach.ui.widgets.logo import Logo
from stagecoach.ui.widgets.rails import Rails
from stagecoach.ui.widgets.segmented import Segmented

_ENTRY = 524


class UnlockPage(QWidget):
    other_wanted = Signal(object)  # Path

    def __init__(self, current: CurrentStore) -> None:
        super().__init__()
        self._current = current
        self._recovering = False
        self.backups = BackupsCard(current)
        self.backups.left.connect(self.focus_first)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.returnPressed.connect(self.open)
        self.show_button = button(_("Show"), self._toggle_shown, icon="eye")
        self.open_button = button(
            _("Open"), self.open, kind="primary", icon="lock-open", keys="Enter"
        )
        self.problem = label("", "problem", wrap=True)
        self._caption = label("", "label")
        self._recover = button("", self._switch, icon="key-round")
        self.problem.hide()
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._tick)
        self._build()
        self._show_way()
        if current.wait():
            self._timer.start()
            self._tick()

    def _build(self) -> None:
        title = column(
            label(_("Welcome back"), "welcome"),
            label(sentence_day(clock.today()), "muted"),
            spacing=0,
        )
        top = row(None, Logo(), title, None, spacing=20)
        rails = Rails([(0.5, "")], 0, "lock-keyhole")
        side = column(self._lost(), self.backups, None, spacing=16)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(24)
        self._cards.addLayout(column(self._entry_card(), None))
        self._cards.addLayout(side)
        cards = row(None, self._cards, None)
        warn = label(
            _("After 5 wrong tries you wait 30 seconds. Nothing is ever erased."), "secondary"
        )
        sign = icon_label("circle-alert", "text.secondary", 16)
        foot = row(None, sign, warn, language(self._current), None, spacing=14)
        content = QWidget()
        content.setLayout(
            column(
                top,
                rails,
                cards,
                foot,
                promise(self._current),
                None,
                spacing=22,
                margins=(0, 40, 0, 24),
            )
        )
        self.setLayout(column(scroll(content)))

    def _entry_card(self) -> QFrame:
        assert self._current.path is not None
        path = self._current.path
        store = column(
            label(path.stem, "section"), label(str(path.parent), "caption", wrap=True), spacing=0
        )
        other = button(_("Other file"), self._other, icon="folder-open", small=True)
        head = row(icon_label("hard-drive", "text.secondary", 22), store, other, spacing=12)
        head.setStretch(1, 1)
        self._caption.setBuddy(self.field)
        entry = row(self.field, self.show_button)
        entry.setStretch(0, 1)
        quiet = _("After %d minutes without a key it locks by itself. What you typed is kept.")
        note = label(quiet % self._current.settings.lock_after, "secondary", wrap=True)
        main = framed(
            "card",
            column(
                head,
                column(self._caption, entry, self.problem, spacing=4),
                row(self.open_button, None),
                note,
                recent_files(self._current, self.other_wanted.emit),
                spacing=16,
                margins=(26, 22, 26, 20),
            ),
        )
        main.setFixedWidth(theme.scaled(_ENTRY))
        return main

    def _lost(self) -> QFrame:
        text = _(
            "Take your recovery sheet, with eight groups of letters and digits. "
            "Without it nobody can get in, not even us."
        )
        self._lost_text = label(text, "secondary", wrap=True)
        frame = framed(
            "card",
            column(
                label(_("Lost your passphrase?"), "panel"),
                self._lost_text,
                self._recover,
                spacing=8,
                margins=(18, 14, 18, 16),
            ),
        )
        frame.setFixedWidth(theme.scaled(WIDTH))
        return frame

    def _show_way(self) -> None:
        self._caption.setText(_("Recovery code") if self._recovering else _("Passphrase"))
        named(self.field, self._caption.text())
        hidden = QLineEdit.EchoMode.Normal if self._recovering else QLineEdit.EchoMode.Password
        self.field.setEchoMode(hidden)
        self.show_button.setVisible(not self._recovering)
        text = _("Use passphrase") if self._recovering else _("Use recovery code")
        self._recover.setText(f" {text}")
        self._recover.setAccessibleName(text)
        self.field.clear()
        self.field.setFocus()

    def focus_first(self) -> None:
        self.field.setFocus()

    @Slot()
    def _switch(self) -> None:
        self._recovering = not self._recovering
        self._say("")
        self._show_way()

    @Slot()
    def _toggle_shown(self) -> None:
        shown = self.field.echoMode() == QLineEdit.EchoMode.Normal
        mode = QLineEdit.EchoMode.Password if shown else QLineEdit.EchoMode.Normal
        self.field.setEchoMode(mode)
        self.show_button.setText(_("Show") if shown else _("Hide"))

    @Slot()
    def open(self) -> None:
        """Say that it is opening first: deriving the key takes a moment."""
        if not self.field.text() or not self.open_button.isEnabled():
            return
        self.open_button.setEnabled(False)
        self.open_button.setText(_("Opening …"))
        entered = partial(self._open_now, self.field.text(), recovery=self._recovering)
        QTimer.singleShot(0, self, partial(self._current.loading.then, self, entered))

    def _open_now(self, secret: str, *, recovery: bool) -> None:
        try:
            self._current.open(secret, recovery=recovery)
        except WrongPassphrase as error:
            self._say(str(error))
            self.field.selectAll()
            if self._current.wait():
                self._timer.start()
                self._tick()
        except StageCoachError as error:
            self._say(str(error))
        finally:  # also after what nobody foresaw, so that one can try again
            if not self._timer.isActive():
                self._ready()

    def _ready(self) -> None:
        self.open_button.setText(_("Open"))
        self.open_button.setEnabled(True)
        self.field.setEnabled(True)
        self.field.setFocus()

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        mark_wrong(self.field, wrong=bool(text))

    @Slot()
    def _tick(self) -> None:
        """Count down after too many wrong tries."""
        left = self._current.wait()
        self.field.setEnabled(not left)
        self.open_button.setEnabled(not left)
        if left:
            self._say(_("Wait %d seconds. Nothing has been erased.") % left)
        else:
            self._timer.stop()
            self._say("")
            self._ready()

    @Slot()
    def _other(self) -> None:
        choose_store(self, self.other_wanted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        way = QBoxLayout.Direction
        beside = self.width() >= theme.scaled(_ENTRY + WIDTH + 60)
        self._cards.setDirection(way.LeftToRight if beside else way.TopToBottom)
        super().resizeEvent(event)


def choose_store(parent: QWidget, then: Callable[[Path], object]) -> None:
    """Ask for a store file."""
    from stagecoach.ui.dialogs import files

    pattern = f"StageCoach (*{paths.STORE_SUFFIX})"
    start = str(Path.home())
    chosen = files.ask_open(parent, _("Open file"), pattern, start)
    if chosen:
        then(chosen)


def promise(current: CurrentStore) -> QHBoxLayout:
    """On every screen before a store is open; and a report needs nobody's passphrase."""
    words = label(_("Everything stays on this computer. Nothing goes online."), "muted")
    report = button(
        _("Make a report"), partial(current.wanted.emit, "report"), kind="quiet", icon="shield"
    )
    return row(None, icon_label("hard-drive", "text.muted", 15), words, report, None)


def language(current: CurrentStore) -> Segmented:
    choice = Segmented(_("Language"), height=36)
    choice.add("nl", "Nederlands")
    choice.add("en", "English")
    choice.set_value(current.settings.language)
    choice.chosen.connect(partial(_set_language, current))
    return choice


def _set_language(current: CurrentStore, value: object) -> None:
    current.change(language=str(value))
