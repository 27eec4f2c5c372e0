"""The window of a report: its own, with a neutral title, and blank at one key.

It runs in a process of its own (`process`), so that what was typed is gone from memory when the
window closes. It writes nothing: no draft, no recent file, no setting, no line in the log.
"""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QTimer, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QMenu, QPushButton, QWidget
from shiboken6 import isValid

from stagecoach.domain.reports import Letter
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.reports import lists as report_lists
from stagecoach.services.reports import post
from stagecoach.services.reports import reports as reporting
from stagecoach.services.reports.post import Parcel, PostFolder
from stagecoach.services.reports.reports import Found, Receipt, Typed
from stagecoach.ui.core import theme
from stagecoach.ui.dialogs import messages
from stagecoach.ui.reports.answers import AnswersPage
from stagecoach.ui.reports.cover import Cover, keep_off_pictures
from stagecoach.ui.reports.page import ReportPage
from stagecoach.ui.reports.pages import WRITE, Pages
from stagecoach.ui.reports.receipt import ReceiptPage
from stagecoach.ui.widgets.fields import button, column, framed, label, row
from stagecoach.ui.widgets.focus_frame import FocusFrame


class Carrier(Protocol):
    """Who puts a parcel in an envelope: the program's own, or the one that started this window."""

    @property
    def kept(self) -> SignalInstance: ...  # the parcel is on disk

    @property
    def failed(self) -> SignalInstance: ...  # str: it is not, and why

    def hand_over(self, parcel: Parcel) -> None: ...


