"""Sheets about an agreement: a new one, the signature, an interruption, a stand-in."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from stagecoach.domain.students.agreements import Change
from stagecoach.domain.students.placements import Route, route_name
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.services.hours import calendars
from stagecoach.services.rules import rules
from stagecoach.services.students import agreements
from stagecoach.services.students.agreements import Draft
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
        line = row(spacing=16)
        for name, text, widget in parts:
            line.addLayout(self.field(name, text, widget), 1)
        self.body.addLayout(line)

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
