"""Adds or changes a student with the placement."""

import uuid
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from stagecoach.domain.people import Role
from stagecoach.domain.placements import Route
from stagecoach.i18n import _
from stagecoach.services import people, placements, qualifications
from stagecoach.services.placements import Draft
from stagecoach.services.students import route_name
from stagecoach.ui.date_field import DateField
from stagecoach.ui.fields import column, labelled, number_box, pick, row
from stagecoach.ui.form import Form
from stagecoach.ui.widgets.segmented import Segmented
from stagecoach.ui.workspace import Workspace

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
    draft_form = "student"

    def __init__(self, workspace: Workspace, draft: Draft, parent: QWidget | None = None) -> None:
        title = _("Change student") if draft.id else _("New student")
        super().__init__(workspace, title, "user-round-plus", 728, parent)
        self.draft = draft
        self.subject = str(draft.id or "")
        self.texts = {name: QLineEdit() for name in _TEXTS}
        self.qualification = QComboBox()
        self.route = Segmented(_("Route"))
        self.year = number_box(1, 4)
        self.starts_on, self.ends_on = DateField(_("First day")), DateField(_("Last day"))
        self.hours = number_box(0, placements.MOST_HOURS)
        self._offer()
        self._lay_out()
        self.add_buttons()
        self._show(draft)
        self._listen()

    def _offer(self) -> None:
        for found in self.workspace.ask(qualifications.overview):
            level = _("level %d") % found.level
            text = f"{found.title} · {found.crebo} · {level}"
            self.qualification.addItem(text, found.id)
        for route in Route:
            name = route_name(route)
            self.route.add(route, name[:1].upper() + name[1:])
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
        }.get(name) or self.texts[name]
        return column(labelled(text, widget, hint), self.problem_label(name, widget), spacing=2)

    def _lay_out(self) -> None:
        optional = _("may stay empty")
        rows = (
            (("name", _("&Name"), ""), ("number", _("Student n&umber"), optional)),
            (("qualification_id", _("&Qualification"), ""),),
            (("company", _("Training &company"), ""), ("school", _("&School"), "")),
            (("assignment", _("Ass&ignment"), optional), ("client", _("Clien&t"), optional)),
            (("route", _("&Route"), ""), ("study_year", _("Study &year"), "")),
            (
                ("starts_on", _("&First day"), ""),
                ("ends_on", _("&Last day"), ""),
                ("agreed_hours", _("Agreed &hours"), ""),
            ),
            (("trainer", _("Workplace trainer"), optional), ("coach", _("Work coach"), optional)),
            (("supervisor", _("School supervisor"), optional),),
        )
        for parts in rows:
            made = [self._field(*part) for part in parts]
            line = row(*made, spacing=16)
            for part in made:
                line.setStretchFactor(part, 1)
            self.body.addLayout(line)

    def _listen(self) -> None:
        for text in self.texts.values():
            text.textEdited.connect(self.touch)
        self.qualification.activated.connect(self.touch)
        self.route.chosen.connect(self.touch)
        for number in (self.year, self.hours):
            number.valueChanged.connect(self.touch)
        for day in (self.starts_on, self.ends_on):
            day.edited.connect(self.touch)

    def _show(self, draft: Draft) -> None:
        for name, widget in self.texts.items():
            widget.setText(getattr(draft, name))
        pick(self.qualification, draft.qualification_id)
        self.route.set_value(draft.route)
        self.year.setValue(draft.study_year)
        self.starts_on.set_day(draft.starts_on)
        self.ends_on.set_day(draft.ends_on)
        self.hours.setValue(draft.agreed_hours)

    def _read(self) -> Draft:
        route = self.route.value()
        return Draft(
            **{name: widget.text() for name, widget in self.texts.items()},
            qualification_id=self.qualification.currentData(),
            route=route if isinstance(route, Route) else Route.SCHOOL_BASED,
            study_year=self.year.value(),
            starts_on=self.starts_on.day(),
            ends_on=self.ends_on.day(),
            agreed_hours=self.hours.value(),
            id=self.draft.id,
        )

    def save(self) -> None:
        self.placement_id = self.workspace.do(placements.save_typed, self._read())

    def fields(self) -> dict[str, Any]:
        return {
            **{name: widget.text() for name, widget in self.texts.items()},
            "qualification": self.qualification.currentData().hex
            if self.qualification.count()
            else "",
            "route": str(self.route.value() or ""),
            "year": self.year.value(),
            "starts_on": self.starts_on.text(),
            "ends_on": self.ends_on.text(),
            "hours": self.hours.value(),
        }

    def fill(self, fields: dict[str, Any]) -> None:
        for name, widget in self.texts.items():
            widget.setText(fields.get(name, ""))
        if kept := fields.get("qualification"):
            pick(self.qualification, uuid.UUID(kept))
        self.route.set_value(Route(fields["route"]) if fields.get("route") else None)
        self.year.setValue(fields.get("year", 1))
        self.starts_on.setText(fields.get("starts_on", ""))
        self.ends_on.setText(fields.get("ends_on", ""))
        self.hours.setValue(fields.get("hours", 0))
