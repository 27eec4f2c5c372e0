"""Formulieren: choose a form, how and for whom; see it as it will be printed; save it."""

import uuid
from pathlib import Path

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import Kind, kind_name
from stagecoach.i18n import _
from stagecoach.services.evaluations import evaluations
from stagecoach.services.printing import forms as printing
from stagecoach.services.printing.forms import As, Wish
from stagecoach.services.students import students
from stagecoach.services.students.students import Brief
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Page, Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import files
from stagecoach.ui.printing.choice import ChoiceRow
from stagecoach.ui.printing.footer import Foot
from stagecoach.ui.printing.outcome import Outcome
from stagecoach.ui.printing.preview import PreviewPane
from stagecoach.ui.widgets.badges import Avatar
from stagecoach.ui.widgets.fields import column, framed, label, row, scroll
from stagecoach.ui.widgets.layouts import clear
from stagecoach.ui.widgets.segmented import Segmented
from stagecoach.ui.widgets.views import form_views

_ICONS = {Kind.START: "flag", Kind.INTERIM: "clipboard-check", Kind.FINAL: "graduation-cap"}


class FormsPage(Page):
    shows = frozenset({"student", "placement", "evaluation", "consent", "mark", "outcome"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.kinds = {kind: ChoiceRow(kind_name(kind), _ICONS[kind]) for kind in Kind}
        self.way = Segmented(_("How do you want it?"))
        self.way.add(As.BLANK, _("Blank"))
        self.way.add(As.FILLED, _("Filled in"))
        self.way.set_value(As.FILLED)
        self._way_hint = label("", "muted", wrap=True)
        self._chosen_count = label("", "muted")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        # By placement, or by qualification for a form without a name.
        self.ticks: dict[uuid.UUID, QCheckBox] = {}
        self._briefs: dict[uuid.UUID, Brief] = {}
        self._wanted: set[uuid.UUID] = set()
        self.preview = PreviewPane(workspace)
        self.foot = Foot()
        self.foot.save.clicked.connect(self.save_as)
        self.foot.print.clicked.connect(self.print_it)
        self.outcome = Outcome(workspace, self.foot, self)
        self.outcome.ended.connect(self._ended)
        self.whose = QCheckBox(_("The student's name in the name of the file"))
        self._build()
        self.kinds[Kind.INTERIM].setChecked(True)
        for choice in self.kinds.values():
            choice.clicked.connect(self.reload)
        self.way.chosen.connect(self.reload)

    def _build(self) -> None:
        options = QWidget()
        kinds = column(*self.kinds.values(), spacing=2)
        count = row(_step(3, _("For whom?")), None, self._chosen_count)
        options.setLayout(
            column(
                row(label(_("Forms"), "title"), None),
                form_views("forms", self.go.emit),
                _step(1, _("Choose a form")),
                kinds,
                _step(2, _("How do you want it?")),
                self.way,
                self._way_hint,
                count,
                self._list,
                self.whose,
                None,
                spacing=10,
                margins=(20, 16, 20, 16),
            )
        )
        left = framed("options", column(scroll(options, "optionsBody")))
        left.setFixedWidth(theme.scaled(404))
        right = column(self.preview, self.foot, spacing=0)
        right.setStretch(0, 1)
        whole = row(left, right, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def focus_first(self) -> None:
        self.kinds[self.kind()].setFocus()

    def window_title(self) -> str:
        return _("Forms")

    def show_place(self, place: Place) -> None:
        """Show one student's form, as when another page sends the user here."""
        placement_id, kind = place.placement_id, place.kind
        if placement_id is None and kind is None:
            return
        if kind is not None:
            self.kinds[kind].setChecked(True)
        if placement_id is not None:
            self._wanted = {placement_id}
            begun = self._begun([placement_id])
            self.way.set_value(As.FILLED if begun[placement_id].id else As.BLANK)
        self.refresh()

    def kind(self) -> Kind:
        return next(kind for kind, choice in self.kinds.items() if choice.isChecked())

    @Slot()
    def reload(self) -> None:
        clear(self._list)
        self.ticks = {}
        blank = self.way.value() is As.BLANK
        hint = _("to fill in with a pen") if blank else _("with what has been answered")
        self._way_hint.setText(hint)
        self._briefs = self._people()
        keys = list(self._briefs)
        begun = self._begun(keys)
        for key, brief in self._briefs.items():
            state = printing.state_word(begun[key])
            self._add(key, brief.name, state, possible=blank or begun[key].id is not None)
        if blank:
            for study in self.workspace.ask(students.qualifications_in_use, keys):
                self._add(study.id, _("Without a name"), study.name, possible=True)
        self._show_count()

    def _begun(self, keys: list[uuid.UUID]) -> dict[uuid.UUID, evaluations.Row]:
        """How far each placement's evaluation of the chosen kind is."""
        rows = self.workspace.ask(evaluations.overview, keys)
        return {row.placement_id: row for row in rows if row.kind is self.kind()}

    def _people(self) -> dict[uuid.UUID, Brief]:
        """My students; before them another one who was chosen and is still there."""
        ask = self.workspace.ask
        own = {
            b.placement_id: b
            for b in ask(students.mine, self.workspace.person_id, Right.READ_EVALUATIONS)
        }
        others: dict[uuid.UUID, Brief] = {}
        for key in self._wanted - own.keys():
            if ask(students.exists, key):
                head = ask(students.head, key)
                others[key] = Brief(head.id, key, head.name)
        return others | own

    def _add(self, who: uuid.UUID, name: str, state: str, *, possible: bool) -> None:
        tick = QCheckBox(name.replace("&", "&&"))
        tick.setAccessibleDescription(state)
        tick.setEnabled(possible)
        tick.setChecked(who in self._wanted and possible)
        tick.toggled.connect(self._ticked)
        self.ticks[who] = tick
        if (brief := self._briefs.get(who)) is not None:
            side = theme.scaled(28)
            tick.setIcon(QIcon(Avatar(brief.name, brief.id.int, 28).grab()))
            tick.setIconSize(QSize(side, side))
        frame: QFrame = framed("", row(tick, None, label(state, "muted"), margins=(12, 2, 4, 2)))
        self._list.addWidget(frame)

    @Slot()
    def _ticked(self) -> None:
        self._wanted = {who for who, tick in self.ticks.items() if tick.isChecked()}
        self._show_count()

    def wishes(self) -> list[Wish]:
        way = As.BLANK if self.way.value() is As.BLANK else As.FILLED
        chosen = [who for who, tick in self.ticks.items() if tick.isChecked()]
        return [
            Wish(self.kind(), way, placement_id=who)
            if who in self._briefs
            else Wish(self.kind(), way, qualification_id=who)
            for who in chosen
        ]

    def _show_count(self) -> None:
        wishes = self.wishes()
        text = _("%(chosen)d of %(all)d chosen")
        self._chosen_count.setText(text % {"chosen": len(wishes), "all": len(self.ticks)})
        self.foot.show_wishes(len(wishes))
        names = [
            self._briefs[who].name if who in self._briefs else _("Without a name")
            for who, tick in self.ticks.items()
            if tick.isChecked()
        ]
        self.preview.show_wishes(wishes, names)

    @Slot()
    def print_it(self) -> bool:
        """All that are chosen, in one job of the printer that is chosen."""
        if self.foot.print.isEnabled():
            self.outcome.to_printer(self.wishes())
        return True

    @Slot()
    def save_as(self) -> None:
        """Ask for a folder, and print there in the background."""
        if not self.wishes() or not self.foot.save.isEnabled():
            return
        chosen = files.ask_folder(self, _("Folder for the forms"))
        if chosen:
            self.save_in(chosen)

    def save_in(self, folder: Path) -> None:
        self.outcome.to_folder(self.wishes(), folder, whose=self.whose.isChecked())

    def _ended(self) -> None:
        self.foot.end()
        self.foot.show_wishes(len(self.wishes()))


def _step(number: int, text: str) -> QWidget:
    widget = QWidget()
    widget.setLayout(
        row(label(f"{number}.", "panel"), label(text, "panel"), None, margins=(0, 8, 0, 0))
    )
    return widget
