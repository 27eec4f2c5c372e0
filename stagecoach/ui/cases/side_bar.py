"""The side bar of the room: where to go, open cases, and whose room it is."""

from collections.abc import Mapping

from stagecoach import clock
from stagecoach.domain.cases import words as case_words
from stagecoach.domain.cases.case import Case
from stagecoach.i18n import _
from stagecoach.services.cases import room as rooms
from stagecoach.ui.cases.open_room import OpenRoom
from stagecoach.ui.cases.step_line import ICONS
from stagecoach.ui.widgets.fields import tip
from stagecoach.ui.widgets.side_bar import Owner, SideBar
from stagecoach.ui.widgets.side_item import SideItem


def places() -> tuple[tuple[str, str, str], ...]:
    """Name, words and picture, in the order of Ctrl+1, Ctrl+2 …"""
    return (
        ("cases", _("Cases"), "inbox"),
        ("talks", _("Talks"), "calendar"),
        ("aftercare", _("Aftercare"), "hand-heart"),
        ("working", _("Way of working"), "book-open"),
    )


class RoomSideBar(SideBar):
    def __init__(self, open_room: OpenRoom) -> None:
        me = open_room.ask(rooms.me)
        owner = Owner(me.name, me.role, 1)
        super().__init__(places(), _("Open cases"), owner, tone="sealed.strong")

    def show_cases(self, cases: list[Case]) -> None:
        wanted = [case for case in cases if case.open]
        if [case.id for case in wanted] != list(self.listed):
            with self.list_refilled():
                for case in wanted:
                    self.add_listed(case.id, _("Case %d") % case.number).short = str(case.number)
        for case in wanted:
            _show_step(self.listed[case.id], case)
        today = clock.today()
        due = [kind for case in cases for when, kind, _note in case.due(today) if when <= today]
        after = sum(kind == "aftercare" for kind in due)
        self.show_counts({"cases": len(wanted), "talks": len(due) - after, "aftercare": after})

    def show_counts(self, counts: Mapping[str, int]) -> None:
        super().show_counts(counts)
        for item in self.items.values():
            words = item.text()
            item.setAccessibleName(f"{words}, {item.count}" if item.count else words)


def _show_step(item: SideItem, case: Case) -> None:
    """Where the case is; nothing is painted anew where that is as it was."""
    note = case_words.step_name(case.step).lower()
    if item.note != note:
        item.icon_name, item.note = ICONS[case.step], note
        item.setAccessibleName(f"{item.text()}, {note}")
        item.setToolTip(tip(item.accessibleName()))
        item.update()
