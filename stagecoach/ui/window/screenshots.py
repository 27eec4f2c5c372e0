"""Pictures of any screen, drawn without a display: for the README and for comparing."""

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from stagecoach.domain.evaluations import Kind
from stagecoach.domain.tracks import Track
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _
from stagecoach.services.evaluations import loading as sheets
from stagecoach.services.templates import drafts as template_drafts
from stagecoach.ui.core.page import Place
from stagecoach.ui.dossier.page import DossierPage
from stagecoach.ui.evaluations.evaluation_page import EvaluationPage
from stagecoach.ui.evaluations.outline import CLOSING
from stagecoach.ui.evaluations.sign import SignForm
from stagecoach.ui.peers.page import PeersPage
from stagecoach.ui.people.page import PeoplePage
from stagecoach.ui.search.dialog import SearchDialog
from stagecoach.ui.settings.rules import RulesForm
from stagecoach.ui.stores.recovery_code import RecoveryForm
from stagecoach.ui.stores.welcome import WelcomePage
from stagecoach.ui.tasks.tab import TasksTab
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.put_back import PutBack
from stagecoach.ui.window.shell import Shell

_SETTLE = 700  # milliseconds for previews drawn in the background


def _go(name: str, **rest: Any) -> Callable[[Shell, uuid.UUID | None], None]:
    def go(shell: Shell, key: uuid.UUID | None) -> None:
        shell.go(Place(name, key, **rest))

    return go


def _tab(tab: str) -> Callable[[Shell, uuid.UUID | None], None]:
    return _go("dossier", tab=tab)


def _closing(shell: Shell, key: uuid.UUID | None) -> None:
    shell.go(Place("evaluation", key, kind=Kind.INTERIM))
    page = shell.current()
    assert isinstance(page, EvaluationPage)
    page.outline.choose(CLOSING)


def _sign(shell: Shell, key: uuid.UUID | None) -> None:
    _closing(shell, key)
    page = shell.current()
    assert isinstance(page, EvaluationPage)
    assert page.sheet is not None
    assert page.sheet.id is not None
    sheet = shell.workspace.ask(sheets.load, page.sheet.id)
    SignForm(shell.workspace, sheet, shell).open_once()


def _voice(name: str) -> Callable[[Shell, uuid.UUID | None], None]:
    """The student's own view, or both beside each other."""

    def go(shell: Shell, key: uuid.UUID | None) -> None:
        shell.go(Place("evaluation", key, kind=Kind.INTERIM))
        page = shell.current()
        assert isinstance(page, EvaluationPage)
        page.head.wanted.emit(name)

    return go


def _template(shell: Shell, _key: uuid.UUID | None) -> None:
    rows = shell.workspace.ask(template_drafts.overview)
    form = next(row for row in rows if row.crebo)
    shell.go(Place("template", entry_id=shell.workspace.do(template_drafts.edit, form.id)))


def _recovery(shell: Shell, _key: uuid.UUID | None) -> None:
    code = "7F3K-29Q1-0ZXA-BC4D-7F3K-29Q1-0ZXA-BC4D"
    RecoveryForm(shell.workspace, code, shell).open_once()


def _coverage(shell: Shell, key: uuid.UUID | None) -> None:
    shell.go(Place("dossier", key, tab="tasks"))
    page = shell.current()
    assert isinstance(page, DossierPage)
    tab = page.tab()
    assert isinstance(tab, TasksTab)
    tab.way.set_value("coverage")
    tab.way.chosen.emit("coverage")


def _search(shell: Shell, key: uuid.UUID | None) -> None:
    shell.go(Place("dossier", key))
    window = shell.window()
    assert isinstance(window, MainWindow)
    window.find_anything()
    dialog = window.findChild(SearchDialog)
    assert dialog is not None
    dialog.line.setText("youssef test")


def _person(shell: Shell, _key: uuid.UUID | None) -> None:
    shell.go(Place("people"))
    page = shell.current()
    assert isinstance(page, PeoplePage)
    page.edit()


def _pin(shell: Shell, _key: uuid.UUID | None) -> None:
    shell.go(Place("people"))
    page = shell.current()
    assert isinstance(page, PeoplePage)
    page.set_pin()


