"""Rules and lists that a school or company sets: each with a date and a source."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QTableView, QWidget

from stagecoach import clock
from stagecoach.domain.students.placements import Route, route_name
from stagecoach.errors import Invalid
from stagecoach.i18n import _, date
from stagecoach.services.rules import lists as rule_lists
from stagecoach.services.rules import rules
from stagecoach.services.rules.lists import Row
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.dialogs.list_menu import text_filter
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import button, column, label, labelled, number_box, row
from stagecoach.ui.widgets.segmented import Segmented
from stagecoach.ui.widgets.table import Column, TableModel, fit_columns, selected_row, table_view

LISTS: dict[str, Callable[..., list[Row]]] = {
    "numbers": rule_lists.numbers,
    "attention": rule_lists.attention,
    "norms": rule_lists.norms,
    "holidays": rule_lists.holidays,
}


def _columns() -> list[Column[Row]]:
    return [
        Column(_("Rule"), lambda r: r.title),
        Column(_("Value"), lambda r: r.value, name="value"),
        Column(_("From"), lambda r: r.valid_from, date, name="from"),
        Column(_("Source"), lambda r: r.source, name="source"),
    ]


class RulesForm(Form):
    """A list above, and below it what the chosen rule becomes from a date on."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, _("Rules and lists"), "sliders-horizontal", 900, parent)
        self.which = Segmented(_("List"))
        for name, text in (
            ("numbers", _("Numbers")),
            ("attention", _("Attention")),
            ("norms", _("Hour norms")),
            ("holidays", _("School holidays")),
        ):
            self.which.add(name, text)
        self.which.set_value("numbers")
        self.model = TableModel(_columns(), self, lambda r: f"{r.title}, {r.value}, {r.source}")
        self.view: QTableView = table_view(self.model, _("Rules"))
        self.view.setMinimumHeight(230)
        self.value, self.years = number_box(0, 10_000), number_box(0, 6)
        self.name, self.crebo, self.source = QLineEdit(), QLineEdit(), QLineEdit()
        self.valid_from, self.until = DateField(_("From")), DateField(_("Until"))
        self.route, self.region = QComboBox(), QComboBox()
        self.enabled = QCheckBox(_("Asks for attention"))
        for route in Route:
            self.route.addItem(route_name(route), route)
        for region in rules.REGIONS:
            self.region.addItem(region.capitalize(), region)
        self._parts: dict[str, QWidget] = {}
        self._lay_out()
        self.which.chosen.connect(self.fill_list)
        self.view.selectionModel().currentChanged.connect(self._turned)
        self.fill_list()

    def _lay_out(self) -> None:
        text = _("A rule is never changed: it gets a next one from a date on, with its source.")
        hint = _("Filter on words")
        _line, bar = text_filter(self.workspace, "rules", self.view, hint)
        self.body.addWidget(self.which)
        self.body.addLayout(bar)
        self.body.addWidget(self.view)
        self.body.addWidget(label(text, "muted", wrap=True))
        line = row(spacing=14)
        for name, words, widget in (
            ("route", _("Route"), self.route),
            ("region", _("Region"), self.region),
            ("name", _("&Name"), self.name),
            ("years", _("&Years, 0 is each"), self.years),
            ("crebo", _("Crebo"), self.crebo),
            ("value", _("&Value"), self.value),
            ("valid_from", _("&From"), self.valid_from),
            ("until_on", _("&Until"), self.until),
        ):
            holder = QWidget()
            holder.setLayout(column(labelled(words, widget), self.problem_label(name, widget)))
            self._parts[name] = holder
            line.addWidget(holder)
        self.body.addLayout(line)
        self.body.addWidget(self.enabled)
        self.add_field("source", _("&Source"), self.source)
        self.gone = button(_("Remove"), self._remove, kind="quiet", icon="trash-2")
        self.gone.setAutoDefault(False)
        self.footer.addWidget(self.gone)
        self.add_buttons()

    @Slot()
    def fill_list(self) -> None:
        which = str(self.which.value())
        rows = self.workspace.ask(LISTS[which])
        self.model.show(rows)
        fit_columns(self.view)
        shown = {
            "numbers": {"value", "valid_from"},
            "attention": {"value", "valid_from"},
            "norms": {"route", "years", "crebo", "value", "valid_from"},
            "holidays": {"region", "name", "valid_from", "until_on"},
        }[which]
        for name, part in self._parts.items():
            part.setVisible(name in shown)
        self.enabled.setVisible(which == "attention")
        self.gone.setVisible(which == "holidays")
        if rows:
            self.view.selectRow(0)
        self._turned()

    @Slot()
    def _turned(self) -> None:
        chosen = selected_row(self.view)
        if not isinstance(chosen, Row):
            return
        which = self.which.value()
        self.source.setText(chosen.source if which == "holidays" else "")
        self.valid_from.set_day(chosen.valid_from if which == "holidays" else clock.today())
        self.value.setValue(int(chosen.value) if chosen.value.isdigit() else 0)
        self.enabled.setChecked(chosen.value.isdigit())
        if which == "holidays":
            self.name.setText(chosen.title.rsplit(" ", 1)[0])
            self.until.setText(chosen.value)
            self.region.setCurrentText(chosen.name.capitalize())

    def save(self) -> None:
        which, day, source = self.which.value(), self.valid_from.day(), self.source.text()
        chosen = selected_row(self.view)
        if which in {"numbers", "attention"} and not isinstance(chosen, Row):
            raise Invalid({"value": _("Choose a rule first.")})
        do: Callable[..., Any] = self.workspace.do
        if which == "numbers":
            do(rules.set_number, chosen.name, self.value.value(), day, source)
        elif which == "attention":
            do(
                rule_lists.set_attention,
                chosen.name,
                self.value.value(),
                day,
                source,
                enabled=self.enabled.isChecked(),
            )
        elif which == "norms":
            do(
                rule_lists.add_norm,
                self.route.currentData(),
                self.years.value(),
                self.crebo.text(),
                self.value.value(),
                day,
                source,
            )
        else:
            do(
                rule_lists.add_holiday,
                self.region.currentData(),
                self.name.text(),
                day,
                self.until.day(),
                source,
            )
        self.workspace.say(_("Rule saved"), undo=True)

    def accept(self) -> None:
        """Stays open: there may be more to set."""
        if self.try_save():
            self.status.setText("✓ " + _("Saved"))
            self.fill_list()

    @Slot()
    def _remove(self) -> None:
        chosen = selected_row(self.view)
        if isinstance(chosen, Row) and self.which.value() == "holidays":
            self.workspace.do(rule_lists.remove_holiday, chosen.id)
            self.workspace.say(_("School holiday removed"), undo=True)
            self.fill_list()
