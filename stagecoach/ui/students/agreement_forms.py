"""Sheets about an agreement: a new one, the signature, an interruption, a stand-in."""

import uuid

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from stagecoach import clock
from stagecoach.domain.people import GUIDES, Role, role_name
from stagecoach.domain.students.agreements import Change
from stagecoach.domain.students.placements import Route, route_name
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.hours import calendars
from stagecoach.services.rules import rules
from stagecoach.services.students import agreements, involvements, pauses, stand_ins
from stagecoach.services.students.agreements import Draft, Row
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import label, number_box, pick, row
from stagecoach.ui.widgets.pattern_field import PatternField
from stagecoach.ui.widgets.segmented import Segmented


class AgreementForm(Form):
    """What changes, from when and why; the sheets before it stay as they are."""

    def __init__(self, workspace: Workspace, draft: Draft, parent: QWidget | None = None) -> None:
        ends = draft.change is Change.ENDED
        title = _("Early end") if ends else _("New sheet")
        super().__init__(workspace, title, "file-text", 728, parent)
        self._draft = draft
        self.valid_from, self.signed_on = DateField(_("Holds from")), DateField(_("Signed on"))
        self.starts_on, self.ends_on = DateField(_("First day")), DateField(_("Last day"))
        self.hours = number_box(0, agreements.MOST_HOURS)
        self.company, self.reason = QLineEdit(), QLineEdit()
        self.route = Segmented(_("Route"))
        for route in Route:
            name = route_name(route)
            self.route.add(route, name[:1].upper() + name[1:])
        self.country, self.region = QComboBox(), QComboBox()
        self.country.addItems(workspace.ask(_countries))
        self.region.addItem(_("None"), "")
        for region in rules.REGIONS:
            self.region.addItem(region.capitalize(), region)
        self.pattern = PatternField()
        self._lay_out(ends=ends)
        self.add_buttons()
        self._show()

    def _lay_out(self, *, ends: bool) -> None:
        text = _("The earlier sheets stay. From this date on this sheet holds.")
        self.body.addWidget(label(text, "secondary", wrap=True))
        self._line(
            ("valid_from", _("&Holds from"), self.valid_from),
            ("signed_on", _("&Signed on"), self.signed_on),
        )
        self._line(("reason", _("What changes, and wh&y?"), self.reason))
        if ends:
            self._line(
                ("ends_on", _("&Last day"), self.ends_on),
                ("agreed_hours", _("Agreed &hours"), self.hours),
            )
            return
        self._line(
            ("starts_on", _("&First day"), self.starts_on),
            ("ends_on", _("&Last day"), self.ends_on),
            ("agreed_hours", _("Agreed &hours"), self.hours),
        )
        self._line(
            ("company", _("Training &company"), self.company), ("route", _("&Route"), self.route)
        )
        self._line(
            ("country", _("Public holidays of"), self.country),
            ("school_region", _("School holidays"), self.region),
        )
        self._line(("pattern", _("Days and hours"), self.pattern))

    def _line(self, *parts: tuple[str, str, QWidget]) -> None:
        made = row(spacing=16)
        for name, text, widget in parts:
            made.addLayout(self.field(name, text, widget), 1)
        self.body.addLayout(made)

    def _show(self) -> None:
        d = self._draft
        for field, day in (
            (self.valid_from, d.valid_from),
            (self.starts_on, d.starts_on),
            (self.ends_on, d.ends_on),
            (self.signed_on, d.signed_on),
        ):
            field.set_day(day)
        self.hours.setValue(d.agreed_hours)
        self.company.setText(d.company)
        self.route.set_value(d.route)
        self.country.setCurrentText(d.country)
        pick(self.region, d.school_region)
        self.pattern.set_pattern(d.pattern)

    def save(self) -> None:
        if not self.pattern.is_right():
            raise Invalid({"pattern": _("Type hours as 7.5, 7:30 or 90 min, at most 24.")})
        if self.signed_on.text().strip() and self.signed_on.day() is None:
            raise Invalid({"signed_on": _("This date does not exist.")})
        route = self.route.value()
        draft = Draft(
            self._draft.placement_id,
            change=self._draft.change,
            valid_from=self.valid_from.day(),
            signed_on=self.signed_on.day(),
            reason=self.reason.text(),
            starts_on=self.starts_on.day(),
            ends_on=self.ends_on.day(),
            agreed_hours=self.hours.value(),
            route=route if isinstance(route, Route) else self._draft.route,
            company=self.company.text(),
            country=self.country.currentText(),
            school_region=self.region.currentData() or "",
            pattern=self.pattern.pattern(),
        )
        self.workspace.do(agreements.add, draft)
        self.workspace.say(_("Sheet saved"), undo=True)