class ReportWindow(QMainWindow):
    closed = Signal()

    def __init__(self, place: PostFolder, carrier: Carrier, start: str = WRITE) -> None:
        super().__init__()
        self.setWindowTitle("StageCoach")
        self.setObjectName("canvas")
        self.setMinimumSize(1024, 640)
        self._place, self._carrier = place, carrier
        self._roster = place.roster()
        self._receipt: Receipt | None = None
        self._sent: Typed | None = None  # until it is sealed: then nobody needs it any more
        self._kept, self._failed = False, False
        self.page = _make_page(self._roster)
        self.receipt = ReceiptPage()
        self.answers = AnswersPage(partial(_find, place, self._roster))
        self.stack = Pages(self.page, self.receipt, self.answers)
        self.stack.left.connect(self.close)
        self._head = self._make_head()
        inner = QWidget()
        inner.setObjectName("canvas")
        inner.setLayout(column(self._head, self.stack, spacing=0))
        self.cover = Cover(self, inner)
        self.setCentralWidget(self.cover)
        self._frame = FocusFrame(self)
        self._frame.follow(None)
        theme.application().focusChanged.connect(self._show_focus)
        self._menus()
        self._connect()
        self.stack.show_page(start)
        QTimer.singleShot(0, self._make_receipt)

    def showEvent(self, event: QShowEvent) -> None:
        keep_off_pictures(self)
        super().showEvent(event)

    def _make_head(self) -> QFrame:
        self.back_button = button(_("Back"), self.stack.back, kind="quiet", icon="arrow-left")
        return _head(self.back_button, self._hide)

    def _menus(self) -> None:
        file = self.menuBar().addMenu(_("&File"))
        self._add(file, _("&Make a report"), self.stack.show_write)
        self._add(file, _("&Read an answer"), self.stack.show_read)
        self._add(file, _("&Hide screen"), self._hide, "F8")
        self._add(file, _("&Close"), self.close, "Ctrl+Q")
        about = self.menuBar().addMenu(_("&Help"))
        for menu in (file, about):
            self.cover.watch(menu)
        self._add(about, _("&What happens with my report"), self._explain, "F1")

    def _add(self, menu: QMenu, text: str, slot: object, keys: str = "") -> None:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            self.addAction(action)  # also while the menu bar is hidden
        action.triggered.connect(slot)
        menu.addAction(action)
        if keys != "F8":
            self.cover.still(action)

    def _connect(self) -> None:
        self.page.send.connect(self._send)
        self.page.keep.connect(self._keep)
        self.page.leave.connect(self.close)
        self.receipt.done.connect(self.close)
        self.receipt.again.connect(self._show_text_again)
        self.answers.write.connect(self._write_more)
        self._carrier.kept.connect(self._on_kept)
        self._carrier.failed.connect(self._on_failed)

    @Slot(object, object)
    def _show_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if not isValid(self._frame):
            self._frame = FocusFrame(self)
        self._frame.follow(now)

    @Slot()
    def _make_receipt(self) -> None:
        """Before it is needed: making the key of six words takes a tenth of a second."""
        if self._receipt is None:
            self._receipt = reporting.new_receipt()

    @Slot()
    def _hide(self) -> None:
        self.cover.toggle()

    @Slot()
    def _send(self) -> None:
        self._seal(kept=False)

    @Slot()
    def _keep(self) -> None:
        self._seal(kept=True)

    def _seal(self, *, kept: bool) -> None:
        self._make_receipt()
        assert self._receipt is not None  # made just now
        typed = self.page.typed()
        try:
            parcel = (
                reporting.keep_for_later(typed, self._receipt)
                if kept
                else reporting.seal(typed, self._roster, self._receipt)
            )
        except Invalid as invalid:
            self.page.show_problems(invalid.problems)
            return
        self._sent, self._kept, self._failed = typed, kept, False
        self.receipt.show_words(self._receipt.words, kept=kept)
        self.page.empty()
        self.stack.setCurrentWidget(self.receipt)
        self.back_button.hide()
        self.receipt.focus_first()
        try:
            self._carrier.hand_over(parcel)
        except post.Full:
            self._on_failed(post.full())

    @Slot()
    def _on_kept(self) -> None:
        self._sent = None
        self.receipt.sealed()

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        if self._sent is not None:
            self._failed = True
            self.receipt.failed(text)

    @Slot()
    def _show_text_again(self) -> None:
        if self._sent is not None:
            self.page.fill(self._sent)
        self._sent = None
        self.receipt.empty()
        self.back_button.show()
        self.stack.show_page(WRITE)

    @Slot(object, object)
    def _write_more(self, receipt: Receipt, kept: Letter | None) -> None:
        """With the same six words: a text that was kept, or more to a report that was sent."""
        if kept is not None and not self.page.untouched():
            text = _("What you typed now makes room for the text that you kept. Go on?")
            go_on = partial(self._fill, receipt, kept)
            self.cover.watch_box(messages.ask(self, text, _("Go on with the kept text"), go_on))
            return
        self._fill(receipt, kept)

    def _fill(self, receipt: Receipt, kept: Letter | None) -> None:
        self._receipt = receipt
        if kept is not None:
            self.page.fill(reporting.typed_of(kept))
        else:
            self.page.show_adding()
        self.stack.show_page(WRITE)

    @Slot()
    def _explain(self) -> None:
        box = messages.complain(self, "\n\n".join(reporting.explained()))
        box.setIconPixmap(self.windowIcon().pixmap(28, 28))
        self.cover.watch_box(box)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A text that would be lost is asked about; one that is being sealed is waited for.

        Nothing is asked over the blank page: the question would tell what is under it.
        """
        lost = self._failed and self._sent is not None
        if self._sent is not None and not lost:
            event.ignore()
            return
        if lost or not self.page.untouched():
            event.ignore()
            if self.cover.closed():
                return
            text = _("Your text is not kept anywhere. Stop without keeping it?")
            box = messages.ask(self, text, _("Throw my text away"), self._throw_away)
            self.cover.watch_box(box)
            return
        self._forget()
        theme.application().focusChanged.disconnect(self._show_focus)
        event.accept()
        self.closed.emit()

    @Slot()
    def _throw_away(self) -> None:
        self.page.empty()
        self._sent = None
        self.close()

    def complain(self, text: str) -> None:
        self.cover.watch_box(messages.complain(self, text))

    def _forget(self) -> None:
        self.page.empty()
        self.receipt.empty()
        self.answers.empty()
        self._receipt = None


def _make_page(roster: reporting.Roster | None) -> ReportPage:
    readers = list(reporting.can_read(roster))
    why = "" if readers else reporting.why_nobody(roster)
    prints = {reader.recipient: reporting.fingerprint(reader) for reader in readers}
    return ReportPage(readers, why, prints, report_lists.read(roster))


def _find(place: PostFolder, roster: reporting.Roster | None, receipt: Receipt) -> Found:
    return reporting.find(place.envelopes(), receipt, roster)


def _head(back: QPushButton, hide_now: Callable[[], object]) -> QFrame:
    hint = label(_("Is somebody coming? Your screen is empty at once."), "muted")
    hide = button(_("Hide screen"), hide_now, icon="eye-off", keys="F8")
    hide.setAccessibleDescription(_("F8 again shows it"))
    line = row(back, None, hint, hide, spacing=12, margins=(10, 9, 24, 9))
    return framed("headBar", line)
