"""Peer coaching from proposal to certificate: a guide, two students, and a trainer who counts."""

import uuid
from io import BytesIO
from typing import TypeVar

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from stagecoach import clock
from stagecoach.documents import peers as peer_sheets
from stagecoach.domain.people import Role
from stagecoach.services.peers import group_changes, sessions, trainings
from stagecoach.services.peers import groups as peers
from stagecoach.services.people import keys
from stagecoach.store.file.database import Database
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Place
from stagecoach.ui.dossier.page import DossierPage
from stagecoach.ui.peers.open_key import OpenKeyForm
from stagecoach.ui.peers.page import PeersPage
from stagecoach.ui.peers.proposal import ProposalForm
from stagecoach.ui.peers.session_form import SessionForm
from stagecoach.ui.peers.tab import PeersTab
from stagecoach.ui.peers.training_form import TrainingForm
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell
from tests.make import step
from tests.persons import add_person, program, take_part

SECRET = "Nee zeggen als een klant meer wil"
WORDS = "samen sterk op pad"


F = TypeVar("F", bound=QWidget)


class Machine:
    """Somebody else comes; what they open over the page is found."""

    def __init__(
        self, window: MainWindow, current: CurrentStore, people: dict[str, uuid.UUID]
    ) -> None:
        self._window, self._current, self._people = window, current, people

    def hand_over(self, name: str) -> Shell:
        assert self._current.database is not None
        if self._current.workspace is not None:
            self._current.workspace.leave()
        self._current.database.person_id = self._people[name]
        self._current.enter()
        assert self._window.shell is not None
        return self._window.shell

    def form(self, kind: type[F]) -> F:
        forms = [form for form in self._window.findChildren(kind) if form.isVisible()]
        assert len(forms) == 1
        return forms[0]


def _person(database: Database, role: Role, key: uuid.UUID, *, with_key: bool = True) -> uuid.UUID:
    person = database.do(step(add_person), f"Iemand {role}", role)
    database.do(step(take_part), person, role, key)
    if with_key:
        before, database.person_id = database.person_id, person
        database.do(keys.make, WORDS, WORDS)
        database.person_id = before
    return person


@pytest.fixture
def machine(
    shell: Shell, window: MainWindow, current: CurrentStore, placements: dict[str, uuid.UUID]
) -> Machine:
    """Nobody is paired yet. The guide supervises both students."""
    database = shell.workspace.database
    with program(database):
        for row in database.ask(peers.overview):
            for meeting in database.ask(sessions.overview, row.id):
                database.do(sessions.delete, meeting.id)
            database.do(group_changes.remove, row.id)
        guide = _person(database, Role.SCHOOL_SUPERVISOR, placements["Youssef"])
        database.do(step(take_part), guide, Role.SCHOOL_SUPERVISOR, placements["Lotte"])
        people = {
            "guide": guide,
            "Youssef": _person(database, Role.STUDENT, placements["Youssef"]),
            "Lotte": _person(database, Role.STUDENT, placements["Lotte"], with_key=False),
            "trainer": _person(
                database, Role.WORKPLACE_TRAINER, placements["Youssef"], with_key=False
            ),
        }
    return Machine(window, current, people)


def tab(shell: Shell, key: uuid.UUID) -> PeersTab:
    shell.go(Place("dossier", key, tab="peers"))
    page = shell.current()
    assert isinstance(page, DossierPage)
    peers_tab = page.tab()
    assert isinstance(peers_tab, PeersTab)
    return peers_tab


def open_key(machine: Machine, view: PeersTab | PeersPage) -> None:
    view.view.open_key()
    form = machine.form(OpenKeyForm)
    form.secret.setText("dit is hem niet")
    form.ok.click()
    assert form.problem("secret")
    form.secret.setText(WORDS)
    form.ok.click()


def words(shown: PeersTab | PeersPage) -> str:
    QApplication.processEvents()  # what was just laid out is seen after that
    return "\n".join(label.text() for label in shown.findChildren(QLabel) if label.isVisible())


