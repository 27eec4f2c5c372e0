"""The side bar of the open store: six destinations at most, my students, and whose store it is."""

import uuid
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy

from stagecoach.domain.access import Right
from stagecoach.domain.people import MANAGER, holder_name
from stagecoach.i18n import _
from stagecoach.services.today import attention, today
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.widgets.fields import button, tip
from stagecoach.ui.widgets.side_bar import Owner, SideBar
from stagecoach.ui.widgets.side_item import SideItem
from stagecoach.ui.window.places import destinations, lists_students


class StoreSideBar(SideBar):
    """Tells where the user wants to go; where they are is told to it."""

    wanted = Signal(object)  # Place

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        role = workspace.identity.role
        self._guides = lists_students(role)
        entries = [(place.name, place.title, place.icon) for place in destinations(role)]
        self.quick = _quick_log()
        self._quick_text = self.quick.text()  # with room for its picture
        self.report = _report()
        settings = _settings()
        super().__init__(
            entries,
            _("My students"),
            _owner(workspace, settings),
            top=self.quick,
            last=self.report,
        )
        for act, name in (
            (self.quick, "quick_log"),
            (self.report, "report"),
            (settings, "settings"),
        ):
            act.clicked.connect(partial(self.wanted.emit, Place(name)))
        self.go.connect(self._go)
        self.opened.connect(self._open)
        self.head.setVisible(self._guides)  # not before they have a parent: they'd be windows
        self.quick.setVisible(workspace.may(Right.LOG))

    @Slot(str)
    def _go(self, name: str) -> None:
        self.wanted.emit(Place(name))

    @Slot(object)
    def _open(self, placement_id: uuid.UUID) -> None:
        self.wanted.emit(Place("dossier", placement_id))

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
        self.show_counts({"today": len(points), "evaluations": due})

    def _show_students(self, students: Sequence[today.Row], signs: dict[uuid.UUID, str]) -> None:
        """`signs` maps a placement to the icon of what is due."""
        with self.list_refilled():
            for student in students if self._guides else ():
                item = self.add_listed(student.placement_id, student.name)
                item.seed = student.id.int
                item.sign = signs.get(student.placement_id, "")
                item.setToolTip(tip(student.name))

    def show_place(self, place: Place) -> None:
        """Mark where the user is."""
        shown = "students" if place.name == "peers" else place.name
        self.mark(shown, place.placement_id if place.name == "dossier" else None)

    def set_compact(self, *, compact: bool) -> None:
        if compact == self._compact:
            return
        super().set_compact(compact=compact)
        self.head.setVisible(self._guides and not compact)
        self.quick.setText("" if compact else self._quick_text)
        for cap in self.quick.findChildren(type(self.head)):
            cap.setVisible(not compact)


def _quick_log() -> QPushButton:
    push_button: QPushButton = button(
        _("Quick log"), None, kind="primary", icon="pencil-line", keys="Ctrl+L"
    )
    push_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    push_button.setToolTip(_("Quick log"))
    push_button.setAccessibleName(_("Quick log"))
    return push_button


def _report() -> SideItem:
    """Always last, for everyone, and never with a badge."""
    item = SideItem(_("Make a report"), 40)
    item.setCheckable(False)
    item.icon_name = "shield"
    return item


def _settings() -> QPushButton:
    push_button: QPushButton = button("", None, kind="quiet")
    push_button.setProperty("iconOnly", True)
    push_button.setIcon(theme.icon("settings", "text.secondary"))
    push_button.setToolTip(_("Settings"))
    push_button.setAccessibleName(_("Settings"))
    return push_button


def _owner(workspace: Workspace, settings: QPushButton) -> Owner:
    who = workspace.identity
    return Owner(who.name, holder_name(who.role or MANAGER), who.person_id.int, settings)
