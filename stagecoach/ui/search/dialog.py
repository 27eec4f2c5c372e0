"""Ctrl+K: find and do from one field. The words are never kept."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stagecoach.i18n import _
from stagecoach.services.matching import Words, split
from stagecoach.services.search import search
from stagecoach.services.search.hits import Found, Hit
from stagecoach.services.students import students
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Command, Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.search.entries import about, counted, group_name, listed, matching, place_of
from stagecoach.ui.search.preview import PreviewPane
from stagecoach.ui.search.rows import ENTRY_ROLE, FoundList, FoundRows, ListEntry, next_entry
from stagecoach.ui.widgets.fields import framed, icon_label, key_cap, label, named, row
from stagecoach.ui.widgets.layouts import clear
from stagecoach.ui.widgets.scrim import show_over

_WIDTH, _HEIGHT, _SIDE = 900, 664, 300


class SearchDialog(QDialog):
    """`commands` are those of the menu; `recent` are students opened before, newest first."""

    def __init__(
        self,
        workspace: Workspace,
        window: QWidget,
        go: Callable[[Place], Any],
        commands: Sequence[Command],
        recent: Sequence[Hit],
    ) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(_("Search"))
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._workspace, self._go, self._commands, self._recent = workspace, go, commands, recent
        self._window = window
        self._before = window.focusWidget()
        own = workspace.ask(students.mine, workspace.person_id)
        self._own = frozenset(brief.placement_id for brief in own)
        self.kind = ""  # the group shown alone; empty: all of them
        self.found = Found(Words())
        self.line = named(QLineEdit(), _("Search"))
        self.line.setPlaceholderText(_("Search student, task, log or company"))
        self.mine = QCheckBox(_("My students only"))
        self.mine.setChecked(bool(own))
        self.model = FoundList(self)
        self.list = named(QListView(), _("Found"))
        self.preview = PreviewPane(workspace)
        self._count = label("", "muted")
        self._chips = row(spacing=6)
        self._build()
        self._connect()
        self._find()

    def _build(self) -> None:
        self.line.setObjectName("searchLine")
        self.list.setModel(self.model)
        self.list.setItemDelegate(FoundRows(self.list, self.model))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        top = framed(
            "sheetHead",
            row(
                icon_label("search", "brand.base", 20),
                self.line,
                self._count,
                key_cap("Esc"),
                spacing=12,
                margins=(18, 6, 16, 6),
            ),
        )
        chips = framed("sheetHead", row(self._chips, None, self.mine, margins=(16, 4, 16, 4)))
        self.preview.setFixedWidth(theme.scaled(_SIDE))
        middle = row(self.list, self.preview, spacing=0)
        middle.setStretch(0, 1)
        outer = QVBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for part in (top, chips):
            outer.addWidget(part)
        outer.addLayout(middle, 1)
        outer.addWidget(framed("sheetFoot", _hints()))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(framed("sheet", outer))

    def _connect(self) -> None:
        self.line.textChanged.connect(self._find)
        self.line.installEventFilter(self)
        self.mine.toggled.connect(self._find)
        self.list.selectionModel().currentChanged.connect(self._turned)
        self.list.clicked.connect(self.open_it)
        self.preview.open_wanted.connect(self.open_it)
        self.preview.log_wanted.connect(self.log_it)
        self.finished.connect(self._leave)

    def open_over(self) -> None:
        """Show over the window; on leaving, the keyboard goes back to where it was."""
        width = min(theme.scaled(_WIDTH), self._window.width() - 24)
        height = min(theme.scaled(_HEIGHT), self._window.height() - 60)
        self.resize(width, height)
        corner = self._window.mapToGlobal(self._window.rect().topLeft())
        self.move(corner.x() + (self._window.width() - width) // 2, corner.y() + 46)
        show_over(self._window, self)
        self.line.setFocus()

    @Slot()
    def _find(self) -> None:
        typed = self.line.text()
        if typed.lstrip().startswith(">"):
            self.found = Found(Words(split(typed)))
        else:
            own = self._own if self.mine.isChecked() else None
            self.found = self._workspace.ask(search.find, typed, own)
        self._show()

    def _entries(self) -> list[ListEntry]:
        typed = self.line.text().strip()
        commands = matching(typed, self._commands, self._about(typed))
        recent = () if typed else self._recent
        return listed(recent, self.found, commands, only=self.kind)

    def _about(self, typed: str) -> list[Command]:
        people = self.found.hits.get("student", [])
        return about(people[0], self._go) if people and not typed.startswith(">") else []

    def _show(self) -> None:
        words = tuple(v for word in self.found.words.all for v in self.found.words.variants(word))
        entries = self._entries()
        self.model.show(entries, words)
        first = next((n for n, entry in enumerate(entries) if not entry.head), None)
        if first is None:
            self._turned()
        else:
            self.list.setCurrentIndex(self.model.index(first))
        total = self.found.total
        typed = bool(self.line.text().strip())
        text = _("%s found") % total if total else _("Nothing found with these words")
        self._count.setText(text if typed and not self.line.text().startswith(">") else "")
        self._show_chips()

    def _show_chips(self) -> None:
        clear(self._chips)
        counts = {kind: len(hits) for kind, hits in self.found.hits.items()}
        if self.kind and self.kind not in counts:
            counts[self.kind] = 0
        for kind, count in {"": self.found.total, **counts}.items():
            chip = _chip(kind, count, chosen=kind == self.kind)
            chip.clicked.connect(partial(self._choose, kind))
            self._chips.addWidget(chip)

    def _choose(self, kind: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self.kind = kind
        self._show()
        self.line.setFocus()

    def entry(self) -> ListEntry | None:
        entry = self.list.currentIndex().data(ENTRY_ROLE)
        return entry if isinstance(entry, ListEntry) else None

    @Slot()
    def _turned(self) -> None:
        entry = self.entry()
        self.preview.show_hit(entry.hit if entry else None)

    @Slot()
    def open_it(self) -> None:
        entry = self.entry()
        if entry is None:
            return
        if entry.more:
            self._choose(entry.group)
            return
        self.accept()
        if entry.command is not None:
            entry.command.run()
        elif entry.hit is not None:
            self._go(place_of(entry.hit))

    @Slot()
    def log_it(self) -> None:
        """Log with what is found: its student and, for a task, that task's track."""
        entry = self.entry()
        if entry is not None and entry.hit is not None and entry.hit.placement_id is not None:
            self.accept()
            hit = entry.hit
            task = hit.id if hit.kind == "task" else None
            self._go(Place("quick_log", hit.placement_id, track=hit.track, entry_id=task))

    def _move(self, by: int, *, group: bool) -> None:
        at = next_entry(self.model.entries, self.list.currentIndex().row(), by, group=group)
        if at is not None:
            self.list.setCurrentIndex(self.model.index(at))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or watched is not self.line:
            return super().eventFilter(watched, event)
        return event.type() == QEvent.Type.KeyPress and self._pressed(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Down:
                self._move(1, group=control)
            case Qt.Key.Key_Up:
                self._move(-1, group=control)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.log_it() if control else self.open_it()
            case _:
                return False
        return True

    @Slot()
    def _leave(self) -> None:
        if self._before is not None and self.result() == 0:
            self._before.setFocus()
        self.deleteLater()


def _hints() -> QHBoxLayout:
    """What the keys do, under the list."""
    hints = row(spacing=6, margins=(16, 8, 16, 8))
    for keys, text in (
        ("↑ ↓", _("choose")),
        (_("Enter"), _("open")),
        ("Ctrl ↓", _("next group")),
        ("Ctrl Enter", _("log with it")),
    ):
        hints.addWidget(key_cap(keys))
        hints.addWidget(label(text, "muted"))
        hints.addSpacing(10)
    hints.addStretch()
    hints.addWidget(label(_("Type > for commands only"), "muted"))
    return hints


def _chip(kind: str, count: int, *, chosen: bool) -> QPushButton:
    chip = QPushButton(f"{group_name(kind) if kind else _('All')} {counted(count)}")
    chip.setProperty("chip", True)
    chip.setCheckable(True)
    chip.setChecked(chosen)
    chip.setAutoDefault(False)
    return chip
