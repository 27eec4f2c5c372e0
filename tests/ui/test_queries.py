"""What a screen asks of the store does not grow with what is stored."""

import datetime as dt
import uuid
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stagecoach.domain.evaluations import Party
from stagecoach.domain.hours import Kind
from stagecoach.domain.tracks import Track
from stagecoach.services.guidance import actions, moments
from stagecoach.services.hours import entry as hour_entry
from stagecoach.services.students import attachments, students
from stagecoach.services.tasks import tasks
from stagecoach.store.base import Base
from stagecoach.store.file.database import Database
from stagecoach.ui.window import screenshots
from stagecoach.ui.window.shell import Shell
from tests import make
from tests.conftest import DAY
from tests.counting import queries

SCREENS = (
    "today",
    "students",
    "evaluations",
    "forms",
    "dossier",
    "tasks",
    "coverage",
    "hours",
    "log",
    "guidance",
    "documents",
    "evaluation",
    "quicklog",
    "search",
    "bin",
    "grid",
    "peers",
    "peer-tab",
)


def first(shell: Shell) -> Any:
    return shell.workspace.ask(students.mine, shell.workspace.person_id)[0].placement_id


def asked(shell: Shell, name: str) -> int:
    """How many questions opening this screen costs, from another one."""

    def show() -> None:
        screenshots.SCREENS[name](shell, first(shell))
        QApplication.processEvents()

    count = len(queries(shell.workspace.database, show))
    if shell.overlay is not None:
        shell.overlay.reject()
    return count


def grow(database: Database, key: uuid.UUID) -> None:
    """Twice as much of everything, for the student and beside them."""
    assert database.person_id is not None
    for number in range(12):
        make.log(database, key, text=f"Alarm {number}", next_step="Verder.")
        for track in Track:
            draft = database.ask(tasks.new_draft, key, track)
            draft.title = f"Alarm {number}"
            database.do(tasks.save, draft)
        moment = database.ask(moments.new_draft, key)
        moment.actions = [actions.Draft("Bel", Party.SCHOOL, DAY + dt.timedelta(days=number))]
        database.do(moments.save, moment)
        database.do(
            attachments.add,
            key,
            f"{number}.pdf",
            b"%PDF-1.7 " + bytes([number]),
            database.person_id,
        )
        other = make.student(database, name=f"Student {number}", starts_on=DAY)
        make.pair(database, key, other)
    for number in range(4):  # of this week: the others are approved
        day = DAY - dt.timedelta(days=number)
        me = database.person_id
        database.do(hour_entry.enter, key, day, Kind.PRACTICE, "6", person_id=me)


@pytest.mark.parametrize("name", SCREENS)
def test_the_questions_of_a_screen_are_constant(shell: Shell, qtbot: QtBot, name: str) -> None:
    workspace = shell.workspace
    asked(shell, name)  # a page is made at its first visit

    def count() -> int:
        """Of a screen that has to ask everything anew."""
        screenshots.SCREENS["settings"](shell, None)
        workspace.changed.emit(frozenset(Base.metadata.tables))
        qtbot.wait(300)  # the side bar and what is drawn beside follow a moment later
        return asked(shell, name)

    before = count()
    workspace.database.on_change = None  # told once, by the next count
    grow(workspace.database, first(shell))
    workspace.database.on_change = workspace.changed.emit
    assert count() == before
    assert before < 60
