"""Peer-coaching in a dossier: the groups of this student; for a trainer only the count."""

import uuid
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from stagecoach.domain.access import Right
from stagecoach.i18n import _, date
from stagecoach.services.dossier import Summary
from stagecoach.services.peers import coach_tasks, groups, trainings
from stagecoach.services.people.persons import Choice
from stagecoach.ui.core.tab import Tab
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.peers.apart_form import ApartForm
from stagecoach.ui.peers.coaching import CoachingForm
from stagecoach.ui.peers.group_view import PeerView, prints, tick_task
from stagecoach.ui.peers.learned import coaching, resilience
from stagecoach.ui.widgets.fields import button, column, label, named, pick, row, scroll
from stagecoach.ui.widgets.layouts import clear


class PeersTab(Tab):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._student: Choice | None = None
        self._groups: list[groups.Row] = []
        self.which = named(QComboBox(), _("Pair"))
        self.which.activated.connect(self._show)
        self._none = label("", "muted", wrap=True)
        self.view = PeerView(workspace)
        self.view.go.connect(self.go)
        self._alone = QVBoxLayout()
        self._alone.setSpacing(14)
        apart = button(
            _("Rather not together"),
            self.keep_apart,
            kind="quiet",
            icon="user-round-x",
            small=True,
            right=Right.APART,
        )
        top = row(self.which, self._none, None, apart, spacing=12)
        content = QWidget()
        inner = column(top, self.view, self._alone, None, spacing=14, margins=(32, 14, 32, 16))
        inner.setStretch(1, 1)
        content.setLayout(inner)
        self.setLayout(column(scroll(content)))

    def new_here(self) -> bool:
        return self.view.new_session()

    def show_summary(self, summary: Summary) -> None:
        self._student = Choice(summary.head.id, summary.head.name)
        student_groups = self._groups = self.workspace.ask(groups.of_student, summary.head.id)
        kept: uuid.UUID | None = self.which.currentData()
        self.which.clear()
        for group in student_groups:
            since = date(group.from_on)
            ended = f" – {date(group.until_on)}" if group.over and group.until_on else ""
            self.which.addItem(f"{group.name}, {since}{ended}", group.id)
        if kept in {group.id for group in student_groups}:
            pick(self.which, kept)
        self.which.setVisible(len(student_groups) > 1)
        self._none.setVisible(not student_groups)
        self._none.setText(_("%s has no pair yet.") % summary.head.name)
        if student_groups:
            self.view.show()
        else:
            self.view.hide_group()
        self._show()

    @Slot()
    def _show(self) -> None:
        clear(self._alone)
        chosen: uuid.UUID | None = self.which.currentData()
        group = next(
            (student_group for student_group in self._groups if student_group.id == chosen), None
        )
        if group is not None:
            self.view.show_group(group)
        elif self._student is not None:
            self._show_alone(self._student)

    def _show_alone(self, student: Choice) -> None:
        """Without a pair there is training, and what can be practised."""
        ask = self.workspace.ask
        rows = ask(trainings.of_students, [student.id])
        view = self.view
        self._alone.addWidget(
            resilience(
                [student], rows, paper=view.certificate, prints=partial(prints, self.workspace)
            )
        )
        if self.workspace.may(Right.PEER_SESSIONS):
            tasks = ask(coach_tasks.overview, [student.id])
            self._alone.addWidget(
                coaching(
                    [student],
                    tasks,
                    changes={student.id},
                    ticked=partial(tick_task, self.workspace),
                    more=self._coaching,
                )
            )

    def _coaching(self, member: Choice, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        CoachingForm(self.workspace, member, self).open_once()

    @Slot()
    def keep_apart(self) -> None:
        if self._student is not None:
            ApartForm(self.workspace, self._student.id, self).open_once()
