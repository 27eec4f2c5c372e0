"""Four persons share one machine for a day: each is themselves, and sees what is theirs."""

import uuid

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from stagecoach.domain.evaluations import Kind
from stagecoach.domain.logs import Author, EntryKind
from stagecoach.domain.people import Role
from stagecoach.services.hours import ledger
from stagecoach.services.logs import logbook
from stagecoach.services.search import search
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Place
from stagecoach.ui.dossier.page import DossierPage
from stagecoach.ui.evaluations.evaluation_page import EvaluationPage
from stagecoach.ui.hours.tab import HoursTab
from stagecoach.ui.logs.form import LogForm
from stagecoach.ui.people.form import PersonForm
from stagecoach.ui.people.page import PeoplePage
from stagecoach.ui.people.pin import PinForm
from stagecoach.ui.stores.who import WhoPage
from stagecoach.ui.widgets.fields import pick
from stagecoach.ui.widgets.table import ROW_ROLE
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell

PINS = {"Marloes": "2580", "Joost": "1470", "Esra": "3691", "Youssef": "8264"}


class Machine:
    """What people do at it, with keys and clicks."""

    def __init__(self, window: MainWindow, current: CurrentStore, qtbot: QtBot) -> None:
        self.window, self.current, self._qtbot = window, current, qtbot

    @property
    def shell(self) -> Shell:
        assert self.window.shell is not None
        return self.window.shell

    def hand_over(self, name: str) -> Shell:
        """F9, choose a name, type a PIN."""
        self._qtbot.waitUntil(self.window.isActiveWindow)
        QTest.keyClick(self.window, Qt.Key.Key_F9)
        self._qtbot.waitUntil(lambda: isinstance(self.window.centralWidget(), WhoPage))
        page = self.window.centralWidget()
        assert isinstance(page, WhoPage)
        page.list.setFocus()
        QTest.keyClicks(page.list, name[:3])
        assert page.chosen().name.startswith(name)
        QTest.keyClick(page.list, Qt.Key.Key_Return)
        QTest.keyClicks(page.pin, PINS[name])
        QTest.keyClick(page.pin, Qt.Key.Key_Return)
        assert self.shell.workspace.identity.name.startswith(name)
        return self.shell

    def seen(self) -> set[str]:
        """The words on the buttons that can be seen."""
        buttons = self.shell.findChildren(QAbstractButton)
        return {button.accessibleName() for button in buttons if button.isVisible()}

    def log(self, text: str) -> LogForm:
        form = self.shell.overlay
        assert isinstance(form, LogForm)
        QTest.keyClicks(form.text, text)
        return form


@pytest.fixture
def machine(shell: Shell, window: MainWindow, current: CurrentStore, qtbot: QtBot) -> Machine:
    return Machine(window, current, qtbot)


def dossier(shell: Shell, key: uuid.UUID, tab: str) -> DossierPage:
    shell.go(Place("dossier", key, tab=tab))
    page = shell.current()
    assert isinstance(page, DossierPage)
    return page


def _give_pin(page: PeoplePage, name: str) -> None:
    model = page.view.model()
    rows = range(model.rowCount())
    at = next(n for n in rows if model.index(n, 0).data(ROW_ROLE).name.startswith(name))
    page.view.setCurrentIndex(model.index(at, 0))
    page.pin.click()
    form = next(f for f in page.findChildren(PinForm) if f.isVisible())
    QTest.keyClicks(form.pin, PINS[name])
    QTest.keyClicks(form.again, PINS[name])
    form.ok.click()


def _marloes_lets_everybody_in(machine: Machine) -> None:
    machine.shell.go(Place("people"))
    page = machine.shell.current()
    assert isinstance(page, PeoplePage)
    page.new()
    form = page.findChild(PersonForm)
    assert form is not None
    QTest.keyClicks(form.name, "Youssef Amrani")
    pick(form.lines[0].role, Role.STUDENT)
    form.ok.click()
    assert "welke student" in form.problem("student_id")
    form.student.setCurrentText("Youssef Amrani")
    form.ok.click()
    for name in PINS:
        _give_pin(page, name)


def _joost_logs_and_reads(machine: Machine, placements: dict[str, uuid.UUID]) -> None:
    shell = machine.hand_over("Joost")
    assert shell.place.name == "today"
    shell.go(Place("quick_log", placements["Youssef"]))
    machine.log("Bouwde de proefopstelling zelf op.").ok.click()
    tab = dossier(shell, placements["Youssef"], "hours").tab()
    assert isinstance(tab, HoursTab)
    assert not tab.approve.isVisible()
    assert "Dag invullen" in machine.seen()
    shell.go(Place("evaluation", placements["Youssef"], kind=Kind.INTERIM))
    page = shell.current()
    assert isinstance(page, EvaluationPage)
    assert not any(row.rating.isEnabled() for row in page.questions.rows)
    assert not page.foot.sign_button.isEnabled()
    said: list[str] = []
    shell.workspace.announced.connect(lambda message: said.append(message.text))
    shell.go(Place("dossier", placements["Naomi"]))
    assert shell.place.placement_id == placements["Youssef"]
    assert "dat is voor" in said[-1]


def _youssef_reflects(machine: Machine, placements: dict[str, uuid.UUID]) -> None:
    shell = machine.hand_over("Youssef")
    assert (shell.place.name, shell.place.placement_id) == ("dossier", placements["Youssef"])
    assert "Nieuwe student" not in machine.seen()
    assert not shell.workspace.can_undo
    ask = shell.workspace.ask
    assert ask(search.find, "Naomi").total == 0
    assert ask(search.find, "proefopstelling").hits["log"]
    shell.go(Place("quick_log", placements["Youssef"]))
    form = machine.log("Ik vond de fout pas na lang zoeken.")
    form.extras.author.set_value("reflection")
    form.ok.click()
    newest = ask(logbook.entries, placements["Youssef"], limit=1)[0]
    assert (newest.written_by, newest.kind) == (Author.STUDENT, EntryKind.REFLECTION)


def _esra_approves(machine: Machine, placements: dict[str, uuid.UUID]) -> None:
    shell = machine.hand_over("Esra")
    assert shell.place.name == "today"
    tab = dossier(shell, placements["Sem"], "hours").tab()
    assert isinstance(tab, HoursTab)
    assert tab.approve.isVisible()
    before = shell.workspace.ask(ledger.of, placements["Sem"]).approved
    tab.approve.click()
    assert shell.workspace.ask(ledger.of, placements["Sem"]).approved > before


def test_a_day_of_four_persons(
    machine: Machine, placements: dict[str, uuid.UUID], youssef: uuid.UUID
) -> None:
    _marloes_lets_everybody_in(machine)
    _joost_logs_and_reads(machine, placements)
    _youssef_reflects(machine, placements)
    _esra_approves(machine, placements)
    shell = machine.hand_over("Marloes")
    assert shell.place.name == "people"  # where she was
    rows = shell.workspace.ask(logbook.entries, youssef, limit=2)
    said = {row.text for row in rows}
    assert said == {"Ik vond de fout pas na lang zoeken.", "Bouwde de proefopstelling zelf op."}
    assert not shell.workspace.can_undo  # what others did is theirs to take back
