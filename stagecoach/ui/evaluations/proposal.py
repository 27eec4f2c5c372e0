"""What the form's rule proposes, with its computation; and the conclusion that people choose."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QPushButton, QVBoxLayout, QWidget

from stagecoach.domain.templates.scales import Scale
from stagecoach.i18n import _
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.services.templates.results import Proposal, ResultLine
from stagecoach.ui.widgets.fields import button, column, framed, icon_label, label, pick, row, tip
from stagecoach.ui.widgets.layouts import clear
from stagecoach.ui.widgets.segmented import Segment, Segmented

_SIDE_BY_SIDE = 3  # choices; a grade from 1 to 10 is a list


class ConclusionChoice(QWidget):
    """As many choices as the form has; best first."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._scale: Scale | None = None
        self._layout = column()
        self._bar: Segmented | None = None
        self._list: QComboBox | None = None
        self.setLayout(self._layout)

    def show_sheet(self, sheet: Sheet) -> None:
        scale = sheet.structure.blueprint.conclusions
        if scale != self._scale:
            self._scale = scale
            self._rebuild(scale)
        self.set_value(sheet.conclusion)

    def _rebuild(self, scale: Scale | None) -> None:
        clear(self._layout)
        self._bar = self._list = None
        values = list(reversed(scale.values)) if scale else []
        if len(values) <= _SIDE_BY_SIDE:
            self._bar = Segmented(_("Conclusion"))
            for value in values:
                self._bar.add(value.letter, value.said)
            self._bar.chosen.connect(self._emit_chosen)
            self._layout.addLayout(row(self._bar, None))
            return
        self._list = QComboBox()
        self._list.setAccessibleName(_("Conclusion"))
        self._list.addItem(_("nothing chosen yet"), None)
        for value in values:
            said = value.letter if value.letter == value.said else f"{value.letter}  {value.said}"
            self._list.addItem(said, value.letter)
        self._list.activated.connect(self._emit_chosen)
        self._layout.addLayout(row(self._list, None))

    def choices(self) -> list[QWidget]:
        """In the order of the keyboard."""
        return [*self.segments(), *([self._list] if self._list else [])]

    def segments(self) -> list[Segment]:
        """The choices that stand side by side."""
        return self._bar.segments() if self._bar else []

    @Slot()
    def _emit_chosen(self) -> None:
        self.chosen.emit()

    def value(self) -> str | None:
        conclusion = self._list.currentData() if self._list else self._bar and self._bar.value()
        return str(conclusion) if conclusion else None

    def set_value(self, letter: str | None) -> None:
        if self._list is not None:
            pick(self._list, letter)
        elif self._bar is not None:
            self._bar.set_value(letter)


class ProposalView(QFrame):
    """Reads from top to bottom: what is proposed, and rule by rule why."""

    taken = Signal(str)  # the letter, when somebody takes it over

    def __init__(self) -> None:
        super().__init__()
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(4)
        self._letter = ""
        self._shown: tuple[object, ...] | None = None
        self.setLayout(self._body)

    def show_sheet(self, sheet: Sheet) -> None:
        proposal = sheet.proposal
        key = (proposal, sheet.conclusion, sheet.fixed)
        if key == self._shown:
            return
        self._shown = key
        clear(self._body)
        self.setVisible(bool(proposal.lines))
        if not proposal.lines:
            return
        self._body.addLayout(row(*self._head(sheet, proposal), spacing=10))
        for line in proposal.lines:
            self._body.addWidget(_line(line))
        people = _("It is a proposal. People decide, and n.v.t. never counts.")
        words = row(icon_label("users-round", "text.muted", 16), label(people, "caption"), None)
        self._body.addLayout(words)

    def _head(self, sheet: Sheet, proposal: Proposal) -> list[object]:
        scale = sheet.structure.blueprint.conclusions
        value = scale.find(proposal.letter) if scale else None
        if value is None:
            return [label(_("Nothing can be proposed yet"), "label"), None]
        self._letter = value.letter
        said = value.said or value.letter
        if value.letter == sheet.conclusion:
            return [label(_("Concluded as proposed: %s") % said, "label"), None]
        words = label(_("Proposed: %s") % said, "label")
        if sheet.fixed:
            return [words, None]
        return [words, button(_("Take over"), self._take, kind="quiet", small=True), None]

    def buttons(self) -> list[QWidget]:
        return [act for act in self.findChildren(QPushButton) if not act.isHidden()]

    @Slot()
    def _take(self) -> None:
        self.taken.emit(self._letter)


def _line(line: ResultLine) -> QFrame:
    """One rule: met, not met or waiting, always in words as well."""
    icons = {True: "check", False: "x", None: "circle-dashed"}
    state = {True: _("met"), False: _("not met"), None: _("not to be said yet")}[line.met]
    text = line.words + (f": {line.found}" if line.found else "")
    said = label(text, "compact", wrap=True)
    said.setToolTip(tip(line.source))
    parts = row(
        icon_label(icons[line.met], "text.secondary", 16),
        said,
        label(state, "muted"),
        spacing=8,
        margins=(16 * line.depth, 0, 0, 0),
    )
    parts.setStretch(1, 1)
    return framed("", parts)
