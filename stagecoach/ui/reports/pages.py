"""The pages of the report window, and the way back between the two one writes and reads on."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from stagecoach.ui.reports.answers import AnswersPage
from stagecoach.ui.reports.page import ReportPage
from stagecoach.ui.reports.receipt import ReceiptPage

WRITE, READ = "write", "read"


class Pages(QStackedWidget):
    left = Signal()  # back, where there is nothing to go back to

    def __init__(self, page: ReportPage, receipt: ReceiptPage, answers: AnswersPage) -> None:
        super().__init__()
        self._page, self._answers = page, answers
        self._way: list[QWidget] = []  # pages that Back leads to
        self._shown = False
        for widget in (page, receipt, answers):
            self.addWidget(widget)

    def show_page(self, name: str) -> None:
        page = self._answers if name == READ else self._page
        before = self.currentWidget()
        if before is not page and before in (self._page, self._answers) and self._shown:
            self._way.append(before)
        self._shown = True
        self.setCurrentWidget(page)
        page.focus_first()

    @Slot()
    def show_write(self) -> None:
        if self.currentWidget() is self._answers:
            self.show_page(WRITE)

    @Slot()
    def show_read(self) -> None:
        if self.currentWidget() is self._page:
            self.show_page(READ)

    @Slot()
    def back(self) -> None:
        if not self._way:
            self.left.emit()
            return
        page = self._way.pop()
        self.setCurrentWidget(page)
        page.setFocus()
