"""The window of a report: its own, with a neutral title, and blank at one key.

It runs in a process of its own (`process`), so that what was typed is gone from memory when the
window closes. It writes nothing: no draft, no recent file, no setting, no line in the log.
"""

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QTimer, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QWidget
from shiboken6 import isValid

from stagecoach.domain.reports import Letter
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.reports import lists as report_lists
from stagecoach.services.reports import post, rosters
from stagecoach.services.reports import reports as reporting
from stagecoach.services.reports.post import Parcel, PostFolder
from stagecoach.services.reports.reports import Found, Receipt, Typed
from stagecoach.ui.core import geometry, theme
from stagecoach.ui.dialogs import messages
from stagecoach.ui.reports.cover import Cover, keep_off_pictures
from stagecoach.ui.reports.page import ReportPage
from stagecoach.ui.reports.pages import READ, RECEIPT, WRITE, Pages
from stagecoach.ui.reports.parts import ReadersCard
from stagecoach.ui.widgets.fields import button, column, framed, label, row
from stagecoach.ui.widgets.focus_frame import FocusFrame

if TYPE_CHECKING:
    from stagecoach.ui.reports.answers import AnswersPage
    from stagecoach.ui.reports.receipt import ReceiptPage


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
        geometry.be_small(self)
        self._place, self._carrier = place, carrier
        self._roster = place.roster()
        self._receipt: Receipt | None = None
        self._sent: Typed | None = None  # until it is sealed: then nobody needs it any more
        self._kept, self._failed = False, False
        self.stack = Pages(
            {WRITE: self._make_page, READ: self._make_answers, RECEIPT: self._make_receipt_page}
        )
        self.stack.left.connect(self.close)
        inner = QWidget()
        inner.setObjectName("canvas")
        self.back_button = button(_("Back"), self.stack.back, kind="quiet", icon="arrow-left")
        inner.setLayout(column(_head(self), self.stack, spacing=0))
        self.cover = Cover(self, inner)
        self.setCentralWidget(self.cover)
        self._frame = FocusFrame(self)
        self._frame.follow(None)
        theme.application().focusChanged.connect(self._show_focus)
        _add_menus(self)
        self._carrier.kept.connect(self._on_kept)
        self._carrier.failed.connect(self._on_failed)
        self.stack.show_page(start)
        QTimer.singleShot(0, self._make_receipt)

    def showEvent(self, event: QShowEvent) -> None:
        keep_off_pictures(self)
        super().showEvent(event)

    def _make_page(self) -> ReportPage:
        readers = list(reporting.can_read(self._roster))
        why = "" if readers else reporting.why_nobody(self._roster)
        prints = {reader.recipient: reporting.fingerprint(reader) for reader in readers}
        card = ReadersCard(readers, why, prints, rosters.changed_lately(self._place))
        page = ReportPage(readers, card, report_lists.read(self._roster))
        page.send.connect(self._send)
        page.keep.connect(self._keep)
        page.leave.connect(self.close)
        return page

    def _make_answers(self) -> "AnswersPage":

        from stagecoach.ui.reports.answers import AnswersPage

        answers = AnswersPage(partial(_find, self._place, self._roster))
        answers.write.connect(self._write_more)
        return answers

    def _make_receipt_page(self) -> "ReceiptPage":
        from stagecoach.ui.reports.receipt import ReceiptPage

        receipt = ReceiptPage()
        receipt.done.connect(self.close)
        receipt.again.connect(self._show_text_again)
        return receipt

    @property
    def page(self) -> ReportPage:
        page: ReportPage = self.stack.page(WRITE)
        return page

    @property
    def answers(self) -> "AnswersPage":
        page: AnswersPage = self.stack.page(READ)
        return page

    @property
    def receipt(self) -> "ReceiptPage":
        page: ReceiptPage = self.stack.page(RECEIPT)
        return page

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
    def hide_screen(self) -> None:
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
        self.back_button.hide()
        self.stack.show_alone(RECEIPT)
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
    def explain(self) -> None:
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
        self.stack.empty()
        self._receipt = None
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


def _add_menus(window: ReportWindow) -> None:
    file = window.menuBar().addMenu(_("&File"))
    about = window.menuBar().addMenu(_("&Help"))
    for menu, text, slot, keys in (
        (file, _("&Make a report"), window.stack.show_write, ""),
        (file, _("&Read an answer"), window.stack.show_read, ""),
        (file, _("&Hide screen"), window.hide_screen, "F8"),
        (file, _("&Close"), window.close, "Ctrl+Q"),
        (about, _("&What happens with my report"), window.explain, "F1"),
    ):
        action = QAction(text, window)
        if keys:
            action.setShortcut(QKeySequence(keys))
            window.addAction(action)  # also while the menu bar is hidden
        action.triggered.connect(slot)
        menu.addAction(action)
        if keys != "F8":
            window.cover.still(action)
    for menu in (file, about):
        window.cover.watch(menu)


def _find(place: PostFolder, roster: reporting.Roster | None, receipt: Receipt) -> Found:
    return reporting.find(place.envelopes(), receipt, roster)


def _head(window: ReportWindow) -> QFrame:
    hint = label(_("Is somebody coming? Your screen is empty at once."), "muted")
    hide = button(_("Hide screen"), window.hide_screen, icon="eye-off", keys="F8")
    hide.setAccessibleDescription(_("F8 again shows it"))
    line = row(window.back_button, None, hint, hide, spacing=12, margins=(10, 9, 24, 9))
    return framed("headBar", line)