def _peers(act: str) -> Callable[[Shell, uuid.UUID | None], None]:
    """The page of all pairs, with one of its sheets open."""

    def go(shell: Shell, _key: uuid.UUID | None) -> None:
        shell.go(Place("peers"))
        page = shell.current()
        assert isinstance(page, PeersPage)
        actions = {
            "pair": page.new,
            "talk": page.view.new_session,
            "apart": page.keep_apart,
            "proposal": page.look_at_proposal,
            "training": page.keep_training,
        }
        actions[act]()

    return go


def _who(shell: Shell, _key: uuid.UUID | None) -> None:
    """Only where somebody has a PIN; else it is the lock screen."""
    window = shell.window()
    assert isinstance(window, MainWindow)
    window.current.step_out()


SCREENS: dict[str, Callable[[Shell, uuid.UUID | None], None]] = {
    "today": lambda shell, _key: shell.go(Place("today")),
    "students": lambda shell, _key: shell.go(Place("students")),
    "dossier": _tab("overview"),
    "tasks": _tab("tasks"),
    "hours": _tab("hours"),
    "log": _tab("log"),
    "guidance": _tab("guidance"),
    "documents": _tab("documents"),
    "hour-sheet": _go("hour_sheet"),
    "stations": _tab("evaluations"),
    "quicklog": _go("quick_log"),
    "evaluations": lambda shell, _key: shell.go(Place("evaluations")),
    "evaluation": _go("evaluation", kind=Kind.INTERIM),
    "closing": _closing,
    "sign": _sign,
    "self": _voice("self"),
    "together": _voice("together"),
    "versions": _voice("versions"),
    "other-form": _voice("template"),
    "templates": _go("templates"),
    "template": _template,
    "forms": _go("forms", kind=Kind.INTERIM),
    "people": lambda shell, _key: shell.go(Place("people")),
    "person": _person,
    "pin": _pin,
    "settings": lambda shell, _key: shell.go(Place("settings")),
    "backups": lambda shell, _key: shell.go(Place("backups")),
    "new-student": lambda shell, _key: shell.go(Place("new_student")),
    "new-task": _go("new_task", track=Track.LEARNING),
    "recovery": _recovery,
    "search": _search,
    "coverage": _coverage,
    "rules": lambda shell, _key: RulesForm(shell.workspace, shell).open_once(),
    "bin": _go("bin"),
    "grid": _go("grid"),
    "who": _who,
    "my-key": _go("my_key"),
    "peers": lambda shell, _key: shell.go(Place("peers")),
    "peer-tab": _tab("peers"),
    "pair": _peers("pair"),
    "talk": _peers("talk"),
    "apart": _peers("apart"),
    "proposal": _peers("proposal"),
    "training": _peers("training"),
    "rights": _go("help", tab="rights"),
}
WITHOUT_STORE = ("unlock", "restore", "welcome", "new-store")


def names() -> list[str]:
    return [*SCREENS, *WITHOUT_STORE]


def check_name(name: str) -> None:
    if name not in names():
        text = _("There is no screen %(name)s. There are: %(all)s")
        raise StageCoachError(text % {"name": name, "all": ", ".join(names())})


def show(window: MainWindow, name: str, placement_id: uuid.UUID | None) -> None:
    """Bring a window to a screen."""
    if name in SCREENS and window.shell is not None:
        SCREENS[name](window.shell, placement_id)
    elif name == "restore":
        PutBack(window.current, window).go(name)
    elif name in {"welcome", "new-store"}:
        page = WelcomePage(window.current)
        window.setCentralWidget(page)
        page.setObjectName("canvas")
        if name == "new-store":
            page.begin()
    wait(_SETTLE)


def wait(milliseconds: int) -> None:
    """Let timers, the worker and painting do their work."""
    loop, clock = QEventLoop(), QElapsedTimer()
    clock.start()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def take(window: MainWindow, path: Path) -> None:
    """The window with the sheets that lie over it, as a PNG."""
    picture = window.grab()
    sheets_open = [w for w in QApplication.topLevelWidgets() if w is not window and w.isVisible()]
    for sheet in sheets_open:
        _paint_over(picture, window, sheet)
    if not picture.save(str(path), "PNG"):
        raise StageCoachError(_("The picture cannot be written there."))


def _paint_over(picture: QPixmap, window: MainWindow, sheet: QWidget) -> None:
    painter = QPainter(picture)
    corner = window.mapFromGlobal(sheet.mapToGlobal(sheet.rect().topLeft()))
    painter.drawPixmap(corner, sheet.grab())
    painter.end()
