"""The end of an evaluation: date of the talk, conclusion and agreements on both tracks."""

import datetime as dt
from itertools import pairwise

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from stagecoach.domain.evaluations import Kind
from stagecoach.domain.templates.blueprints import BlockKind
from stagecoach.domain.texts import clean
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.evaluations import evaluations
from stagecoach.services.evaluations.sheet import Sheet
from stagecoach.ui.core import theme
from stagecoach.ui.core.keep_timer import KeepTimer
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.evaluations.proposal import ConclusionChoice, ProposalView
from stagecoach.ui.evaluations.school_result import ResultCard
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import (
    column,
    framed,
    held,
    label,
    labelled,
    mark_wrong,
    text_box,
)
from stagecoach.ui.widgets.flow import Sides


class Closing(QWidget):
    """Keeps what is typed within a second."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._sheet: Sheet | None = None
        self.talk = DateField(_("Date of the talk"))
        self.talk.setMaximumWidth(theme.scaled(200))
        self.conclusion = ConclusionChoice()
        self.proposal = ProposalView()
        self.result = ResultCard(workspace)
        self.extra = DateField(_("Extra talk on"))
        self.extra.setMaximumWidth(theme.scaled(200))
        self._extra_part = QWidget()
        self._extra_part.setLayout(labelled(_("E&xtra talk on"), self.extra))
        self.guardian = QCheckBox(_("The student is not 18 yet: a parent or guardian agrees too"))
        self.agreements = {track: text_box(130) for track in Track}
        self._problem = label("", "problem")
        self._timer = KeepTimer(self)
        self._timer.timeout.connect(self._keep)
        self._keeping = False
        self._build()
        self.conclusion.chosen.connect(self._changed)
        self.proposal.taken.connect(self._take)
        self.guardian.clicked.connect(self._ask_guardian)
        for field in (self.talk, self.extra):
            field.edited.connect(self._timer.touch)
        for text in self.agreements.values():
            text.textChanged.connect(self._timer.touch)

    def _build(self) -> None:
        hint = _("one agreement a line")
        titles = {
            Track.LEARNING: _("Agreements on &learning tasks"),
            Track.WORK: _("Agreements on &work tasks"),
        }
        self._agreed_part = Sides(
            [
                (held(labelled(title, self.agreements[track], hint)), 1)
                for track, title in titles.items()
            ],
            spacing=16,
        )
        self._concluded = QWidget()
        concluded = column(
            self.proposal,
            column(label(_("Conclusion"), "label"), self.conclusion, spacing=4),
            self._extra_part,
            spacing=16,
        )
        self._concluded.setLayout(concluded)
        body: QVBoxLayout = column(
            labelled(_("&Date of the talk"), self.talk),
            self._concluded,
            self._agreed_part,
            self.guardian,
            self._problem,
            spacing=16,
            margins=(16, 16, 16, 16),
        )
        title = label(_("Conclusion and agreements"), "workspace")
        whole = (title, framed("card", body), self.result, None)
        self.setLayout(column(*whole, spacing=14, margins=(28, 18, 28, 24)))

    def show_sheet(self, sheet: Sheet) -> None:
        """What is being typed in stays as it is."""
        same = self._sheet is not None and self._sheet.id == sheet.id
        typing = same and (self._timer.isActive() or self._keeping)
        self._sheet = sheet
        self._show_fixed(sheet)
        self.proposal.show_sheet(sheet)
        if typing:
            return
        self.conclusion.show_sheet(sheet)
        self._order()
        self.guardian.setChecked(sheet.guardian)
        for field, day in ((self.talk, sheet.talk_on), (self.extra, sheet.extra_talk_on)):
            field.set_day(day)
            mark_wrong(field, wrong=False)
        self._problem.setText("")
        for track, text in self.agreements.items():
            kept = sheet.agreements.get(track, [])
            if not same or _agreed(text) != kept:
                text.blockSignals(True)
                text.setPlainText("\n".join(kept))
                text.blockSignals(False)

    def _order(self) -> None:
        """The keyboard goes as the eye does; some parts are made anew with their form."""
        parts = [
            self.talk,
            *self.proposal.buttons(),
            *self.conclusion.choices(),
            self.extra,
            *self.agreements.values(),
            self.guardian,
        ]
        for before, after in pairwise(parts):
            QWidget.setTabOrder(before, after)

    def _show_fixed(self, sheet: Sheet) -> None:
        """What this form does not have is not shown; what is fixed can be read."""
        form, fixed = sheet.structure.blueprint, sheet.fixed
        self._agreed_part.setVisible(form.block(BlockKind.AGREEMENTS) is not None)
        self._concluded.setVisible(form.conclusions is not None)
        self.result.setVisible(sheet.kind is Kind.FINAL)
        if sheet.kind is Kind.FINAL:
            self.result.show_sheet(sheet)
        self.conclusion.setEnabled(not fixed)
        self.guardian.setEnabled(not fixed)
        for day_field in (self.talk, self.extra):
            day_field.setReadOnly(fixed)
        for text_field in self.agreements.values():
            text_field.setReadOnly(fixed)
        dated = bool(form.dated) and sheet.conclusion == form.dated
        self._extra_part.setVisible(dated)

    @Slot()
    def _changed(self) -> None:
        form = self._sheet.structure.blueprint if self._sheet else None
        chosen = self.conclusion.value()
        self._extra_part.setVisible(bool(form and chosen and chosen == form.dated))
        self._keep()

    @Slot(str)
    def _take(self, letter: str) -> None:
        self.conclusion.set_value(letter)
        self._changed()

    @Slot(bool)
    def _ask_guardian(self, wanted: bool) -> None:  # noqa: FBT001
        if self._sheet is not None and self._sheet.id is not None:
            self._workspace.do(evaluations.ask_guardian, self._sheet.id, guardian=wanted)

    def flush(self) -> None:
        if self._timer.isActive():
            self._keep()

    @Slot()
    def _keep(self) -> None:
        """Read every field first: what is kept first makes the page ask anew."""
        self._timer.stop()
        sheet = self._sheet
        if sheet is None or sheet.id is None or sheet.fixed:
            return
        talk, extra = self._days(sheet)
        conclusion = self.conclusion.value()
        agreed = {track: _agreed(text) for track, text in self.agreements.items()}
        do, self._keeping = self._workspace.do, True
        try:
            if talk is not None and talk != sheet.talk_on:
                do(evaluations.plan_talk, sheet.id, talk)
            if (conclusion, extra) != (sheet.conclusion, sheet.extra_talk_on):
                do(evaluations.conclude, sheet.id, conclusion, extra)
            for track, lines in agreed.items():
                if lines != sheet.agreements.get(track, []):
                    do(evaluations.agree, sheet.id, track, lines)
        except Invalid as invalid:
            self._problem.setText(str(invalid))
        finally:
            self._keeping = False

    def _days(self, sheet: Sheet) -> tuple[dt.date | None, dt.date | None]:
        """The talk and the extra talk; a day that does not exist leaves what was kept."""
        days: list[dt.date | None] = []
        problem = ""
        for field, kept in ((self.talk, sheet.talk_on), (self.extra, sheet.extra_talk_on)):
            day = field.day()
            typed = bool(field.text().strip())
            wrong = day is None and (typed or field is self.talk)
            mark_wrong(field, wrong=wrong)
            if wrong:
                problem = _("This date does not exist.") if typed else _("The talk needs a day.")
            days.append(kept if wrong else day)
        self._problem.setText(problem)
        return days[0], days[1]


def _agreed(text: QPlainTextEdit) -> list[str]:
    lines = (clean(line) for line in text.toPlainText().split("\n"))
    return [line for line in lines if line]
