"""A proposal of pairs: looked at, some of them ticked, made at once; or set aside."""

import uuid

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from stagecoach.errors import Invalid
from stagecoach.i18n import _, listed, ngettext
from stagecoach.services import Store
from stagecoach.services.peers import group_changes, proposal
from stagecoach.services.peers.proposal import Group, Proposal, Wishes
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.form import Form
from stagecoach.ui.peers.pair_form import Terms
from stagecoach.ui.widgets.fields import column, framed, label, row, ruled, scroll
from stagecoach.ui.widgets.layouts import clear


class ProposalForm(Form):
    """Made in the background, so that hundreds of students hold nothing up."""

    def __init__(
        self, workspace: Workspace, *, everybody: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, _("Proposal of pairs"), "handshake", 720, parent)
        self.company = QCheckBox(_("Different &companies"))
        self.study = QCheckBox(_("The same &study"))
        self.year = QCheckBox(_("Different study &years"))
        self.everybody = QCheckBox(_("Also who has a &pair now, for a next round"))
        wishes = Wishes()
        for tick, on in (
            (self.company, wishes.other_company),
            (self.study, wishes.same_study),
            (self.year, wishes.other_year),
            (self.everybody, everybody),
        ):
            tick.setChecked(on)
            tick.toggled.connect(self.ask_again)
        self.body.addWidget(label(_("Preferably"), "label"))
        self.body.addLayout(row(self.company, self.study, self.year, None, spacing=18))
        self.body.addWidget(self.everybody)
        self.ticks: list[tuple[QCheckBox, Group]] = []
        self._not_wanted: set[frozenset[uuid.UUID]] = set()  # also after another wish
        self._list, self._left = QVBoxLayout(), label("", "secondary", wrap=True)
        self._list.setSpacing(0)
        inner = QWidget()
        inner.setLayout(column(self._list, None, spacing=0))
        area = scroll(inner, "sheetBody")
        area.setFixedHeight(150)
        self.body.addWidget(framed("card", column(area, margins=(1, 1, 1, 1))))
        self.body.addLayout(column(self._left, self.problem_label("groups", self.everybody)))
        self.terms = Terms(workspace, workspace.ask(group_changes.new_draft))
        self.terms.lay_out(self)
        told = _("Nobody is proposed with whom they were in a pair before.")
        self.body.addWidget(label(told, "caption", wrap=True))
        self.add_buttons(_("Make these pairs"))
        self.ask_again()

    @Slot()
    def ask_again(self) -> None:
        wishes = Wishes(self.company.isChecked(), self.year.isChecked(), self.study.isChecked())
        self.status.setText(_("Looking for pairs …"))
        self.workspace.in_background(
            self, self.show_proposal, propose, wishes, everybody=self.everybody.isChecked()
        )

    def show_proposal(self, suggestion: Proposal) -> None:
        self._not_wanted |= {_key(group) for tick, group in self.ticks if not tick.isChecked()}
        self._not_wanted -= {_key(group) for tick, group in self.ticks if tick.isChecked()}
        clear(self._list)
        self.ticks.clear()
        self.status.setText("")
        for group in suggestion.groups:
            tick = QCheckBox(group.name.replace("&", "&&"))
            tick.setChecked(_key(group) not in self._not_wanted)
            tick.setAccessibleDescription(group.why)
            names = " · ".join(student.name for student in group.members)
            said = column(label(names, "secondary"), label(group.why, "muted"), spacing=0)
            line = row(tick, said, margins=(14, 6, 14, 6))
            line.setStretch(0, 2)
            line.setStretch(1, 3)
            self._list.addWidget(ruled(line))
            self.ticks.append((tick, group))
        if not suggestion.groups:
            text = _("There is nobody to make a new pair with.")
            self._list.addWidget(label(text, "muted"))
        names = listed([student.name for student in suggestion.left])
        self._left.setText(_("Nobody was found for %s.") % names if suggestion.left else "")

    def save(self) -> None:
        chosen = [group for tick, group in self.ticks if tick.isChecked()]
        draft = self.terms.read()
        if not chosen:
            raise Invalid({"groups": _("Tick at least one pair.")})
        count = self.workspace.do(proposal.accept, chosen, draft)
        text = ngettext("%d pair made", "%d pairs made", count)
        self.workspace.say(text % count, undo=True)


def _key(group: Group) -> frozenset[uuid.UUID]:
    return frozenset(member.id for member in group.members)


def propose(store: Store, wishes: Wishes, *, everybody: bool) -> Proposal:
    """For the worker."""
    suggestion: Proposal = store.ask(proposal.propose, wishes, everybody=everybody)
    return suggestion
