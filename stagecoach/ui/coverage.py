"""Per work process on both tracks: practised, seen, discussed, and how it stands."""

import uuid
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget

from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Party, party_name
from stagecoach.domain.tracks import Track
from stagecoach.errors import Invalid
from stagecoach.i18n import _, ngettext, recent_day
from stagecoach.services import coverage
from stagecoach.services.coverage import Cell, Draft, Row
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.widgets.badges import TRACK_ICON, TRACK_TOKEN
from stagecoach.ui.widgets.date_field import DateField
from stagecoach.ui.widgets.fields import button, column, icon_label, label, row, ruled, scroll
from stagecoach.ui.widgets.layouts import clear


class CoverageView(QWidget):
    """One row for each work process; a gap is said in words, never as a mark."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._placement_id: uuid.UUID | None = None
        self._rows = column(spacing=0)
        self._told = label("", "secondary", wrap=True)
        content = QWidget()
        card = QFrame()
        card.setObjectName("card")
        card.setLayout(self._rows)
        content.setLayout(column(self._told, card, None, spacing=10))
        self.setLayout(column(scroll(content)))

    def show_placement(self, placement_id: uuid.UUID) -> None:
        self._placement_id = placement_id
        rows = self._workspace.ask(coverage.overview, placement_id)
        clear(self._rows)
        for coverage_row in rows:
            self._rows.addWidget(self._row(coverage_row))
        open_rows = [r for r in rows if not r.elsewhere]
        gaps = sum(bool(cell.gap) for r in open_rows for cell in r.cells.values())
        text = ngettext("%d gap on the two tracks.", "%d gaps on the two tracks.", gaps)
        self._told.setText(
            text % gaps if gaps else _("Every work process was practised and seen.")
        )

    def _row(self, process: Row) -> QFrame:
        title = column(
            label(process.code, "muted"), label(process.title, "strong", wrap=True), spacing=0
        )
        act = button(
            _("Agreement") if process.elsewhere else _("Not possible here"),
            partial(self._agree, process),
            kind="quiet",
            small=True,
        )
        act.setAccessibleDescription(process.title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        for number, (track, cell) in enumerate(process.cells.items()):
            grid.addLayout(self._cell(track, cell), 0, number)
            grid.setColumnStretch(number, 1)
        body = [title, grid]
        if process.tension:
            body.append(
                row(
                    icon_label("arrow-left-right", "text.secondary", 16),
                    label(process.tension, "secondary"),
                    None,
                )
            )
        if process.elsewhere is not None:
            body.append(
                row(
                    icon_label("map-pin-off", "text.secondary", 16),
                    label(_arrangement_text(process.elsewhere), "secondary", wrap=True),
                )
            )
        line = row(
            column(*body, spacing=6), column(act, None), spacing=12, margins=(16, 10, 12, 12)
        )
        line.setStretch(0, 1)
        return ruled(line)

    def _cell(self, track: Track, cell: Cell) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        token = f"{TRACK_TOKEN[track]}.strong"
        practised = ngettext("%d time practised", "%d times practised", cell.practised)
        parts = [practised % cell.practised, _("%d observed") % cell.observed]
        if cell.last_on:
            parts.append(recent_day(cell.last_on))
        if cell.letter:
            parts.append(_("latest level %s") % cell.letter)
        grid.addWidget(icon_label(TRACK_ICON[track], token, 17), 0, 0)
        grid.addWidget(label(" · ".join(parts), "compact", wrap=True), 0, 1)
        if cell.gap:
            grid.addWidget(icon_label("circle-dashed", "text.muted", 14), 1, 0)
            grid.addWidget(label(cell.gap, "muted", wrap=True), 1, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _agree(self, process: Row, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        if self._placement_id is not None:
            NotPossibleForm(self._workspace, self._placement_id, process, self).open_once()


def _arrangement_text(elsewhere: coverage.Elsewhere) -> str:
    text = _("Cannot be done here. Instead: %(place)s, %(period)s.")
    said = text % {"place": elsewhere.place, "period": elsewhere.period}
    missing = [party_name(party) for party, on in elsewhere.agreed.items() if on is None]
    if missing:
        return said + " " + _("Not agreed yet by: %s.") % ", ".join(missing)
    return said + " " + _("Agreed by all three.")


class NotPossibleForm(Form):
    """Where and when instead, and who agreed on which day."""

    def __init__(
        self,
        workspace: Workspace,
        placement_id: uuid.UUID,
        process: Row,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, _("Not possible here"), "map-pin-off", 560, parent)
        self._placement_id, self._found = placement_id, process
        self.body.addWidget(label(f"{process.code}  {process.title}", "strong", wrap=True))
        text = _("An agreement of student, company and school. It is never a mark.")
        self.body.addWidget(label(text, "secondary", wrap=True))
        self.place, self.period = QLineEdit(), QLineEdit()
        self.add_field("place", _("&Where instead?"), self.place)
        self.add_field("period", _("W&hen?"), self.period)
        self.agreed = {party: DateField(party_name(party)) for party in Party}
        line = row(spacing=16)
        for party, field in self.agreed.items():
            name = _("%s agreed on") % party_name(party).capitalize()
            line.addLayout(self.field(party.value, name, field), 1)
        self.body.addLayout(line)
        if process.elsewhere is not None:
            self._show(process.elsewhere)
            again = button(_("Possible again"), self._possible, kind="quiet", right=Right.TASKS)
            again.setAutoDefault(False)
            self.footer.addWidget(again)
        self.add_buttons()

    def _show(self, kept: coverage.Elsewhere) -> None:
        self.place.setText(kept.place)
        self.period.setText(kept.period)
        for party, on in kept.agreed.items():
            self.agreed[party].set_day(on)

    def save(self) -> None:
        wrong = {
            party.value: _("This date does not exist.")
            for party, field in self.agreed.items()
            if field.text().strip() and field.day() is None
        }
        if wrong:
            raise Invalid(wrong)
        draft = Draft(
            self._placement_id,
            self._found.process_id,
            self.place.text(),
            self.period.text(),
            {party: field.day() for party, field in self.agreed.items()},
        )
        self.workspace.do(coverage.agree, draft)
        self.workspace.say(_("Agreement saved"), undo=True)

    @Slot()
    def _possible(self) -> None:
        assert self._found.elsewhere is not None
        self.workspace.do(coverage.possible_again, self._found.elsewhere.id)
        self.workspace.say(_("Possible again"), undo=True)
        self.done(0)
