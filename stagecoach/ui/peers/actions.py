"""What can be done with a group beside its talks: changed, ended, printed."""

import uuid
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from stagecoach.documents import peers
from stagecoach.domain.peers import Method, method_name
from stagecoach.i18n import _
from stagecoach.services import Store
from stagecoach.services.history.changes import Record
from stagecoach.services.peers import group_changes, trainings
from stagecoach.services.peers.sessions import GroupSessions
from stagecoach.ui.core import theme
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs import messages
from stagecoach.ui.dialogs.history import HistoryForm
from stagecoach.ui.dialogs.print import PrintForm, Way
from stagecoach.ui.peers.pair_form import PairForm


class GroupActions:
    """Over a widget, for whatever group it shows."""

    def __init__(self, workspace: Workspace, over: QWidget) -> None:
        self._workspace, self._over = workspace, over

    def menu(self, told: GroupSessions, anchor: QWidget) -> None:
        menu, key = QMenu(self._over), told.group.id
        if told.pairs:
            menu.addAction(theme.icon("pencil"), _("Change pair"), partial(self.change, key))
            if not told.group.over:
                menu.addAction(theme.icon("x"), _("End pair"), partial(self._ask_end, key))
            if not told.group.sessions:
                gone = partial(self._remove, key)
                menu.addAction(theme.icon("trash-2"), _("Remove pair"), gone)
            menu.addAction(theme.icon("history"), _("History"), partial(self._history, key))
        if told.records:
            print_it = partial(self._agreement, key)
            menu.addAction(theme.icon("printer"), _("Print agreement"), print_it)
            menu.addAction(theme.icon("printer"), _("Print talk sheets"), self._talk_sheets)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height())))

    def change(self, group_id: uuid.UUID) -> None:
        draft = self._workspace.ask(group_changes.draft, group_id)
        PairForm(self._workspace, draft, self._over).open_once()

    def _ask_end(self, group_id: uuid.UUID) -> None:
        text = _("End this pair today? Its talks stay, sealed as they are.")
        messages.ask(self._over, text, _("End pair"), partial(self._end, group_id))

    def _end(self, group_id: uuid.UUID) -> None:
        self._workspace.do(group_changes.end, group_id)
        self._workspace.say(_("Pair ended"), undo=True)

    def _remove(self, group_id: uuid.UUID) -> None:
        self._workspace.do(group_changes.remove, group_id)
        self._workspace.say(_("Pair removed"), undo=True)

    def _history(self, group_id: uuid.UUID) -> None:
        HistoryForm(self._workspace, [Record("peer_group", group_id)], self._over).open_once()

    def _agreement(self, group_id: uuid.UUID) -> None:
        way = Way(_("Agreement"), partial(_draw_agreement, group_id))
        name, title = _("peer-agreement.pdf"), _("Agreement of a pair")
        PrintForm(self._workspace, title, name, [way], self._over).open_once()

    def _talk_sheets(self) -> None:
        """Blank ones, a method each."""
        ways = [Way(method_name(method), partial(_draw_blank, method)) for method in Method]
        name = _("peer-talk.pdf")
        PrintForm(self._workspace, _("Print talk sheets"), name, ways, self._over).open_once()

    def certificate(self, training: trainings.Row, *, gives: bool) -> None:
        """Printed; by whoever keeps the trainings it is given with that."""
        ids = training.training_id, training.student_id
        if training.certificate_on is None and gives:
            self._workspace.do(trainings.certify, *ids)
        way = Way(_("Certificate"), partial(_draw_certificate, *ids))
        name = _("certificate.pdf")
        PrintForm(self._workspace, _("Certificate"), name, [way], self._over).open_once()


def _draw_agreement(group_id: uuid.UUID, store: Store) -> bytes:
    return peers.agreement(store, group_id)


def _draw_certificate(training_id: uuid.UUID, student_id: uuid.UUID, store: Store) -> bytes:
    return peers.certificate(store, training_id, student_id)


def _draw_blank(method: Method, _store: Store) -> bytes:
    return peers.blank_session(method)
