"""One group: its goal, who coached whom, the sessions, and what is learned beside them.

For whoever only counts it is the count alone: what was said never comes to that screen.
"""

import uuid
from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from stagecoach.domain.access import Right
from stagecoach.i18n import _, ngettext
from stagecoach.services import Store
from stagecoach.services.peers import coach_tasks, groups, sessions, trainings
from stagecoach.services.people.keys import Private
from stagecoach.services.people.persons import Choice
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.peers.actions import Deeds
from stagecoach.ui.peers.coaching import CoachingForm
from stagecoach.ui.peers.learned import coaching, counted, resilience, who_sees_what
from stagecoach.ui.peers.open_key import OpenKeyForm
from stagecoach.ui.peers.pairs import Faces, agreed, balance
from stagecoach.ui.peers.session_form import SessionForm
from stagecoach.ui.peers.sessions import SessionTable, Told, columns, sentence, told
from stagecoach.ui.peers.turns import Legend, TurnsView, turns
from stagecoach.ui.peers.why_sealed import why_closed
from stagecoach.ui.widgets.fields import (
    button,
    card,
    clear,
    column,
    framed,
    icon_button,
    icon_label,
    label,
    row,
)
from stagecoach.ui.widgets.table import PAGE, ROW_ROLE, TableModel

_BESIDE, _SIDE = 700, 252
_AT_ONCE = 50  # talks that are sealed anew in one go
SHOWS = frozenset(
    {"peer_group", "peer_member", "peer_session", "personal_key", "coach_task", "training"}
    | {"training_day", "training_place", "attendance", "person"}
)


