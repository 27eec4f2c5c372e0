"""The open room: banner, side bar and pages; a page is made when it is first gone to."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services.cases import cases
from stagecoach.ui.cases import actions, files
from stagecoach.ui.cases.case_page import CasePage
from stagecoach.ui.cases.list_pages import CasesPage, DuePage
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.cases.side_bar import RoomSideBar
from stagecoach.ui.cases.working_page import WorkingPage
from stagecoach.ui.core import theme
from stagecoach.ui.dialogs import messages
from stagecoach.ui.widgets.fields import button, column, framed, icon_label, label, row

_COMPACT_BELOW = 1100
Shown = CasesPage | DuePage | WorkingPage | CasePage


class RoomView(QWidget):
    """Banner, side bar and pages; a page is made when it is first gone to."""

    def __init__(self, open_room: OpenRoom) -> None:
        super().__init__()
        self.open_room = open_room
        self.place = ""
        self._before: list[tuple[str, str]] = []
        self._stale: set[str] = set()  # pages that have to ask anew before they are shown
        self.side = RoomSideBar(open_room)
        self.side.go.connect(self.go)
        self.side.opened.connect(self.open_case)
        self._pages: dict[str, Shown] = {}
        self._stack = QStackedWidget()
        self._bar = self._make_bar()
        right = QWidget()
        right.setLayout(column(self._bar, self._stack, spacing=0))
        whole = row(self.side, right, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        open_room.changed.connect(self.reload)
        open_room.warned.connect(self._warn)
        self._show_side()

    def _make_bar(self) -> QFrame:
        self._told = label("", "secondary", wrap=True)
        self.stay = button(_("Stay open"), self.open_room.stay, small=True)
        close = button(
            _("Close now"),
            self.open_room.close,
            kind="sealLine",
            icon="lock",
            keys="Ctrl+Shift+L",
            small=True,
        )
        self._warn(0)
        line = row(
            icon_label("lock-keyhole", "sealed.strong", 18),
            label(_("Sealed room"), "sealed"),
            self._told,
            self.stay,
            close,
            spacing=12,
            margins=(32, 6, 32, 6),
        )
        line.setStretch(2, 1)
        return framed("sealedBar", line)

    @Slot(int)
    def _warn(self, left: int) -> None:
        self.stay.setVisible(bool(left))
        text = _("Only you can open this. Closes by itself after 5 minutes.")
        self._told.setText(
            _("Closes in %d seconds. Any key keeps it open.") % left if left else text
        )

    def page(self, name: str) -> Shown:
        if name not in self._pages:
            new_page: Shown
            if name == "cases":
                new_page = CasesPage(self.open_room)
                new_page.opened.connect(self.open_case)
                new_page.fetch.connect(partial(files.fetch, self.open_room, self))
                new_page.start.connect(
                    partial(actions.start, self.open_room, self, self.open_case)
                )
            elif name == "case":
                new_page = CasePage(self.open_room)
            elif name == "working":
                new_page = WorkingPage(self.open_room)
            else:
                new_page = self._due(name)
            self._pages[name] = new_page
            self._stack.addWidget(new_page)
        return self._pages[name]

    def _due(self, name: str) -> DuePage:
        after = name == "aftercare"
        empty = _("No aftercare planned.") if after else _("No talks and no telling planned.")
        kinds = ("aftercare",) if after else ("talk", "feedback", "action")
        due_page = DuePage(self.open_room, _("Aftercare") if after else _("Talks"), kinds, empty)
        due_page.opened.connect(self.open_case)
        return due_page

    @Slot(str)
    def go(self, name: str) -> None:
        self._remember()
        self.place = name
        page = self.page(name)
        if name in self._stale or name == "cases":  # what was read is not new any more
            self._stale.discard(name)
            page.reload()
        self._stack.setCurrentWidget(page)
        self.side.mark(name, None)
        if isinstance(page, CasesPage):
            page.focus_first()

    @Slot(str)
    def open_case(self, case_id: str) -> None:
        self._remember()
        self.place = "case"
        page = self.page("case")
        assert isinstance(page, CasePage)  # made so above
        try:
            page.open_case(case_id)
        except StageCoachError as error:
            messages.complain(self, str(error))
            self.go("cases")
            return
        self._stack.setCurrentWidget(page)
        self._show_side()

    def _remember(self) -> None:
        case = self.case_page.case if self.place == "case" and self.case_page else None
        here = self.place, case.id if case else ""
        if self.place and self._before[-1:] != [here]:
            self._before.append(here)

    @Slot()
    def back(self) -> None:
        if self._before:
            name, case_id = self._before.pop()
            self.place = ""
            if case_id:
                self.open_case(case_id)
            else:
                self.go(name)

    @property
    def case_page(self) -> CasePage | None:
        page = self._pages.get("case")
        return page if isinstance(page, CasePage) else None

    @Slot()
    def seek(self) -> None:
        """Ctrl+K looks in these cases, and nowhere else."""
        self.go("cases")
        page = self.page("cases")
        assert isinstance(page, CasesPage)  # made so above
        page.filter.setFocus()
        page.filter.selectAll()

    @Slot()
    def reload(self) -> None:
        """What is seen, at once; the other pages when they are gone to."""
        self._stale = set(self._pages) - {self.place}
        if self.place:
            self.page(self.place).reload()
        self._show_side()

    def _show_side(self) -> None:
        self.side.show_cases(self.open_room.ask(cases.overview))
        case = self.case_page.case if self.case_page else None
        here = self.place == "case" and case is not None
        self.side.mark("cases" if here else self.place, case.id if here and case else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.side.set_compact(compact=self.width() < theme.scaled(_COMPACT_BELOW))
        super().resizeEvent(event)
