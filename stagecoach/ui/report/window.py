"""The window of a report: its own, with a neutral title, and blank at one key.

It runs in a process of its own (`writing`), so that what was typed is gone from memory when the
window closes. It writes nothing: no draft, no recent file, no setting, no line in the log.
"""

import ctypes
import sys
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QMenu, QMessageBox, QStackedWidget, QWidget
from shiboken6 import isValid

from stagecoach.domain.reports import Letter
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services import post, report_lists, reporting
from stagecoach.services.post import Parcel, Place
from stagecoach.services.reporting import Found, Receipt, Typed
from stagecoach.ui import messages, theme
from stagecoach.ui.fields import button, column, framed, label, row
from stagecoach.ui.report.answers import AnswersPage
from stagecoach.ui.report.page import ReportPage
from stagecoach.ui.report.receipt import ReceiptPage
from stagecoach.ui.widgets.focus_frame import FocusFrame

WRITE, READ = "write", "read"
_NO_CAPTURE = 0x11  # WDA_EXCLUDEFROMCAPTURE, Windows 10 2004 and later; older ones refuse it


class Carrier(Protocol):
    """Who puts a parcel in an envelope: the program's own, or the one that started this window."""

    @property
    def kept(self) -> SignalInstance: ...  # the parcel is on disk

    @property
    def failed(self) -> SignalInstance: ...  # str: it is not, and why

    def hand_over(self, parcel: Parcel) -> None: ...


