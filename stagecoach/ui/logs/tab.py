"""Logboek: every entry, newest first, to be filtered, read whole, changed, removed and printed."""

import uuid
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from stagecoach.documents import logs as log_sheet
from stagecoach.domain.access import Right
from stagecoach.i18n import _, sentence_day
from stagecoach.services import Store
from stagecoach.services.dossier import Summary
from stagecoach.services.logs import entries as logs
from stagecoach.services.logs import logbook
from stagecoach.services.logs.logbook import Filter, Row
from stagecoach.services.students import students
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Place
from stagecoach.ui.core.rights import show_allowed
from stagecoach.ui.core.tab import Tab
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.list_menu import ListMenu
from stagecoach.ui.dialogs.print import PrintForm, Way
from stagecoach.ui.logs.filter import FilterBar
from stagecoach.ui.logs.rows import LogRows, about, sentence
from stagecoach.ui.widgets.badges import CodeBadge
from stagecoach.ui.widgets.fields import button, column, framed, label, named, row, scroll
from stagecoach.ui.widgets.layouts import clear
from stagecoach.ui.widgets.table import PAGE, ROW_ROLE, Column, TableModel

_SIDE, _BESIDE = 330, 900


class _List(QListView):
    """Letters filter; Enter changes; Delete removes."""

    pressed_key = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        letters = set(map(Qt.Key, (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return)))
        if plain and (event.text().isalpha() or event.key() in letters):
            self.pressed_key.emit(event.key())
        else:
            super().keyPressEvent(event)


class LogbookTab(Tab):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._placement_id: uuid.UUID | None = None
        self.filter = FilterBar()
        self.filter.chosen.connect(self._filtered)
        self.model = TableModel[Row]([Column("", lambda r: r.text)], self, sentence)
        self.list: _List = named(_List(), _("Logbook"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(LogRows(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._turned)
        self.list.activated.connect(self._change)
        self.list.pressed_key.connect(self._pressed)
        self._empty = label("", "muted", wrap=True)
        self._empty.setMargin(16)
        self._detail = QVBoxLayout()
        self._detail.setSpacing(6)
        self._build()

    def _build(self) -> None:
        new = button(
            _("Quick log"),
            self._new,
            kind="primary",
            icon="pencil-line",
            keys="Ctrl+L",
            right=Right.LOG,
        )
        paper = button(_("Print"), self.print_selection, icon="printer")
        menu = ListMenu(self.workspace, "logbook", choices=self.filter.kept())
        top = row(self.filter.track, None, menu, paper, new)
        listed = framed("card", column(self._empty, self.list, spacing=0, margins=(1, 1, 1, 1)))
        inner = QWidget()
        inner.setLayout(self._detail)
        self._side: QFrame = framed(
            "card", column(scroll(inner, "foundBody"), margins=(16, 12, 12, 12))
        )
        body = row(listed, self._side, spacing=14)
        body.setStretch(0, 1)
        whole = column(top, self.filter, body, spacing=10, margins=(32, 12, 32, 12))
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def forget(self) -> None:
        self._placement_id = None

    def show_summary(self, summary: Summary) -> None:
        fresh = self._placement_id != summary.head.placement_id
        self._placement_id = summary.head.placement_id
        if fresh:
            self.filter.blockSignals(True)
            self.filter.forget()
            self.filter.blockSignals(False)
        self.filter.offer(self.workspace.ask(logbook.choices, self._placement_id))
        self._filtered()

    def _page(self, wanted: Filter, there: Sequence[Row]) -> list[Row]:
        """The entries that follow those that are there."""
        assert self._placement_id is not None
        after = there[-1] if there else None
        return self.workspace.ask(
            logbook.entries, self._placement_id, wanted, after=after, limit=PAGE
        )

    @Slot()
    def _filtered(self) -> None:
        if self._placement_id is None:
            return
        kept = self.current()
        page = partial(self._page, self.filter.value())
        self.model.show(page(()), page)
        rows = self.model.rows()
        there = bool(rows)
        self.list.setVisible(there)
        self._empty.setVisible(not there)
        if self.filter.value() == Filter():
            self._empty.setText(_("Nothing logged yet. Press Ctrl+L for the first log."))
        else:
            self._empty.setText(_("No logs with these filters."))
        if there:
            place = next((n for n, r in enumerate(rows) if kept and r.id == kept.id), 0)
            self.list.setCurrentIndex(self.model.index(place, 0))
        self._turned()

    def current(self) -> Row | None:
        row_now = self.list.currentIndex().data(ROW_ROLE)
        return row_now if isinstance(row_now, Row) else None

    @Slot()
    def _turned(self) -> None:
        clear(self._detail)
        entry = self.current() if self.model.rowCount() else None
        self._side.setVisible(entry is not None and self.width() >= theme.scaled(_BESIDE))
        if entry is None:
            return
        badge = row(
            CodeBadge(entry.code, entry.track), label(entry.task_title, "strong", wrap=True)
        )
        badge.setStretch(1, 1)
        self._detail.addLayout(badge)
        self._detail.addWidget(label(sentence_day(entry.happened_on), "secondary"))
        self._detail.addWidget(label(about(entry), "muted", wrap=True))
        for title, text in (
            ("", entry.text),
            (_("What went well?"), entry.went_well),
            (_("What is the next step?"), entry.next_step),
        ):
            if text:
                if title:
                    self._detail.addWidget(label(title, "caption"))
                said = label(text, "compact", wrap=True)
                said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._detail.addWidget(said)
        change = button(_("Change"), self._change, icon="pencil", small=True, right=Right.LOG)
        gone = button(
            _("Remove"), self._remove, icon="trash-2", kind="quiet", small=True, right=Right.LOG
        )
        past = button(_("History"), self._history, icon="history", kind="quiet", small=True)
        self._detail.addLayout(row(change, gone, None, margins=(0, 8, 0, 0)))
        self._detail.addLayout(row(past, None))
        self._detail.addStretch()
        show_allowed(self._side, self.workspace, self._placement_id)

    @Slot(int)
    def _pressed(self, key: int) -> None:
        if key == Qt.Key.Key_Delete:
            self._remove()
        elif key == Qt.Key.Key_Return:
            self._change()
        else:
            self.filter.press(key)

    @Slot()
    def _new(self) -> None:
        self.go.emit(Place("quick_log", self._placement_id))

    @Slot()
    def _change(self) -> None:
        if (entry := self.current()) is not None:
            self.go.emit(Place("edit_log", entry_id=entry.id))

    @Slot()
    def _remove(self) -> None:
        if (entry := self.current()) is not None:
            self.workspace.do(logs.delete, entry.id)
            self.workspace.say(_("Log removed"), undo=True)

    @Slot()
    def _history(self) -> None:
        if (entry := self.current()) is not None:
            self.go.emit(Place("history", self._placement_id, entry_id=entry.id))

    @Slot()
    def print_selection(self) -> None:
        """What the filters leave, on paper."""
        if self._placement_id is not None:
            way = Way(_("Logbook"), partial(_draw, self._placement_id, self.filter.value()))
            name = _("logbook.pdf")
            whose = self.workspace.ask(students.head, self._placement_id).name
            PrintForm(self.workspace, _("Logbook"), name, [way], self, whose).open_once()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(theme.scaled(_SIDE))
        self._turned()


def _draw(placement_id: uuid.UUID, wanted: Filter, store: Store) -> bytes:
    return log_sheet.draw(store, placement_id, wanted)
