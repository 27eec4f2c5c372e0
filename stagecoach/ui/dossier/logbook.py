"""Logboek: every entry, newest first, to be read, changed or removed."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from stagecoach.domain.logs import Author
from stagecoach.domain.tracks import Track
from stagecoach.i18n import _, ngettext, recent_day
from stagecoach.services import logs
from stagecoach.services.dossiers import Summary
from stagecoach.services.logs import Row
from stagecoach.ui import theme
from stagecoach.ui.dossier.tab import Tab
from stagecoach.ui.fields import (
    button,
    clear,
    column,
    framed,
    icon_button,
    label,
    row,
    ruled,
    scroll,
)
from stagecoach.ui.page import Place
from stagecoach.ui.widgets.badges import TRACK_ICON, CodeBadge
from stagecoach.ui.widgets.segmented import Segmented
from stagecoach.ui.workspace import Workspace

_AT_ONCE = 50


class LogbookTab(Tab):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._summary: Summary | None = None
        self._limit = _AT_ONCE
        self.track = Segmented(_("Track"), height=36)
        self.track.add(None, _("All"))
        self.track.add(
            Track.LEARNING, _("Learning tasks"), TRACK_ICON[Track.LEARNING], Track.LEARNING
        )
        self.track.add(Track.WORK, _("Work tasks"), TRACK_ICON[Track.WORK], Track.WORK)
        self.track.set_value(None)
        self.track.chosen.connect(self._filter)
        new = button(_("Quick log"), self._new, kind="primary", icon="pencil-line", keys="Ctrl+L")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._more = button(_("Show more"), self._show_more)
        content = QWidget()
        content.setLayout(
            column(framed("card", self._list), row(None, self._more, None), None, spacing=12)
        )
        bar = row(self.track, None, new)
        self.setLayout(column(bar, scroll(content), spacing=14, margins=(32, 12, 32, 12)))

    def forget(self) -> None:
        self._limit = _AT_ONCE
        self.track.set_value(None)

    def show_summary(self, summary: Summary) -> None:
        self._summary = summary
        self._filter()

    @Slot()
    def _filter(self) -> None:
        if self._summary is None:
            return
        track = self.track.value()
        entries = self.workspace.ask(
            logs.of_placement,
            self._summary.head.placement_id,
            limit=self._limit + 1,
            track=track if isinstance(track, Track) else None,
        )
        clear(self._list)
        for entry in entries[: self._limit]:
            self._list.addWidget(self._entry(entry))
        self._more.setVisible(len(entries) > self._limit)
        if not entries:
            text = _("Nothing logged yet. Press Ctrl+L for the first log.")
            self._list.addWidget(row_of(label(text, "muted")))

    def _entry(self, entry: Row) -> QFrame:
        when = label(recent_day(entry.happened_on), "strong")
        who = logs.guide_name(entry.guided_by)
        parts = [f"{entry.guide}, {who}" if entry.guide else who]
        if entry.minutes:
            parts.append(ngettext("%d min", "%d min", entry.minutes) % entry.minutes)
        if entry.written_by is Author.STUDENT:
            parts.append(_("written by the student"))
        more = icon_button("ellipsis", _("Change or remove"), partial(self._menu, entry.id))
        top = row(
            when,
            label(entry.task_title, "secondary"),
            None,
            label(" · ".join(parts), "muted"),
            more,
        )
        texts = [label(entry.text, "compact", wrap=True)]
        if entry.went_well:
            texts.append(label(_("Went well: %s") % entry.went_well, "secondary", wrap=True))
        if entry.next_step:
            done = "✓ " if entry.next_step_done else ""
            texts.append(
                label(done + _("Next step: %s") % entry.next_step, "secondary", wrap=True)
            )
        for text in texts:
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        badge = column(CodeBadge(entry.code, entry.track), None)
        layout = row(badge, column(top, *texts, spacing=2), spacing=14, margins=(16, 8, 12, 10))
        layout.setStretch(1, 1)
        return ruled(layout)

    @Slot()
    def _new(self) -> None:
        if self._summary is not None:
            self.go.emit(Place("quick_log", self._summary.head.placement_id))

    @Slot()
    def _show_more(self) -> None:
        self._limit += _AT_ONCE
        self._filter()

    def _menu(self, entry_id: UUID, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        menu = QMenu(self)
        menu.addAction(theme.icon("pencil"), _("Change log"), partial(self._edit, entry_id))
        menu.addAction(theme.icon("trash-2"), _("Remove log"), partial(self._remove, entry_id))
        menu.aboutToHide.connect(menu.deleteLater)
        sender = self.sender()
        anchor = sender if isinstance(sender, QWidget) else self
        menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))

    def _edit(self, entry_id: UUID) -> None:
        self.go.emit(Place("edit_log", entry_id=entry_id))

    def _remove(self, entry_id: UUID) -> None:
        self.workspace.do(logs.delete, entry_id)
        self.workspace.say(_("Log removed"), undo=True)


def row_of(widget: QWidget) -> QFrame:
    return ruled(row(widget, margins=(16, 14, 16, 16)))
