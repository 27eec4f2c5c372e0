"""Small sheets of the ledger: fill in a day, correct one, send hours back."""

import datetime as dt
import uuid

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from stagecoach.domain.access import Right
from stagecoach.domain.hours import Absence, Kind, absence_name
from stagecoach.errors import Invalid
from stagecoach.i18n import _, ngettext
from stagecoach.i18n import hours as shown
from stagecoach.services.history import changes
from stagecoach.services.history.changes import Record
from stagecoach.services.hours import approval, ledger
from stagecoach.services.hours import entry as hour_entry
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.ask import AskForm
from stagecoach.ui.dialogs.fields import TEXT, Asked
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.dialogs.history import history_button
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import column, label, labelled, pick, row
from stagecoach.ui.widgets.segmented import Segmented

_KINDS = (Kind.PRACTICE, Kind.SCHOOL, Kind.ABSENCE)


class DayForm(Form):
    """All of one day: practice, school and absence, each with a word about it."""

    def __init__(
        self,
        workspace: Workspace,
        placement_id: uuid.UUID,
        on: dt.date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, _("Fill in a day"), "calendar-plus", 560, parent)
        self._placement_id = placement_id
        self.day = DateField(_("Day"))
        self.day.set_day(on)
        self.hours = {kind: QLineEdit() for kind in _KINDS}
        self.notes = {kind: QLineEdit() for kind in _KINDS}
        self.absence = QComboBox()
        for why in Absence:
            self.absence.addItem(absence_name(why).capitalize(), why)
        self._kept: dict[Kind, tuple[str, str, Absence | None]] = {}
        self._build_body()
        self._fill(on)
        self.day.edited.connect(self._day_changed)
        self.hours[Kind.PRACTICE].setFocus()

    def _build_body(self) -> None:
        self.add_field("day", _("&Day"), self.day)
        names = {
            Kind.PRACTICE: _("&Practice hours"),
            Kind.SCHOOL: _("S&chool hours"),
            Kind.ABSENCE: _("&Absent hours"),
        }
        for kind in _KINDS:
            typed = self.hours[kind]
            typed.setPlaceholderText(_("7.5 or 9:00-17:00"))
            parts = [(labelled(names[kind], typed), 2)]
            if kind is Kind.ABSENCE:
                parts.append((labelled(_("&Kind"), self.absence), 2))
            parts.append((labelled(_("Note"), self.notes[kind], _("may stay empty")), 4))
            line = row(spacing=16)
            for layout, share in parts:
                line.addLayout(layout, share)
            self.body.addLayout(column(line, self.problem_label(kind.value, typed), spacing=2))
        self.footer.addWidget(history_button(self, self._records))
        self.add_buttons()

    def _records(self) -> list[Record]:
        on = self.day.day()
        return self.workspace.ask(changes.of_day, self._placement_id, on) if on else []

    @Slot()
    def _day_changed(self) -> None:
        on = self.day.day()
        if on is not None:
            self._fill(on)

    def _fill(self, on: dt.date) -> None:
        kept = self.workspace.ask(ledger.lines, self._placement_id, on, on).get(on, [])
        of = {line.kind: line for line in kept if not line.correction}
        for kind in _KINDS:
            line = of.get(kind)
            self.hours[kind].setText(shown(line.minutes) if line else "")
            self.notes[kind].setText(line.note if line else "")
            fixed = line is not None and line.approved
            self.hours[kind].setReadOnly(fixed)
            self.notes[kind].setReadOnly(fixed)
            if kind is Kind.ABSENCE:
                pick(self.absence, line.absence if line else Absence.ILLNESS)
        self._kept = {kind: self._now(kind) for kind in _KINDS}

    def _now(self, kind: Kind) -> tuple[str, str, Absence | None]:
        why = self.absence.currentData() if kind is Kind.ABSENCE else None
        return self.hours[kind].text(), self.notes[kind].text(), why

    def save(self) -> None:
        on = self.day.day()
        if on is None:
            raise Invalid({"day": _("This date does not exist.")})
        wanted = {kind: self._now(kind) for kind in _KINDS}
        changed = {kind: now for kind, now in wanted.items() if now != self._kept[kind]}
        self.workspace.do(
            hour_entry.fill_day, self._placement_id, on, changed, self.workspace.person_id
        )
        if changed:
            self.workspace.say(_("Hours saved"), undo=True)


class CorrectionForm(Form):
    """A counter-entry: an approved line stays, this stands below it."""

    def __init__(
        self,
        workspace: Workspace,
        placement_id: uuid.UUID,
        on: dt.date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, _("Correction"), "arrow-left-right", 520, parent)
        self._placement_id = placement_id
        said = _("Approved lines stay. The correction stands below them, with your name.")
        self.body.addWidget(label(said, "secondary", wrap=True))
        self.day = DateField(_("Day"))
        self.day.set_day(on)
        self.way = Segmented(_("More or less"))
        self.way.add(False, _("More hours"))
        self.way.add(True, _("Fewer hours"))
        self.way.set_value(False)
        self.hours = QLineEdit()
        self.reason = QLineEdit()
        for name, text, widget in (
            ("day", _("&Day"), self.day),
            ("way", _("More or less"), self.way),
            ("typed", _("&Hours"), self.hours),
            ("reason", _("&Reason"), self.reason),
        ):
            self.add_field(name, text, widget)
        self.add_buttons()
        self.hours.setFocus()

    def save(self) -> None:
        self.workspace.do(
            approval.correct,
            self._placement_id,
            self.day.day(),
            self.hours.text(),
            self.reason.text(),
            self.workspace.person_id,
            less=self.way.value() is True,
            approve=self.workspace.may(Right.APPROVE, self._placement_id),
        )
        self.workspace.say(_("Correction saved"), undo=True)


def send_back(
    workspace: Workspace,
    placement_id: uuid.UUID,
    first: dt.date,
    last: dt.date,
    what: str,
    parent: QWidget | None = None,
) -> AskForm:
    """Hours go back to whoever wrote them, with what is not right."""

    def save(typed: dict[str, str]) -> None:
        days = placement_id, first, last
        count = workspace.do(approval.send_back, *days, typed["reason"], workspace.person_id)
        text = ngettext("%d line sent back", "%d lines sent back", count)
        workspace.say(text % count, undo=True)

    asked = [Asked("reason", _("What is not &right?"), TEXT, height=90)]
    title = _("Send back %s") % what
    return AskForm(
        workspace, title, "corner-up-left", asked, save, parent, width=520, ok=_("Send back")
    )