def _countries(_session: object) -> list[str]:
    return calendars.countries()


class SignedForm(Form):
    """When the three signed. After that the sheet stays as it is."""

    def __init__(self, workspace: Workspace, sheet: Row, parent: QWidget | None = None) -> None:
        super().__init__(workspace, _("Signed on"), "signature", 440, parent)
        self._sheet = sheet
        text = _("From then on this sheet stays as it is. A change gets a sheet of its own.")
        self.body.addWidget(label(text, "secondary", wrap=True))
        self.day = DateField(_("Signed on"))
        self.add_field("signed_on", _("&Signed on"), self.day)
        self.add_buttons()

    def save(self) -> None:
        self.workspace.do(agreements.sign, self._sheet.id, self.day.day())
        self.workspace.say(_("Signature noted"), undo=True)


class PauseForm(Form):
    def __init__(
        self, workspace: Workspace, placement_id: uuid.UUID, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, _("Interruption"), "calendar", 480, parent)
        self._placement_id = placement_id
        self.first, self.last = DateField(_("First day")), DateField(_("Last day"))
        self.reason = QLineEdit()
        self.add_field("from_on", _("&First day"), self.first)
        self.add_field("until_on", _("&Last day"), self.last)
        self.add_field("reason", _("&Reason"), self.reason)
        self.add_buttons()

    def save(self) -> None:
        first, last = self.first.day(), self.last.day()
        self.workspace.do(pauses.add, self._placement_id, first, last, self.reason.text())
        self.workspace.say(_("Interruption saved"), undo=True)


class StandInForm(Form):
    def __init__(
        self, workspace: Workspace, placement_id: uuid.UUID, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, _("Stand-in"), "users-round", 480, parent)
        self._placement_id = placement_id
        self.role = QComboBox()
        for role in GUIDES:
            self.role.addItem(role_name(role), role)
        self.name = QLineEdit()
        self.first, self.last = DateField(_("First day")), DateField(_("Last day"))
        self.add_field("role", _("&In the place of"), self.role)
        self.add_field("name", _("&Name"), self.name)
        self.add_field("from_on", _("&First day"), self.first)
        self.add_field("until_on", _("&Last day"), self.last)
        self.add_buttons()

    def save(self) -> None:
        self.workspace.do(
            stand_ins.add,
            self._placement_id,
            Role(self.role.currentData()),
            self.name.text(),
            self.first.day(),
            self.last.day(),
        )
        self.workspace.say(_("Stand-in saved"), undo=True)


class InvolvementForm(Form):
    def __init__(
        self, workspace: Workspace, placement_id: uuid.UUID, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, _("Also involved"), "users-round", 480, parent)
        self._placement_id = placement_id
        self.role = QComboBox()
        for role in involvements.ROLES:
            self.role.addItem(role_name(role), role)
        self.name = QLineEdit()
        self.first, self.last = DateField(_("First day")), DateField(_("Last day"))
        self.first.set_day(clock.today())
        self.add_field("role", _("&Role"), self.role)
        self.add_field("name", _("&Name"), self.name)
        self.add_field("from_on", _("&First day"), self.first)
        self.add_field("until_on", _("&Last day"), self.last, _("may be empty"))
        self.add_buttons()

    def save(self) -> None:
        if self.last.text().strip() and self.last.day() is None:
            raise Invalid({"until_on": _("This date does not exist.")})
        self.workspace.do(
            involvements.add,
            self._placement_id,
            Role(self.role.currentData()),
            self.name.text(),
            self.first.day(),
            self.last.day(),
        )
        self.workspace.say(_("Person saved"), undo=True)
