"""The one place of wiring: log, settings, screen, single instance, window, last words."""

import argparse
import faulthandler
import hashlib
import logging
import os
import sys
import traceback
import uuid
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from PySide6.QtCore import QEventLoop, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from stagecoach import __version__, clock, i18n, log, paths, settings
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services import stores
from stagecoach.services.reports.post import PostFolder
from stagecoach.services.students import list as student_list
from stagecoach.services.students import students
from stagecoach.ui.core import theme
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.garbage import Garbage
from stagecoach.ui.dialogs import messages
from stagecoach.ui.reports.process import ProgramLink, Writer
from stagecoach.ui.reports.window import ReportWindow
from stagecoach.ui.window import screenshots
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
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    dutch = i18n.language() == "nl"
    if dutch and translator.load("qtbase_nl", folder):
        app.installTranslator(translator)
    country = QLocale.Country.Netherlands if dutch else QLocale.Country.UnitedKingdom
    spoken = QLocale.Language.Dutch if dutch else QLocale.Language.English
    QLocale.setDefault(QLocale(spoken, country))
    return app


def run(store: Path | None) -> int:
    """Open the window; a second start for the same store raises the first one instead."""
    os.umask(0o077)
    faulthandler.enable()
    chosen = settings.read()
    i18n.use("en" if chosen.language == "en" else "nl")
    QGuiApplication.setDesktopFileName("stagecoach")
    app = make_application()
    log.start()
    current = CurrentStore(store, chosen)
    name = instance_name(current.path)
    if name and _raise_first(name):
        return 0
    current.apply_look()
    window = MainWindow(current)
    sys.excepthook = _Hook(window)
    server = _listen(name, window) if name else None
    window.start()
    window.show()
    _log.info("started")
    window.sealed.mailer.start()
    status = app.exec()
    _wait_for(window.sealed.writer)
    window.sealed.mailer.stop()
    if server is not None:
        server.close()
    return status


def _wait_for(writer: Writer) -> None:
    """A report window that is still open is not left alone: its letter has to be sealed."""
    loop = QEventLoop()
    writer.finished.connect(loop.quit)
    if writer.running():
        loop.exec()


def write(start: str) -> int:
    """The window of a report, for the program that started this process; nothing is logged."""
    os.umask(0o077)
    chosen = settings.read()
    i18n.use("en" if chosen.language == "en" else "nl")
    app = make_application()
    theme.apply(chosen.theme, chosen.text_size)
    place = PostFolder(paths.sealed_folder())
    line = ProgramLink(place)
    window = ReportWindow(place, line, start)
    line.raise_wanted.connect(window.raise_)
    sys.excepthook = partial(_complain, window)
    window.resize(chosen.width, chosen.height)
    window.show()
    line.ready()
    status = app.exec()
    line.stop()
    return status


def _complain(
    window: ReportWindow,
    _kind: type[BaseException],
    error: BaseException,
    _trace: TracebackType | None,
) -> None:
    """In the window of a report: no traceback, which may hold what was typed."""
    known = isinstance(error, StageCoachError)
    text = _("Something went wrong. What you typed is still here; it is not sent.")
    window.complain(str(error) if known else text)


def instance_name(path: Path | None) -> str:
    """Says which store, without its name: others on this machine can list it."""
    if path is None:
        return ""
    return "stagecoach-" + hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:24]


def _raise_first(name: str) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(200):
        return False
    socket.write(b"raise")
    socket.waitForBytesWritten(200)
    socket.disconnectFromServer()
    return True


def _listen(name: str, window: MainWindow) -> QLocalServer:
    QLocalServer.removeServer(name)  # left behind by a crash
    server = QLocalServer(window)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

    def raise_window() -> None:
        server.nextPendingConnection().deleteLater()
        window.showNormal()
        window.raise_()
        window.activateWindow()

    server.newConnection.connect(raise_window)
    server.listen(name)
    return server


class _Hook:
    """What nobody caught: a sentence for the user's own problems, a report for ours."""

    def __init__(self, window: MainWindow) -> None:
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
    if options.today:
        clock.pretend_today(options.today)
    screenshots.check_name(options.screen)
    look = replace(
        settings.Settings(),
        language=options.language,
        theme=options.theme,
        text_size=options.text_size,
        width=options.size[0],
        height=options.size[1],
    )
    i18n.use(options.language)
    make_application()
    with TemporaryDirectory(prefix="stagecoach-picture-") as folder:
        path = stores.copy_to(options.store, secret, Path(folder))
        current = CurrentStore(path, look, Path(folder) / "settings.toml")
        current.apply_look()
        window = MainWindow(current)
        window.start()
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
    if current.workspace is None:
        return None
    own = current.workspace.ask(students.mine, current.workspace.person_id)
    if wanted is None:
        return own[0].placement_id if own else None
    return current.workspace.ask(student_list.find, [wanted])[0]
