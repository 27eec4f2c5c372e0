"""One group: its goal, who coached whom, the sessions, and what is learned beside them.

For whoever only counts it is the count alone: what was said never comes to that screen.
"""

import uuid
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from stagecoach.domain.access import Right
from stagecoach.i18n import _
from stagecoach.services.peers import coach_tasks, groups, sessions, trainings
from stagecoach.services.people.persons import Choice
from stagecoach.ui.core import theme
from stagecoach.ui.core.page import Place
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.peers.actions import GroupActions
from stagecoach.ui.peers.coaching import CoachingForm
from stagecoach.ui.peers.group_head import only_names, whole_head
from stagecoach.ui.peers.learned import coaching, counted, resilience, who_sees_what
from stagecoach.ui.peers.open_key import OpenKeyForm
from stagecoach.ui.peers.pairs import agreed
from stagecoach.ui.peers.reading_along import let_all_read
from stagecoach.ui.peers.session_form import SessionForm
from stagecoach.ui.peers.sessions import SessionLine, SessionTable, columns, lines, sentence
from stagecoach.ui.peers.why_sealed import why_closed
from stagecoach.ui.widgets.fields import card, column, label
from stagecoach.ui.widgets.layouts import clear
from stagecoach.ui.widgets.table import PAGE, ROW_ROLE, TableModel

