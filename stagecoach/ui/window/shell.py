"""The open store's part of the window: side bar, pages, and the way between them."""

from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from stagecoach.domain.evaluations import Kind
from stagecoach.services.search.hits import Hit
from stagecoach.services.students import students
from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Command, Page, Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.dialogs.leaving import asks_first
from stagecoach.ui.dialogs.messages import Banner
from stagecoach.ui.widgets.fields import column, row
from stagecoach.ui.window import places
from stagecoach.ui.window.clock_banner import ClockBanner
from stagecoach.ui.window.draft_banner import DraftBanner
from stagecoach.ui.window.mark_banner import MarkBanner
from stagecoach.ui.window.overlays import Overlays
from stagecoach.ui.window.pages import make_page
from stagecoach.ui.window.panes import step
from stagecoach.ui.window.side_bar import StoreSideBar

_COMPACT_BELOW = 1100
_RECENT = 5  # students offered again in the search


class Shell(QWidget):
    """Pages are made when first gone to, and disposed of with the shell."""

    titled = Signal(str)

    def __init__(
        self, workspace: Workspace, current: CurrentStore, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.workspace = workspace
        self._current = current
        self._pages: dict[str, Page] = {}
        self._history: list[Place] = []
        self.place = Place("today")
        self.overlays = Overlays(workspace, self)
        self.asks_first = partial(asks_first, self)
        self.overlays.go.connect(self.go)
        self.sidebar = StoreSideBar(workspace)
        self.sidebar.wanted.connect(self.go)
        self.draft_banner = DraftBanner(workspace)
        self.draft_banner.go_on.connect(self._resume_draft)
        self.mark_banner = MarkBanner(current)
        self.mark_banner.restore_wanted.connect(partial(self.go, Place("backups")))
        self._stack = QStackedWidget()
        right = QWidget()
        self.note = Banner("draftBanner", "eye", "brand.base")
        self.clock_banner = ClockBanner(workspace)
        banners = self.note, self.mark_banner, self.clock_banner, self.draft_banner
        banner = column(*banners, spacing=8, margins=(32, 0, 32, 0))
        right.setLayout(column(banner, self._stack, spacing=0))
        if current.note:
            self.note.show_text(current.note)
        layout = row(self.sidebar, right, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._settle = QTimer(self, singleShot=True, interval=50)
        self._settle.timeout.connect(self._show_side)
        workspace.changed.connect(self._on_changed)
        current.closing.connect(self.flush)

    def page(self, name: str) -> Page:
        if name not in self._pages:
            new_page = self._pages[name] = make_page(name, self.workspace, self._current)
            new_page.go.connect(self.go)
            self._stack.addWidget(new_page)
        return self._pages[name]

    def current(self) -> Page:
        return self.page(self.place.name)

    @Slot(object)
    def go(self, place: Place) -> None:
        """Show a page, or open the dialog that the place names."""
        place = places.meant(self.workspace, place)
        if place.name == "back":
            self.back()
        elif self._current.note and place.name in places.OF_THE_FILE:
            self.workspace.say(self._current.note)
        elif place.name in places.OUTSIDE:
            self._current.wanted.emit(place.name)
        elif refused := places.refusal(self.workspace, place, self.place.placement_id):
            self.workspace.say(refused)
        elif self.overlays.knows(place):
            if place.name == "quick_log" and self.overlay is None:
                self.draft_banner.hide()
            self.overlays.open(place, here=self.place.placement_id)
        else:
            self._turn(place, remember=True)

    @Slot()
    def back(self) -> None:
        while self._history:
            place = self._history.pop()
            if self._can_show(place):
                self._turn(place, remember=False)
                return
        if self.current().full_window:
            self._turn(self._or_start(Place("dossier", self.place.placement_id)), remember=False)

    def _or_start(self, place: Place | None) -> Place:
        begin = place if place and self._can_show(place) else places.start(self.workspace)
        return places.meant(self.workspace, begin)

    def _can_show(self, place: Place) -> bool:
        """Not when adding the student was undone since, or a right has gone."""
        key = place.placement_id
        there = key is None or self.workspace.ask(students.exists, key)
        return there and not places.refusal(self.workspace, place, None)

    def _turn(self, place: Place, *, remember: bool) -> None:
        if remember and place != self.place:
            self._history.append(self.place)
        self.place = place
        page = self.page(place.name)
        page.show_place(place)
        self._stack.setCurrentWidget(page)
        self.sidebar.setVisible(not page.full_window)
        self.sidebar.show_place(place)
        self.titled.emit(page.window_title())
        page.focus_first()

    def search(self, window: QWidget, commands: list[Command]) -> None:
        """Ctrl+K."""
        from stagecoach.ui.search.dialog import SearchDialog

        SearchDialog(self.workspace, window, self.go, commands, self._opened_before()).open_over()

    def _opened_before(self) -> list[Hit]:
        """Students whose dossier was open since unlocking, newest first."""
        places = [*self._history, self.place]
        keys = [p.placement_id for p in reversed(places) if p.placement_id is not None]
        heads = [
            self.workspace.ask(students.head, key)
            for key in list(dict.fromkeys(keys))[:_RECENT]
            if self._can_show(Place("dossier", key))
        ]
        return [Hit("student", h.id, h.placement_id, h.name, h.assignment) for h in heads]

    def start(self, place: Place | None = None) -> None:
        """First look after unlocking."""
        self._turn(self._or_start(place), remember=False)
        self._show_side()
        self.draft_banner.offer()
        self.clock_banner.offer()

    @Slot(object)
    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & places.RIGHTS_SHOW and not self._can_show(self.place):
            self._turn(self._or_start(None), remember=False)
        if tables & places.SIDE_SHOWS:
            self._settle.start()

    @Slot()
    def _show_side(self) -> None:
        self.sidebar.reload()
        self.sidebar.show_place(self.place)

    @Slot()
    def _resume_draft(self) -> None:
        """Without a student it is the newest draft that opens."""
        self.overlays.open(Place("quick_log"), here=None)

    @property
    def overlay(self) -> Form | None:
        """What lies over the page now."""
        return self.overlays.current

    @property
    def overlay_place(self) -> Place | None:
        """How to come back to it after the lock."""
        return self.overlays.place

    def new_task_here(self) -> None:
        """Ctrl+T: a task on the track of the focused lane."""
        track = self.current().new_task_track()
        if track is not None:
            self.go(Place("new_task", self.place.placement_id, track=track))

    def next_evaluation(self) -> None:
        """Ctrl+E: the evaluation to prepare of the open dossier."""
        self.current().next_evaluation()

    def print_here(self) -> None:
        """Ctrl+P: what is open on paper."""
        page = self.current()
        if not page.print_it():
            self.go(Place("forms", self.place.placement_id, kind=self.place.kind or Kind.INTERIM))

    def help_here(self) -> None:
        """F1: about the screen, or the part of the dossier, that is open."""
        self.go(Place("help", tab=self.current().help_topic() or self.place.name))

    def next_tab(self) -> None:
        """Ctrl+Tab."""
        self.current().next_part()

    def next_pane(self, by: int) -> None:
        """F6: from the side bar to the page and back; in a dossier also to its tabs."""
        step([self.sidebar, *self.current().panes()], by, self.focusWidget() or self)

    @Slot()
    def flush(self) -> None:
        """Keep everything that is being typed."""
        for form in self.window().findChildren(Form):
            form.flush()
        for page in self._pages.values():
            page.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.sidebar.set_compact(compact=self.width() < theme.scaled(_COMPACT_BELOW))
        super().resizeEvent(event)