def guide_makes_the_pair(machine: Machine, qtbot: QtBot) -> None:
    """The guide looks at the proposal, and makes the pair."""
    shell = machine.hand_over("guide")
    shell.go(Place("peers"))
    page = shell.current()
    assert isinstance(page, PeersPage)
    page.look_at_proposal()
    proposal = machine.form(ProposalForm)
    qtbot.waitUntil(lambda: bool(proposal.ticks))
    assert [group.name for _tick, group in proposal.ticks] == ["Lotte en Youssef"]
    proposal.ok.click()
    assert "samen willen bereiken" in proposal.problem("goal")
    QTest.keyClicks(proposal.terms.goal, "Elkaars testgevallen nakijken")
    proposal.ok.click()
    groups = shell.workspace.ask(peers.overview)
    assert [row.name for row in groups] == ["Lotte en Youssef"]
    assert "0 van de 1 geplande" in words(page)


def youssef_records_a_talk(machine: Machine, key: uuid.UUID) -> None:
    """Youssef records a talk; what was said is sealed to him and the guide."""
    shell = machine.hand_over("Youssef")
    mine = tab(shell, key)
    assert "voor jou verzegeld" in words(mine)
    open_key(machine, mine)
    QTest.keyClick(mine, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    mine.view.new_session()
    form = machine.form(SessionForm)
    assert form.said is not None
    form.said.texts["question"].setPlainText(SECRET)
    form.said.texts["action"].setPlainText("Eén zin oefenen")
    form.keep()  # half-typed: kept, and sealed
    form.ok.click()
    told = mine.view.chosen()
    assert told is not None
    assert told.question == SECRET
    QTest.keyClick(mine.view.table, Qt.Key.Key_Space)
    told = mine.view.chosen()
    assert told is not None
    assert told.state == "gedaan"


def lotte_gets_to_read(machine: Machine, placements: dict[str, uuid.UUID]) -> None:
    """Lotte has no key yet: she makes one, and Youssef lets her read."""
    shell = machine.hand_over("Lotte")
    hers = tab(shell, placements["Lotte"])
    assert "heb je een sleutel nodig" in words(hers)
    shell.workspace.do(keys.make, WORDS, WORDS)
    shell = machine.hand_over("Youssef")
    mine = tab(shell, placements["Youssef"])
    open_key(machine, mine)
    assert "nog niet voor iedereen leesbaar" in words(mine)
    mine.view._let_read()
    shell = machine.hand_over("Lotte")
    hers = tab(shell, placements["Lotte"])
    open_key(machine, hers)
    told = hers.view.chosen()
    assert told is not None
    assert told.question == SECRET


def trainer_counts(machine: Machine, key: uuid.UUID) -> None:
    """The trainer counts, and no more."""
    shell = machine.hand_over("trainer")
    counted = tab(shell, key)
    assert "1 gesprek," in words(counted)
    assert SECRET not in words(counted)
    assert "testgevallen" not in words(counted)
    assert not counted.view.table.isVisible()
    assert counted.view.model.rowCount() == 0


def guide_gives_the_certificate(machine: Machine) -> None:
    """The guide keeps a training, and gives the certificate."""
    shell = machine.hand_over("guide")
    shell.go(Place("peers"))
    page = shell.current()
    assert isinstance(page, PeersPage)
    page.keep_training()
    training = machine.form(TrainingForm)
    training.which.setCurrentIndex(0)
    training._load()
    QTest.keyClicks(training.name, "Weerbaar op de werkvloer")
    cells = {training.table.item(n, 0).text(): n for n in range(training.table.rowCount())}
    there = training.table.item(cells["Youssef Amrani"], 1)
    there.setCheckState(Qt.CheckState.Checked)
    training.ok.click()
    ask = shell.workspace.ask
    youssef = ask(peers.overview)[0].members[1]
    row = ask(trainings.of_students, [youssef.id])[0]
    assert (row.name, row.there, row.days, row.minutes) == ("Weerbaar op de werkvloer", 1, 1, 90)
    page.view.certificate(row)
    row = ask(trainings.of_students, [youssef.id])[0]
    assert row.certificate_on == clock.today()
    pdf = peer_sheets.certificate(shell.workspace.database, row.training_id, youssef.id)
    printed = PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert "Youssef Amrani" in printed
    assert "1 van de 1 keer, 1,5 uur" in printed


def test_from_proposal_to_certificate(
    machine: Machine, placements: dict[str, uuid.UUID], qtbot: QtBot
) -> None:
    guide_makes_the_pair(machine, qtbot)
    youssef_records_a_talk(machine, placements["Youssef"])
    lotte_gets_to_read(machine, placements)
    trainer_counts(machine, placements["Youssef"])
    guide_gives_the_certificate(machine)
