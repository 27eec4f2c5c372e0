"""The side bar: six destinations at most, my students, and whose store this is."""

import uuid
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from stagecoach.domain.access import Right
from stagecoach.domain.people import MANAGER, holder_name
from stagecoach.i18n import _
from stagecoach.services.today import attention, today
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.badges import Avatar
from stagecoach.ui.widgets.fields import button, clear, column, icon_label, label, row, scroll, tip
from stagecoach.ui.widgets.side_item import SideItem
from stagecoach.ui.window.places import Destination, destinations, lists_students

WIDE, COMPACT = 232, 56


class SideBar(QFrame):
    """Tells where the user wants to go; where they are is told to it."""

    go = Signal(object)  # Place

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self._workspace, self._compact = workspace, False
        self._items: dict[str, SideItem] = {}
        self._students: dict[uuid.UUID, SideItem] = {}
        self.quick = button(
            _("Quick log"), None, kind="primary", icon="pencil-line", keys="Ctrl+L"
        )
        self.quick.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.quick.clicked.connect(partial(self.go.emit, Place("quick_log")))
        self._head = label(_("My students"), "")
        self._head.setObjectName("sidebarHead")
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        holder = QWidget()
        holder.setLayout(column(self._list, None, spacing=0))
        self._layout = column(self.quick, spacing=2, margins=(12, 16, 12, 10))
        self._layout.addSpacing(14)
        role = workspace.identity.role
        for place in destinations(role):
            self._add_destination(place)
        self._layout.addSpacing(16)
        self._layout.addWidget(self._head)
        self._layout.addSpacing(6)
        self._layout.addWidget(scroll(holder, "sidebarList"), 1)
        self._report = self._add_report()
        self._layout.addWidget(_line())
        self._layout.addLayout(self._owner(workspace))
        self.setLayout(self._layout)
        self._guides = lists_students(role)
        self._head.setVisible(self._guides)  # not before they have a parent: they'd be windows
        self.quick.setVisible(workspace.may(Right.LOG))
        self.setFixedWidth(theme.scaled(WIDE))

    def _add_destination(self, place: Destination) -> None:
        item = SideItem(place.title, 40)
        item.icon_name = place.icon
        item.clicked.connect(partial(self.go.emit, Place(place.name)))
        self._items[place.name] = item
        self._layout.addWidget(item)

    def _add_report(self) -> SideItem:
        """Always last, for everyone, and never with a badge (DESIGN.md 2)."""
        item = SideItem(_("Make a report"), 40)
        item.setCheckable(False)
        item.icon_name = "shield"
        item.clicked.connect(partial(self.go.emit, Place("report")))
        self._layout.addWidget(item)
        return item

    def _owner(self, workspace: Workspace) -> QVBoxLayout:
        who = workspace.identity
        name, role = label(who.name), label(holder_name(who.role or MANAGER))
        name.setObjectName("whoName")
        role.setObjectName("whoRole")
        stored = label(_("Stored on this computer"))
        stored.setObjectName("whereStored")
        self._words: list[QWidget] = [name, role, stored]
        self._settings = button("", None, kind="quiet")
        self._settings.setProperty("iconOnly", True)
        self._settings.setIcon(theme.icon("settings", "text.secondary"))
        self._settings.setToolTip(_("Settings"))
        self._settings.setAccessibleName(_("Settings"))
        self._settings.clicked.connect(partial(self.go.emit, Place("settings")))
        self._avatar = Avatar(who.name, who.person_id.int, 36)
        lines = column(name, role, spacing=0)
        drive = icon_label("hard-drive", "text.muted", 15)
        self._words.append(drive)
        person = row(self._avatar, lines, None, self._settings, spacing=10, margins=(8, 6, 0, 2))
        return column(person, row(drive, stored, None, margins=(14, 0, 0, 0)), spacing=4)

    def reload(self) -> None:
        """My students, and what of them asks for attention."""
        me = self._workspace.identity
        rows, points = self._workspace.remembered(attention.today, me.person_id, me.role)
        signs: dict[uuid.UUID, str] = {}
        for point in points:
            if point.action != "hours":
                signs.setdefault(point.placement_id, point.icon)
        self._show_students(rows, signs)
        due = sum(point.action == "evaluation" for point in points)
        self._show_counts({"today": len(points), "evaluations": due})

    def _show_students(self, students: Sequence[today.Row], signs: dict[uuid.UUID, str]) -> None:
        """`signs` maps a placement to the icon of what is due."""
        clear(self._list)
        self._students = {}
        if not self._guides:
            return
        for student in students:
            item = SideItem(student.name, 36)
            item.seed = student.id.int
            item.sign = signs.get(student.placement_id, "")
            item.compact = self._compact
            item.setToolTip(tip(student.name))
            place = Place("dossier", student.placement_id)
            item.clicked.connect(partial(self.go.emit, place))
            self._list.addWidget(item)
            self._students[student.placement_id] = item

    def _show_counts(self, counts: dict[str, int]) -> None:
        for name, item in self._items.items():
            item.count = counts.get(name, 0)
            item.update()

    @Slot(object)
    def show_place(self, place: Place) -> None:
        """Mark where the user is."""
        shown = "students" if place.name == "peers" else place.name
        for name, item in self._items.items():
            item.setChecked(name == shown)
        for placement_id, item in self._students.items():
            here = place.name == "dossier" and place.placement_id == placement_id
            item.setChecked(here)

    def set_compact(self, *, compact: bool) -> None:
        """Icons only, in a narrow window; names stay for tooltips and screen readers."""
        if compact == self._compact:
            return
        self._compact = compact
        for widget in (*self._words, self._avatar):
            widget.setVisible(not compact)
        self._head.setVisible(self._guides and not compact)
        for item in (*self._items.values(), *self._students.values(), self._report):
            item.compact = compact
            item.setToolTip(tip(item.text()))
        self.quick.setText("" if compact else _("Quick log"))
        self.quick.setToolTip(_("Quick log"))
        self.quick.setAccessibleName(_("Quick log"))
        for cap in self.quick.findChildren(type(self._head)):
            cap.setVisible(not compact)
        self._layout.setContentsMargins(*((6, 12, 6, 8) if compact else (12, 16, 12, 10)))
        self.setFixedWidth(theme.scaled(COMPACT if compact else WIDE))


def _line() -> QFrame:
    made = QFrame()
    made.setObjectName("rule")
    return made
