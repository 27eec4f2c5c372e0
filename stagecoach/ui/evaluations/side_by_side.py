"""Samen bekijken: the student's own view beside the judgement, for the talk.

A circle is the student, a square the judge, the line between them is the subject. Nothing is
averaged, and a difference is never shown as wrong.
"""

import uuid
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from stagecoach.documents.evaluations import talk_sheet as paper
from stagecoach.domain.evaluations import Voice
from stagecoach.domain.texts import first_name
from stagecoach.i18n import _
from stagecoach.services.evaluations import side_by_side, voices
from stagecoach.services.evaluations.side_by_side import Pair, SideBySide
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Page, Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.print import PrintForm, Way
from stagecoach.ui.evaluations.pair_row import PairRow
from stagecoach.ui.evaluations.pairs_pane import PairsPane
from stagecoach.ui.evaluations.side_by_side_head import SideBySideHead
from stagecoach.ui.evaluations.talk_sheet import TalkSheet
from stagecoach.ui.widgets.fields import button, column, framed, label, row, scroll
from stagecoach.ui.widgets.layouts import clear

_NARROW = 900


class SideBySidePage(Page):
    shows = frozenset({"mark", "outcome", "voice_mark", "voice_sheet", "evaluation", "talk_point"})
    full_window = True

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._place = Place("together")
        self.found: SideBySide | None = None
        self._evaluation: uuid.UUID | None = None
        self._part = 0
        self.head = SideBySideHead()
        self.head.show_what.chosen.connect(self._again)
        self.head.back_wanted.connect(self.to_evaluation)
        self.head.view_wanted.connect(self._choose_view)
        self.talk = TalkSheet(workspace)
        self.talk.print_wanted.connect(self.print_sheet)
        self.pairs = PairsPane()
        self.pairs.wanted.connect(self._add)
        self.pairs.turn_wanted.connect(self._turn)
        self._counts = row(spacing=18)
        self._build()
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self, partial(self._turn, by))

    def _build(self) -> None:
        self._area = scroll(self.pairs)
        middle = self._beside = row(self._area, self.talk, spacing=0)
        middle.setStretch(0, 1)
        self._hint = label(_("The self-view does not count in the result"), "muted")
        on = button(
            _("To the evaluation"),
            self.to_evaluation,
            kind="primary",
            icon="arrow-right",
            keys="Ctrl+E",
        )
        foot = framed(
            "bar", row(self._counts, None, self._hint, on, spacing=14, margins=(24, 10, 24, 10))
        )
        foot.setMinimumHeight(theme.scaled(72))
        whole = column(self.head, middle, foot, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_place(self, place: Place) -> None:
        """`entry_id` is the student's own sheet."""
        self.flush()
        if place.entry_id != self._place.entry_id:
            self._part = 0
            self.pairs.forget()
        self._place = place
        self.refresh()

    def window_title(self) -> str:
        return _("Look together")

    def focus_first(self) -> None:
        if self.rows:
            self.rows[0].setFocus()

    def reload(self) -> None:
        if self._place.entry_id is None:
            return
        comparison = self.found = self.workspace.ask(side_by_side.of_sheet, self._place.entry_id)
        self._evaluation = comparison.sheet.id
        views: list[voices.Row] = []
        if comparison.seen_as is Voice.TRAINER and comparison.sheet.id is not None:
            views = self.workspace.ask(voices.overview, comparison.sheet.id)
        self.head.show_comparison(comparison, views)
        self._show_counts(comparison)
        self.talk.show_comparison(comparison)
        self._show_part(comparison)

    def _show_counts(self, sides: SideBySide) -> None:
        clear(self._counts)
        name = first_name(sides.view.author)
        steps = [pair.steps for pair in sides.pairs]
        for count, words in (
            (sum(step == 0 for step in steps), _("equal")),
            (sum(step is not None and step < 0 for step in steps), _("%s lower") % name),
            (sum(step is not None and step > 0 for step in steps), _("%s higher") % name),
            (sum(step is None for step in steps), _("still open")),
        ):
            line = row(label(str(count), "panel"), label(words, "secondary"), spacing=5)
            self._counts.addLayout(line)

    def _parts(self, sides: SideBySide) -> list[list[Pair]]:
        """The pairs that are asked for, by work process or block."""
        wanted = self.head.show_what.value()
        groups: dict[str, list[Pair]] = {}
        for pair in sides.pairs:
            if (wanted == "apart" and not pair.steps) or (wanted == "open" and not pair.is_open):
                continue
            key = pair.section.process.code if pair.section.process else pair.section.key
            groups.setdefault(key, []).append(pair)
        return list(groups.values())

    def _show_part(self, sides: SideBySide) -> None:
        groups = self._parts(sides)
        self._part = max(0, min(self._part, len(groups) - 1))
        self.pairs.show_pairs(sides, groups[self._part] if groups else [])

    @property
    def rows(self) -> list[PairRow]:
        return self.pairs.rows

    @Slot(object)
    def _add(self, pair: Pair) -> None:
        if self._evaluation is None or self.found is None or self.found.sheet.closed:
            return
        head = self.found.sheet.head
        text = side_by_side.suggested(pair, self.found.view.author, head.trainer if head else "")
        self.workspace.do(side_by_side.add_point, self._evaluation, pair.question.id, text)

    @Slot(object)
    def _choose_view(self, sheet_id: uuid.UUID) -> None:
        self.flush()
        self.go.emit(replace(self._place, entry_id=sheet_id))

    @Slot()
    def _again(self) -> None:
        self._part = 0
        self.reload()

    @Slot(int)
    def _turn(self, by: int) -> None:
        self._part += by
        self._area.verticalScrollBar().setValue(0)
        self.reload()
        self.focus_first()

    def print_it(self) -> bool:
        self.print_sheet()
        return True

    @Slot()
    def print_sheet(self) -> None:
        self.flush()
        if self._place.entry_id is None:
            return
        ways = [Way(_("Filled in"), paper.drawer(self._place.entry_id))]
        title = _("Sheet for the talk")
        PrintForm(self.workspace, title, _("talk-sheet.pdf"), ways, self).open_once()

    def flush(self) -> None:
        self.talk.flush()

    def next_evaluation(self) -> None:
        self.to_evaluation()

    @Slot()
    def to_evaluation(self) -> None:
        self.flush()
        self.go.emit(Place("evaluation", self._place.placement_id, kind=self._place.kind))

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window, as in large text, the sheet stands below the pairs."""
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(_NARROW)
        (self.pairs.below if narrow else self._beside).addWidget(self.talk)
        self.talk.setMinimumHeight(theme.scaled(480) if narrow else 0)
        self._hint.setVisible(not narrow)