_BESIDE, _SIDE = 700, 252
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
        self.told: sessions.GroupSessions | None = None
        self._actions = GroupActions(workspace, self)
        self.model = TableModel(columns(), self, sentence)
        self.table = SessionTable(self.model)
        self.table.activated.connect(self._edit)
        self.table.ticked.connect(self.tick)
        self._build()

    def _build(self) -> None:
        self._head = QVBoxLayout()
        self._count, self._why = label("", "muted"), QVBoxLayout()
        self._talks, body = card(_("Talks"), self._count)
        body.addLayout(self._why)
        body.addWidget(self.table, 1)
        self._talks.setMinimumHeight(theme.scaled(300))
        self._side = column(spacing=14)
        self._aside = QWidget()
        self._aside.setLayout(column(self._side, None))
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower.setSpacing(14)
        self._lower.addWidget(self._talks, 1)
        self._lower.addWidget(self._aside)
        whole = column(self._head, self._lower, spacing=14)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_group(self, group: groups.Row) -> None:
        same = self.told is not None and self.told.group.id == group.id
        there = self.model.rowCount() if same else 0  # as far as one had scrolled
        limit = -(-max(PAGE, there) // PAGE) * PAGE
        self.told = self.workspace.ask(sessions.of_group, group, limit)
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
        talk, more = self.new_session, self._more
        if not records:
            leads = self.told is not None and self.told.pairs
            return only_names(group, more if leads else None)
        assert self.told is not None
        alike = self.workspace.ask(groups.likeness, [member.id for member in group.members])
        return whole_head(group, agreed(group, alike), self.told.rows, talk, more)

    def _show_talks(self, talks: sessions.GroupSessions) -> None:
        group = talks.group
        words = {"held": group.sessions, "planned": group.planned}
        self._count.setText(_("%(held)d of %(planned)d planned") % words)
        clear(self._why)
        acts = {"make": self._make_key, "open": self.open_key, "let": self._let_read}
        if line := why_closed(talks, self.workspace.key, acts):
            self._why.addWidget(line)
        members, key = group.members, self.workspace.key
        chosen, before = self.chosen(), {row.row.id for row in self.model.rows()}
        self.model.show(lines(talks.rows, members, key), self._page)
        rows = [row.row.id for row in self.model.rows()]
        fresh = bool(rows) and rows[0] not in before  # just recorded, or another pair
        at = rows.index(chosen.row.id) if chosen and chosen.row.id in rows and not fresh else 0
        if rows:
            self.table.setCurrentIndex(self.model.index(at, 0))

    def _page(self, there: Sequence[SessionLine]) -> Sequence[SessionLine]:
        assert self.told is not None
        group, last = self.told.group, there[-1].row
        rows = self.workspace.ask(sessions.overview, group.id, PAGE, last)
        return lines(rows, group.members, self.workspace.key)

    def _show_side(self, talks: sessions.GroupSessions) -> None:
        group, ask = talks.group, self.workspace.ask
        members = {member.id: member for member in group.members}
        counted_on = ask(groups.own, members, Right.PEER_COUNTS)
        if talks.records:
            trainers = ask(groups.trainers, members)
            self._side.addWidget(who_sees_what(talks, trainers))
        else:  # whoever counts, counts for their own students
            frame, body = card(_("Peer coaching"))
            body.addWidget(counted(group))
            self._side.addWidget(frame)
            members = {key: student for key, student in members.items() if key in counted_on}
        rows = ask(trainings.of_students, members)
        paper = resilience(
            [*members.values()],
            rows,
            paper=self.certificate,
            prints=partial(prints, self.workspace),
        )
        self._side.addWidget(paper)
        if talks.records:
            tasks, mine = (
                ask(coach_tasks.overview, members),
                set(ask(groups.own, members, Right.PEER_SESSIONS)),
            )
            self._side.addWidget(
                coaching(
                    group.members,
                    tasks,
                    changes=mine,
                    ticked=partial(tick_task, self.workspace),
                    more=self._coaching,
                )
            )

    @Slot()
    def _make_key(self) -> None:
        self.go.emit(Place("my_key"))

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

    def chosen(self) -> SessionLine | None:
        session_line: SessionLine | None = self.table.currentIndex().data(ROW_ROLE)
        return session_line

    @Slot()
    def new_session(self) -> bool:
        """Ctrl+N, as a page has it."""
        begin(self.workspace, self.told, self)
        return True

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

    @Slot()
    def _let_read(self) -> None:
        if self.told is not None and self.workspace.key is not None:
            clear(self._why)  # asked once
            let_all_read(self.workspace, self.told, self.workspace.key)

    @Slot()
    def _more(self) -> None:
        if self.told is not None:
            sender = self.sender()
            anchor = sender if isinstance(sender, QWidget) else self
            self._actions.menu(self.told, anchor)

    @Slot()
    def change(self) -> None:
        if self.told is not None:
            self._actions.change(self.told.group.id)

    def certificate(self, training: trainings.Row, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self._actions.certificate(training, gives=_reaches(self.workspace, training, Right.PEERS))

    def _coaching(self, member: Choice, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        CoachingForm(self.workspace, member, self).open_once()


def _reaches(workspace: Workspace, training: trainings.Row, right: Right) -> bool:
    return bool(workspace.ask(groups.own, [training.student_id], right))


def begin(workspace: Workspace, told: sessions.GroupSessions | None, over: QWidget) -> None:
    """A new talk; where one may not keep one it is said who may."""
    if told is None:
        workspace.say(_("Choose a pair first: a talk belongs to one."))
    elif not told.records:
        workspace.say(_("Who coaches in this pair, and its guide, record the talks."))
    else:
        draft = workspace.ask(sessions.new_draft, told.group.id)
        SessionForm(workspace, told, draft, None, over).open_once()


def prints(workspace: Workspace, training: trainings.Row) -> bool:
    """Whoever keeps the trainings gives a certificate; others print one that was given."""
    given = training.certificate_on is not None
    return _reaches(workspace, training, Right.PEERS) or (
        given and _reaches(workspace, training, Right.PEER_COUNTS)
    )


def tick_task(workspace: Workspace, task_id: uuid.UUID, done: bool) -> None:  # noqa: FBT001
    """A coaching task is done, or not yet after all."""
    workspace.do(coach_tasks.set_done, task_id, done=done)
    workspace.say(_("Done") if done else _("Open again"), undo=True)
