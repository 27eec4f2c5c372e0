"""Peer-coaching: all pairs beside the one that is looked at. The second view of Studenten."""

import uuid
from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from stagecoach.domain.access import Right
from stagecoach.i18n import _
from stagecoach.services.peers import apart, group_changes
from stagecoach.services.peers import groups as peers
from stagecoach.services.peers.proposal import Proposal, Wishes
from stagecoach.services.rules import rules
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Page
from stagecoach.ui.core.rights import show_allowed
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.peers import cards
from stagecoach.ui.peers.apart_form import ApartForm
from stagecoach.ui.peers.group_view import SHOWS, PeerView
from stagecoach.ui.peers.pair_form import PairForm
from stagecoach.ui.peers.pairs import PairEntry, height, pair_list, sentence
from stagecoach.ui.peers.proposal import ProposalForm, propose
from stagecoach.ui.peers.training_form import TrainingForm
from stagecoach.ui.widgets.fields import (
    button,
    card,
    column,
    framed,
    icon_button,
    label,
    row,
    scroll,
)
from stagecoach.ui.widgets.layouts import clear
from stagecoach.ui.widgets.menus import pop_up
from stagecoach.ui.widgets.table import ROW_ROLE, Column, TableModel
from stagecoach.ui.widgets.views import student_views

_LEFT, _BESIDE = 312, 900
_TALLEST = 420


