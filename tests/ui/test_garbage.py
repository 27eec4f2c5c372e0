"""Circles of objects are freed in the thread of the screens, whoever else works beside it."""

import gc
import threading
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from stagecoach.services.reports import reports as reporting
from stagecoach.services.reports.post import PostFolder
from stagecoach.services.reports.reports import Found
from stagecoach.ui.core.workspace import Workspace
from stagecoach.ui.dialogs.progress import ProgressDialog
from stagecoach.ui.reports.answers import AnswersPage
from stagecoach.ui.reports.mailer import Mailer


class Circle:
    """Only the collector of circles frees it; it notes in which thread."""

    freed_in: ClassVar[list[threading.Thread]] = []

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        Circle.freed_in.append(threading.current_thread())


def hungry(*_given: object) -> tuple[()]:
    for _number in range(100_000):
        Circle()
    return ()


def by_a_workspace(workspace: Workspace, _box: Path, qtbot: QtBot) -> None:
    workspace.in_background(workspace, lambda _done: None, hungry).result()


def by_the_mailer(_workspace: Workspace, box: Path, qtbot: QtBot) -> None:
    """It works from the lock screen on, and in the process of a report."""
    mailer = Mailer(PostFolder(box))
    mailer.box.rewrite = hungry  # type: ignore[method-assign]
    mailer.start()
    mailer.stop()


def by_a_job_with_progress(workspace: Workspace, _box: Path, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    sheet = ProgressDialog("Werk", "history", hungry, lambda _done: "klaar", parent)
    sheet.open_once()
    qtbot.waitUntil(sheet.done_button.isVisible)
    sheet.reject()


def by_who_looks_for_answers(_workspace: Workspace, _box: Path, qtbot: QtBot) -> None:
    """In the process of a report there is no workspace."""
    page = AnswersPage(lambda _receipt: Found([*hungry()]))
    qtbot.addWidget(page)
    page.field.setPlainText(" ".join(reporting.new_receipt().words))
    page.read()
    qtbot.waitUntil(page.read_button.isEnabled)


@pytest.mark.parametrize(
    "work", [by_a_workspace, by_the_mailer, by_a_job_with_progress, by_who_looks_for_answers]
)
def test_circles_of_objects_are_never_freed_by_a_worker(
    workspace: Workspace,
    tmp_path: Path,
    qtbot: QtBot,
    work: Callable[[Workspace, Path, QtBot], None],
) -> None:
    """A widget freed there stops a timer of another thread, and the process dies."""
    Circle.freed_in.clear()
    work(workspace, tmp_path, qtbot)
    assert set(Circle.freed_in) <= {threading.current_thread()}
    gc.collect()
    assert len(Circle.freed_in) >= 100_000
    assert set(Circle.freed_in) == {threading.current_thread()}
