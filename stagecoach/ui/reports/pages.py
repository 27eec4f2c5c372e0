"""The pages of the report window, and the way back between the two one writes and reads on."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget

WRITE, READ, RECEIPT = "write", "read", "receipt"


class ReportsPage(Protocol):
    """Holds what is typed or read, until it is told to forget that."""

    def empty(self) -> None: ...
    def focus_first(self) -> None: ...


class Pages(QStackedWidget):
    """Widgets that are a ReportsPage, made when first asked for: the window shows with one."""

    left = Signal()  # back, where there is nothing to go back to

    def __init__(self, makers: dict[str, Callable[[], Any]]) -> None:
        super().__init__()
        self._makers = makers
        self._pages: dict[str, Any] = {}
        self._way: list[str] = []  # pages that Back leads to
        self._now = ""

    def page(self, name: str) -> Any:
        if name not in self._pages:
            self._pages[name] = self._makers[name]()
            self.addWidget(self._pages[name])
        return self._pages[name]

    def empty(self) -> None:
        for page in self._pages.values():
            page.empty()

    def show_page(self, name: str) -> None:
        if self._now in {WRITE, READ} and name != self._now:
            self._way.append(self._now)
        self.show_alone(name)

    def show_alone(self, name: str) -> None:
        """Back does not lead to what was shown before."""
        self._now = name
        page = self.page(name)
        self.setCurrentWidget(page)
        page.focus_first()

    @Slot()
    def show_write(self) -> None:
        if self._now == READ:
            self.show_page(WRITE)

    @Slot()
    def show_read(self) -> None:
        if self._now == WRITE:
            self.show_page(READ)

    @Slot()
    def back(self) -> None:
        if not self._way:
            self.left.emit()
            return
        self._now = self._way.pop()
        page = self.page(self._now)
        self.setCurrentWidget(page)
        page.setFocus()
