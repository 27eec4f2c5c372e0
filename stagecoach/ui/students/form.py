"""Adds or changes a student with the placement."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from stagecoach import clock
from stagecoach.domain.people import Role
from stagecoach.domain.students.placements import Route, route_name
from stagecoach.errors import Invalid
from stagecoach.i18n import _, ngettext
from stagecoach.services.history import changes
from stagecoach.services.history.changes import Record
from stagecoach.services.people import persons as people
from stagecoach.services.rules import rules
from stagecoach.services.students import agreements, placements
from stagecoach.services.students.placements import Draft
from stagecoach.services.templates import qualifications
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.dialogs.history import history_button
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import label, number_box, pick, row
from stagecoach.ui.widgets.pattern_field import PatternField
from stagecoach.ui.widgets.segmented import Segmented

_TEXTS = (
    "name",
    "number",
    "school",
    "company",
    "client",
    "assignment",
    "trainer",
    "coach",
    "supervisor",
)


class StudentForm(Form):
    draft_form, draft_type = "student", Draft

    def __init__(self, workspace: Workspace, draft: Draft, parent: QWidget | None = None) -> None:
        title = _("Change student") if draft.id else _("New student")
        if draft.student_id:
            title = _("Next placement")
        super().__init__(workspace, title, "user-round-plus", 728, parent)
        self.draft = draft
        self.subject = str(draft.id or "")
        self.texts = {name: QLineEdit() for name in _TEXTS}
        self.qualification = QComboBox()
        self.route = Segmented(_("Route"))
        self.year = number_box(1, 4)
        self.starts_on, self.ends_on = DateField(_("First day")), DateField(_("Last day"))
        self.hours = number_box(0, agreements.MOST_HOURS)
        self.signed_on = DateField(_("Signed on"))
        self.region, self.years = QComboBox(), QComboBox()
        self.cohort = number_box(2015, 2040)
        self.pattern = PatternField()
        self._offer()
        self._lay_out()
        if draft.id is not None:
            self.footer.addWidget(history_button(self, self._records))
        self.add_buttons()
        self.show_draft(draft)
        if draft.id and draft.signed_on:
            self._fix()
        self._listen()

    def _records(self) -> list[Record]:
        assert self.draft.id is not None
        return self.workspace.ask(changes.of_placement, self.draft.id)

    def _offer(self) -> None:
        for qualification in self.workspace.ask(qualifications.overview):
            level = _("level %d") % qualification.level
            text = f"{qualification.title} · {qualification.crebo} · {level}"
            self.qualification.addItem(text, qualification.id)
        for route in Route:
            name = route_name(route)
            self.route.add(route, name[:1].upper() + name[1:])
        self.region.addItem(_("None"), "")
        for region in rules.REGIONS:
            self.region.addItem(region.capitalize(), region)
        self.years.addItem(_("unknown"), None)
        for years in range(1, 5):
            self.years.addItem(ngettext("%d year", "%d years", years) % years, years)
        ask = self.workspace.ask
        offers = {
            "company": ask(people.companies),
            "school": ask(people.schools),
            "trainer": ask(people.with_role, Role.WORKPLACE_TRAINER),
            "coach": ask(people.with_role, Role.WORK_COACH),
            "supervisor": ask(people.with_role, Role.SCHOOL_SUPERVISOR),
        }
        for name, choices in offers.items():
            completer = QCompleter([choice.name for choice in choices], self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.texts[name].setCompleter(completer)

    def _field(self, name: str, text: str, hint: str = "") -> Any:
        widget = {
            "qualification_id": self.qualification,
            "route": self.route,
            "study_year": self.year,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "agreed_hours": self.hours,
            "signed_on": self.signed_on,
            "school_region": self.region,
            "programme_years": self.years,
            "cohort": self.cohort,
            "pattern": self.pattern,
        }.get(name) or self.texts[name]
        return self.field(name, text, widget, hint)

    def _lay_out(self) -> None:
        optional = _("may stay empty")
        rows = (
            (("name", _("&Name"), ""), ("number", _("Student n&umber"), optional)),
            (("qualification_id", _("&Qualification"), ""),),
            (("company", _("Training &company"), ""), ("school", _("&School"), "")),
            (("assignment", _("Ass&ignment"), optional), ("client", _("Clien&t"), optional)),
            (
                ("study_year", _("Study &year"), ""),
                ("programme_years", _("Programme takes"), ""),
                ("cohort", _("Began in"), ""),
                ("school_region", _("School holidays"), ""),
            ),
            (("route", _("&Route"), ""),),
            (
                ("starts_on", _("&First day"), ""),
                ("ends_on", _("&Last day"), ""),
                ("agreed_hours", _("Agreed &hours"), ""),
                ("signed_on", _("Signed on"), optional),
            ),
            (("pattern", _("Days and hours"), optional),),
            (("trainer", _("Workplace trainer"), optional), ("coach", _("Work coach"), optional)),
            (("supervisor", _("School supervisor"), optional),),
        )
        for parts in rows:
            fields = [self._field(*part) for part in parts]
            line = row(*fields, spacing=16)
            for part in fields:
                line.setStretchFactor(part, 1)
            self.body.addLayout(line)

    def _listen(self) -> None:
        for text in self.texts.values():
            text.textEdited.connect(self.touch)
        self.qualification.activated.connect(self.touch)
        self.route.chosen.connect(self.touch)
        for number in (self.year, self.hours):
            number.valueChanged.connect(self.touch)
        for day in (self.starts_on, self.ends_on, self.signed_on):
            day.edited.connect(self.touch)
        for choice in (self.region, self.years):
            choice.activated.connect(self.touch)
        self.cohort.valueChanged.connect(self.touch)
        self.pattern.edited.connect(self.touch)

    def show_draft(self, draft: Draft) -> None:
        for name, widget in self.texts.items():
            widget.setText(getattr(draft, name))
        pick(self.qualification, draft.qualification_id)
        self.route.set_value(draft.route)
        self.year.setValue(draft.study_year)
        self.starts_on.set_day(draft.starts_on)
        self.ends_on.set_day(draft.ends_on)
        self.hours.setValue(draft.agreed_hours)
        self.signed_on.set_day(draft.signed_on)
        pick(self.region, draft.school_region)
        pick(self.years, draft.programme_years)
        self.cohort.setValue(draft.cohort or clock.today().year)
        self.pattern.set_pattern(draft.pattern)

    def _fix(self) -> None:
        """Signed: what stands on the sheet changes by a new sheet only."""
        fixed = (
            self.texts["company"],
            self.route,
            self.starts_on,
            self.ends_on,
            self.hours,
            self.signed_on,
            self.region,
            self.pattern,
        )
        for widget in fixed:
            widget.setEnabled(False)
        text = _(
            "Company, route, dates and hours stand on the signed agreement. "
            "They change by a new sheet: Documents, New sheet."
        )
        self.body.addWidget(label(text, "muted", wrap=True))

    def _read(self) -> Draft:
        route = self.route.value()
        texts: dict[str, Any] = {name: widget.text() for name, widget in self.texts.items()}
        return Draft(
            **texts,
            qualification_id=self.qualification.currentData(),
            route=route if isinstance(route, Route) else Route.SCHOOL_BASED,
            study_year=self.year.value(),
            starts_on=self.starts_on.day(),
            ends_on=self.ends_on.day(),
            agreed_hours=self.hours.value(),
            signed_on=self.signed_on.day(),
            country=self.draft.country,
            school_region=self.region.currentData() or "",
            programme_years=self.years.currentData(),
            cohort=self.cohort.value(),
            pattern=self.pattern.pattern(),
            id=self.draft.id,
            student_id=self.draft.student_id,
        )

    def save(self) -> None:
        if not self.pattern.is_right():
            raise Invalid({"pattern": _("Type hours as 7.5, 7:30 or 90 min, at most 24.")})
        if self.signed_on.text().strip() and self.signed_on.day() is None:
            raise Invalid({"signed_on": _("This date does not exist.")})
        self.placement_id = self.workspace.do(placements.save_typed, self._read())

    def literal(self) -> dict[str, QLineEdit]:
        days = ("starts_on", self.starts_on), ("ends_on", self.ends_on)
        return {**dict(days), "signed_on": self.signed_on}

    def fields(self) -> dict[str, Any]:
        return {**super().fields(), "hours": self.pattern.texts()}

    def fill(self, fields: dict[str, Any]) -> None:
        super().fill(fields)
        self.pattern.set_texts(fields["hours"])
