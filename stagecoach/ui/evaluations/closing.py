"""The end of an evaluation: date of the talk, conclusion and agreements on both tracks."""

import datetime as dt

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from stagecoach.domain.evaluations import Conclusion, Status
from stagecoach.domain.texts import clean
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services import evaluations
from stagecoach.services.sheets import Sheet
from stagecoach.ui import theme
from stagecoach.ui.date_field import DateField
from stagecoach.ui.fields import column, framed, label, labelled, mark_wrong, row
from stagecoach.ui.widgets.segmented import Segmented
from stagecoach.ui.workspace import Workspace

_KEEP_AFTER = 700


class Closing(QWidget):
    """Keeps what is typed within a second."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._sheet: Sheet | None = None
        self.talk = DateField(_("Date of the talk"))
        self.talk.setMaximumWidth(theme.scaled(200))
        self.conclusion = Segmented(_("Conclusion"))
        self.conclusion.add(Conclusion.ON_COURSE, _("On course"))
        self.conclusion.add(Conclusion.WITH_AGREEMENTS, _("On course, with agreements"))
        self.conclusion.add(Conclusion.OFF_COURSE, _("Not on course"))
        self.extra = DateField(_("Extra talk on"))
        self.extra.setMaximumWidth(theme.scaled(200))
        self._extra_part = QWidget()
        self._extra_part.setLayout(labelled(_("&Extra talk on"), self.extra))
        self.agreements = {track: _lines() for track in Track}
        self._problem = label("", "problem")
        self._timer = QTimer(self, singleShot=True, interval=_KEEP_AFTER)
        self._timer.timeout.connect(self._keep)
        self._keeping = False
        self._build()
        self.conclusion.chosen.connect(self._changed)
        for field in (self.talk, self.extra):
            field.edited.connect(self._timer.start)
        for text in self.agreements.values():
            text.textChanged.connect(self._timer.start)

    def _build(self) -> None:
        hint = _("one agreement a line")
        columns = row(
            labelled(_("Agreements on &learning tasks"), self.agreements[Track.LEARNING], hint),
            labelled(_("Agreements on &work tasks"), self.agreements[Track.WORK], hint),
            spacing=16,
        )
        title = label(_("Conclusion and agreements"), "workspace")
        choice = row(self.conclusion, None)
        body = column(
            labelled(_("&Date of the talk"), self.talk),
            column(label(_("Conclusion"), "label"), choice, spacing=4),
            self._extra_part,
            columns,
            self._problem,
            spacing=16,
            margins=(16, 16, 16, 16),
        )
        self.setLayout(
            column(title, framed("card", body), None, spacing=14, margins=(28, 18, 28, 24))
        )

    def show_sheet(self, sheet: Sheet) -> None:
        """What is being typed in stays as it is."""
        same = self._sheet is not None and self._sheet.id == sheet.id
        typing = same and (self._timer.isActive() or self._keeping)
        self._sheet = sheet
        fixed = sheet.fixed
        self.conclusion.setEnabled(not fixed)
        for day_field in (self.talk, self.extra):
            day_field.setReadOnly(fixed)
        for text_field in self.agreements.values():
            text_field.setReadOnly(fixed)
        self._extra_part.setVisible(sheet.conclusion is Conclusion.OFF_COURSE)
        if typing:
            return
        self.conclusion.set_value(sheet.conclusion)
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

    @Slot()
    def _changed(self) -> None:
        off_course = self.conclusion.value() is Conclusion.OFF_COURSE
        self._extra_part.setVisible(off_course)
        self._keep()

    def flush(self) -> None:
        if self._timer.isActive():
            self._keep()

    @Slot()
    def _keep(self) -> None:
        """Read every field first: what is kept first makes the page ask anew."""
        self._timer.stop()
        sheet = self._sheet
        if sheet is None or sheet.id is None or sheet.status is Status.SIGNED:
            return
        talk, extra = self._days(sheet)
        chosen = self.conclusion.value()
        conclusion = chosen if isinstance(chosen, Conclusion) else None
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
            wrong = day is None and bool(field.text().strip())
            mark_wrong(field, wrong=wrong)
            problem = _("This date does not exist.") if wrong else problem
            days.append(kept if wrong else day)
        self._problem.setText(problem)
        return days[0], days[1]


def _agreed(text: QPlainTextEdit) -> list[str]:
    lines = (clean(line) for line in text.toPlainText().split("\n"))
    return [line for line in lines if line]


def _lines() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setFixedHeight(theme.scaled(130))
    return made
