"""The one place of wiring: log, settings, screen, single instance, window, last words."""

import argparse
import contextlib
import faulthandler
import logging
import os
import sys
import traceback
import uuid
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from stagecoach import __version__, clock, i18n, log, memory, paths, settings
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.ui.core import qt_words, theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.garbage import Garbage
from stagecoach.ui.core.loading import Loading

if TYPE_CHECKING:
    from stagecoach.ui.reports.window import ReportWindow
    from stagecoach.ui.window.main_window import MainWindow

_log = logging.getLogger("stagecoach.app")


def make_application() -> QApplication:
    """The application with Qt's own words translated; there is one per process."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    app = QApplication(sys.argv[:1])
    app.setApplicationName("StageCoach")
    app.setApplicationVersion(__version__)
    Garbage(app)
    qt_words.speak(app)
    return app


def run(store: Path | None) -> int:
    """Open the window; a second start for the same store raises the first one instead."""
    from stagecoach.ui.window.ending import Ending
    from stagecoach.ui.window.instance import Instance
    from stagecoach.ui.window.main_window import MainWindow

    os.umask(0o077)
    memory.keep_to_itself()
    faulthandler.enable()
    chosen = settings.read()
    i18n.use("en" if chosen.language == "en" else "nl")
    QGuiApplication.setDesktopFileName("stagecoach")
    app = make_application()
    loading = Loading(_load, _load_rest, _warm_up)
    current = CurrentStore(store, chosen, loading=loading)
    instance = Instance(current.path)
    if instance.raise_first():
        return 0
    current.apply_look()
    window = MainWindow(current)
    sys.excepthook = _Hook(window)
    window.leaving.connect(instance.close)  # who starts it again now gets a window of their own
    for behind in (partial(instance.listen, window), _start_log, loading.start):
        window.painted.connect(behind)
    window.start()
    window.show()
    loading.everything.connect(window.sealed.start)
    loading.everything.connect(partial(_watch_the_system, current, window))
    if (garbage := app.findChild(Garbage)) is not None:
        loading.everything.connect(garbage.spare_what_is_loaded)
    ending = Ending(current, window.close)
    status = app.exec()
    ending.stop()
    loading.stop()
    window.sealed.finish()
    instance.close()
    return status


def _watch_the_system(current: CurrentStore, window: "MainWindow") -> None:
    from stagecoach.ui.core.system_lock import SystemLock

    SystemLock(current, window)


def _start_log() -> None:
    """Where none can be written (a full disk, a folder of somebody else) the work goes on."""
    with contextlib.suppress(OSError):
        log.start()
        _log.info("started")


def _load() -> None:
    """What opening a store takes without the screens: done in a thread behind the lock screen."""
    from sqlalchemy.orm import configure_mappers

    from stagecoach.services import stores  # noqa: F401
    from stagecoach.services.today import today  # noqa: F401

    configure_mappers()
    i18n.date(clock.today())  # Babel reads its calendar and figures at the first of each
    i18n.number(0)


_FIRST_STEPS = (
    *("dialogs.form", "window.places", "window.overlays", "window.side_bar", "window.shell"),
    *("today.page", "reports.mailer", "tasks.tab", "hours.tab", "logs.tab", "guidance.tab"),
    *("evaluations.tab", "peers.group_view", "peers.tab", "students.documents_tab"),
    *("dossier.overview", "dossier.page"),
)


def _load_rest() -> Iterator[None]:
    """Every page and the dialogs, a step at a time; libraries for paper come when it is drawn.

    No step holds the window up for long: what a page stands on comes in steps before it.
    """
    for name in _FIRST_STEPS:
        import_module(f"stagecoach.ui.{name}")
        yield
    from stagecoach.ui.window import overlays, pages

    for page in pages.PAGES.values():
        page()
        yield
    for name in (*overlays.DIALOGS, "stagecoach.ui.stores.who", "stagecoach.ui.search.dialog"):
        import_module(name)
        yield


def _warm_up() -> None:
    from stagecoach.services.warm_up import warm_up

    warm_up()


def write(start: str) -> int:
    """The window of a report, for the program that started this process; nothing is logged."""
    from stagecoach.services.reports.post import PostFolder
    from stagecoach.ui.core import geometry
    from stagecoach.ui.reports.process import ProgramLink
    from stagecoach.ui.reports.window import ReportWindow

    os.umask(0o077)
    memory.keep_to_itself()
    chosen = settings.read()
    i18n.use("en" if chosen.language == "en" else "nl")
    app = make_application()
    theme.apply(chosen.theme, chosen.text_size)
    place = PostFolder(paths.sealed_folder())
    line = ProgramLink(place)
    window = ReportWindow(place, line, start)
    line.raise_wanted.connect(window.raise_)
    sys.excepthook = partial(_complain, window)
    geometry.place(window, chosen)
    window.show()
    line.ready()
    status = app.exec()
    line.stop()
    return status


def _complain(
    window: "ReportWindow",
    _kind: type[BaseException],
    error: BaseException,
    _trace: TracebackType | None,
) -> None:
    """In the window of a report: no traceback, which may hold what was typed."""
    known = isinstance(error, StageCoachError)
    text = _("Something went wrong. What you typed is still here; it is not sent.")
    window.complain(str(error) if known else text)


class _Hook:
    """What nobody caught: a sentence for the user's own problems, a report for ours."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._busy = False

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if self._busy:  # the hook itself failed: do not go round in circles
            sys.__excepthook__(kind, error, trace)
            return
        self._busy = True
        try:
            self._show(kind, error, trace)
        finally:
            self._busy = False

    def _show(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        from stagecoach.ui.dialogs import messages

        if isinstance(error, StageCoachError):
            messages.complain(QApplication.activeWindow() or self._window, str(error))
            return
        # Places in the code only: an error's own text may hold what somebody typed.
        places = "".join(traceback.format_tb(trace))
        _log.error("%s\n%s", kind.__name__, places)
        text = _(
            "Something went wrong in StageCoach. What you had saved is safe; "
            "the last action was not kept. Close the window and start again if it goes on."
        )
        messages.complain(self._window, text, f"{kind.__name__}, {__version__}\n{places}")


def screenshot(options: argparse.Namespace, secret: str) -> None:
    """Render a screen of a copy of the store to a PNG: nothing in the store changes."""
    from stagecoach.services import stores
    from stagecoach.ui.window import screenshots
    from stagecoach.ui.window.main_window import MainWindow

    if options.today:
        clock.pretend_today(options.today)
    screenshots.check_name(options.screen)
    look = replace(
        settings.Settings(),
        language=options.language,
        theme=options.theme,
        text_size=options.text_size,
    )
    i18n.use(options.language)
    make_application()
    with TemporaryDirectory(prefix="stagecoach-picture-") as folder:
        path = stores.copy_to(options.store, secret, Path(folder))
        current = CurrentStore(path, look, Path(folder) / "settings.toml")
        current.apply_look()
        window = MainWindow(current)
        window.start()
        window.setWindowState(Qt.WindowState.WindowNoState)  # whatever size the screen has
        window.resize(*options.size)
        window.show()
        try:
            if options.screen not in screenshots.WITHOUT_STORE:
                current.open(secret)
            screenshots.show(window, options.screen, _placement(current, options.student))
            screenshots.take(window, options.out)
        finally:
            current.lock()
            window.close()
            window.deleteLater()


def _placement(current: CurrentStore, wanted: str | None) -> uuid.UUID | None:
    from stagecoach.services.students import list as student_list
    from stagecoach.services.students import students

    if current.workspace is None:
        return None
    own = current.workspace.ask(students.mine, current.workspace.person_id)
    if wanted is None:
        return own[0].placement_id if own else None
    return current.workspace.ask(student_list.find, [wanted])[0]