class ReportWindow(QMainWindow):
    closed = Signal()

    def __init__(self, place: Place, carrier: Carrier, start: str = WRITE) -> None:
        super().__init__()
        self.setWindowTitle("StageCoach")
        self.setObjectName("canvas")
        self.setMinimumSize(1024, 640)
        self._place, self._carrier = place, carrier
        self._roster = place.roster()
        self._receipt: Receipt | None = None
        self._sent: Typed | None = None  # until it is sealed: then nobody needs it any more
        self._kept = False
        self._left: QWidget | None = None  # where the keyboard was before the screen was hidden
        self.page = self._make_page()
        self.receipt = ReceiptPage()
        self.answers = AnswersPage(self._find)
        self.stack = QStackedWidget()
        for page in (self.page, self.receipt, self.answers):
            self.stack.addWidget(page)
        self._head = self._make_head()
        inner = QWidget()
        inner.setObjectName("canvas")
        inner.setLayout(column(self._head, self.stack, spacing=0))
        self.blank = QWidget()  # nothing is on it, not even a name
        self.blank.setObjectName("canvas")
        self.blank.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._whole = QStackedWidget()
        self._whole.addWidget(inner)
        self._whole.addWidget(self.blank)
        self.setCentralWidget(self._whole)
        self._frame = FocusFrame(self)
        self._frame.follow(None)
        theme.application().focusChanged.connect(self._show_focus)
        self._menus()
        self._connect()
        self.show_page(start)
        QTimer.singleShot(0, self._make_receipt)

    def showEvent(self, event: QShowEvent) -> None:
        keep_off_pictures(int(self.winId()))
        super().showEvent(event)

    def _make_page(self) -> ReportPage:
        readers = list(reporting.can_read(self._roster))
        why = "" if readers else reporting.why_nobody(self._roster)
        prints = {each.recipient: reporting.fingerprint(each) for each in readers}
        return ReportPage(readers, why, prints, report_lists.read(self._roster))

    def _make_head(self) -> QFrame:
        self.back_button = button(_("Back"), self._go_back, kind="quiet", icon="arrow-left")
        hint = label(_("Is somebody coming? Your screen is empty at once."), "muted")
        hide = button(_("Hide screen"), self.toggle, icon="eye-off", keys="F8")
        hide.setAccessibleDescription(_("F8 again shows it"))
        return framed(
            "headBar", row(self.back_button, None, hint, hide, spacing=12, margins=(10, 9, 24, 9))
        )

    def _menus(self) -> None:
        self._actions: list[QAction] = []
        file = self.menuBar().addMenu(_("&File"))
        self._add(file, _("&Make a report"), self._show_write)
        self._add(file, _("&Read an answer"), self._show_read)
        self._add(file, _("&Hide screen"), self.toggle, "F8")
        self._add(file, _("&Close"), self.close, "Ctrl+Q")
        about = self.menuBar().addMenu(_("&Help"))
        self._add(about, _("&What happens with my report"), self._explain, "F1")

    def _add(self, menu: QMenu, text: str, slot: object, keys: str = "") -> None:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            self.addAction(action)  # also while the menu bar is hidden
        action.triggered.connect(slot)
        menu.addAction(action)

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

    def show_page(self, name: str) -> None:
        page = self.answers if name == READ else self.page
        self.stack.setCurrentWidget(page)
        page.focus_first()

    @Slot()
    def _show_write(self) -> None:
        if self.stack.currentWidget() is self.answers:
            self.show_page(WRITE)

    @Slot()
    def _show_read(self) -> None:
        if self.stack.currentWidget() is self.page:
            self.show_page(READ)

    @Slot()
    def _go_back(self) -> None:
        if self.stack.currentWidget() is self.answers and not self.page.untouched():
            self.show_page(WRITE)
        else:
            self.close()

    @Slot()
    def toggle(self) -> None:
        """F8: blank at once; F8 again shows what was there."""
        hidden = self._whole.currentWidget() is self.blank
        for box in self.findChildren(QMessageBox):
            box.done(0)
        self._whole.setCurrentIndex(0 if hidden else 1)
        self.menuBar().setVisible(hidden)
        if not hidden:
            self._left = self.focusWidget()
            self.blank.setFocus()
        elif self._left is not None and isValid(self._left):
            self._left.setFocus()

    @Slot()
    def _send(self) -> None:
        self._seal(kept=False)

    @Slot()
    def _keep(self) -> None:
        self._seal(kept=True)

    def _seal(self, *, kept: bool) -> None:
        self._make_receipt()
        assert self._receipt is not None  # noqa: S101 - made just now
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
        self._sent, self._kept = typed, kept
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
            self.receipt.failed(text)

    @Slot()
    def _show_text_again(self) -> None:
        if self._sent is not None:
            self.page.fill(self._sent)
        self.receipt.empty()
        self.back_button.show()
        self.show_page(WRITE)

    @Slot(object, object)
    def _write_more(self, receipt: Receipt, kept: Letter | None) -> None:
        """With the same six words: a text that was kept, or more to a report that was sent."""
        self._receipt = receipt
        if kept is not None:
            self.page.fill(reporting.typed_of(kept))
        self.show_page(WRITE)

    def _find(self, receipt: Receipt) -> Found:
        return reporting.find(self._place.envelopes(), receipt, self._roster)

    @Slot()
    def _explain(self) -> None:
        box = messages.complain(self, "\n\n".join(_explained()))
        box.setIconPixmap(self.windowIcon().pixmap(28, 28))
        self._hide_with(box)

    def _hide_with(self, box: QMessageBox) -> None:
        """A box keeps the keys from the window: F8 works in it too."""
        QShortcut(QKeySequence("F8"), box, self.toggle)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A text that would be lost is asked about; one that is being sealed is waited for."""
        if self._sent is not None:
            event.ignore()
            self.receipt.waiting()
            return
        if not self.page.untouched():
            event.ignore()
            text = _("Your text is not kept anywhere. Stop without keeping it?")
            box = messages.ask(self, text, _("Throw my text away"), self._throw_away)
            self._hide_with(box)
            return
        self._forget()
        theme.application().focusChanged.disconnect(self._show_focus)
        event.accept()
        self.closed.emit()

    @Slot()
    def _throw_away(self) -> None:
        self.page.empty()
        self.close()

    def _forget(self) -> None:
        self.page.empty()
        self.receipt.empty()
        self.answers.empty()
        self._receipt = None


def keep_off_pictures(window: int) -> None:
    """Where the system can, the window stays black in screenshots and recordings."""
    if sys.platform == "win32":  # elsewhere Qt gives no such thing
        ctypes.windll.user32.SetWindowDisplayAffinity(window, _NO_CAPTURE)


def _explained() -> Sequence[str]:
    return (
        _("Your report is sealed for the names on the form. Nobody else can open it: not the "
          "owner of this computer, not the manager of the file, not us."),
        _("From the outside nobody can see that a report was made: StageCoach always writes "
          "envelopes, and most are empty."),
        _("The envelopes are carried to the adviser on a stick, and answers come back the same "
          "way. With your six words you read the answer."),
        _("Only the first question is needed. Nothing happens unless you want it."),
    )  # fmt: skip
