"""The side bar of the room: where to go, open cases, and whose room it is."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from stagecoach import clock
from stagecoach.domain.cases import words as case_words
from stagecoach.domain.cases.case import Case
from stagecoach.i18n import _
from stagecoach.services.cases import room as rooms
from stagecoach.ui.cases.open_room import RoomSpace
from stagecoach.ui.cases.step_line import ICONS
from stagecoach.ui.core import theme
from stagecoach.ui.widgets.badges import Avatar
from stagecoach.ui.widgets.fields import clear, column, icon_label, label, row, scroll, tip
from stagecoach.ui.widgets.side_item import SideItem

WIDE, COMPACT = 232, 56


def places() -> tuple[tuple[str, str, str], ...]:
    """Name, words and picture, in the order of Ctrl+1, Ctrl+2 …"""
    return (
        ("cases", _("Cases"), "inbox"),
        ("talks", _("Talks"), "calendar"),
        ("aftercare", _("Aftercare"), "hand-heart"),
        ("working", _("Way of working"), "book-open"),
    )


class RoomSide(QFrame):
    go = Signal(str)  # a place
    opened = Signal(str)  # a case

    def __init__(self, space: RoomSpace) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self._compact = False
        self.items = {name: self._item(text, icon) for name, text, icon in places()}
        for name, item in self.items.items():
            item.clicked.connect(partial(self.go.emit, name))
        self.cases: dict[str, SideItem] = {}
        self._head = label(_("Open cases"))
        self._head.setObjectName("sidebarHead")
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        holder = QWidget()
        holder.setLayout(column(self._list, None, spacing=0))
        line = QFrame()
        line.setObjectName("rule")
        self._whole = column(*self.items.values(), spacing=2, margins=(12, 16, 12, 10))
        self._whole.addSpacing(16)
        for part in (self._head, scroll(holder, "sidebarList"), line):
            self._whole.addWidget(part)
        self._whole.setStretch(self._whole.count() - 2, 1)
        self._whole.addWidget(self._owner(space))
        self.setLayout(self._whole)
        self.setFixedWidth(theme.scaled(WIDE))

    @staticmethod
    def _item(text: str, icon: str, height: int = 40) -> SideItem:
        item = SideItem(text, height)
        item.icon_name, item.tone = icon, "sealed.strong"
        return item

    def _owner(self, space: RoomSpace) -> QWidget:
        me = space.ask(rooms.me)
        name, role = label(me.name), label(me.role)
        stored = label(_("Stored on this computer"))
        for made, style in ((name, "whoName"), (role, "whoRole"), (stored, "whereStored")):
            made.setObjectName(style)
        person = row(
            Avatar(me.name, 1, 36),
            column(name, role, spacing=0),
            None,
            spacing=10,
            margins=(8, 6, 0, 2),
        )
        drive = row(
            icon_label("hard-drive", "text.muted", 15), stored, None, margins=(14, 0, 0, 0)
        )
        self._who = QWidget()
        self._who.setLayout(column(person, drive, spacing=4))
        return self._who

    def show_cases(self, found: list[Case]) -> None:
        wanted = [each for each in found if each.open]
        if [each.id for each in wanted] != list(self.cases):
            self._make_cases(wanted)
        for case in wanted:
            self._tell(self.cases[case.id], case)
        self._count("cases", sum(each.open for each in found))
        today = clock.today()
        due = [kind for each in found for when, kind, _note in each.due(today) if when <= today]
        self._count("talks", sum(kind != "aftercare" for kind in due))
        self._count("aftercare", sum(kind == "aftercare" for kind in due))

    def _make_cases(self, wanted: list[Case]) -> None:
        clear(self._list)
        self.cases = {}
        for case in wanted:
            item = self.cases[case.id] = self._item(_("Case %d") % case.number, "", 36)
            item.short = str(case.number)
            item.compact = self._compact
            item.clicked.connect(partial(self.opened.emit, case.id))
            self._list.addWidget(item)

    @staticmethod
    def _tell(item: SideItem, case: Case) -> None:
        """Where the case is; nothing is painted anew where that is as it was."""
        note = case_words.station_name(case.station).lower()
        if item.note != note:
            item.icon_name, item.note = ICONS[case.station], note
            item.setAccessibleName(f"{item.text()}, {note}")
            item.setToolTip(tip(item.accessibleName()))
            item.update()

    def _count(self, name: str, count: int) -> None:
        self.items[name].count = count
        words = self.items[name].text()
        self.items[name].setAccessibleName(f"{words}, {count}" if count else words)
        self.items[name].update()

    def show_place(self, name: str, case_id: str = "") -> None:
        for each, item in self.items.items():
            item.setChecked(each == name)
        for key, item in self.cases.items():
            item.setChecked(key == case_id)

    def set_compact(self, *, compact: bool) -> None:
        self._compact = compact
        self._head.setVisible(not compact)
        self._who.setVisible(not compact)
        for item in (*self.items.values(), *self.cases.values()):
            item.compact = compact
            item.setToolTip(tip(item.accessibleName()) if compact else "")
            item.update()
        self._whole.setContentsMargins(*((6, 12, 6, 8) if compact else (12, 16, 12, 10)))
        self.setFixedWidth(theme.scaled(COMPACT if compact else WIDE))
