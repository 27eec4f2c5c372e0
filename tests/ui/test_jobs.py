"""Work beside the window: it comes back to the thread of the screens, or to nobody."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from stagecoach.services import Store
from stagecoach.ui.core.jobs import Latest, Progress, Worker, once
from stagecoach.ui.core.workspace import Workspace


@pytest.fixture
def owner(qapp: QCoreApplication) -> Iterator[QObject]:
    parent = QObject()
    yield parent
    parent.deleteLater()


@pytest.fixture
def worker(owner: QObject) -> Iterator[Worker]:
    runner = Worker(owner)
    yield runner
    runner.close()


def nobody(_result: object) -> None:
    """Waits for it."""


def gone(thing: QObject) -> None:
    thing.deleteLater()
    QCoreApplication.sendPostedEvents(thing, QEvent.Type.DeferredDelete)


def test_a_job_runs_beside_and_its_result_comes_back(
    owner: QObject, worker: Worker, qtbot: QtBot
) -> None:
    came: list[tuple[str, str]] = []

    def then(name: str) -> None:
        came.append((name, threading.current_thread().name))

    worker.run(owner, then, lambda: threading.current_thread().name)
    qtbot.waitUntil(lambda: bool(came))
    (beside, back), here = came[0], threading.current_thread().name
    assert beside != here
    assert back == here


def test_jobs_are_done_one_after_the_other(owner: QObject, worker: Worker, qtbot: QtBot) -> None:
    came: list[int] = []
    for number in range(5):
        worker.run(owner, came.append, partial(int, number))
    qtbot.waitUntil(lambda: len(came) == 5)
    assert came == [0, 1, 2, 3, 4]


def test_nothing_is_told_to_who_is_gone(worker: Worker, qtbot: QtBot) -> None:
    other, came, ended = QObject(), list[int](), list[bool]()
    go_on = threading.Event()

    def job() -> int:
        return int(go_on.wait(5))

    future = worker.run(other, came.append, job, ended=lambda: ended.append(True))
    gone(other)
    go_on.set()
    future.result()
    qtbot.wait(20)
    assert (came, ended) == ([], [])


def test_an_error_goes_to_who_asked_for_it_and_the_end_is_told(
    owner: QObject, worker: Worker, qtbot: QtBot
) -> None:
    came: list[object] = []

    def fail() -> None:
        raise OSError("the stick is gone")

    def end() -> None:
        came.append("ended")

    worker.run(owner, came.append, fail, failed=lambda error: came.append(str(error)), ended=end)
    qtbot.waitUntil(lambda: len(came) == 2)
    assert came == ["the stick is gone", "ended"]


def test_an_error_nobody_asked_for_surfaces_in_the_window(
    owner: QObject, worker: Worker, qtbot: QtBot
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        worker.run(owner, nobody, fail)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_what_waits_at_the_end_is_done_first_only_when_asked(owner: QObject) -> None:
    for finish, count in ((True, 3), (False, 1)):
        worker, done, go_on = Worker(owner), list[int](), threading.Event()

        def wait(done: list[int] = done, go_on: threading.Event = go_on) -> None:
            go_on.wait(5)
            done.append(1)

        futures = [worker.run(owner, nobody, wait) for _number in range(3)]
        while not futures[0].running():
            pass
        closing = threading.Thread(target=worker.close, kwargs={"finish": finish})
        closing.start()
        while not finish and not futures[2].cancelled():
            pass
        go_on.set()
        closing.join()
        assert len(done) == count


def test_once_leaves_no_thread_behind(owner: QObject, qtbot: QtBot) -> None:
    """The leftovers of every test say the same; here it is asked for."""
    before, came = threading.active_count(), list[int]()
    once(owner, came.append, lambda: 7)
    qtbot.waitUntil(lambda: bool(came))
    qtbot.waitUntil(lambda: threading.active_count() == before)
    assert came == [7]


def test_progress_is_shown_and_stop_is_heard(owner: QObject, worker: Worker, qtbot: QtBot) -> None:
    progress, moved, came = Progress(owner), list[tuple[int, int]](), list[int]()
    progress.moved.connect(lambda done, wished: moved.append((done, wished)))

    def count() -> int:
        number = 0
        while not progress.stopped.wait(0.001):
            number += 1
            progress.report(number, 10_000)
        return number

    worker.run(owner, came.append, count)
    qtbot.waitUntil(lambda: len(moved) > 3)
    progress.stop()
    qtbot.waitUntil(lambda: bool(came))
    assert moved[:3] == [(1, 10_000), (2, 10_000), (3, 10_000)]
    assert came[0] < 10_000


def test_progress_that_nobody_shows_any_more_disturbs_no_job() -> None:
    progress = Progress()
    gone(progress)
    progress.report(1, 2)


def test_only_the_latest_is_shown(workspace: Workspace, qtbot: QtBot) -> None:
    wanted, shown = list[int](), list[int]()
    go_on = threading.Event()

    def job(number: int) -> Callable[[Store], int]:
        def do(_store: Store) -> int:
            go_on.wait(5)
            return number

        return do

    latest = Latest(workspace, lambda: job(len(wanted)), shown.append, workspace)
    for _time in range(3):
        wanted.append(1)
        latest.ask_now()
    go_on.set()
    qtbot.waitUntil(lambda: bool(shown))
    qtbot.wait(50)
    assert shown == [3]


def test_a_run_of_asking_is_one_job(workspace: Workspace, qtbot: QtBot) -> None:
    jobs, shown = list[int](), list[Any]()

    def wanted() -> Callable[[Store], int]:
        jobs.append(1)
        return lambda _store: 1

    latest = Latest(workspace, wanted, shown.append, workspace)
    for _time in range(10):
        latest.ask()
    qtbot.waitUntil(lambda: bool(shown))
    assert len(jobs) == 1
    latest.ask_now()
    latest.forget()
    qtbot.wait(50)
    assert shown == [1]
