"""Earlier talks sealed anew, so that whoever got a key later can read along."""

from functools import partial

from stagecoach.i18n import ngettext
from stagecoach.services import Store
from stagecoach.services.peers import sessions
from stagecoach.services.people.keys import Private
from stagecoach.ui.core.workspace import Workspace

_AT_ONCE = 50  # talks in one go


def let_all_read(workspace: Workspace, told: sessions.GroupSessions, key: Private) -> None:
    """In the worker; it says how many when it is done."""
    rows = workspace.ask(sessions.overview, told.group.id)
    late = sessions.not_for_all(rows, told.readers)
    workspace.in_background(workspace, partial(_say, workspace), _seal_anew, late, key)


def _say(workspace: Workspace, count: int) -> None:
    workspace.say(ngettext("%d talk sealed anew", "%d talks sealed anew", count) % count)


def _seal_anew(store: Store, rows: list[sessions.Row], key: Private) -> int:
    """For the worker, some at a time: years of talks take seconds."""
    steps = range(0, len(rows), _AT_ONCE)
    return sum(
        store.do(sessions.let_all_read, rows[first : first + _AT_ONCE], key) for first in steps
    )
