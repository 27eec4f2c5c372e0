"""The grid: one week, task or criterion for all my students, as in a spreadsheet."""

import uuid
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from stagecoach import clock
from stagecoach.domain import pasted
from stagecoach.domain.dates import empty_or_wrong
from stagecoach.errors import Invalid
from stagecoach.i18n import _, ngettext
from stagecoach.services import grid as grids
from stagecoach.services.grid import Grid
from stagecoach.services.pasting import land
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.grid.model import GridModel
from stagecoach.ui.grid.named_rows import NamedRows
from stagecoach.ui.grid.table import GridTable
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import label, pick, row
from stagecoach.ui.widgets.segmented import Segmented


class GridForm(Form):
    def __init__(
        self,
        workspace: Workspace,
        parent: QWidget | None = None,
        criterion: uuid.UUID | None = None,
    ) -> None:
        """With a criterion it opens at that one: come here from an evaluation."""
        super().__init__(workspace, _("For all my students"), "grid-3x3", 960, parent)
        self.which = Segmented(_("What?"))
        for name, text in (
            ("week", _("Hours of a week")),
            ("task", _("A task")),
            ("criterion", _("A criterion")),
        ):
            self.which.add(name, text)
        self.which.set_value("criterion" if criterion else "week")
        self.day, self.choice = DateField(_("Week of")), QComboBox()
        self.day.set_day(clock.today())
        self.choice.setAccessibleName(_("Which one?"))
        self.model = GridModel(self)
        self.table = GridTable()
        self.table.setModel(self.model)
        self.table.pasted.connect(self.paste)
        self.named = NamedRows(self.model.take, self._say_pasted)
        self._problem = label("", "problem", wrap=True)
        self._lay_out()
        self.add_buttons()
        self.which.chosen.connect(self._choose)
        self.day.edited.connect(self.fill_grid)
        self.choice.activated.connect(self.fill_grid)
        self._choose()
        if criterion:
            pick(self.choice, criterion)
            self.fill_grid()

    def _lay_out(self) -> None:
        top = row(self.which, self.day, self.choice, spacing=12)
        top.setStretch(2, 1)
        self.body.addLayout(top)
        hint = _("Type, or paste from a spreadsheet with Ctrl+V. Saving is one step to undo.")
        self.body.addWidget(label(hint, "muted", wrap=True))
        self.body.addWidget(self.named)
        self.body.addWidget(self.table)
        self.body.addWidget(self._problem)

    @Slot(str)
    def paste(self, text: str) -> None:
        """At the cell that is chosen; where names are in it, at theirs, after a look."""
        at = self.table.currentIndex()
        landing = land(self.model.grid, pasted.rows(text), max(0, at.row()), max(0, at.column()))
        if landing.whose:
            self.named.show_landing(landing)
            self.refit()
        else:
            self.model.take(landing.texts)
            self._say_pasted(len(landing.texts), landing.outside)

    def _say_pasted(self, taken: int, outside: int) -> None:
        text = ngettext("%d cell pasted", "%d cells pasted", taken) % taken
        if outside:
            left = ngettext("%d did not fit", "%d did not fit", outside) % outside
            text = f"{text}, {left}"
        self.status.setText(text)
        self.table.setFocus()

    @Slot()
    def _choose(self) -> None:
        which, me = self.which.value(), self.workspace.person_id
        self.day.setVisible(which == "week")
        self.choice.setVisible(which != "week")
        self.choice.clear()
        ask = self.workspace.ask
        options = ask(grids.tasks_to_choose) if which == "task" else []
        if which == "criterion":
            options = ask(grids.criteria_to_choose, me)
        for option in options:
            self.choice.addItem(option.title, option.id)
        self.fill_grid()

    @Slot()
    def fill_grid(self) -> None:
        which, me, chosen = self.which.value(), self.workspace.person_id, self.choice.currentData()
        self._problem.setText("")
        grid = Grid([])
        if which == "week":
            day = self.day.day()
            if day is None:
                self._problem.setText(empty_or_wrong(self.day.text()))
            else:
                grid = self.workspace.ask(grids.week, me, day)
        elif isinstance(chosen, uuid.UUID):
            make = grids.task if which == "task" else grids.criterion
            grid = self.workspace.ask(make, me, chosen)
        elif which == "task":
            self._problem.setText(_("Put a task into the catalogue first: open it in a dossier."))
        self.named.hide()
        self.model.show(grid)
        self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.resizeColumnsToContents()

    def save(self) -> None:
        changed, chosen = dict(self.model.changed), self.choice.currentData()
        do: Callable[..., Any] = self.workspace.do
        try:
            match self.which.value():
                case "week":
                    do(grids.save_week, self.workspace.person_id, self.day.day(), changed)
                case "task":
                    do(grids.save_task, chosen, changed)
                case _:
                    do(grids.save_criterion, chosen, changed)
        except Invalid as invalid:
            self.model.show_wrong(invalid.problems)
            self._problem.setText(next(iter(invalid.problems.values())))
            raise
        count = len(changed)
        text = ngettext("%d cell saved", "%d cells saved", count)
        self.workspace.say(text % count, undo=True)

    def show_problems(self, problems: dict[str, str]) -> None:
        """They stand in their cells."""
        del problems
