"""Samen bekijken: the student's own view beside the judgement, for the talk.

A circle is the student, a square the judge, the line between them is the subject. Nothing is
averaged, and a difference is never shown as wrong.
"""

import uuid
from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from stagecoach.documents.evaluations import talk_sheet as paper
from stagecoach.domain.evaluations import Voice
from stagecoach.domain.templates.words import section_name
from stagecoach.domain.texts import first_name
from stagecoach.i18n import _
from stagecoach.services.evaluations import side_by_side, voices
from stagecoach.services.evaluations.side_by_side import Pair, Together
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Page, Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.print import PrintForm, Way
from stagecoach.ui.evaluations.pair_row import PairRow, band
from stagecoach.ui.evaluations.side_by_side_head import TogetherHead
from stagecoach.ui.evaluations.talk_sheet import TalkSheet
from stagecoach.ui.widgets.answer_track import ShapeMark
from stagecoach.ui.widgets.badges import Avatar
from stagecoach.ui.widgets.fields import (
    button,
    clear,
    column,
    framed,
    icon_button,
    label,
    reveal,
    row,
    scroll,
)

_NARROW = 900


class TogetherPage(Page):
    shows = frozenset({"mark", "outcome", "voice_mark", "voice_sheet", "evaluation", "talk_point"})
    full_window = True

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._place = Place("together")
        self.found: Together | None = None
        self._evaluation: uuid.UUID | None = None
        self._part = 0
        self._shown: list[Pair] | None = None
        self.rows: list[PairRow] = []
        self.head = TogetherHead()
        self.head.show_what.chosen.connect(self._again)
        self.head.back_wanted.connect(self.to_evaluation)
        self.head.view_wanted.connect(self._put_beside)
        self.talk = TalkSheet(workspace)
        self.talk.print_wanted.connect(self.print_sheet)
        self._title, self._cards = row(spacing=10), QVBoxLayout()
        self._said, self._counts = row(spacing=12), row(spacing=18)
        self._build()
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self, self._on if by > 0 else self._back_one)

    def _build(self) -> None:
        self._cards.setSpacing(12)
        content = QWidget()
        self._below = column(
            self._title, self._cards, self._said, None, spacing=12, margins=(24, 14, 24, 16)
        )
        content.setLayout(self._below)
        self._area = scroll(content)
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
            self._part, self._shown = 0, None
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
        found = self.found = self.workspace.ask(side_by_side.of_sheet, self._place.entry_id)
        self._evaluation = found.sheet.id
        views: list[voices.Row] = []
        if found.seen_as is Voice.TRAINER and found.sheet.id is not None:
            views = self.workspace.ask(voices.overview, found.sheet.id)
        self.head.show_together(found, views)
        self._show_counts(found)
        self.talk.show_together(found)
        self._show_part(found)

    def _show_counts(self, found: Together) -> None:
        clear(self._counts)
        name = first_name(found.view.author)
        steps = [pair.steps for pair in found.pairs]
        for count, words in (
            (sum(step == 0 for step in steps), _("equal")),
            (sum(step is not None and step < 0 for step in steps), _("%s lower") % name),
            (sum(step is not None and step > 0 for step in steps), _("%s higher") % name),
            (sum(step is None for step in steps), _("still open")),
        ):
            line = row(label(str(count), "panel"), label(words, "secondary"), spacing=5)
            self._counts.addLayout(line)

    def _parts(self, found: Together) -> list[list[Pair]]:
        """The pairs that are asked for, by work process or block."""
        wanted = self.head.show_what.value()
        groups: dict[str, list[Pair]] = {}
        for pair in found.pairs:
            if (wanted == "apart" and not pair.steps) or (wanted == "open" and not pair.is_open):
                continue
            key = pair.section.process.code if pair.section.process else pair.section.key
            groups.setdefault(key, []).append(pair)
        return list(groups.values())

    def _show_part(self, found: Together) -> None:
        groups = self._parts(found)
        self._part = max(0, min(self._part, len(groups) - 1))
        pairs = groups[self._part] if groups else []
        if pairs == self._shown:
            return  # a point came or went: who is here keeps the keyboard
        self._shown = pairs
        for layout in (self._title, self._cards, self._said):
            clear(layout)
        self.rows = []
        if not groups:
            self._cards.addWidget(label(_("Nothing here."), "muted"))
            return
        self._show_title(found, pairs[0])
        head = found.sheet.head
        judge = head.trainer if head else ""
        for key in dict.fromkeys(pair.section.key for pair in pairs):
            own = [pair for pair in pairs if pair.section.key == key]
            self._cards.addWidget(self._card(own, found.view.author, judge))
        self._show_words(found, pairs[0], judge)

    def _show_title(self, found: Together, pair: Pair) -> None:
        before = icon_button("chevron-left", _("Previous part (Ctrl+PgUp)"), self._back_one)
        after = icon_button("chevron-right", _("Next part (Ctrl+PgDown)"), self._on)
        self._title.addWidget(before)
        if pair.section.process:
            code = label(pair.section.process.code, "code")
            self._title.addWidget(code, 0, Qt.AlignmentFlag.AlignVCenter)
        title = label(section_name(pair.section), "workspace", wrap=True)
        self._title.addWidget(title)
        self._title.addWidget(after)
        self._title.addStretch(1)
        judge = first_name(found.sheet.head.trainer) if found.sheet.head else ""
        for square, name in ((False, first_name(found.view.author)), (True, judge or _("judge"))):
            self._title.addWidget(ShapeMark(square=square))
            self._title.addWidget(label(name, "secondary"))

    def _card(self, pairs: list[Pair], name: str, judge: str) -> QFrame:
        section = pairs[0].section
        body = column(band(pairs[0]), spacing=0, margins=(1, 1, 1, 1))
        for pair in pairs:
            made = PairRow(pair, name, judge)
            made.wanted.connect(self._add)
            made.moved.connect(self._move)
            made.entered.connect(self._entered)
            self.rows.append(made)
            body.addWidget(made)
        frame: QFrame = framed("card", body)
        frame.setAccessibleName(section_name(section))
        return frame

    def _show_words(self, found: Together, pair: Pair, judge: str) -> None:
        """What both say of it, in their own words."""
        clear(self._said)
        for who, said in ((found.view.author, pair.other), (judge, pair.judged)):
            words = f"“{said.explanation}”" if said.explanation else "–"
            title = label(_("%s says") % first_name(who), "label")
            student = found.sheet.head if who == found.view.author else None
            seed = student.id.int if student else sum(map(ord, who))
            head = row(Avatar(who or "?", seed, 26), title, None, spacing=8)
            card = framed(
                "card",
                column(
                    head, label(words, "compact", wrap=True), spacing=4, margins=(14, 10, 14, 12)
                ),
            )
            self._said.addWidget(card, 1)

    @Slot(object)
    def _entered(self, pair: Pair) -> None:
        sender = self.sender()
        if isinstance(sender, PairRow):
            reveal(sender)
        if self.found is not None and self.found.sheet.head is not None:
            self._show_words(self.found, pair, self.found.sheet.head.trainer)

    @Slot(int)
    def _move(self, by: int) -> None:
        sender = self.sender()
        if sender in self.rows:
            at = self.rows.index(sender) + by
            self.rows[max(0, min(len(self.rows) - 1, at))].setFocus()

    @Slot(object)
    def _add(self, pair: Pair) -> None:
        if self._evaluation is None or self.found is None or self.found.sheet.closed:
            return
        head = self.found.sheet.head
        text = side_by_side.suggested(pair, self.found.view.author, head.trainer if head else "")
        self.workspace.do(side_by_side.add_point, self._evaluation, pair.question.id, text)

    @Slot(object)
    def _put_beside(self, sheet_id: uuid.UUID) -> None:
        self.flush()
        self.go.emit(replace(self._place, entry_id=sheet_id))

    @Slot()
    def _again(self) -> None:
        self._part = 0
        self.reload()

    @Slot()
    def _on(self) -> None:
        self._turn(1)

    @Slot()
    def _back_one(self) -> None:
        self._turn(-1)

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
        (self._below if narrow else self._beside).addWidget(self.talk)
        self.talk.setMinimumHeight(theme.scaled(480) if narrow else 0)
        self._hint.setVisible(not narrow)
