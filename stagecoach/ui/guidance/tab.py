"""Begeleiding: the contact moments of a placement, and what was agreed in them."""

import uuid
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QWidget

from stagecoach.documents import guidance as moment_sheet
from stagecoach.domain.access import Right
from stagecoach.domain.evaluations import party_name
from stagecoach.domain.guidance import moment_name
from stagecoach.i18n import _, date, day, ngettext
from stagecoach.services import Store
from stagecoach.services.dossier import Summary
from stagecoach.services.guidance import actions
from stagecoach.services.guidance import moments as guidance
from stagecoach.services.guidance.actions import Due
from stagecoach.services.guidance.moments import Row
from stagecoach.services.rules import rules
from stagecoach.services.students import students
from stagecoach.ui.core.tab import Tab
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.print import PrintForm, Way
from stagecoach.ui.guidance.actions import ActionLines
from stagecoach.ui.guidance.form import MomentForm
from stagecoach.ui.widgets.badges import ProgressLine
from stagecoach.ui.widgets.fields import (
    button,
    card,
    column,
    icon_button,
    icon_label,
    label,
    row,
    ruled,
    scroll,
)
from stagecoach.ui.widgets.layouts import clear


class GuidanceTab(Tab):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._placement_id: uuid.UUID | None = None
        self._told, self._why = label("", "strong"), label("", "secondary", wrap=True)
        self._bar = ProgressLine("brand.base", "bg.pressed", 160, 8)
        new = button(
            _("New moment"),
            self.new_moment,
            kind="primary",
            icon="plus",
            small=True,
            right=Right.GUIDE,
        )
        top, body = card(_("Contact moments"), new)
        body.addLayout(
            column(
                row(self._told, self._bar, None, spacing=14), self._why, margins=(16, 0, 16, 14)
            )
        )
        self._lines = ActionLines(workspace, self)
        step = button(
            _("Step"), self._new_step, kind="quiet", icon="plus", small=True, right=Right.GUIDE
        )
        open_card, self._open = card(_("Agreed and not done"), step)
        held_card, self._moments = card(_("Moments"))
        content = QWidget()
        content.setLayout(
            column(top, open_card, held_card, None, spacing=16, margins=(32, 16, 32, 16))
        )
        self.setLayout(column(scroll(content)))

    def show_summary(self, summary: Summary) -> None:
        key = self._placement_id = summary.head.placement_id
        ask = self.workspace.ask
        moments = ask(guidance.overview, key)
        self._show_contacts(ask(guidance.contacts, [key]).get(key, (0, 0)), ask(rules.numbers))
        clear(self._open)
        for due in ask(actions.still_open, [key]):
            self._open.addWidget(self._lines.line(due))
        if not self._open.count():
            self._open.addWidget(_empty(_("Nothing is open.")))
        clear(self._moments)
        for moment in moments:
            self._moments.addWidget(self._moment(moment))
        if not moments:
            text = _("No moments yet. Plan the first talk with school, student and company.")
            self._moments.addWidget(_empty(text))

    def _show_contacts(self, counts: tuple[int, int], numbers: dict[str, int]) -> None:
        held, at_work = counts
        wanted, wanted_at_work = numbers["contacts"], numbers["contacts_at_work"]
        text = ngettext(
            "%(held)d of %(wanted)d contact moment",
            "%(held)d of %(wanted)d contact moments",
            wanted,
        )
        self._told.setText(text % {"held": held, "wanted": wanted})
        self._bar.set_share(held / wanted if wanted else 1)
        words = {"there": at_work, "wanted": wanted_at_work}
        said = _("%(there)d of at least %(wanted)d at the workplace.") % words
        self._why.setText(
            said + " " + _("A contact counts when school, student and company were there.")
        )

    def _moment(self, moment: Row) -> QFrame:
        icon = "check" if moment.held else "calendar"
        state = "" if moment.held else _("planned")
        where = _("at the workplace") if moment.at_work else ""
        about = " · ".join(part for part in (day(moment.on_date), where, state) if part)
        title = label(moment_name(moment.kind), "strong")
        said = label(moment.result or moment.agenda, "compact", wrap=True)
        said.setVisible(bool(said.text()))
        actions = map(self._action_line, moment.actions)
        body = column(row(title, label(about, "muted"), None), said, *actions, spacing=3)
        paper = icon_button("printer", _("Print the report"), partial(self._print, moment.id))
        edit = icon_button(
            "pencil", _("Change"), partial(self._edit, moment.id), right=Right.GUIDE
        )
        gone = icon_button(
            "trash-2", _("Remove"), partial(self._remove, moment.id), right=Right.GUIDE
        )
        sign = icon_label(icon, "brand.base" if moment.held else "text.secondary", 18)
        line = row(
            column(sign, None),
            body,
            column(row(paper, edit, gone), None),
            spacing=12,
            margins=(16, 10, 12, 12),
        )
        line.setStretch(1, 1)
        return ruled(line)

    def _action_line(self, due: Due) -> QWidget:
        done = f"✓ {date(due.done_on)}" if due.done_on else party_name(due.owner)
        widget = QWidget()
        widget.setLayout(row(label(f"• {due.text}", "secondary"), label(done, "muted"), None))
        return widget

    @Slot()
    def _new_step(self) -> None:
        if self._placement_id is not None:
            self._lines.add(self._placement_id)

    def new_here(self) -> bool:
        self.new_moment()
        return True

    @Slot()
    def new_moment(self) -> None:
        if self._placement_id is not None:
            draft = self.workspace.ask(guidance.new_draft, self._placement_id)
            MomentForm(self.workspace, draft, self).open_once()

    def _edit(self, key: uuid.UUID, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        draft = self.workspace.ask(guidance.draft, key)
        MomentForm(self.workspace, draft, self).open_once()

    def _remove(self, key: uuid.UUID, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self.workspace.do(guidance.delete, key)
        self.workspace.say(_("Guidance moment removed"), undo=True)

    def _print(self, key: uuid.UUID, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        assert self._placement_id is not None
        way = Way(_("Report"), partial(_draw, self._placement_id, key))
        name = _("guidance-report.pdf")
        whose = self.workspace.ask(students.head, self._placement_id).name
        PrintForm(self.workspace, _("Guidance report"), name, [way], self, whose).open_once()


def _draw(placement_id: uuid.UUID, moment_id: uuid.UUID, store: Store) -> bytes:
    return moment_sheet.draw(store, placement_id, moment_id)


def _empty(text: str) -> QFrame:
    return ruled(row(label(text, "muted"), margins=(16, 12, 16, 14)))
