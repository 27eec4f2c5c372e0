"""One part of two views beside each other: its pairs, and what both say in words."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from stagecoach.domain.templates.words import section_name
from stagecoach.domain.texts import first_name
from stagecoach.i18n import _
from stagecoach.services.evaluations.side_by_side import Pair, SideBySide
from stagecoach.ui.evaluations.pair_row import PairRow, band
from stagecoach.ui.widgets.answer_track import ShapeMark
from stagecoach.ui.widgets.badges import Avatar
from stagecoach.ui.widgets.fields import column, framed, icon_button, label, reveal, row
from stagecoach.ui.widgets.layouts import clear


class PairsPane(QWidget):
    wanted = Signal(object)  # Pair: to talk about
    turn_wanted = Signal(int)  # parts on, or back

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # as every canvas has it
        self.rows: list[PairRow] = []
        self._found: SideBySide | None = None
        self._shown: list[Pair] | None = None
        self._title, self._cards, self._said = row(spacing=10), QVBoxLayout(), row(spacing=12)
        self._cards.setSpacing(12)
        self.below = column(
            self._title, self._cards, self._said, None, spacing=12, margins=(24, 14, 24, 16)
        )
        self.setLayout(self.below)

    def forget(self) -> None:
        """Another sheet: everything is made anew."""
        self._shown = None

    def show_pairs(self, sides: SideBySide, pairs: list[Pair]) -> None:
        self._found = sides
        if pairs == self._shown:
            return  # a point came or went: who is here keeps the keyboard
        self._shown = pairs
        for layout in (self._title, self._cards, self._said):
            clear(layout)
        self.rows = []
        if not pairs:
            self._cards.addWidget(label(_("Nothing here."), "muted"))
            return
        self._show_title(sides, pairs[0])
        head = sides.sheet.head
        judge = head.trainer if head else ""
        for key in dict.fromkeys(pair.section.key for pair in pairs):
            own = [pair for pair in pairs if pair.section.key == key]
            self._cards.addWidget(self._card(own, sides.view.author, judge))
        self._show_words(sides, pairs[0], judge)

    def _show_title(self, sides: SideBySide, pair: Pair) -> None:
        before = icon_button("chevron-left", _("Previous part (Ctrl+PgUp)"), self._back)
        after = icon_button("chevron-right", _("Next part (Ctrl+PgDown)"), self._on)
        self._title.addWidget(before)
        if pair.section.process:
            code = label(pair.section.process.code, "code")
            self._title.addWidget(code, 0, Qt.AlignmentFlag.AlignVCenter)
        title = label(section_name(pair.section), "workspace", wrap=True)
        self._title.addWidget(title)
        self._title.addWidget(after)
        self._title.addStretch(1)
        judge = first_name(sides.sheet.head.trainer) if sides.sheet.head else ""
        for square, name in ((False, first_name(sides.view.author)), (True, judge or _("judge"))):
            self._title.addWidget(ShapeMark(square=square))
            self._title.addWidget(label(name, "secondary"))

    def _card(self, pairs: list[Pair], name: str, judge: str) -> QFrame:
        section = pairs[0].section
        body = column(band(pairs[0]), spacing=0, margins=(1, 1, 1, 1))
        for pair in pairs:
            pair_row = PairRow(pair, name, judge)
            pair_row.wanted.connect(self.wanted)
            pair_row.moved.connect(self._move)
            pair_row.entered.connect(self._entered)
            self.rows.append(pair_row)
            body.addWidget(pair_row)
        frame: QFrame = framed("card", body)
        frame.setAccessibleName(section_name(section))
        return frame

    def _show_words(self, sides: SideBySide, pair: Pair, judge: str) -> None:
        """What both say of it, in their own words."""
        clear(self._said)
        for who, said in ((sides.view.author, pair.other), (judge, pair.judged)):
            words = f"“{said.explanation}”" if said.explanation else "–"
            title = label(_("%s says") % first_name(who), "label")
            student = sides.sheet.head if who == sides.view.author else None
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
        if self._found is not None and self._found.sheet.head is not None:
            self._show_words(self._found, pair, self._found.sheet.head.trainer)

    @Slot(int)
    def _move(self, by: int) -> None:
        sender = self.sender()
        if sender in self.rows:
            at = self.rows.index(sender) + by
            self.rows[max(0, min(len(self.rows) - 1, at))].setFocus()

    @Slot()
    def _on(self) -> None:
        self.turn_wanted.emit(1)

    @Slot()
    def _back(self) -> None:
        self.turn_wanted.emit(-1)