class PeerView(QWidget):
    """Shows the group it is given; asks the store for what belongs to it."""

    go = Signal(object)  # Place

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.told: sessions.Told | None = None
        self._deeds = Deeds(workspace, self)
        self.model = TableModel(columns(), self, sentence)
        self.table = SessionTable(self.model)
        self.table.activated.connect(self._edit)
        self.table.ticked.connect(self.tick)
        self._head = QVBoxLayout()
        self._count, self._why = label("", "muted"), QVBoxLayout()
        talks, body = card(_("Talks"), self._count)
        self._talks = talks
        body.addLayout(self._why)
        body.addWidget(self.table, 1)
        talks.setMinimumHeight(theme.scaled(300))
        self._side = QVBoxLayout()
        self._side.setSpacing(14)
        self._aside = QWidget()
        self._aside.setLayout(column(self._side, None))
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower.setSpacing(14)
        self._lower.addWidget(talks, 1)
        self._lower.addWidget(self._aside)
        whole = column(self._head, self._lower, spacing=14)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_group(self, group: groups.Row) -> None:
        same = self.told is not None and self.told.group.id == group.id
        there = self.model.rowCount() if same else 0  # as far as one had scrolled
        limit = -(-max(PAGE, there) // PAGE) * PAGE
        self.told = self.workspace.ask(sessions.told, group, limit)
        clear(self._head)
        clear(self._side)
        records = self.told.records
        self._head.addWidget(self._top(group, records=records))
        self._talks.setVisible(records)
        if records:
            self._show_talks(self.told)
        self._show_side(self.told)
        self._turn()

    def _top(self, group: groups.Row, *, records: bool) -> QFrame:
        """Faces, names and what was agreed; the goal and the turns for whoever may see them."""
        said = label(self._agreed(group) if records else "", "secondary", wrap=True)
        words = column(label(group.name, "section"), said, spacing=0)
        parts: list[object] = [Faces(group.members, 42), words]
        if records:
            parts.append(button(_("Talk"), self.new_session, icon="plus"))
        if records or (self.told is not None and self.told.pairs):
            parts.append(icon_button("ellipsis", _("More"), self._more))
        head = row(*parts, spacing=14)
        head.setStretch(1, 1)
        lines: list[object] = [head]
        if records:
            goal = label(group.goal, "", wrap=True)
            line = row(
                icon_label("target", "brand.base", 18),
                label(_("Goal"), "strong"),
                goal,
                spacing=10,
                margins=(14, 7, 14, 7),
            )
            line.setStretch(2, 1)
            lines.append(framed("goal", line))
            counts = row(
                label(_("Who coached whom"), "strong"),
                label(balance(group), "secondary"),
                None,
                Legend(),
                spacing=12,
            )
            assert self.told is not None
            shown = turns(self.told.rows)
            lines += [counts, TurnsView(group.members, shown, group.from_on)]
        return framed("card", column(*lines, spacing=10, margins=(18, 14, 18, 10)))

    def _agreed(self, group: groups.Row) -> str:
        alike = self.workspace.ask(groups.together, [member.id for member in group.members])
        return agreed(group, alike)

    def _show_talks(self, found: sessions.Told) -> None:
        group = found.group
        words = {"held": group.sessions, "planned": group.planned}
        self._count.setText(_("%(held)d of %(planned)d planned") % words)
        clear(self._why)
        acts = {"make": self._make_key, "open": self.open_key, "let": self._let_read}
        if line := why_closed(found, self.workspace.key, acts):
            self._why.addWidget(line)
        members, key = group.members, self.workspace.key
        chosen, before = self.chosen(), {each.row.id for each in self.model.rows()}
        self.model.show(told(found.rows, members, key), self._page)
        rows = [each.row.id for each in self.model.rows()]
        fresh = bool(rows) and rows[0] not in before  # just recorded, or another pair
        at = rows.index(chosen.row.id) if chosen and chosen.row.id in rows and not fresh else 0
        if rows:
            self.table.setCurrentIndex(self.model.index(at, 0))

    def _page(self, there: Sequence[Told]) -> Sequence[Told]:
        assert self.told is not None
        group, last = self.told.group, there[-1].row
        rows = self.workspace.ask(sessions.overview, group.id, PAGE, last)
        return told(rows, group.members, self.workspace.key)

    def _show_side(self, found: sessions.Told) -> None:
        group, ask = found.group, self.workspace.ask
        members = {member.id: member for member in group.members}
        counted_on = ask(groups.own, members, Right.PEER_COUNTS)
        if found.records:
            trainers = ask(groups.trainers, members)
            self._side.addWidget(who_sees_what(found, trainers))
        else:  # whoever counts, counts for their own students
            frame, body = card(_("Peer coaching"))
            body.addWidget(counted(group))
            self._side.addWidget(frame)
            members = {key: each for key, each in members.items() if key in counted_on}
        rows = ask(trainings.of_students, members)
        self._side.addWidget(
            resilience([*members.values()], rows, paper=self.certificate, prints=self.prints)
        )
        if found.records:
            tasks = ask(coach_tasks.overview, members)
            mine = ask(groups.own, members, Right.PEER_SESSIONS)
            self._side.addWidget(
                coaching(
                    group.members, tasks, changes=mine, ticked=self.ticked, more=self._coaching
                )
            )

    def hide_group(self) -> None:
        """There is none to show, and none to do anything with."""
        self.told = None
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """In a narrow place what stands beside the talks goes below them."""
        records = self.told is not None and self.told.records
        beside = self.width() >= theme.scaled(_BESIDE)
        way = QBoxLayout.Direction
        self._lower.setDirection(way.LeftToRight if beside else way.TopToBottom)
        side = theme.scaled(_SIDE) if beside and records else 16_777_215
        self._aside.setMaximumWidth(side)
        self._aside.setMinimumWidth(side if beside and records else 0)

    def chosen(self) -> Told | None:
        found: Told | None = self.table.currentIndex().data(ROW_ROLE)
        return found

    # What can be done here.

    @Slot()
    def new_session(self) -> None:
        if self.told is not None and self.told.records:
            draft = self.workspace.ask(sessions.new_draft, self.told.group.id)
            SessionForm(self.workspace, self.told, draft, None, self).open_once()

    @Slot()
    def _edit(self) -> None:
        chosen = self.chosen()
        if chosen is not None and self.told is not None:
            draft = self.workspace.ask(sessions.draft, chosen.row.id)
            SessionForm(self.workspace, self.told, draft, chosen, self).open_once()

    @Slot()
    def tick(self) -> None:
        """Space: the agreed action of the chosen session is done, or not yet after all."""
        chosen, key = self.chosen(), self.workspace.key
        if chosen is None or key is None or not chosen.action:
            return
        done = chosen.content is not None and chosen.content.done_on is None
        self.workspace.do(sessions.set_done, chosen.row, key, done=done)
        self.workspace.say(_("Done") if done else _("Open again"), undo=True)

    @Slot()
    def open_key(self) -> None:
        form = OpenKeyForm(self.workspace, self)
        form.saved.connect(self._again)
        form.open_once()

    @Slot()
    def _again(self) -> None:
        if self.told is not None:
            self.show_group(self.told.group)

    def _make_key(self) -> None:
        self.go.emit(Place("my_key"))

    @Slot()
    def _let_read(self) -> None:
        found, key = self.told, self.workspace.key
        if found is None or key is None:
            return
        rows = self.workspace.ask(sessions.overview, found.group.id)
        late = sessions.not_for_all(rows, found.readers)
        clear(self._why)  # asked once
        self.workspace.in_background(self, self._let, _seal_anew, late, key)

    def _let(self, count: int) -> None:
        self.workspace.say(ngettext("%d talk sealed anew", "%d talks sealed anew", count) % count)

    @Slot()
    def _more(self) -> None:
        if self.told is not None:
            sender = self.sender()
            anchor = sender if isinstance(sender, QWidget) else self
            self._deeds.menu(self.told, anchor)

    @Slot()
    def change(self) -> None:
        if self.told is not None:
            self._deeds.change(self.told.group.id)

    def prints(self, training: trainings.Row) -> bool:
        """Whoever keeps the trainings gives a certificate; others print one that was given."""
        given = training.certificate_on is not None
        return self._mine(training, Right.PEERS) or (
            given and self._mine(training, Right.PEER_COUNTS)
        )

    def _mine(self, training: trainings.Row, right: Right) -> bool:
        return bool(self.workspace.ask(groups.own, [training.student_id], right))

    def certificate(self, training: trainings.Row, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self._deeds.certificate(training, gives=self._mine(training, Right.PEERS))

    def ticked(self, task_id: uuid.UUID, done: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self.workspace.do(coach_tasks.set_done, task_id, done=done)
        self.workspace.say(_("Done") if done else _("Open again"), undo=True)

    def _coaching(self, member: Choice, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        CoachingForm(self.workspace, member, self).open_once()


def _seal_anew(store: Store, rows: list[sessions.Row], key: Private) -> int:
    """For the worker, some at a time: years of talks take seconds."""
    steps = range(0, len(rows), _AT_ONCE)
    return sum(
        store.do(sessions.let_all_read, rows[first : first + _AT_ONCE], key) for first in steps
    )