class PeersPage(Page):
    shows = SHOWS | {"student", "placement", "apart", "attention_rule"}

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.model = TableModel([Column[PairEntry]("", sentence)], self, sentence)
        self.list = pair_list(self.model)
        self.list.selectionModel().currentChanged.connect(self._turn_to)
        self.list.activated.connect(self._open)
        self.view = PeerView(workspace)
        self.view.go.connect(self.go)
        self._count = label("", "muted")
        self._alarm, self._offer = QVBoxLayout(), QVBoxLayout()
        self._empty_text = label("", "muted", wrap=True)
        self._empty = framed("card", column(self._empty_text, margins=(18, 16, 18, 16)))
        self._offered: object = None  # for whom the proposal was made
        self._build()

    def new_here(self) -> bool:
        return self.view.new_session()

    def _build(self) -> None:
        make = button(_("Make a pair"), self.new, kind="primary", icon="plus", right=Right.PEERS)
        more = icon_button("ellipsis", _("More"), self._more, right=Right.APART)
        switch = student_views("peers", self.go.emit)
        head = row(label(_("Students"), "title"), None, switch, make, more, spacing=12)
        listed, body = card(_("Pairs"), self._count)
        body.addWidget(self.list)
        self._left = left = QWidget()
        left.setLayout(column(listed, self._alarm, self._offer, None, spacing=14))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._columns.addWidget(left)
        right = column(self._empty, self.view, None)
        right.setStretch(1, 100)
        self._columns.addLayout(right, 1)
        content = QWidget()
        inner = column(head, self._columns, spacing=14, margins=(32, 18, 32, 18))
        inner.setStretch(1, 1)
        content.setLayout(inner)
        self.setLayout(column(scroll(content), spacing=0))

    def focus_first(self) -> None:
        self.list.setFocus()

    def window_title(self) -> str:
        return _("Peer coaching")

    def reload(self) -> None:
        ask = self.workspace.ask
        groups = ask(peers.overview)
        pairs = self.workspace.may(Right.PEERS)
        rule = ask(rules.attention).get("quiet_pair")
        days = rule.days if rule else 10_000
        entries = [PairEntry(group, None, days) for group in groups]
        alone = ask(group_changes.alone) if pairs else []
        entries += [PairEntry(None, choice) for choice in alone]
        self._count.setText(str(len(groups)) if groups else "")
        kept = self.chosen()
        self.model.show(entries)
        self.list.setFixedHeight(min(theme.scaled(_TALLEST), height(entries)))
        self._show_alarm(entries)
        if pairs:
            self._show_unguided(entries)
        self._show_offer(pairs=pairs)
        self._choose(entries, kept)
        show_allowed(self, self.workspace, None)

    def _choose(self, entries: list[PairEntry], kept: PairEntry | None) -> None:
        was = [face.id for face in kept.faces] if kept else []
        keys = [[face.id for face in entry.faces] for entry in entries]
        at = keys.index(was) if was in keys else 0
        if entries:
            self.list.setCurrentIndex(self.model.index(at, 0))
        self._turn_to()

    def chosen(self) -> PairEntry | None:
        pair_entry: PairEntry | None = self.list.currentIndex().data(ROW_ROLE)
        return pair_entry

    @Slot()
    def _turn_to(self) -> None:
        """Show the group under the cursor."""
        entry = self.chosen()
        group = entry.group if entry else None
        self._empty.setVisible(group is None)
        if group is None:
            self.view.hide_group()
        if group is not None:
            self.view.show()
            self.view.show_group(group)
        elif entry is not None and entry.single is not None:
            self._empty_text.setText(_("%s has no pair yet.") % entry.single.name)
        else:
            self._empty_text.setText(
                _("No pairs yet. Students learn to coach by coaching each other.")
            )

    def _show_alarm(self, entries: list[PairEntry]) -> None:
        """The first pair that went quiet: a reason to ask, not a fault."""
        clear(self._alarm)
        entry = next((entry for entry in entries if entry.quiet), None)
        if entry is None or entry.group is None or not self.workspace.may(Right.PEERS):
            return
        key = entry.group.id
        self._alarm.addWidget(cards.quiet(entry.group, self._to(key), self._talk(key)))

    def _show_unguided(self, entries: list[PairEntry]) -> None:
        """Pairs whose guide left, or who never had one."""
        left = self.workspace.ask(group_changes.of_guides_who_left)
        for entry in entries:
            if entry.group is None or entry.group.id not in left:
                continue
            self._alarm.addWidget(cards.unguided(entry.group, self._change(entry.group.id)))
            return

    def _to(self, group_id: uuid.UUID) -> Callable[[], None]:
        def go() -> None:
            keys = [e.group.id if e.group else None for e in self.model.rows()]
            if group_id in keys:
                self.list.setCurrentIndex(self.model.index(keys.index(group_id), 0))

        return go

    def _talk(self, group_id: uuid.UUID) -> Callable[[], None]:
        def go() -> None:
            self._to(group_id)()
            self.view.new_session()

        return go

    def _change(self, group_id: uuid.UUID) -> Callable[[], None]:
        def go() -> None:
            self._to(group_id)()
            self.view.change()

        return go

    def _show_offer(self, *, pairs: bool) -> None:
        """Looked for again only when there is somebody else to propose."""
        meant = tuple(entry.faces for entry in self.model.rows())
        kept = self.workspace.ask(apart.overview) if pairs else []
        if not pairs or (meant, kept) == self._offered:
            return
        self._offered = meant, kept
        everybody = len(self.workspace.ask(group_changes.alone)) < 2
        self.workspace.in_background(
            self, self._show_proposal, propose, Wishes(), everybody=everybody
        )

    def _show_proposal(self, suggestion: Proposal) -> None:
        """The first two; and a button to look at all of them."""
        clear(self._offer)
        if suggestion.groups:
            self._offer.addWidget(cards.proposal(suggestion, self.look_at_proposal))

    @Slot()
    def look_at_proposal(self) -> None:
        everybody = len(self.workspace.ask(group_changes.alone)) < 2
        ProposalForm(self.workspace, everybody=everybody, parent=self).open_once()

    @Slot()
    def new(self) -> None:
        """With whoever is under the cursor and has no pair yet."""
        entry = self.chosen()
        members = [entry.single.id] if entry and entry.single else []
        draft = self.workspace.ask(group_changes.new_draft, members)
        PairForm(self.workspace, draft, self).open_once()

    @Slot()
    def _open(self) -> None:
        entry = self.chosen()
        if entry is not None and entry.single is not None:
            self.new()
        else:
            self.view.table.setFocus()

    @Slot()
    def _more(self) -> None:
        choices = [("user-round-x", _("Rather not together"), self.keep_apart)]
        if self.workspace.may(Right.PEERS):
            choices.append(("thumbs-up", _("Training in resilience"), self.keep_training))
        pop_up(choices, self.sender(), self)

    @Slot()
    def keep_apart(self) -> None:
        ApartForm(self.workspace, None, self).open_once()

    @Slot()
    def keep_training(self) -> None:
        TrainingForm(self.workspace, self).open_once()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.scaled(_BESIDE)
        way = QBoxLayout.Direction
        self._columns.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._left.setFixedWidth(theme.scaled(_LEFT)) if beside else self._left.setMaximumWidth(
            16_777_215
        )
